"""Do `convite import boundaries` and `convite import population` do all or nothing, and say what they did?"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from convite.commands import import_boundaries, import_population
from convite.territories.models import Boundary, Territory
from convite.territories.queries import home_territory, population_of, territory_at, territory_by_code

SHARED = Path(__file__).parents[3] / "shared" / "data" / "boundaries"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the real boundary files are not in this checkout")
pytestmark = pytest.mark.django_db

MAP = """{"type": "FeatureCollection", "features": [{"type": "Feature",
"properties": {"COMUNA": "03", "NOMBRE": "MANRIQUE"},
"geometry": {"type": "Polygon", "coordinates": [[[-75.6, 6.2], [-75.5, 6.2], [-75.5, 6.3], [-75.6, 6.2]]]}}]}"""


def run(command: ModuleType, *arguments: object) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return int(command.run(parser.parse_args([str(argument) for argument in arguments])))


@pytest.fixture
def map_file(tmp_path: Path) -> Path:
    (tmp_path / "mapa.geojson").write_text(MAP)
    return tmp_path / "mapa.geojson"


def said(capsys: pytest.CaptureFixture[str]) -> Sequence[str]:
    output = capsys.readouterr()
    return [*output.out.splitlines(), *output.err.splitlines()]


def test_import_boundaries_says_what_it_did(
    map_file: Path, commune: Territory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(import_boundaries, map_file, "--parent", "05001") == 0
    assert said(capsys) == ["Código: COMUNA; nombre: NOMBRE.", "1 territorio recibe su límite."]
    assert Boundary.objects.get().territory == commune


def test_import_boundaries_dry_run_stores_nothing(map_file: Path, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--parent", "05001", "--parent-name", "Medellín", "--create", "commune", "--dry-run")

    assert run(import_boundaries, map_file, *options) == 0
    assert said(capsys)[1:] == [
        "1 territorio nuevo, con su límite:",
        "  0500103 Comuna 3 Manrique",
        "Fue un ensayo: no se guardó nada.",
    ]
    assert Territory.objects.count() == 0


def test_import_boundaries_without_place_exits_2(
    map_file: Path, city: Territory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(import_boundaries, map_file, "--parent", "05001") == 2
    assert said(capsys) == [
        "No se importó nada: hay entidades por aclarar.",
        "  Entidad 1 (03 MANRIQUE): no hay ningún territorio así.",
    ]


def test_import_boundaries_that_fails_makes_no_parent(map_file: Path, db: None) -> None:
    assert run(import_boundaries, map_file, "--parent", "05001", "--parent-name", "Medellín") == 2
    assert Territory.objects.count() == 0


def test_import_boundaries_of_a_missing_file_exits_2(tmp_path: Path, db: None) -> None:
    assert run(import_boundaries, tmp_path / "nada.geojson") == 2


def test_import_population_reads_a_csv(tmp_path: Path, commune: Territory, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gente.csv").write_text("codigo,población,tipo\n03,160253,comuna\n")

    assert run(import_population, tmp_path / "gente.csv", "--year", 2024, "--parent", "05001") == 0
    assert said(capsys) == ["Columnas que no se usan: tipo.", "160.253 personas en 1 territorios (2024)."]
    assert population_of(commune) == 160253


def test_import_population_with_bad_cells_exits_2(
    tmp_path: Path, commune: Territory, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gente.csv").write_text("codigo,poblacion\n03,muchos\n")

    assert run(import_population, tmp_path / "gente.csv", "--year", 2024) == 2
    assert said(capsys) == ["No se importó nada: hay celdas por corregir.", "  Fila 2: «muchos» no es un número."]


@needs_shared
def test_real_city_comes_in_whole() -> None:
    parent = ("--parent", "05001", "--parent-name", "Medellín", "--parent-kind", "municipality")
    communes, barrios = "medellin_comunas_corregimientos.geojson", "medellin_barrio_vereda_2014_shapefile.zip"

    assert run(import_boundaries, SHARED / communes, *parent, "--create", "commune") == 0
    assert run(import_boundaries, SHARED / barrios, *parent, "--create", "neighbourhood") == 0
    assert (
        run(import_population, SHARED / "medellin_territorios_poblacion.csv", "--year", 2024, "--parent", "05001") == 1
    )
    assert [Territory.objects.filter(kind=kind).count() for kind in ("commune", "neighbourhood")] == [21, 332]
    place = territory_at(-75.5658, 6.2518)  # Parque de Berrío
    assert place is not None
    assert (place.name, place.parent) == ("La Candelaria", territory_by_code("0500110"))
    assert home_territory() == territory_by_code("05001")


@needs_shared
def test_real_state_comes_in_whole() -> None:
    file = SHARED / "mexico_oaxaca_municipios.geojson"

    assert run(import_boundaries, file, "--parent", "20", "--parent-name", "Oaxaca", "--create", "municipality") == 0
    assert run(import_population, SHARED / "mexico_municipios_2020_poblacion.csv", "--only-known") == 0
    assert Boundary.objects.count() == 570
    capital = territory_by_code("20067")
    assert capital is not None
    assert (capital.name, population_of(capital)) == ("Oaxaca de Juárez", 270955)
