"""How does a sentence of the rulebook reach a reader? In her language, with her numbers, dates and money."""

from datetime import datetime
from fractions import Fraction

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from convite.core.money import Money
from convite.rulebook.words import MONEY_NAMES, Sentence

LOCALES = {"es": "es_CO", "en": "en", "fr": "fr", "pt": "pt_BR"}


def locale_now() -> str:
    """The Babel locale of the language in force."""
    return LOCALES.get((get_language() or "es").split("-")[0], "es_CO")


def say(sentence: Sentence, currency: str = "") -> str:
    """The sentence in the active language; whole numbers named as money are minor units of `currency`."""

    def write(name: str, value: int | str | Fraction) -> str:
        if isinstance(value, str):
            return say_moment(datetime.fromisoformat(value)) if name.endswith("_at") else value
        if name in MONEY_NAMES and currency:
            return Money(round(value), currency).show(locale_now())
        number = value if isinstance(value, int) else float(value)
        return format_decimal(number, locale=locale_now())

    return one_point(sentence.say(gettext, write, ngettext))


def one_point(said: str) -> str:
    """The point of «4:00 p. m.» ends the sentence too."""
    return said.removesuffix(".") if said.endswith("..") else said


def number_text(value: int) -> str:
    """A whole number as the reader writes it: 1.302."""
    return format_decimal(value, locale=locale_now())


def percent_text(share: float | Fraction, decimals: int = 1) -> str:
    """A share of one as the reader writes a percentage: 99,6 %."""
    return format_percent(float(share), format="#,##0." + "#" * decimals + "\u00a0%", locale=locale_now())


def say_moment(moment: datetime) -> str:
    """«3 de septiembre de 2026, 4:00 p. m.» in the installation's time zone."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    where = locale_now()
    return f"{format_date(local, 'long', locale=where)}, {format_time(local, 'short', locale=where)}"
