"""What do the tests of tables speak of? One small table with a column of every kind, and files of it."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from convite.core.money import Money
from convite.core.tables.columns import Column, Kind, TableSpec
from convite.core.tables.previews import Preview, preview_table
from convite.core.tables.writers import FORMATS
from convite.core.translated import Translated
from tests.builders import at

STATES = (("won", "Priorizado"), ("lost", "No priorizado"))

WORKS = TableSpec(
    "works",
    "Obras",
    (
        Column("code", "código", Kind.CODE, required=True, lengths=(5,)),
        Column("parent", "pertenece a", Kind.REFERENCE, known=lambda: {"05001"}, in_file=True, lengths=(5,)),
        Column("title", "título", Kind.TRANSLATED, required=True, max_length=60),
        Column("place", "lugar"),
        Column("people", "personas", Kind.INTEGER, min=0),
        Column("lon", "longitud", Kind.DECIMAL, min=-180, max=180),
        Column("cost", "costo", Kind.MONEY, currency="COP"),
        Column("on", "día", Kind.DATE),
        Column("at", "momento", Kind.MOMENT),
        Column("open", "abierta", Kind.BOOLEAN),
        Column("state", "estado", Kind.CHOICE, choices=STATES),
    ),
    key=("code",),
)


def a_work(code: str = "05001", **values: Any) -> list[Any]:
    """A row of WORKS, full of ordinary values."""
    usual = {
        "code": code,
        "parent": "",
        "title": Translated(es="Parque de la ladera", en="Hillside park"),
        "place": "Calle 10",
        "people": 400,
        "lon": -75.5637491150119,
        "cost": Money(1_450_000_000_50, "COP"),
        "on": date(2025, 9, 5),
        "at": at("2025-09-05 16:30"),
        "open": True,
        "state": "won",
    }
    return [*(usual | values).values()]


def written(file_format: str, rows: Sequence[Sequence[Any]], spec: TableSpec = WORKS) -> bytes:
    return b"".join(FORMATS[file_format].write(spec, iter(rows)))


def csv_file(*lines: str) -> io.BytesIO:
    return io.BytesIO("\r\n".join(lines).encode())


def xlsx_file(*rows: Sequence[Any], **sheets: Sequence[Sequence[Any]]) -> io.BytesIO:
    """A workbook as somebody else's program writes it; with `sheets`, one per name."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in (sheets or {"Hoja1": rows}).items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def preview(file: io.BytesIO | Path, *stored: Sequence[Any], spec: TableSpec = WORKS, **options: Any) -> Preview:
    return preview_table(spec, file, lambda: stored, **options)


def codes_of(shown: Preview) -> list[str]:
    return [fault.code for fault in shown.faults.faults]


def fault_of(file: io.BytesIO, spec: TableSpec = WORKS) -> Any:
    """The one fault of a file."""
    (fault,) = preview(file, spec=spec).faults.faults
    return fault


def one_column(kind: Kind, **rules: Any) -> TableSpec:
    return TableSpec("things", "Cosas", (Column("key", "clave"), Column("value", "valor", kind, **rules)), key=("key",))


def value_of(text: str, kind: Kind, **rules: Any) -> Any:
    """What a cell of text is read as, alone in a csv file."""
    shown = preview(csv_file("key,value", f'1,"{text}"'), spec=one_column(kind, **rules))
    return shown.differences.added[0].values["value"] if shown.is_clean else codes_of(shown)[0]
