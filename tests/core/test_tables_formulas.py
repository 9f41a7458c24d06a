"""Does a cell that a spreadsheet would run leave harmless, and come back as it was?"""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.core.tables.formulas import clean_text, neutralise, restore
from tests.core.tables import a_work, preview, written

HOSTILE = [
    "=1+1", "+57 300", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "  =1", "'=1", "''=1",
    "<r><t>x</t></r>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_neutralise_hostile_text_puts_apostrophe_before(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Parque", "'Los Mangos'", "a=b", "5-3", "¿=?", " Parque", "<b>"])
def test_neutralise_plain_text_leaves_it(text: str) -> None:
    assert neutralise(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@＝ \t\r\nab<r>/")))
def test_restore_after_neutralise_gives_the_text(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(st.text())
def test_neutralise_any_text_is_the_same_text_when_restored(text: str) -> None:
    assert clean_text(restore(neutralise(text))) == clean_text(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_hostile_text_has_no_cell_that_runs(text: str) -> None:
    lines = csv.reader(io.StringIO(written("csv", [a_work(place=text)]).decode("utf-8-sig"), newline=""))

    assert [cell for line in lines for cell in line if cell.strip()[:1] in set("=+@＝＋－＠")] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_xlsx_hostile_text_is_text_and_no_formula(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", [a_work(place=text)]))).worksheets[0]
    place = [cell.value for cell in sheet[1]].index("place")

    assert sheet[2][place].data_type == "s"
    assert sheet[2][place].value.replace("_x000D_", "\r") == "'" + text


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("text", HOSTILE)
def test_preview_of_exported_hostile_text_changes_nothing(text: str, file_format: str) -> None:
    row = a_work(place=text)

    shown = preview(io.BytesIO(written(file_format, [row])), row)

    assert (shown.is_clean, shown.changes_nothing) == (True, True)


def test_json_hostile_text_stays_exact() -> None:
    assert '"place":"=1+1"' in written("json", [a_work(place="=1+1")]).decode()


def test_csv_negative_number_stays_a_number() -> None:
    assert ",-75.5637491150119," in written("csv", [a_work()]).decode()
