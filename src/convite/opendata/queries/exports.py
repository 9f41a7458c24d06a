"""What is a published list? A declared table, what it tells, and its rows as one person may see them.

Here too: the columns that many lists share, so that a territory is called the same in all of them.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from convite.core.tables.columns import Column, Kind, TableSpec

Rows = Iterator[Sequence[Any]]
AT_ONCE = 2000  # rows fetched at a time: memory stays flat however long the list is


@dataclass(frozen=True)
class Export:
    """`rows(person)` gives them one by one, in the order of the table's columns, with one query."""

    table: TableSpec
    description: Any
    rows: Callable[[object], Rows]

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def label(self) -> Any:
        return self.table.label

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns


def identifier() -> Column:
    says = _("Identificador permanente; está también en la dirección de su página.")
    return Column("id", _("identificador"), Kind.CODE, says=says, required=True)


def territory_column(known: Callable[[], Container[str]] | None = None) -> Column:
    says = _("Código del territorio, como en la lista de territorios.")
    return Column("territory", _("territorio"), Kind.REFERENCE, says=says, required=True, known=known)


def edition_column(required: bool = True) -> Column:
    says = _("Identificador de la edición, como en la lista de ediciones.")
    return Column("edition", _("edición"), Kind.REFERENCE, says=says, required=required)


def choice_column(name: str, label: Any, choices: Sequence[tuple[str, Any]], says: Any = "") -> Column:
    return Column(name, label, Kind.CHOICE, says=says, choices=tuple(choices))
