"""Does a table leave whole, exact and readable in each format?"""

import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from convite.core.errors import Refused
from convite.core.money import Money
from convite.core.tables import writers
from convite.core.tables.columns import Column, Kind, TableSpec
from tests.core.tables import WORKS, a_work, preview, written

HEADS = (
    "code,parent,title_es,title_en,title_fr,title_pt,place,people,lon,cost,cost_currency,on,at,open,state"
)  # fmt: skip


def test_csv_has_mark_heads_and_exact_values() -> None:
    assert written("csv", [a_work()]).decode() == (
        f"\ufeff{HEADS}\r\n"
        "05001,,Parque de la ladera,Hillside park,,,Calle 10,400,-75.5637491150119,1450000000.50,COP,"
        "2025-09-05,2025-09-05T16:30:00-05:00,true,won\r\n"
    )


def test_csv_without_rows_has_only_heads() -> None:
    assert written("csv", []).decode() == f"\ufeff{HEADS}\r\n"


def test_csv_empty_values_are_empty_cells() -> None:
    row = a_work(title={}, place="", people=None, lon=None, cost=None, on=None, at=None, open=None, state="")

    assert written("csv", [row]).decode().splitlines()[1] == "05001" + "," * 14


def test_json_has_each_kind_as_it_is() -> None:
    assert json.loads(written("json", [a_work(people=2**60, lon=Decimal("0.1"))]), parse_float=Decimal) == [
        {
            "code": "05001",
            "parent": "",
            "title": {"es": "Parque de la ladera", "en": "Hillside park"},
            "place": "Calle 10",
            "people": 2**60,
            "lon": Decimal("0.1"),
            "cost": {"amount": "1450000000.50", "currency": "COP"},
            "on": "2025-09-05",
            "at": "2025-09-05T16:30:00-05:00",
            "open": True,
            "state": "won",
        }
    ]


def test_plain_text_in_a_translated_column_is_spanish() -> None:
    assert json.loads(written("json", [a_work(title="Parque")]))[0]["title"] == {"es": "Parque"}
    assert ",Parque,,,,Calle 10," in written("csv", [a_work(title="Parque")]).decode()


def test_json_without_rows_is_an_empty_array() -> None:
    assert json.loads(written("json", [])) == []


def test_json_many_rows_are_all_there() -> None:
    rows = [a_work(f"{n:05}") for n in range(3000)]

    assert [row["code"] for row in json.loads(written("json", rows))] == [f"{n:05}" for n in range(3000)]


def test_xlsx_values_have_the_types_of_a_spreadsheet() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", [a_work()]))).worksheets[0]
    values = dict(zip(*sheet.iter_rows(values_only=True), strict=True))

    assert (values["code"], values["people"], values["cost"], values["open"]) == ("05001", 400, 1450000000.5, True)
    assert values["on"].date() == date(2025, 9, 5)


def test_xlsx_code_column_is_text_for_new_rows_too() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", [a_work()]))).worksheets[0]

    assert sheet.column_dimensions["A"].number_format == "@"


def test_xlsx_number_beyond_fifteen_digits_travels_as_text() -> None:
    row = a_work(cost=Money(1234567890123456789, "COP"))

    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", [row]))).worksheets[0]

    assert [cell.value for cell in sheet[2]][9] == "12345678901234567.89"


def test_xlsx_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "ROWS_PER_SHEET", 2)
    rows = [a_work(f"{n:05}") for n in range(5)]

    file = io.BytesIO(written("xlsx", rows))

    assert openpyxl.load_workbook(file).sheetnames == ["works", "works 2", "works 3", "Columnas"]
    file.seek(0)
    assert preview(file, *rows).differences.unchanged == 5


def test_xlsx_text_longer_than_a_cell_is_refused_and_not_cut() -> None:
    with pytest.raises(Refused) as refusal:
        written("xlsx", [a_work(place="á" * 32_768)])

    assert "«place»" in str(refusal.value)


@pytest.mark.parametrize("key", [(), ("other",)])
def test_table_with_unknown_key_is_an_error(key: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="key"):
        TableSpec("t", "T", (Column("code", "código"),), key=key)


def test_table_with_two_equal_heads_is_an_error() -> None:
    columns = (Column("cost", "costo", Kind.MONEY), Column("cost_currency", "moneda"))

    with pytest.raises(ValueError, match="same name"):
        TableSpec("t", "T", columns, key=("cost",))


def test_heads_have_one_place_per_language_and_two_for_money() -> None:
    assert ",".join(head.name for head in WORKS.heads) == HEADS
