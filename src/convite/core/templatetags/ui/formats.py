"""How do we write a number, a sum of money, a day in the reader's language?

Pure functions over Babel; the filters in ``filters.py`` are these with the active language.
Words: *language* is Django's code ("es"), *locale* is Babel's ("es_CO"). Not here: charts, tags.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
    get_currency_symbol,
)
from django.utils import timezone
from django.utils.translation import get_language

LOCALES = {"es": "es_CO", "en": "en", "fr": "fr", "pt": "pt_BR"}
FALLBACK = "es"
NBSP = "\u00a0"
NOTHING = "–"
_MILLION = Decimal(1_000_000)


def active_locale() -> str:
    language = (get_language() or FALLBACK).split("-")[0]
    return LOCALES.get(language, LOCALES[FALLBACK])


def number_text(value: Any, decimals: int | None = None) -> str:
    """1302 → "1.302"; 8.25 → "8,25". ``decimals`` fixes how many are shown; nothing is an en dash."""
    if value is None or value == "":
        return NOTHING
    if decimals is not None:  # half goes up, as people round
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=active_locale())


def percent_text(ratio: Any, decimals: int = 1) -> str:
    """0.112 → "11,2 %"; 0.64 → "64 %": a ratio of one, with at most ``decimals`` decimals."""
    if ratio is None or ratio == "":
        return NOTHING
    locale = Locale.parse(active_locale())
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    sign = NBSP + "%" if NBSP in locale.percent_formats[None].pattern or locale.language in ("es", "fr") else "%"
    return format_percent(ratio, format=pattern + sign, locale=locale)


def major_units(money: Any) -> Decimal:
    """Money in minor units (``amount``, ``exponent``) → the decimal people say."""
    return Decimal(money.amount).scaleb(-getattr(money, "exponent", 2))


def _currency_pattern(locale: Locale, symbol: str, number: str) -> str:
    """The locale's pattern; a symbol that ends in a letter never touches the digits ("COP 5")."""
    pattern = locale.currency_formats["standard"].pattern.split(";")[0]
    before, after = pattern.startswith("¤"), pattern.endswith("¤")
    if before:
        space = NBSP if symbol[-1].isalpha() or pattern[1] in (" ", NBSP) else ""
        return "¤" + space + number
    return number + NBSP + "¤" if after else pattern


def money_text(money: Any) -> str:
    """The whole sum: "$251.265.148.208" in es, "COP 251,265,148,208" in en; cents only when there are."""
    if money is None or money == "":
        return NOTHING
    value, locale = major_units(money), Locale.parse(active_locale())
    symbol = get_currency_symbol(money.currency, locale)
    number = "#,##0" if value == value.to_integral_value() else "#,##0.00"
    return format_currency(
        value, money.currency, format=_currency_pattern(locale, symbol, number), locale=locale, currency_digits=False
    )


def money_short_text(money: Any) -> str:
    """To be read at a glance: "$251.265 millones" in es, "COP 251.27 billion" in en."""
    if money is None or money == "":
        return NOTHING
    value, locale = major_units(money), Locale.parse(active_locale())
    if abs(value) < _MILLION:
        return money_text(money)
    symbol = get_currency_symbol(money.currency, locale)
    if locale.language == "es":  # Spanish counts large sums in millions: 1.450 millones, not "1,4 mil M"
        millions = value / _MILLION
        rounded = millions.quantize(Decimal("0.1") if abs(millions) < 100 else Decimal(1), ROUND_HALF_UP)
        words = format_decimal(rounded, format="#,##0.#", locale=locale)
        words += NBSP + ("millón" if abs(rounded) == 1 else "millones")
    else:
        words = format_compact_decimal(value, format_type="long", locale=locale, fraction_digits=2)
    pattern, minus = _currency_pattern(locale, symbol, "#"), "-" if value < 0 else ""
    # After words the sign may go to the next line: in a heading on a phone it must.
    pattern = pattern.replace(f"#{NBSP}¤", "# ¤")
    return minus + pattern.replace("¤", symbol).replace("#", words.lstrip("-").replace(" ", NBSP))


def currency_name(currency: str) -> str:
    """COP → "pesos colombianos"."""
    return get_currency_name(currency, count=2, locale=active_locale())


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def day_text(value: date | datetime | None, style: str = "long") -> str:
    """Styles: long "5 de septiembre de 2025", short "5 sep 2025", tiny "5 sep", full with weekday, month."""
    if not value:
        return NOTHING
    value, locale = _local(value), active_locale()
    if style == "full":
        text = format_date(value, "full", locale=locale)
        return text.replace(", ", " ", 1) if locale == "es_CO" else text
    if style == "long":
        return format_date(value, "long", locale=locale)
    if style == "month":
        return format_skeleton("yMMMM", value, locale=locale)
    text = format_skeleton("MMMd" if style == "tiny" else "yMMMd", value, locale=locale)
    return text.replace(" de ", " ").replace("sept", "sep") if locale == "es_CO" else text


def moment_text(value: datetime | None, style: str = "long") -> str:
    """The day and the hour, in the city's zone: "5 de septiembre de 2025, 4:00 p. m."."""
    if not value:
        return NOTHING
    return day_text(value, style) + ", " + format_time(_local(value), "short", locale=active_locale())


def language_of(value: Any) -> str:
    """In which language the text will be shown, for its ``lang`` attribute ("" when there is none)."""
    if not isinstance(value, Mapping):
        return ""
    wanted = (get_language() or FALLBACK).split("-")[0]
    return next((str(code) for code in (wanted, FALLBACK, *value) if value.get(code)), "")


def text_in_language(value: Any) -> str:
    """{"es": …, "en": …} or a plain text → the text in the active language, else in Spanish, else in any."""
    if value is None:
        return ""
    return str(value.get(language_of(value), "")) if isinstance(value, Mapping) else str(value)


def plain_text(value: Any) -> str:
    """Whatever a cell may hold, written for the reader; a ratio must come as text. None is a dash, "" is nothing."""
    if value is None:
        return NOTHING
    if hasattr(value, "amount") and hasattr(value, "currency"):
        return money_text(value)
    if isinstance(value, datetime):
        return moment_text(value, "short")
    if isinstance(value, date):
        return day_text(value, "short")
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return number_text(value)
    return text_in_language(value)
