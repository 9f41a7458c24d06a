"""What is an amount of money? A whole number of the currency's smallest unit, and the currency. Never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from babel import Locale
from babel.numbers import format_currency, get_currency_precision
from django.utils.translation import gettext as _

from convite.core.errors import Refused


@dataclass(frozen=True, order=False)
class Money:
    """`amount` in minor units (centavos, groszy), `currency` as ISO 4217. Sums of different currencies refuse."""

    amount: int
    currency: str

    @property
    def exponent(self) -> int:
        """How many decimals the currency has: 2 for COP and PLN, 0 for JPY."""
        return get_currency_precision(self.currency)

    @property
    def major(self) -> Decimal:
        return Decimal(self.amount).scaleb(-self.exponent)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount

    def show(self, locale: str = "es_CO") -> str:
        """As a reader of that locale writes it, without decimals where they are all zero: $251.265.148.208."""
        whole = self.amount % 10**self.exponent == 0
        text = format_currency(
            self.major, self.currency, locale=locale, currency_digits=not whole, format=_pattern(locale, whole)
        )
        # CLDR parts letters from digits («PLN 1.400»); Babel leaves that to the caller.
        return re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", "\u00a0", text.strip())

    def __str__(self) -> str:
        return self.show()


def _pattern(locale: str, whole: bool) -> str | None:
    """Colombian Spanish sets the sign against the digits; every other locale keeps Babel's own pattern."""
    if locale.startswith("es"):
        return "¤#,##0" if whole else "¤#,##0.00"
    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    return pattern.replace(".00", "") if whole else pattern


def money_from_major(value: object, currency: str) -> Money:
    """An amount typed or read in pesos, złoty… → Money. Refuses more decimals than the currency has, and no number."""
    exponent = get_currency_precision(currency)
    try:
        written = Decimal(0) if isinstance(value, Fraction) else Decimal(str(value)[:60])
        # "1e999999999" is a number too, and writing it out would take the memory of the machine.
        if written.is_finite() and abs(written.adjusted()) > 30:
            raise InvalidOperation
        exact = value if isinstance(value, Fraction) else Fraction(written)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise Refused(_("«%(value)s» no es una cantidad de dinero.") % {"value": str(value)[:40]}) from error
    minor = exact * 10**exponent
    if minor.denominator != 1:
        raise Refused(
            _("%(value)s tiene más decimales de los que admite %(currency)s.") % {"value": value, "currency": currency}
        )
    if abs(minor) >= 2**63:
        raise Refused(_("La cantidad %(value)s es demasiado grande.") % {"value": value})
    return Money(int(minor), currency)
