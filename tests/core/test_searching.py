"""Does one find what one looks for, on whichever engine, whatever one types?"""

import pytest
from django.apps import apps
from django.db import connection

from convite.core.engines import first_key
from convite.core.models import SearchDocument, StoredFile
from convite.core.searching import best_first, forget, index_things, matching_ids, normalise

KIND = "core.storedfile"


@pytest.fixture
def stored(db):
    """Five things by their texts; a file's name stands for the thing."""
    texts = {
        "parque": {"es": "Parque lineal\nEspacio verde junto a la quebrada, para niños y mujeres"},
        "escuela": {"es": "Escuela de música\nEDUCACIÓN para jóvenes en el parque"},
        "vías": {"es": "Mejoramiento de vías\nAndenes y alumbrado", "en": "Street lighting"},
        "praça": {"pt": "Praça da educação\nEspaço para mulheres"},
        "año": {"es": "Fiesta de fin de año"},
    }
    files = {name: _file(name) for name in texts}
    index_things(KIND, [(files[name].pk, text) for name, text in texts.items()])
    return files


def _file(name):
    return StoredFile.objects.create(name=name, media_type="text/plain", size=1, sha256="0" * 64, given_by="x")


def found(query):
    return sorted(StoredFile.objects.filter(pk__in=matching_ids(query, KIND)).values_list("name", flat=True))


def test_normalise_folds_accents_and_keeps_enye():
    assert normalise("¿El NIÑO, la Educación?") == ["el", "niño", "niñ", "la", "educacion", "educ"]


def test_normalise_reads_a_language_without_stemmer_as_spanish():
    assert normalise("parques", "nah") == normalise("parques", "es")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("educacion", ["escuela"]),  # no accent typed, capitals stored
        ("educativas", ["escuela"]),  # another word of the same stem
        ("educações", ["praça"]),  # a Portuguese plural
        ("mujer", ["parque"]),  # the singular of a word whose stem differs
        ("la vía", ["vías"]),  # an article is dropped
        ("parque quebrada", ["parque"]),  # every word
        ("parque inexistente", []),
        ("alum", ["vías"]),  # the beginning of the last word
        ("alum andenes", []),  # of the last word only
        ("light", ["vías"]),
        ("año", ["año"]),
        ("ano", []),  # ñ is a letter of its own
        ("la", ["parque"]),  # nothing but an article: as it stands
    ],
)
def test_search_finds_things_by_their_words(stored, query, names):
    assert found(query) == names


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "'", '"', "\0", "a\0b", "'; DROP TABLE core_searchdocument; --", 'par"que', "NEAR(a b)",
        "a AND OR NOT b", "words:parque", "-parque", "parque*", "(((((", "¶parque", "\\", "😀", "\ud800", "%",
        "&|!:*<->", "a" * 4096, "ñ " * 2048, "' OR 1=1", "٣", "中文", "x" * 39 + "é" * 5,
    ],
)  # fmt: skip
def test_search_takes_any_text_without_error(stored, query):
    assert set(found(query)) <= {"parque", "escuela", "vías", "praça", "año"}
    assert list(best_first(StoredFile.objects.filter(name="x"), query)) == []


def test_search_ignores_signs_around_words(stored):
    assert found('"parque" & (quebrada)*!') == ["parque"]


def test_search_without_words_finds_nothing(stored):
    assert found("😀 !!") == []


def test_search_puts_titles_first_and_then_the_newest(stored):
    newest = _file("plaza")
    index_things(KIND, [(newest.pk, {"es": "Plaza\nfrente al parque"})])
    assert [file.name for file in best_first(StoredFile.objects.all(), "parque")] == ["parque", "plaza", "escuela"]


def test_index_things_again_replaces_the_words(stored):
    index_things(KIND, [(stored["parque"].pk, {"es": "Cancha"})])
    assert (found("quebrada"), found("cancha")) == ([], ["parque"])


def test_forget_removes_a_thing_from_the_search(stored):
    forget(KIND, [stored["parque"].pk])
    assert found("quebrada") == []


def test_search_keeps_kinds_apart(stored):
    index_things("core.version", [(stored["año"].pk, {"es": "Quebrada"})])
    assert found("quebrada") == ["parque"]


def test_search_index_follows_raw_changes_of_its_table(stored):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_searchdocument WHERE thing_id = %s", [stored["parque"].pk])
    assert found("quebrada") == []


def test_search_never_finds_what_a_visible_queryset_leaves_out(stored):
    visible = StoredFile.objects.exclude(name="parque")
    assert [file.name for file in best_first(visible, "parque")] == ["escuela"]


def test_index_things_cuts_a_text_that_the_engine_could_not_hold(db):
    long = " ".join(f"{number:040}" for number in range(20_000))
    assert index_things(KIND, [(1, {"es": long})]) == 1
    assert len(SearchDocument.objects.get().words.encode()) <= 500_000


def test_no_two_kinds_share_their_keys():
    kinds = [model._meta.label_lower for model in apps.get_models()]
    assert len({first_key(kind) for kind in kinds}) == len(kinds)
