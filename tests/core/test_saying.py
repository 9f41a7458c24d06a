"""Does a sentence of the rulebook reach a reader with money, moments, numbers and plurals as her language has them?"""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.utils import translation

from convite.core.saying import locale_now, number_text, percent_text, say, say_moment
from convite.rulebook.words import Sentence
from tests.builders import at

ONE, MANY = "Voló %(kites)s cometa.", "Volaron %(kites)s cometas."  # in no catalog: every language says it in Spanish


def spaced(text: str) -> str:
    """With plain spaces, as a reader sees it."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def said_in(language: str, sentence: Sentence, currency: str = "") -> str:
    with translation.override(language):
        return spaced(say(sentence, currency))


@pytest.mark.parametrize(
    ("language", "locale"),
    [("es", "es_CO"), ("en", "en"), ("fr", "fr"), ("pt", "pt_BR"), ("pt-br", "pt_BR"), ("de", "es_CO")],
)
def test_locale_follows_the_language_in_force(language, locale):
    with translation.override(language):
        assert locale_now() == locale


def test_locale_without_any_language_is_spanish():
    with translation.override(None):
        assert locale_now() == "es_CO"


@pytest.mark.parametrize(
    ("language", "currency", "text"),
    [
        ("es", "COP", "Quedan $1.234.567."),
        ("en", "COP", "Quedan COP 1,234,567."),
        ("es", "PLN", "Quedan PLN 1.234.567."),
        ("es", "JPY", "Quedan JPY 123.456.700."),
    ],
)
def test_say_writes_money_named_as_such_from_minor_units(language, currency, text):
    assert said_in(language, Sentence("Quedan %(left)s.", {"left": 123456700}), currency) == text


def test_say_rounds_parts_of_a_cent():
    assert said_in("es", Sentence("Cuesta %(cost)s", {"cost": Fraction(100001, 2)}), "COP") == "Cuesta $500"


@pytest.mark.parametrize(("language", "text"), [("es", "Quedan 1.234,5"), ("en", "Quedan 1,234.5")])
def test_say_without_a_currency_writes_a_number(language, text):
    assert said_in(language, Sentence("Quedan %(left)s", {"left": Fraction(2469, 2)})) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Voto hasta el 3 de septiembre de 2026, 4:00 p. m."),
        ("en", "Voto hasta el September 3, 2026, 4:00 PM."),
        ("fr", "Voto hasta el 3 septembre 2026, 16:00."),
        ("pt", "Voto hasta el 3 de setembro de 2026, 16:00."),
    ],
)
def test_say_writes_moments_in_the_citys_time(language, text):
    moment = datetime(2026, 9, 3, 21, tzinfo=UTC)  # 16:00 in Medellín

    assert said_in(language, Sentence("Voto hasta el %(closes_at)s.", {"closes_at": moment.isoformat()})) == text


def test_say_leaves_names_as_they_are():
    sentence = Sentence("«%(phase)s» cierra antes de abrir.", {"phase": "Formulación 100%"})

    assert said_in("en", Sentence("%(name)s", {"name": "1234567"})) == "1234567"
    assert "Formulación 100%" in said_in("es", sentence)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "Volaron 0 cometas."), (1, "Voló 1 cometa."), (2, "Volaron 2 cometas.")],
)
def test_say_chooses_singular_or_plural(language, number, text):
    assert said_in(language, Sentence(ONE, {"kites": number}, MANY, "kites")) == text


@pytest.mark.parametrize(("language", "text"), [("es", "Volaron 0,5 cometas."), ("en", "Volaron 0.5 cometas.")])
def test_say_takes_the_plural_for_a_half(language, text):
    assert said_in(language, Sentence(ONE, {"kites": Fraction(1, 2)}, MANY, "kites")) == text


@pytest.mark.parametrize(("language", "text"), [("es", "1.302"), ("en", "1,302"), ("fr", "1 302"), ("pt", "1.302")])
def test_number_text_parts_thousands_as_the_reader_does(language, text):
    with translation.override(language):
        assert spaced(number_text(1302)) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [(0.996, 1, "99,6 %"), (Fraction(1, 3), 1, "33,3 %"), (1, 1, "100 %"), (0.996, 0, "100 %"), (0, 1, "0 %")],
)
def test_percent_text_is_a_share_of_a_hundred(share, decimals, text):
    assert spaced(percent_text(share, decimals)) == text


def test_say_moment_without_a_zone_is_taken_as_it_is():
    naive = datetime(2026, 9, 3, 16)  # noqa: DTZ001 - as Django gives it where a day has no zone

    assert say_moment(naive) == say_moment(at("2026-09-03 16:00"))
