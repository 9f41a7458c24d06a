"""Is a text shown in the reader's language, or in the nearest there is, and is nothing lost?"""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from convite.core.translated import Translated, TranslatedField


@pytest.mark.parametrize(
    ("text", "wanted", "shown", "language"),
    [
        ({"es": "Parque", "en": "Park"}, "en", "Park", "en"),
        ({"es": "Parque", "en": "Park"}, "fr", "Parque", "es"),
        ({"pt": "Praça"}, "es", "Praça", "pt"),
        ({"es": "", "en": "Park"}, "es", "Park", "en"),
        ({"es": "Parque"}, "es-co", "Parque", "es"),
        ({"nah": "Altepetl"}, "es", "Altepetl", "nah"),
        ({}, "es", "", ""),
    ],
)
def test_translated_shows_the_nearest_language(text, wanted, shown, language):
    assert (Translated(text).best(wanted), Translated(text).language(wanted)) == (shown, language)


def test_translated_as_text_follows_the_reader():
    with translation.override("en"):
        assert str(Translated(es="Parque", en="Park")) == "Park"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Parque", {"es": "Parque"}), ("", {}), ({"en": "Park"}, {"en": "Park"}), (None, None)],
)
def test_field_reads_a_plain_text_as_spanish(given, kept):
    assert TranslatedField().to_python(given) == kept


@pytest.mark.parametrize(
    "value", [{}, {"es": "  "}, {"es": 7}, "texto", {"es": "x" * 11}, {"es": "bien", "en": "x" * 11}]
)
def test_field_refuses_what_is_no_text_empty_or_too_long(value):
    with pytest.raises(ValidationError):
        TranslatedField(max_length=10).validate(value, None)


def test_field_that_may_be_blank_takes_no_text():
    assert TranslatedField(blank=True).validate({}, None) is None
