"""Is each column of a file recognised by its heading, however it is written?"""

import pytest
from django.utils.translation import get_language

from convite.core.tables.columns import Column, Kind, TableSpec
from tests.core.tables import codes_of, csv_file, fault_of, preview, xlsx_file

PLACES = TableSpec(
    "places",
    "Lugares",
    (
        Column("code", "código", Kind.CODE, required=True),
        Column("title", "título", Kind.TRANSLATED),
        Column("cost", "costo", Kind.MONEY, currency="COP"),
        Column("link", "enlace", only_out=True),
    ),
    key=("code",),
)


@pytest.mark.parametrize("heading", ["code", "CODE", "Código", "CODIGO", " código "])
def test_heading_is_found_however_it_is_written(heading: str) -> None:
    assert preview(csv_file(heading, "05"), spec=PLACES).differences.added[0].values == {"code": "05"}


@pytest.mark.parametrize(
    ("heading", "texts"),
    [("title_en", {"en": "x"}), ("Título (pt)", {"pt": "x"}), ("titulo", {"es": "x"}), ("title", {"es": "x"})],
)
def test_heading_of_translated_text_says_its_language(heading: str, texts: dict[str, str]) -> None:
    shown = preview(csv_file(f"code,{heading}", "05,x"), spec=PLACES)

    assert shown.differences.added[0].values["title"] == texts


def test_headings_may_stand_under_a_title() -> None:
    shown = preview(csv_file("Secretaría de Participación,", ",", "código,costo", "05,10"), spec=PLACES)

    assert [row.row for row in shown.differences.added] == [4]


def test_missing_key_column_is_a_fault_that_names_it() -> None:
    fault = fault_of(csv_file("código,nombre", "05001,x"))

    assert (fault.code, fault.row) == ("missing_column", 1)
    assert fault.sentence == "Falta la columna «title_es» (título)."


def test_repeated_column_is_a_fault() -> None:
    assert codes_of(preview(csv_file("code,código", "1,2"), spec=PLACES)) == ["repeated_column"]


def test_unknown_column_is_a_note_with_the_nearest_name() -> None:
    assert preview(csv_file("code,cots,otra", "1,2,3"), spec=PLACES).notes == (
        "La columna «cots» no se usa.",
        "La columna «otra» no se usa.",
    )
    assert preview(csv_file("code,titulos", "1,2"), spec=PLACES).notes == (
        "La columna «titulos» no se usa. ¿Quiso decir «title_es»?",
    )


def test_column_that_only_goes_out_is_not_read() -> None:
    assert preview(csv_file("code,link", "1,http"), spec=PLACES).differences.added[0].values == {"code": "1"}


def test_sheet_without_the_table_is_left_alone() -> None:
    file = xlsx_file(portada=[["Bienvenida"]], datos=[["code"], ["05"]])

    assert [row.sheet for row in preview(file, spec=PLACES).differences.added] == ["datos"]


def test_two_sheets_with_the_table_are_asked_back() -> None:
    file = xlsx_file(uno=[["code"], ["05"]], dos=[["code"], ["08"]])

    with pytest.raises(Exception, match="Hay varias hojas con estas columnas: «uno», «dos»"):
        preview(file, spec=PLACES)
    file.seek(0)
    assert [row.key for row in preview(file, spec=PLACES, sheet="DOS").differences.added] == [("08",)]


def test_file_without_headings_says_which_ones_it_wants() -> None:
    with pytest.raises(Exception, match=r"La tabla lleva estas columnas: code, title_es, .*cost_currency\.$"):
        preview(csv_file("a,b", "1,2"), spec=PLACES)


class Key:
    """Stands for a lazy text: «clave» in Spanish, «key word» in English."""

    def __str__(self) -> str:
        return "key word" if get_language() == "en" else "clave"


@pytest.mark.parametrize("heading", ["Clave", "Key word"])
def test_heading_is_found_in_each_language(heading: str) -> None:
    spec = TableSpec("things", "Cosas", (Column("id", Key()),), key=("id",))

    assert preview(csv_file(heading, "1"), spec=spec).differences.added[0].values == {"id": "1"}
