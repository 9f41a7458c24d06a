"""How does a value stand in a file? As one cell per head for csv and xlsx, and exactly as it is in JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from convite.core.tables.columns import Column, Kind, TableSpec
from convite.core.tables.formulas import neutralise

Cell = str | int | Decimal | bool | date | None


def exact_decimal(value: Any) -> Decimal:
    """A float as the shortest number that is that float; the rest as it is."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def plain(number: Decimal) -> str:
    """Without exponent: 1500000, 0.00001."""
    return format(number, "f")


def moment_text(moment: datetime) -> str:
    """ISO with the offset of the installation's zone: what people see on their clocks, and still one instant."""
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).isoformat()


def _text_cells(column: Column, value: Any) -> Sequence[Cell]:
    return (neutralise(str(value)) if value is not None else "",)


def texts_of(value: Any) -> Mapping[str, str]:
    """A text by language; a plain one is Spanish, as `TranslatedField` has it."""
    return value if isinstance(value, Mapping) else {"es": str(value)} if value else {}


def _translated_cells(column: Column, value: Any) -> Sequence[Cell]:
    texts = texts_of(value)
    return [neutralise(texts.get(head.part) or "") for head in column.heads]


def _money_cells(column: Column, value: Any) -> Sequence[Cell]:
    return (None, "") if value is None else (value.major, value.currency)


CELLS: dict[Kind, Callable[[Column, Any], Sequence[Cell]]] = {
    Kind.TEXT: _text_cells,
    Kind.CODE: _text_cells,
    Kind.REFERENCE: _text_cells,
    Kind.CHOICE: _text_cells,
    Kind.TRANSLATED: _translated_cells,
    Kind.MONEY: _money_cells,
    Kind.INTEGER: lambda column, value: (value,),
    Kind.DECIMAL: lambda column, value: (None if value is None else exact_decimal(value),),
    Kind.DATE: lambda column, value: (value,),
    Kind.MOMENT: lambda column, value: ("" if value is None else moment_text(value),),
    Kind.BOOLEAN: lambda column, value: (value,),
}


def row_cells(spec: TableSpec) -> Callable[[Sequence[Any]], list[Cell]]:
    """A function from a row of the table to the cells of its line, text already harmless."""
    steps = [(CELLS[column.kind], column) for column in spec.columns]

    def cells(row: Sequence[Any]) -> list[Cell]:
        line: list[Cell] = []
        for (write, column), value in zip(steps, row, strict=True):
            line.extend(write(column, value))
        return line

    return cells


def cell_text(cell: Cell) -> str:
    """A cell as text: exact, and the same wherever it is read."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return plain(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _money_json(value: Any) -> str:
    return json.dumps({"amount": plain(value.major), "currency": value.currency})


JSON: dict[Kind, Callable[[Any], str]] = {
    Kind.INTEGER: str,
    Kind.DECIMAL: lambda value: plain(exact_decimal(value)),  # a JSON number has as many digits as it needs
    Kind.MONEY: _money_json,  # the amount as text: readers that take numbers for floats would round it
    Kind.TRANSLATED: lambda value: json.dumps(dict(texts_of(value)), ensure_ascii=False),
    Kind.BOOLEAN: lambda value: "true" if value else "false",
    Kind.DATE: lambda value: f'"{value.isoformat()}"',
    Kind.MOMENT: lambda value: f'"{moment_text(value)}"',
}


def row_json(spec: TableSpec) -> Callable[[Sequence[Any]], str]:
    """A function from a row of the table to its JSON object, by column name."""
    as_text = lambda value: json.dumps(str(value), ensure_ascii=False)  # noqa: E731
    steps = [(f'"{column.name}":', JSON.get(column.kind, as_text)) for column in spec.columns]

    def text(row: Sequence[Any]) -> str:
        pairs = zip(steps, row, strict=True)
        return (
            "{" + ",".join(name + ("null" if value is None else write(value)) for (name, write), value in pairs) + "}"
        )

    return text
