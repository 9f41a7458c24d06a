"""How does a table leave? As csv, xlsx or json, row by row, from the first to the last one: nothing is cut off.

csv has commas, a byte-order mark and line ends as RFC 4180 has them: that is what Table Schema, R, pandas and every
tool that reads open data expect without being told. The mark tells Excel that the text is UTF-8. Excel in Spanish waits
for semicolons; whoever opens the list in Excel has xlsx for that, and our own import takes either.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from convite.core.errors import Refused
from convite.core.tables.cells import Cell, cell_text, row_cells, row_json
from convite.core.tables.columns import KIND_LABELS, Head, Kind, TableSpec

Rows = Iterable[Sequence[Any]]
CHUNK = 64 * 1024  # bytes sent at a time
ROWS_PER_SHEET = 1_048_575  # Excel's, less the heading; what is over goes on in a second sheet
CELL_LENGTH = 32_767  # Excel's, in UTF-16 units
EXACT_DIGITS = 15  # a spreadsheet's number holds no more: longer ones travel as text
WIDTHS = {Kind.TEXT: 32, Kind.TRANSLATED: 44, Kind.MONEY: 20, Kind.MOMENT: 27, Kind.CODE: 16, Kind.REFERENCE: 16}


def write_csv(spec: TableSpec, rows: Rows) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    cells = row_cells(spec)
    buffer.write("\ufeff")
    writer.writerow([head.name for head in spec.heads])
    for row in rows:
        writer.writerow([cell_text(cell) for cell in cells(row)])
        if buffer.tell() >= CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def write_json(spec: TableSpec, rows: Rows) -> Iterator[bytes]:
    """An array with one object per line: whole for who reads it whole, line by line for who cannot."""
    text, waiting, size, before = row_json(spec), ["["], 0, "\n"
    for row in rows:
        line = text(row)
        waiting += (before, line)
        size, before = size + len(line), ",\n"
        if size >= CHUNK:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    waiting.append("\n]\n")
    yield "".join(waiting).encode()


def write_xlsx(spec: TableSpec, rows: Rows) -> Iterator[bytes]:
    """Written to a temporary file first (a workbook's index stands at its end), then sent."""
    with tempfile.TemporaryFile(prefix="convite-") as file:
        fill_workbook(spec, rows, file)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def fill_workbook(spec: TableSpec, rows: Rows, file: BinaryIO) -> None:
    """The table on one sheet (or on as many as it needs) and what its columns mean on the last one."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "use_zip64": True, "default_date_format": "yyyy-mm-dd"})
    bold, as_text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    cells, sheet, line, number = row_cells(spec), None, ROWS_PER_SHEET, 0
    for row in rows:
        if line >= ROWS_PER_SHEET:
            number, line = number + 1, 0
            sheet = _new_sheet(book, spec, number, bold, as_text)
        line += 1
        for index, cell in enumerate(cells(row)):
            _put(sheet, line, index, cell, spec.heads[index])
    if sheet is None:
        _new_sheet(book, spec, 1, bold, as_text)
    _explain(book, spec, bold)
    book.close()


def _new_sheet(book: Any, spec: TableSpec, number: int, bold: Any, as_text: Any) -> Any:
    sheet = book.add_worksheet(sheet_name(spec, number))
    sheet.freeze_panes(1, 0)
    for index, head in enumerate(spec.heads):
        # Codes stay text in the rows that a person adds below: Excel would drop their zeros.
        sheet.set_column(index, index, WIDTHS.get(head.column.kind, 14), as_text if head.column.is_code else None)
        sheet.write_string(0, index, head.name, bold)
    return sheet


def sheet_name(spec: TableSpec, number: int) -> str:
    """«projects», «projects 2»: the same in every language, so that a file can be told by it."""
    return spec.name[:28] if number == 1 else f"{spec.name[:28]} {number}"


def _put(sheet: Any, line: int, index: int, cell: Cell, head: Head) -> None:
    if isinstance(cell, str):
        if cell:
            _put_text(sheet, line, index, cell, head)
    elif isinstance(cell, bool):
        sheet.write_boolean(line, index, cell)
    elif isinstance(cell, (int, Decimal)):
        exact = Decimal(cell)
        if len(exact.as_tuple().digits) <= EXACT_DIGITS and abs(exact.adjusted()) < 300:
            sheet.write_number(line, index, float(cell))
        else:
            sheet.write_string(line, index, cell_text(cell))
    elif isinstance(cell, date):
        if cell.year > 1900:
            sheet.write_datetime(line, index, cell)
        else:  # before Excel's first day
            sheet.write_string(line, index, cell.isoformat())


def _put_text(sheet: Any, line: int, index: int, text: str, head: Head) -> None:
    # xlsxwriter answers below zero and leaves the cell empty where a text does not fit.
    if sheet.write_string(line, index, text) < 0:
        raise Refused(
            _("La fila %(row)s tiene en «%(column)s» un texto de más de %(most)s caracteres, que no cabe en una hoja "
              "de cálculo. Descargue la lista en CSV o en JSON.")
            % {"row": line + 1, "column": head.name, "most": CELL_LENGTH}
        )  # fmt: skip


def _explain(book: Any, spec: TableSpec, bold: Any) -> None:
    sheet = book.add_worksheet(_("Columnas")[:31])
    sheet.set_column(0, 2, 30)
    for line, head in enumerate(spec.heads):
        sheet.write_string(line, 0, head.name, bold)
        for index, text in enumerate((head.label, KIND_LABELS[head.column.kind], head.column.says), 1):
            sheet.write_string(line, index, str(text))


@dataclass(frozen=True)
class Format:
    """A way for a table to leave: the ending of the file's name, what the web calls it, who writes it."""

    name: str
    label: str
    media_type: str
    write: Callable[[TableSpec, Rows], Iterator[bytes]]


FORMATS = {
    "csv": Format("csv", "CSV", "text/csv; charset=utf-8", write_csv),
    "xlsx": Format(
        "xlsx", "Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx
    ),
    "json": Format("json", "JSON", "application/json", write_json),
}
