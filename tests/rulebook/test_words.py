"""Sentences: Spanish by themselves, other languages by what the caller brings."""

from fractions import Fraction

import pytest

from convite.rulebook.words import MONEY_NAMES, Sentence, gettext_noop, ngettext_lazy, plain

ONE, MANY = ngettext_lazy("Le faltó %(missing)s voto.", "Le faltaron %(missing)s votos.")


def test_say_speaks_spanish_by_itself():
    assert Sentence(gettext_noop("Quedan %(left)s."), {"left": 1_250_000}).say() == "Quedan 1.250.000."


def test_say_takes_the_translation_of_the_template():
    translated = {"Quedan %(left)s.": "%(left)s left."}
    assert Sentence("Quedan %(left)s.", {"left": 5}).say(translated.__getitem__) == "5 left."


def test_say_asks_the_formatter_by_name():
    sentence = Sentence("%(name)s cuesta %(cost)s.", {"name": "Parque", "cost": 5})
    written = sentence.say(fmt=lambda name, value: f"$ {value}" if name in MONEY_NAMES else str(value))
    assert written == "Parque cuesta $ 5."


@pytest.mark.parametrize(("missing", "said"), [(1, "Le faltó 1 voto."), (2, "Le faltaron 2 votos.")])
def test_str_chooses_singular_or_plural(missing, said):
    assert str(Sentence(ONE, {"missing": missing}, MANY, "missing")) == said


def test_say_gives_the_count_to_ngettext():
    sentence = Sentence(ONE, {"missing": 3}, MANY, "missing")
    assert sentence.say(ngettext=lambda one, many, number: f"%(missing)s votes short ({number})") == "3 votes short (3)"


def test_say_takes_the_plural_for_a_fraction():
    assert str(Sentence(ONE, {"missing": Fraction(1, 2)}, MANY, "missing")) == "Le faltaron 0,5 votos."


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-1234, "-1.234"), (Fraction(-5, 2), "-2,5"), (Fraction(1, 3), "0,33"), (Fraction(1999, 1000), "2")],
)
def test_plain_writes_numbers_as_people_do(value, written):
    assert plain("cost", value) == written


def test_equal_sentences_are_equal_and_hash_alike():
    twins = [Sentence("Quedan %(left)s.", {"left": 5}) for _ in range(2)]
    assert (twins[0] == twins[1], hash(twins[0]) == hash(twins[1])) == (True, True)
