"""By which words is a thing found, and which things do these words find? The same ones on both engines.

Python turns a text into *words* (small letters, accents folded, ñ kept) and each word into its *forms*: the word
itself, its singular, its stem in the text's language. Forms are all that the database sees, so that it has nothing to
interpret: SQLite and PostgreSQL compare whole forms, and beginnings of forms for the last word of a query.

The first line of a text is its title; things that have all the words there come first.
Not here: who may see what is found (filter with the room's `<things>_visible_to`), and where a room gets its texts.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from threading import local
from typing import Any

import snowballstemmer
from django.db import models
from django.db.models import Case, IntegerField, Value, When

from convite.core.engines import first_key, ids_with_words
from convite.core.models import SearchDocument

STEMMERS = {"es": "spanish", "en": "english", "fr": "french", "pt": "portuguese"}
IN_TITLE = "¶"  # before a form that stands in the title; no word can contain it
LONGEST_WORD = 40  # letters: PostgreSQL refuses lexemes of 2 KB, and nobody types them
MOST_WORDS_ASKED = 12
MOST_BYTES = 500_000  # of one document: PostgreSQL holds at most 1 MB
SHORTEST_BEGINNING = 2  # letters from which the last word of a query also finds what begins with it

# Words left out of a query when it has others. They are in the index, so a query of nothing else still finds them.
STOP = frozenset(
    """
    a al an and ante ao aos as at au aux avec con d da das de del des desde do dos du e el em en es et for from in
    is l la las le les lo los na nas no nos o of on or os ou par para pela pelo por pour que se sin su sur sus the
    to u um uma un una une with y
    """.split()  # noqa: SIM905 - fifteen lines of quotes and commas say no more
)
_WORD = re.compile(r"[^\W_]+")

# Plurals that the stemmers part from their singular (mujer, mujeres; vía, vías; educação, educações): ending → endings.
_SINGULARS = {
    "es": (("ces", ("z", "ce")), ("es", ("", "e")), ("s", ("",))),
    "en": (("ies", ("y",)), ("es", ("", "e")), ("s", ("",))),
    "fr": (("ees", ("e",)), ("ee", ("e",)), ("aux", ("al", "au")), ("x", ("",)), ("s", ("",))),
    "pt": (
        ("oes", ("ao",)), ("aes", ("ao", "ae")), ("ais", ("al",)), ("eis", ("el",)), ("ns", ("m",)), ("es", ("", "e")),
        ("s", ("",)),
    ),
}  # fmt: skip

_thread = local()  # the stemmers keep the word they are at: one set per thread


def _stemmer(language: str) -> Any:
    if not hasattr(_thread, "stemmers"):
        _thread.stemmers = {code: snowballstemmer.stemmer(name) for code, name in STEMMERS.items()}
    return _thread.stemmers[language]


def fold(text: str) -> str:
    """Small letters without accents; ñ is a letter of its own and stays.

    >>> fold("EDUCACIÓN del Niño, Praça, garçon")
    'educacion del niño, praca, garcon'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).replace("n\u0303", "ñ")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """
    >>> words_of("¿Qué hará la Comuna 8 (Villa Hermosa)?")
    ['que', 'hara', 'la', 'comuna', '8', 'villa', 'hermosa']
    """
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=100_000)
def forms_of(word: str, language: str) -> tuple[str, ...]:
    """
    >>> forms_of("mujeres", "es"), forms_of("mujer", "es")
    (('mujeres', 'mujer', 'mujere', 'muj'), ('mujer',))
    """
    forms = [word]
    for ending, replacements in _SINGULARS[language]:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            forms += [stem + end for end in replacements if len(stem + end) >= 3]
            break
    forms.append(fold(_stemmer(language).stemWord(word)))
    return tuple(dict.fromkeys(forms))


def normalise(text: str, language: str = "es") -> list[str]:
    """The forms under which a text of a language is found, each once. A language without a stemmer is read as Spanish.

    >>> normalise("Más parques, más vía")
    ['mas', 'parques', 'parqu', 'parque', 'via']
    """
    known = language if language in STEMMERS else "es"
    return list(dict.fromkeys(form for word in words_of(text) for form in forms_of(word, known)))


def index_things(kind: str, texts: Iterable[tuple[int, Mapping[str, str]]]) -> int:
    """Writes (or writes anew) by which words things of a kind are found: `[(7, {"es": "Title\\nrest", "en": …})]`.

    Returns how many; any number of them is written in constant memory. Belongs in the transaction of the act that
    changes the texts.
    """
    texts, written = iter(texts), 0
    while step := list(islice(texts, 1_000)):
        documents = [
            SearchDocument(id=first_key(kind) + thing_id, kind=kind, thing_id=thing_id, words=_document(text))
            for thing_id, text in step
        ]
        SearchDocument.objects.bulk_create(
            documents, update_conflicts=True, unique_fields=["kind", "thing_id"], update_fields=["words"]
        )
        written += len(documents)
    return written


def forget(kind: str, ids: Iterable[int]) -> None:
    """These things are not found any more."""
    ids = list(ids)
    for start in range(0, len(ids), 5_000):
        SearchDocument.objects.filter(kind=kind, thing_id__in=ids[start : start + 5_000]).delete()


def _document(texts: Mapping[str, str]) -> str:
    forms: dict[str, None] = {}
    for language, text in texts.items():
        title, _, rest = text.strip().partition("\n")
        titled = normalise(title, language)
        forms |= dict.fromkeys(IN_TITLE + form for form in titled)
        forms |= dict.fromkeys((*titled, *normalise(rest, language)))
    kept, size = [], 0
    for form in forms:
        size += len(form.encode()) + 1
        if size > MOST_BYTES:
            break
        kept.append(form)
    return " ".join(kept)


def _asked(query: str) -> list[list[str]]:
    """Per word of the query, the forms of which one must be there. The asker's language is not known: all are tried."""
    words = list(dict.fromkeys(words_of(query[:4_000])))
    words = ([w for w in words if w not in STOP] or words)[:MOST_WORDS_ASKED]
    return [list(dict.fromkeys(form for code in STEMMERS for form in forms_of(word, code))) for word in words]


def _beginning(query: str, asked: list[list[str]]) -> str:
    """The last word of the query, if what begins with it is wanted too; else ""."""
    last = asked[-1][0] if asked else ""
    typed = words_of(query[:4_000])
    return last if typed and typed[-1] == last and len(last) >= SHORTEST_BEGINNING else ""


def matching_ids(query: str, kind: str, *, only_titles: bool = False) -> Any:
    """The keys of the things of a kind that have every word of the query: a subquery for `.filter(pk__in=…)`.

    Any text is a query; one without words finds nothing.
    """
    asked = _asked(query)
    beginning = _beginning(query, asked)
    if only_titles:
        asked = [[IN_TITLE + form for form in forms] for forms in asked]
        beginning = beginning and IN_TITLE + beginning
    return ids_with_words(kind, asked, beginning) if asked else SearchDocument.objects.none().values("thing_id")


def best_first(things: models.QuerySet[Any], query: str, kind: str = "") -> models.QuerySet[Any]:
    """Those of `things` that the query finds: first those with all its words in the title, then the newest."""
    kind = kind or things.model._meta.label_lower
    in_title = When(pk__in=matching_ids(query, kind, only_titles=True), then=Value(0))
    place = Case(in_title, default=Value(1), output_field=IntegerField())
    return things.filter(pk__in=matching_ids(query, kind)).annotate(search_place=place).order_by("search_place", "-pk")
