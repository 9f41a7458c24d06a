"""What is a table? Its columns, each with a kind and its rules, and the key by which a row is known.

A *column* is one thing that is known of a row; a *head* is one heading of the file. Most columns have one head; a
translated text has one per language (`title_es`, `title_en`…), an amount of money has two (`cost`, `cost_currency`).
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Kind(StrEnum):
    TEXT = "text"
    TRANSLATED = "translated"  # Translated: {"es": …, "en": …}
    INTEGER = "integer"
    DECIMAL = "decimal"  # Decimal or float
    MONEY = "money"  # Money; in major units in the file
    DATE = "date"
    MOMENT = "moment"  # an aware datetime; ISO with offset in the file
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CODE = "code"  # text, whatever it looks like: leading zeros are part of it
    REFERENCE = "reference"  # the code of another thing


KIND_LABELS = {
    Kind.TEXT: gettext_lazy("texto"),
    Kind.TRANSLATED: gettext_lazy("texto, una columna por idioma"),
    Kind.INTEGER: gettext_lazy("número entero"),
    Kind.DECIMAL: gettext_lazy("número con decimales, con punto"),
    Kind.MONEY: gettext_lazy("dinero, en unidades enteras y con punto decimal; la moneda va en otra columna"),
    Kind.DATE: gettext_lazy("fecha, como 2025-09-05"),
    Kind.MOMENT: gettext_lazy("fecha y hora con su huso, como 2025-09-05T16:00:00-05:00"),
    Kind.BOOLEAN: gettext_lazy("true o false"),
    Kind.CHOICE: gettext_lazy("una de las opciones"),
    Kind.CODE: gettext_lazy("código: texto, con sus ceros a la izquierda"),
    Kind.REFERENCE: gettext_lazy("código de otra lista"),
}


@dataclass(frozen=True, eq=False)
class Head:
    """One heading of the file; `part` says which piece of the column stands under it ("" where there is only one)."""

    column: "Column"
    part: str
    name: str

    @property
    def label(self) -> str:
        """As a person would write the heading, in the language in force."""
        if self.column.kind is Kind.TRANSLATED:
            return f"{self.column.label} ({self.part})"
        if self.part == "currency":
            return f"{self.column.label} ({_('moneda')})"
        return str(self.column.label)


@dataclass(frozen=True, eq=False)
class Column:
    """One column and its rules. `name` is what files carry: short, English, never translated, never changed."""

    name: str
    label: Any
    kind: Kind = Kind.TEXT
    says: Any = ""  # what the catalogue tells of it
    required: bool = False
    unique: bool = False
    choices: Sequence[tuple[str, Any]] = ()
    max_length: int | None = None
    min: Any = None
    max: Any = None
    places: int | None = None  # DECIMAL: how many decimals there may be
    lengths: tuple[int, ...] = ()  # CODE, REFERENCE: how many characters it may have
    currency: str = ""  # MONEY: the currency of a file that does not say one
    known: Callable[[], Container[str]] | None = None  # REFERENCE: the codes that exist
    in_file: bool = False  # REFERENCE: may also be the key of another row of the same file
    only_out: bool = False  # written for the reader, never read back

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        if self.kind is Kind.TRANSLATED:
            return tuple(Head(self, code, f"{self.name}_{code}") for code, _name in settings.LANGUAGES)
        if self.kind is Kind.MONEY:
            return (Head(self, "amount", self.name), Head(self, "currency", f"{self.name}_currency"))
        return (Head(self, "", self.name),)

    @property
    def is_code(self) -> bool:
        return self.kind in (Kind.CODE, Kind.REFERENCE)


@dataclass(frozen=True)
class TableSpec:
    """A table in and out. Rows are sequences in the order of `columns`; `key` tells them apart."""

    name: str
    label: Any
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if not self.key or not set(self.key) <= set(names):
            raise ValueError(f"{self.name}: the key {self.key} is not among the columns")
        heads = [head.name for head in self.heads]
        if len(set(heads)) != len(heads):
            raise ValueError(f"{self.name}: two headings of the file have the same name")

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        return tuple(head for column in self.columns for head in column.heads)

    @cached_property
    def columns_in(self) -> tuple[Column, ...]:
        """The columns that a file may set."""
        return tuple(column for column in self.columns if not column.only_out)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def values_of(self, row: Sequence[Any]) -> dict[str, Any]:
        return dict(zip((column.name for column in self.columns), row, strict=True))
