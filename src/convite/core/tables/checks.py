"""Is every row of a file good? Each cell is judged, keys and references are looked at together, nothing is written.

All rows are looked at whatever is found, so that a person corrects the file once and not line after line.
"""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from convite.core.errors import Refused
from convite.core.tables.columns import Column, Head, Kind, TableSpec
from convite.core.tables.faults import MOST, CellError, Fault, FaultList, column_letter, short
from convite.core.tables.heads import Heading, judge_heading, sheets_to_read
from convite.core.tables.sandbox import Raw, RawBook, RawSheet, notes_of
from convite.core.tables.values import is_blank, normal, read_value

Plan = list[tuple[Column, list[tuple[Head, int]]]]  # the columns that the file has, and where


@dataclass(frozen=True)
class FileRow:
    """A row of the file as values, by column; columns that the file does not have are not in it."""

    sheet: str
    row: int
    key: tuple[Any, ...]
    values: dict[str, Any]


@dataclass
class CheckedFile:
    """`rows` holds those without a fault; with any fault at all nothing may be applied."""

    spec: TableSpec
    rows: list[FileRow] = field(default_factory=list)
    faults: FaultList = field(default_factory=FaultList)
    notes: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # (sheet, column) → letter, heading


def check_book(spec: TableSpec, book: RawBook, *, sheet: str | None = None, most_faults: int = MOST) -> CheckedFile:
    """The file's rows, typed, and everything that is wrong with it. `sheet` names one of several."""
    checked = CheckedFile(spec, faults=FaultList(most_faults), notes=notes_of(book))
    found = sheets_to_read(spec, book.sheets, sheet)
    if not found:
        raise Refused(_no_heading(spec, sheet))
    if len(found) > 1 and not found[0][0].name.startswith(spec.name[:28]):
        names = ", ".join(f"«{raw.name}»" for raw, _heading in found)
        raise Refused(_("Hay varias hojas con estas columnas: %(names)s. Diga cuál se importa.") % {"names": names})
    before = len(checked.faults)
    for raw, heading in found:
        judge_heading(spec, raw, heading, checked.faults, checked.notes)
    if len(checked.faults) == before:
        _Rows(checked, found).check()
    return checked


def _no_heading(spec: TableSpec, sheet: str | None) -> str:
    wanted = ", ".join(head.name for head in spec.heads if not head.column.only_out)
    if sheet is not None:
        return _("No hay una hoja «%(sheet)s» con estas columnas: %(wanted)s.") % {"sheet": sheet, "wanted": wanted}
    return _("No se encontró la fila de títulos. La tabla lleva estas columnas: %(wanted)s.") % {"wanted": wanted}


class _Rows:
    """The pass over all rows of all sheets, with what must be remembered between them."""

    def __init__(self, checked: CheckedFile, found: list[tuple[RawSheet, Heading]]) -> None:
        self.checked, self.found, self.spec = checked, found, checked.spec
        self.seen: dict[str, dict[Any, int]] = {column.name: {} for column in self.spec.columns_in if column.unique}
        self.keys: dict[tuple[Any, ...], int] = {}
        self.key_columns = [self.spec.column(name) for name in self.spec.key]
        self.references: list[tuple[Column, str, Fault]] = []

    def check(self) -> None:
        for sheet, heading in self.found:
            plan = [(column, heading.places_of(column)) for column in self.spec.columns_in if column in heading.columns]
            for column, places in plan:
                self.checked.places[sheet.name, column.name] = column_letter(places[0][1]), heading.texts[places[0][1]]
            for number, cells in sheet.rows:
                if number > heading.row:
                    self._check_row(sheet, heading, number, cells, plan)
        self._check_references()

    def _check_row(self, sheet: RawSheet, heading: Heading, number: int, cells: list[Raw], plan: Plan) -> None:
        before, values = len(self.checked.faults), {}
        if all(is_blank(cell) for cell in cells):
            return
        if any(not is_blank(cell) for cell in cells[len(heading.texts) :]):
            said = _("La fila tiene más celdas que títulos: quizá una celda lleva el separador sin comillas.")
            self.checked.faults.add(Fault("too_many_cells", said, sheet.name, number))
            return
        for column, places in plan:
            parts = {head.part: _at(cells, place) for head, place in places}
            try:
                values[column.name] = self._value(column, parts)
                self._remember(sheet, heading, number, column, values[column.name])
            except CellError as error:
                self.checked.faults.add(_fault(error, sheet, heading, number, column, cells))
        if len(self.checked.faults) == before:
            key = tuple(normal(column, values[column.name]) for column in self.key_columns)
            self._add(FileRow(sheet.name, number, key, values))

    def _value(self, column: Column, parts: dict[str, Raw]) -> Any:
        if "amount" not in parts and column.kind is Kind.MONEY:
            return None
        return read_value(column, parts)

    def _remember(self, sheet: RawSheet, heading: Heading, number: int, column: Column, value: Any) -> None:
        if column.unique and value not in (None, ""):
            first = self.seen[column.name].setdefault(normal(column, value), number)
            if first != number:
                said = _("El valor «%(value)s» ya está en la fila %(first)s y no se puede repetir.")
                raise CellError("repeated_value", said % {"value": short(value), "first": first})
        if column.kind is Kind.REFERENCE and value:
            said = _("El código «%(value)s» no existe.") % {"value": short(value)}
            place = heading.places[column.heads[0]]
            fault = Fault(
                "reference", said, sheet.name, number, column_letter(place), heading.texts[place], short(value)
            )
            self.references.append((column, value, fault))

    def _add(self, row: FileRow) -> None:
        first = self.keys.setdefault(row.key, row.row)
        if first != row.row:
            said = _("La fila repite la clave «%(key)s» de la fila %(first)s.")
            shown = " / ".join(short(part) for part in row.key)
            fault = Fault("repeated_key", said % {"key": shown, "first": first}, row.sheet, row.row, value=shown)
            self.checked.faults.add(fault)
            return
        self.checked.rows.append(row)

    def _check_references(self) -> None:
        known: dict[str, Container[str]] = {}
        for column, value, fault in self.references:
            if column.name not in known:
                known[column.name] = column.known() if column.known else ()
            in_file = column.in_file and (value,) in self.keys
            if value not in known[column.name] and not in_file:
                self.checked.faults.add(fault)


def _at(cells: list[Raw], place: int) -> Raw:
    return cells[place] if place < len(cells) else None


def _fault(
    error: CellError, sheet: RawSheet, heading: Heading, number: int, column: Column, cells: list[Raw]
) -> Fault:  # fmt: skip
    places = heading.places_of(column)
    place = next((place for head, place in places if head.part == error.part), places[0][1])
    value = _at(cells, place)
    return Fault(
        code=error.code,
        sentence=error.sentence,
        sheet=sheet.name,
        row=number,
        column=column_letter(place),
        head=heading.texts[place],
        value="" if value is None else short(value),
    )
