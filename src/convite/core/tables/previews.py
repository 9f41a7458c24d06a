"""What would a file change? Rows to add, rows to change cell by cell, rows that stay; then all of it, or nothing.

Rows that are stored and not in the file stay as they are: an import adds and changes, it never removes.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.errors import Refused
from convite.core.tables.checks import FileRow, check_book
from convite.core.tables.columns import TableSpec
from convite.core.tables.faults import MOST, Fault, FaultList, short
from convite.core.tables.sandbox import Limits, open_book
from convite.core.tables.values import normal

Existing = Callable[[], Iterable[Sequence[Any]]]  # the stored rows, in the order of the columns, read when called
T = TypeVar("T")


@dataclass(frozen=True)
class CellChange:
    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """A stored row that the file would change. `key` finds it; `cells` say what becomes of it."""

    sheet: str
    row: int
    key: tuple[Any, ...]
    cells: tuple[CellChange, ...]

    @property
    def values(self) -> dict[str, Any]:
        return {cell.column: cell.after for cell in self.cells}


@dataclass(frozen=True)
class Differences:
    added: tuple[FileRow, ...]
    changed: tuple[RowChange, ...]
    unchanged: int
    not_in_file: int


@dataclass(frozen=True)
class Preview:
    """What a person sees before saying yes. With faults, `differences` holds the good rows only and is not applied."""

    spec: TableSpec
    rows: tuple[FileRow, ...]
    differences: Differences
    faults: FaultList
    notes: tuple[str, ...]
    places: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def add_fault(self, row: FileRow, column: str, code: str, sentence: str) -> None:
        """A fault that only the room can see (rows that do not hang together), said where the file has it."""
        letter, head = self.places.get((row.sheet, column), ("", ""))
        value = row.values.get(column)
        shown = "" if value is None else short(value)
        self.faults.add(Fault(code, sentence, row.sheet, row.row, letter, head, shown))

    @property
    def is_clean(self) -> bool:
        return not len(self.faults)

    @property
    def changes_nothing(self) -> bool:
        return not self.differences.added and not self.differences.changed

    def lines(self) -> list[str]:
        """The preview in a few sentences, as the command line and a message show it."""
        said = list(self.notes)
        if not self.is_clean:
            number = len(self.faults)
            head = ngettext("El archivo tiene %(n)s error.", "El archivo tiene %(n)s errores.", number) % {"n": number}
            return [*said, head, *self.faults.lines()]
        added, changed = len(self.differences.added), len(self.differences.changed)
        same = self.differences.unchanged
        said.append(ngettext("%(n)s fila nueva.", "%(n)s filas nuevas.", added) % {"n": added})
        said.append(ngettext("%(n)s fila cambia.", "%(n)s filas cambian.", changed) % {"n": changed})
        said.append(ngettext("%(n)s fila queda igual.", "%(n)s filas quedan igual.", same) % {"n": same})
        return said


def preview_table(
    spec: TableSpec,
    source: Path | str | BinaryIO,
    existing: Existing,
    *,
    sheet: str | None = None,
    limits: Limits | None = None,
    most_faults: int = MOST,
) -> Preview:
    """Reads, judges and compares a file. Writes nothing. Refuses with a sentence what cannot be read at all."""
    checked = check_book(spec, open_book(source, limits), sheet=sheet, most_faults=most_faults)
    rows = tuple(checked.rows)
    differences = compare_rows(spec, rows, existing())
    return Preview(spec, rows, differences, checked.faults, tuple(checked.notes), checked.places)


def compare_rows(spec: TableSpec, rows: Sequence[FileRow], existing: Iterable[Sequence[Any]]) -> Differences:
    """Only the columns that the file has are compared."""
    waiting = {row.key: row for row in rows}
    columns = {column.name: column for column in spec.columns}
    changed, unchanged, absent = [], 0, 0
    for stored in existing:
        values = spec.values_of(stored)
        row = waiting.pop(tuple(normal(columns[name], values[name]) for name in spec.key), None)
        if row is None:
            absent += 1
            continue
        cells = tuple(
            CellChange(name, values[name], after)
            for name, after in row.values.items()
            if normal(columns[name], values[name]) != normal(columns[name], after)
        )
        if cells:
            changed.append(RowChange(row.sheet, row.row, row.key, cells))
        else:
            unchanged += 1
    changed.sort(key=lambda change: (change.sheet, change.row))
    return Differences(tuple(waiting.values()), tuple(changed), unchanged, absent)


def fingerprint(differences: Differences) -> str:
    """A short name of exactly these additions and changes, to be sent along with the person's yes."""
    parts = [repr((row.key, row.values)) for row in differences.added]
    parts += [repr((change.key, change.cells)) for change in differences.changed]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def apply_preview(preview: Preview, existing: Existing, action: Callable[[Differences], T]) -> T | None:
    """Does what the preview shows, through the action of the room, in one transaction: all or nothing.

    What is stored is compared again first: had it changed since, the person would be saying yes to something else.
    Nothing to do is nothing done: the action is not called (None).
    """
    if not preview.is_clean:
        raise Refused(_("El archivo tiene errores: no se importó nada."))
    with transaction.atomic():
        now = compare_rows(preview.spec, preview.rows, existing())
        if fingerprint(now) != fingerprint(preview.differences):
            raise Refused(
                _("Los datos cambiaron desde la vista previa. No se importó nada: mire de nuevo los cambios.")
            )
        return None if preview.changes_nothing else action(now)
