"""Is a stranger's file opened safely, and is it said why when it is not?"""

import io
import zipfile
from pathlib import Path

import pytest

from convite.core.errors import Refused
from convite.core.tables import sandbox
from convite.core.tables.sandbox import Limits, open_book
from tests.core.tables import csv_file, xlsx_file

WORKBOOK = "xl/workbook.xml"


def refusal_of(content: bytes, **limits: int) -> str:
    with pytest.raises(Refused) as refusal:
        open_book(io.BytesIO(content), Limits(**limits))
    return str(refusal.value)


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A real workbook with its sheet's XML put in the place of the right one."""
    source, target = zipfile.ZipFile(xlsx_file(["a"])), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name.endswith("sheet1.xml") else source.read(name))
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_open_csv_finds_the_delimiter(delimiter: str) -> None:
    book = open_book(csv_file(delimiter.join(["code", "name"]), delimiter.join(["05001", "Medellín"])))

    assert book.sheets[0].rows == [(1, ["code", "name"]), (2, ["05001", "Medellín"])]


def test_open_csv_with_excels_own_first_line_obeys_it() -> None:
    assert open_book(csv_file("sep=;", "code;name", "1;a,b,c")).sheets[0].rows == [
        (2, ["code", "name"]),
        (3, ["1", "a,b,c"]),
    ]


@pytest.mark.parametrize(
    ("encoding", "notes"), [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("cp1252", ["cp1252"])]
)
def test_open_csv_finds_the_encoding(encoding: str, notes: list[str]) -> None:
    book = open_book(io.BytesIO("código,año\n1,ñ".encode(encoding)))

    assert (book.sheets[0].rows[0], book.notes) == ((1, ["código", "año"]), notes)


def test_open_csv_in_windows_letters_says_so() -> None:
    book = open_book(io.BytesIO("año\n1".encode("cp1252")))

    assert [note.partition(";")[0] for note in sandbox.notes_of(book)] == ["El archivo no está en UTF-8"]


def test_open_csv_in_no_known_letters_is_refused() -> None:
    assert refusal_of(b"a\xe9,b\x81\n").startswith("No se reconoce en qué codificación")


def test_open_csv_with_unclosed_quote_says_where() -> None:
    assert refusal_of(b'a,b\n1,"x\n2,y\n').startswith("Cerca de la línea 3 hay unas comillas")


def test_open_csv_keeps_line_breaks_inside_a_cell() -> None:
    assert open_book(csv_file('a,"b\nc"')).sheets[0].rows == [(1, ["a", "b\nc"])]


def test_open_leaves_out_empty_rows_and_keeps_their_numbers() -> None:
    assert open_book(csv_file("a,b", ",", "", "1,2")).sheets[0].rows == [(1, ["a", "b"]), (4, ["1", "2"])]


def test_open_workbook_gives_each_sheet() -> None:
    book = open_book(xlsx_file(uno=[["a"], [5001]], dos=[["b"], [True]]))

    assert [(s.name, s.rows) for s in book.sheets] == [
        ("uno", [(1, ["a"]), (2, [5001])]),
        ("dos", [(1, ["b"]), (2, [True])]),
    ]


def test_open_workbook_reads_what_formulas_gave_and_not_formulas() -> None:
    assert open_book(xlsx_file(["a"], ["=1+1"], ["b"])).sheets[0].rows == [(1, ["a"]), (3, ["b"])]


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"<html>", b"a\0b", zipped(a=b"b")])
def test_open_what_is_no_table_is_refused(content: bytes) -> None:
    assert refusal_of(content).startswith("El archivo no es una tabla.")


def test_open_old_or_locked_workbook_says_what_to_do() -> None:
    assert refusal_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).startswith("El libro es de un Excel antiguo")


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", zipped(xl__workbook_xml=b"")[:60]])
def test_open_damaged_workbook_is_refused(content: bytes) -> None:
    assert refusal_of(content).startswith("El libro está dañado")


def test_open_zip_bomb_by_ratio_is_refused_before_unpacking() -> None:
    bomb = zipped(**{"xl__workbook.xml": b"<a/>", "xl__sheet.xml": b"0" * 20_000_000})

    assert refusal_of(bomb).startswith("El libro, una vez descomprimido")


def test_open_zip_bomb_by_total_size_is_refused() -> None:
    parts = {f"xl__{n}.xml": bytes(range(256)) * 4096 for n in range(4)} | {"xl__workbook.xml": b"<a/>"}

    assert refusal_of(zipped(**parts), unpacked_mb=3, ratio=100_000).startswith("El libro, una vez descomprimido")


def sheet_xml(doctype: str, text: str) -> bytes:
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{doctype}<worksheet xmlns="{space}"><sheetData>{cell}</sheetData></worksheet>'.encode()


def test_open_workbook_without_entities_is_read() -> None:
    assert open_book(io.BytesIO(with_sheet(sheet_xml("", "hola")))).sheets[0].rows == [(1, ["hola"])]


def test_open_workbook_with_entity_bomb_is_refused() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bomb = sheet_xml(f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>', "&a8;")

    assert refusal_of(with_sheet(bomb)).startswith("El libro está dañado")


def test_open_workbook_that_names_a_file_of_ours_does_not_read_it() -> None:
    trap = sheet_xml('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>', "&f;")

    assert refusal_of(with_sheet(trap)).startswith("El libro está dañado")


def test_open_file_that_takes_too_much_memory_is_refused() -> None:
    assert refusal_of(b"a,b\n" * 6_000_000, memory_mb=60).startswith("El archivo necesita demasiada memoria")


def test_open_file_that_takes_too_long_is_refused() -> None:
    assert refusal_of(b"a,b,c,d,e,f,g,h\n" * 1_500_000, seconds=1, rows=10**9).startswith(
        "Leer el archivo toma más de 1"
    )


@pytest.mark.parametrize(
    ("limits", "start"),
    [
        ({"rows": 2}, "El archivo tiene más de 2 filas."),
        ({"columns": 1}, "La fila 1 tiene más de 1 columnas"),
        ({"characters": 3}, "En la fila 4 hay una celda con más de 3"),
        ({"file_mb": 0}, "El archivo pesa más de 0 MB."),
    ],
)
def test_open_file_beyond_a_limit_is_refused_and_not_cut(limits: dict[str, int], start: str) -> None:
    assert refusal_of(b"a,b\n1,2\n3,4\n5,long\n", **limits).startswith(start)


def test_open_runs_the_child_without_our_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    said = ["{'sheet': ''}", "[1, sorted(os.environ)]", "{'end': True}"]
    child.write_text("import os, json\n" + "".join(f"print(json.dumps({thing}))\n" for thing in said))
    monkeypatch.setattr(sandbox, "CHILD", child)
    monkeypatch.setenv("CONVITE_SECRET_KEY", "secreta")

    assert "CONVITE_SECRET_KEY" not in open_book(csv_file("a")).sheets[0].rows[0][1]
