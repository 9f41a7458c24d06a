"""Does a person see what a file would change before it does, and then all of it or nothing?"""

import io
from typing import Any

import pytest
from django.db import transaction

from convite.core.errors import Refused
from convite.core.tables.columns import Column, Kind, TableSpec
from convite.core.tables.previews import CellChange, Differences, apply_preview
from convite.territories.models import Territory
from tests.core.tables import a_work, codes_of, csv_file, fault_of, preview, written, xlsx_file

TABLE = TableSpec(
    "techos",
    "Techos",
    (
        Column("code", "código", Kind.CODE, required=True),
        Column("name", "nombre"),
        Column("people", "personas", Kind.INTEGER),
    ),
    key=("code",),
)
STORED = [("01", "Popular", 100), ("02", "Santa Cruz", 200), ("03", "Manrique", 300)]
HEAD = "code,name,people"


def shown_of(*lines: str, head: str = HEAD) -> Any:
    return preview(csv_file(head, *lines), *STORED, spec=TABLE)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_preview_of_unchanged_export_changes_nothing(file_format: str) -> None:
    rows = [a_work(), a_work("05002", title={"es": "Otra"}, cost=None, parent="05001")]

    shown = preview(io.BytesIO(written(file_format, rows)), *rows)

    assert shown.lines() == ["0 filas nuevas.", "0 filas cambian.", "2 filas quedan igual."]


def test_preview_tells_added_changed_unchanged_and_absent() -> None:
    differences = shown_of("01,Popular,100", "02,Santa Cruz,250", "04,Aranjuez,1").differences

    assert [row.values for row in differences.added] == [{"code": "04", "name": "Aranjuez", "people": 1}]
    assert [(c.row, c.key, c.cells) for c in differences.changed] == [(3, ("02",), (CellChange("people", 200, 250),))]
    assert (differences.unchanged, differences.not_in_file) == (1, 1)


def test_preview_without_a_column_leaves_it_as_it_is() -> None:
    assert shown_of("01,Popular", head="code,name").changes_nothing


def test_preview_with_an_emptied_cell_empties_it() -> None:
    assert shown_of("01,,").differences.changed[0].values == {"name": "", "people": None}


def test_fault_says_sheet_row_column_value_rule_and_sentence() -> None:
    fault = fault_of(xlsx_file(techos=[["code", "name", "people"], ["01", "Popular", "doce"]]), TABLE)

    assert str(fault) == "Hoja «techos», fila 2, columna C (people): «doce» no es un número."
    assert (fault.code, fault.value) == ("number", "doce")


def test_faults_of_all_rows_are_told_at_once() -> None:
    assert codes_of(shown_of("01,a,x", ",b,1", "03,c,1.5", "03,c,2,sobra")) == [
        "number", "required", "integer", "too_many_cells",
    ]  # fmt: skip


def test_repeated_key_says_the_first_row() -> None:
    shown = shown_of("01,a,1", "01,b,2")

    assert [str(fault) for fault in shown.faults.faults] == ["Fila 3: La fila repite la clave «01» de la fila 2."]


def test_repeated_unique_value_is_a_fault() -> None:
    spec = TableSpec("t", "T", (Column("code", "código"), Column("mail", "correo", unique=True)), ("code",))

    assert codes_of(preview(csv_file("code,mail", "1,a@x", "2,a@x", "3,", "4,"), spec=spec)) == ["repeated_value"]


def test_many_faults_are_counted_and_not_all_told() -> None:
    shown = preview(csv_file(HEAD, *[f"{n},a,x" for n in range(10)]), spec=TABLE, most_faults=3)

    assert (len(shown.faults.faults), shown.faults.more, shown.lines()[-1]) == (3, 7, "Y 7 más.")


def test_fault_speaks_the_readers_language() -> None:
    assert shown_of("01,a,x").lines()[0] == "El archivo tiene 1 error."


# Applying


def names_in(differences: Differences) -> list[str]:
    return [row.values["name"] for row in differences.added]


@pytest.mark.django_db
def test_apply_calls_the_action_with_the_differences() -> None:
    shown = shown_of("04,Aranjuez,1")

    assert apply_preview(shown, lambda: STORED, names_in) == ["Aranjuez"]


@pytest.mark.django_db
def test_apply_runs_in_one_transaction_and_undoes_all(city: Territory) -> None:
    def fails_half_way(differences: Differences) -> None:
        assert transaction.get_connection().in_atomic_block
        Territory.objects.filter(pk=city.pk).update(name="Otro")
        raise Refused("no")

    with pytest.raises(Refused):
        apply_preview(shown_of("04,Aranjuez,1"), lambda: STORED, fails_half_way)

    assert Territory.objects.get(pk=city.pk).name == "Medellín"


@pytest.mark.django_db
def test_apply_with_faults_is_refused_and_nothing_done() -> None:
    done: list[Differences] = []

    with pytest.raises(Refused, match="no se importó nada"):
        apply_preview(shown_of("01,a,x", "04,Aranjuez,1"), lambda: STORED, done.append)

    assert done == []


@pytest.mark.django_db
def test_apply_after_somebody_changed_the_same_row_is_refused() -> None:
    done: list[Differences] = []

    with pytest.raises(Refused, match="Los datos cambiaron desde la vista previa"):
        apply_preview(shown_of("01,Popular,150"), lambda: [("01", "Popular", 120)], done.append)

    assert done == []


@pytest.mark.django_db
def test_apply_after_somebody_changed_another_row_goes_on() -> None:
    now = [("01", "Popular", 100), ("02", "Otra", 1)]

    done = apply_preview(shown_of("01,Popular,150"), lambda: now, lambda d: [c.values for c in d.changed])

    assert done == [{"people": 150}]


@pytest.mark.django_db
def test_apply_nothing_does_not_call_the_action() -> None:
    assert apply_preview(shown_of("01,Popular,100"), lambda: STORED, names_in) is None
