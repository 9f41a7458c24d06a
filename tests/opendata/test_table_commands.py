"""Do `convite export` and `convite import table` do what they say, and say what they did?"""

import json
from pathlib import Path
from typing import Any

import pytest

from convite.cli import main
from convite.core.models import AuditEntry
from convite.territories.models import Population, Territory
from tests.builders import make_edition, make_population, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "territories.csv"


def export(file: Path, name: str = "territories", **options: str) -> str:
    """Writes the list and gives its text."""
    arguments = [f"--{option}={value}" for option, value in options.items()]
    assert main(["export", name, "--output", str(file), *arguments]) == 0
    return "" if options.get("format") == "xlsx" else file.read_text(encoding="utf-8-sig")


def bring(file: Path, name: str = "territories", *options: str) -> int:
    return main(["import", "table", name, str(file), *options])


def test_export_to_the_terminal(capfdbinary: Any, city: Territory) -> None:
    assert main(["export", "territories", "--format", "json"]) == 0

    assert [row["name"] for row in json.loads(capfdbinary.readouterr().out)] == ["Medellín"]


def test_export_unknown_list_says_which_there_are(capsys: Any) -> None:
    assert main(["export", "personas"]) == 2

    assert capsys.readouterr().err.startswith("No hay una lista «personas». Las que hay: territories, population,")


def test_export_to_a_folder_that_is_not_there_says_so(capsys: Any, tmp_path: Path) -> None:
    assert main(["export", "territories", "--output", str(tmp_path / "no" / "x.csv")]) == 2


def test_export_is_public_unless_everything_is_asked_for(tmp_path: Path, city: Territory) -> None:
    make_edition(city, state="draft")
    file = tmp_path / "e.json"

    assert json.loads(export(file, "editions", format="json")) == []
    main(["export", "editions", "--format=json", "--everything", f"--output={file}"])
    assert len(json.loads(file.read_text())) == 1


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["territories", "population"])
def test_import_of_an_unchanged_export_changes_nothing(
    name: str, file_format: str, city: Territory, commune: Territory, tmp_path: Path, capsys: Any
) -> None:
    for sex in ("", "f", "m"):
        make_population(commune, sex=sex, age_band="14-28" if sex else "")
    file = tmp_path / f"t.{file_format}"
    export(file, name, format=file_format)
    entries = AuditEntry.objects.count()

    assert bring(file, name) == 0
    assert "0 filas nuevas.\n0 filas cambian." in capsys.readouterr().out
    assert AuditEntry.objects.count() == entries


def test_import_changes_and_adds_territories(sheet: Path, city: Territory, commune: Territory, capsys: Any) -> None:
    text = export(sheet).replace("Manrique", "Manrique Oriental")
    sheet.write_text(text + "0500103001,La Salle,neighbourhood,0500103\n0500199,Nueva,commune,05001\n")

    assert bring(sheet) == 0
    assert Territory.objects.get(code="0500103").name == "Manrique Oriental"
    assert Territory.objects.get(code="0500103001").path == "05001/0500103/0500103001/"
    assert "  0500103: name «Manrique» → «Manrique Oriental»" in capsys.readouterr().out


def test_import_adds_a_parent_and_its_child_in_any_order(sheet: Path, city: Territory) -> None:
    sheet.write_text(
        "código,nombre,clase,pertenece a\n0500150002,Urquitá,Vereda,0500150\n0500150,Palmitas,Corregimiento,05001\n"
    )

    assert bring(sheet) == 0
    assert Territory.objects.get(code="0500150002").path == "05001/0500150/0500150002/"


def test_import_moves_a_territory_below_a_new_one(sheet: Path, city: Territory, commune: Territory) -> None:
    sheet.write_text("code,name,kind,parent\n05,Antioquia,department,\n05001,Medellín,municipality,05\n")

    assert bring(sheet) == 0
    assert Territory.objects.get(code="0500103").path == "05/05001/0500103/"


def test_import_dry_run_changes_nothing(sheet: Path, city: Territory, capsys: Any) -> None:
    sheet.write_text(export(sheet).replace("Medellín", "Otra"))

    assert bring(sheet, "territories", "--dry-run") == 0
    assert Territory.objects.get().name == "Medellín"
    assert "1 fila cambia." in capsys.readouterr().out


def test_import_with_a_fault_says_where_and_changes_nothing(sheet: Path, city: Territory, capsys: Any) -> None:
    sheet.write_text("code,name,kind,parent\n0500101,Popular,commune,05001\n0500102,Santa Cruz,barriada,05001\n")

    assert bring(sheet) == 2
    assert list(Territory.objects.values_list("code", flat=True)) == ["05001"]
    assert "Fila 3, columna C (kind): «barriada» no es una de las opciones:" in capsys.readouterr().err


def test_import_refused_by_the_action_changes_nothing(sheet: Path, city: Territory, capsys: Any) -> None:
    sheet.write_text("code,name,kind,parent\n0500101,Popular,commune,05001\n05/02,Santa Cruz,commune,05001\n")

    assert bring(sheet) == 2
    assert Territory.objects.count() == 1
    assert capsys.readouterr().err.startswith("«05/02» no sirve de código")


def test_import_of_a_file_that_is_not_there_says_so(tmp_path: Path, capsys: Any) -> None:
    assert bring(tmp_path / "no.csv") == 2


def test_import_population_keeps_what_the_file_does_not_say(sheet: Path, commune: Territory) -> None:
    make_population(commune, 100, sex="", source="DANE")
    make_population(commune, 60, sex="f", source="DANE")
    sheet.write_text("territory,year,sex,age_band,count\n0500103,2026,Mujeres,,55\n")

    assert bring(sheet, "population") == 0
    assert list(Population.objects.order_by("sex").values_list("sex", "count", "source")) == [
        ("", 100, "DANE"),
        ("f", 55, "DANE"),
    ]


def test_import_population_with_two_sources_for_one_place_is_refused(
    sheet: Path, commune: Territory, capsys: Any
) -> None:
    make_population(commune, 100, source="DANE")
    sheet.write_text("territory,year,sex,age_band,count,source\n0500103,2026,f,,55,Alcaldía\n")

    assert bring(sheet, "population") == 2
    assert Population.objects.count() == 1
    assert "quedaría con dos fuentes («Alcaldía»; «DANE»)" in capsys.readouterr().err


def test_import_population_of_an_unknown_place_is_a_fault(sheet: Path, commune: Territory, capsys: Any) -> None:
    make_territory("Otra", code="13001")
    sheet.write_text("territory,year,sex,age_band,count\n99999,2026,,,10\n")

    assert bring(sheet, "population") == 2
    assert "El código «99999» no existe." in capsys.readouterr().err
