"""Is a real, badly kept spreadsheet told what is wrong with it? The samples stand beside the checkout, if at all."""

from collections import Counter
from pathlib import Path

import pytest

from convite.core.tables.columns import Column, Kind, TableSpec
from tests.core.tables import preview

SHARED = Path(__file__).parents[3] / "shared" / "data" / "boundaries"
DIVIPOLA = SHARED / "divipola_immap_dirty.xlsx"

TOWNS = TableSpec(
    "towns",
    "Municipios",
    (
        Column("mpio", "código del municipio", Kind.CODE, required=True, lengths=(5,)),
        Column("municipio", "municipio", required=True),
        Column("departamento", "departamento"),
        Column("longitud", "longitud", Kind.DECIMAL),
        Column("latitud", "latitud", Kind.DECIMAL),
    ),
    key=("mpio",),
)

pytestmark = pytest.mark.skipif(not DIVIPOLA.exists(), reason="../shared/data is not here")


def test_two_sheets_with_the_same_columns_are_asked_back() -> None:
    with pytest.raises(Exception, match="«etiqueta», «codigo»"):
        preview(DIVIPOLA, spec=TOWNS)


def test_codes_that_excel_made_numbers_are_told_one_by_one() -> None:
    shown = preview(DIVIPOLA, spec=TOWNS, sheet="codigo", most_faults=10_000)

    lost = [fault for fault in shown.faults.faults if fault.code == "code_lost_zeros"]
    assert (lost[0].value, lost[0].row, lost[0].column) == ("5001", 2, "C")
    assert {len(fault.value) for fault in lost} == {4}
    assert Counter(fault.code for fault in shown.faults.faults)["code_lost_zeros"] == len(lost)


def test_codes_that_lost_nothing_pass() -> None:
    shown = preview(DIVIPOLA, spec=TOWNS, sheet="codigo")

    assert "73678" in {row.key[0] for row in shown.differences.added}
