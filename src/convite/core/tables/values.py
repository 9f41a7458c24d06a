"""Which value does a cell say? Judged by the kind of its column; what does not fit raises `CellError` with a sentence.

Also here: what counts as the same value, so that a file that went out and came back unchanged changes nothing.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import get_currency_precision, is_currency
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.errors import Refused
from convite.core.money import money_from_major
from convite.core.tables.cells import exact_decimal, plain, texts_of
from convite.core.tables.columns import Column, Kind
from convite.core.tables.faults import CellError, short
from convite.core.tables.formulas import clean_text, is_error, restore
from convite.core.tables.heads import folded, in_every_language
from convite.core.tables.numbers import number_from_text
from convite.core.tables.sandbox import Raw
from convite.core.translated import Translated

Parts = Mapping[str, Raw]  # by part of the column; "" where it has only one
YES = frozenset({"true", "verdadero", "si", "yes", "oui", "vrai", "sim", "verdadeiro", "1", "x"})
NO = frozenset({"false", "falso", "no", "non", "faux", "nao", "0"})


def is_blank(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not clean_text(raw))


def text_of(raw: Raw) -> str:
    """A cell as its author sees it, without what `neutralise` added."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, Decimal):
        return plain(raw)
    return clean_text(restore(raw)) if isinstance(raw, str) else str(raw)


# By kind -------------------------------------------------------------------------------------------------------------


def _text(column: Column, raw: Raw) -> str:
    text = text_of(raw)
    if isinstance(raw, str) and is_error(raw):
        raise CellError("formula_error", _("La fórmula de esta celda da el error %(value)s.") % {"value": text})
    if column.max_length is not None and len(text) > column.max_length:
        raise CellError(
            "too_long",
            _("El texto tiene %(length)s caracteres; caben %(most)s.")
            % {"length": len(text), "most": column.max_length},
        )
    return text


def _code(column: Column, raw: Raw) -> str:
    text = _text(column, raw)
    is_number = isinstance(raw, (int, Decimal)) and not isinstance(raw, bool)
    if not column.lengths:
        if is_number:
            raise CellError(
                "code_as_number",
                _("La hoja de cálculo guardó el código como número (%(value)s) y, si empezaba por cero, lo perdió. "
                  "Dé formato de texto a la columna y escriba el código completo.") % {"value": text},
            )  # fmt: skip
        return text
    full = next((n for n in sorted(column.lengths) if n > len(text)), 0)
    may_lack_zero = text.isdigit() and len(text) + 1 in column.lengths
    if len(text) not in column.lengths or (is_number and may_lack_zero):
        if text.isdigit() and full:
            raise CellError(
                "code_lost_zeros",
                _("El código «%(value)s» perdió sus ceros a la izquierda, como hace Excel con los números. "
                  "¿Es «%(full)s»? Dé formato de texto a la columna y escríbalo completo.")
                % {"value": text, "full": text.zfill(full)},
            )  # fmt: skip
        lengths = ", ".join(map(str, sorted(column.lengths)))
        raise CellError(
            "code_length",
            _("El código «%(value)s» no tiene el largo que le corresponde (%(lengths)s caracteres).")
            % {"value": short(text), "lengths": lengths},
        )
    return text


def _number(raw: Raw, places: int | None) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal, str)):
        raise CellError("number", _("«%(value)s» no es un número.") % {"value": short(raw)})
    number = number_from_text(text_of(raw), places) if isinstance(raw, str) else Decimal(raw)
    if places is not None and (Fraction(number) * 10**places).denominator != 1:
        if places == 0:
            raise CellError("integer", _("«%(value)s» no es un número entero.") % {"value": short(raw)})
        raise CellError(
            "decimals",
            _("«%(value)s» tiene más de %(places)s decimales.") % {"value": short(raw), "places": places},
        )
    return number


def _integer(column: Column, raw: Raw) -> int:
    number = int(_number(raw, 0))
    if abs(number) >= 2**63:
        raise CellError("too_large", _("El número %(value)s es demasiado grande.") % {"value": short(raw)})
    return _within(column, number)


def _decimal(column: Column, raw: Raw) -> Decimal:
    return _within(column, _number(raw, column.places))


