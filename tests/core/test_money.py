"""Is money exact, never mixed, and written as the reader writes it?"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.core.errors import Refused
from convite.core.money import Money, money_from_major


def read(text):
    """With plain spaces, as one types."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "shown"),
    [
        (25_126_514_820_800, "COP", "es_CO", "$251.265.148.208"),
        (150, "COP", "es_CO", "$1,50"),
        (-500, "COP", "es_CO", "-$5"),
        (140_000, "PLN", "es_CO", "PLN 1.400"),
        (140_000, "PLN", "en", "PLN 1,400"),
        (1_234, "JPY", "es_CO", "JPY 1.234"),
        (0, "COP", "es_CO", "$0"),
    ],
)
def test_show_writes_as_the_reader_does(amount, currency, locale, shown):
    assert read(Money(amount, currency).show(locale)) == shown


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_sums_are_exact(one, other):
    assert Money(one, "COP") + Money(other, "COP") - Money(other, "COP") == Money(one, "COP")


@pytest.mark.parametrize("mixed", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a <= b])
def test_two_currencies_do_not_mix(mixed):
    with pytest.raises(ValueError, match="do not add up"):
        mixed(Money(1, "COP"), Money(1, "PLN"))


def test_money_compares_by_amount_and_is_false_when_nothing():
    assert (Money(1, "COP") < Money(2, "COP"), bool(Money(0, "COP")), bool(Money(-1, "COP"))) == (True, False, True)


@pytest.mark.parametrize(
    ("value", "currency", "amount"),
    [
        ("1400", "PLN", 140_000),
        ("1400.5", "PLN", 140_050),
        (Decimal("0.01"), "PLN", 1),
        (Fraction(1, 4), "PLN", 25),
        (1234, "JPY", 1234),
        ("-3", "COP", -300),
        ("1e3", "COP", 100_000),
    ],
)
def test_money_from_major_reads_exactly(value, currency, amount):
    assert money_from_major(value, currency) == Money(amount, currency)


@pytest.mark.parametrize(
    ("value", "currency"),
    [
        ("0.001", "PLN"), ("1.5", "JPY"), ("mil", "COP"), ("", "COP"), ("NaN", "COP"), ("Infinity", "COP"),
        (None, "COP"), (Fraction(1, 3), "PLN"), ("1e30", "COP"), ("1,5", "PLN"),
    ],
)  # fmt: skip
def test_money_from_major_refuses_what_is_not_exact(value, currency):
    with pytest.raises(Refused):
        money_from_major(value, currency)


def test_major_is_the_amount_in_whole_units():
    assert Money(150, "PLN").major == Decimal("1.50")