def _within(column: Column, value: Any) -> Any:
    if column.min is not None and value < column.min:
        raise CellError("too_small", _("El valor debe ser %(least)s o más.") % {"least": column.min})
    if column.max is not None and value > column.max:
        raise CellError("too_large", _("El valor debe ser %(most)s o menos.") % {"most": column.max})
    return value


def _date(column: Column, raw: Raw) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return _within(column, raw)
    try:
        return _within(column, date.fromisoformat(text_of(raw)))
    except ValueError as error:
        said = _("«%(value)s» no es una fecha. Escríbala así: 2025-09-05 (año, mes y día).")
        raise CellError("date", said % {"value": short(raw)}) from error


def _moment(column: Column, raw: Raw) -> datetime:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = datetime.combine(raw, datetime.min.time())
    try:
        moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(text_of(raw))
        # A spreadsheet has no zones: what it says is what the city's clocks say.
        return _within(column, moment if timezone.is_aware(moment) else timezone.make_aware(moment))
    except (ValueError, OverflowError) as error:
        said = _("«%(value)s» no es una fecha con hora. Escríbala así: 2025-09-05T16:00:00-05:00.")
        raise CellError("moment", said % {"value": short(raw)}) from error


def _boolean(column: Column, raw: Raw) -> bool:
    text = folded(text_of(raw))
    if text not in YES | NO:
        raise CellError("boolean", _("Escriba «sí» o «no», no «%(value)s».") % {"value": short(raw)})
    return text in YES


def _choice(column: Column, raw: Raw) -> str:
    text = text_of(raw)
    if any(value == text for value, _label in column.choices):
        return text
    wanted = folded(text)
    meant = [value for value, label in column.choices if wanted == folded(value) or wanted in in_every_language(label)]
    if len(meant) == 1:
        return meant[0]
    options = ", ".join(f"{value} ({label})" for value, label in column.choices)
    said = _("«%(value)s» no es una de las opciones: %(options)s.")
    raise CellError("choice", said % {"value": short(text), "options": options})


ONE_CELL: dict[Kind, Callable[[Column, Raw], Any]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.REFERENCE: _code,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
}
TEXTS = frozenset({Kind.TEXT, Kind.CODE, Kind.REFERENCE, Kind.CHOICE})


def _translated(column: Column, parts: Parts) -> Translated:
    texts = Translated()
    for part, raw in parts.items():
        if is_blank(raw):
            continue
        try:
            texts[part] = _text(column, raw)
        except CellError as error:
            raise CellError(error.code, error.sentence, part) from error
    return texts


def _money(column: Column, parts: Parts) -> Any:
    currency = text_of(parts.get("currency")).upper() or column.currency
    if is_blank(parts.get("amount")):
        return None
    if not is_currency(currency):
        said = _("Diga en qué moneda está la cantidad, con su código de tres letras (COP, MXN…).")
        raise CellError("currency", said, "currency")
    try:
        amount = _number(parts["amount"], get_currency_precision(currency))
        return money_from_major(amount, currency)
    except Refused as error:
        raise CellError("money", str(error), "amount") from error
    except CellError as error:
        raise CellError(error.code, error.sentence, "amount") from error


def read_value(column: Column, parts: Parts) -> Any:
    """The value that the cells of one column say; for empty cells "", no languages or None, as the kind has it."""
    if column.kind is Kind.TRANSLATED:
        value: Any = _translated(column, parts)
    elif column.kind is Kind.MONEY:
        value = _money(column, parts)
    else:
        raw = parts[""]
        if is_blank(raw):
            value = "" if column.kind in TEXTS else None
        else:
            value = ONE_CELL[column.kind](column, raw)
    if column.required and value in (None, "", {}):
        part = column.heads[0].part
        raise CellError("required", _("Esta celda no puede quedar vacía."), part)
    return value


def normal(column: Column, value: Any) -> Any:
    """The value such that two that say the same are equal: as it would come back from an unchanged file."""
    if column.kind is Kind.TRANSLATED:
        texts = {code: clean_text(text) for code, text in texts_of(value).items()}
        return {code: text for code, text in texts.items() if text}
    if column.kind in TEXTS:
        return clean_text(str(value)) if value is not None else ""
    if value is None:
        return None
    if column.kind is Kind.DECIMAL:
        return exact_decimal(value).normalize()
    return value.astimezone(UTC) if column.kind is Kind.MOMENT else value
