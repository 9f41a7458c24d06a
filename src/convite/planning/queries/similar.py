"""Which ideas already say what somebody is about to say? Found by the words that they share, the rare ones most.

A word is cut to its stem (as Spanish, whatever the language: only that it is the same each time matters) and hashed.
How rare a word is, is counted in the edition up to a bound, and of each word only the newest ideas are looked at: what
a look-up costs does not grow with the city. All is whole numbers, so that both engines give the same answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from math import log
from typing import Any

from django.utils.translation import gettext as _

from convite.core.geometry import Point
from convite.core.postings import Postings
from convite.core.searching import STOP, forms_of, words_of
from convite.planning.models import Edition, Idea, IdeaWord
from convite.territories.models import Territory

MOST_WORDS = 36  # of one idea: its title and the beginning of its description
MOST_ASKED = 14  # words by which candidates are sought: the rarest
MOST_COUNTED = 2_000  # ideas per word: beyond that it is simply common
NEWEST = 1_000  # ideas looked at per word
CANDIDATES = 40
MOST_IDEAS = 20_000  # counted in the edition to say how rare a word is; beyond it is a large one
SHOWN = 5
CLOSE = 0.003  # degrees, some 300 m
ALIKE = 475  # of 1000: chosen on labelled pairs, see bench/similar_ideas.py
ELSEWHERE = 80  # what saying the same in another territory takes off
UNKNOWN = 5_000  # the weight of a candidate's word that was not asked for: as of a word of middling rarity

POSTINGS = Postings(IdeaWord, "edition_id", "word", "idea_id")


@dataclass(frozen=True)
class Similar:
    """An idea that may say the same; `score` of 1000, and why in words."""

    idea: Idea
    score: int
    why: str


def stems_of(text: str) -> list[str]:
    """
    >>> stems_of("Más parques para los niños")
    ['mas', 'parqu', 'niñ']
    """
    words = (word for word in words_of(text) if word not in STOP and (len(word) > 2 or word.isdigit()))
    return list(dict.fromkeys(forms_of(word, "es")[-1] for word in words))


@lru_cache(maxsize=100_000)
def hash_of(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest(), signed=True)


def words_of_idea(title: Any, description: Any) -> dict[int, bool]:
    """The words by which an idea is compared → is it in the title? Texts by language, or plain ones."""
    titles, rest = (" ".join(_texts(text)) for text in (title, description))
    found = dict.fromkeys(map(hash_of, stems_of(titles)), True)
    more = (word for word in map(hash_of, stems_of(rest[:4_000])) if word not in found)
    return dict(islice({**found, **dict.fromkeys(more, False)}.items(), MOST_WORDS))


def _texts(text: Any) -> Iterable[str]:
    return text.values() if isinstance(text, Mapping) else [str(text)]


def similar_ideas(
    edition: Edition,
    title: str,
    description: str = "",
    territory: Territory | None = None,
    point: Point | None = None,
    but: Idea | None = None,
    most: int = SHOWN,
) -> list[Similar]:
    """Public ideas of the edition that may say the same, the likest first."""
    asked = words_of_idea(title, description)
    counts = POSTINGS.counts(edition.pk, list(asked), MOST_COUNTED)
    known = Idea.objects.filter(edition=edition).order_by()[:MOST_IDEAS].count()
    weights = {word: weight_of(counts[word], known) for word in asked}
    rarest = sorted((w for w in asked if counts[w]), key=lambda w: (not asked[w] and counts[w] > 50, counts[w], w))
    sought = {word: weights[word] for word in rarest[:MOST_ASKED]}
    heaviest = [owner for owner, _shared in POSTINGS.sharing_most(edition.pk, sought, NEWEST, CANDIDATES)]
    scores = {idea: likeness(asked, words, weights) for idea, words in _words_of(heaviest).items()}
    found = Idea.objects.filter(pk__in=[idea for idea, score in scores.items() if score >= ALIKE])
    found = found.exclude(state__in=Idea.UNLISTED).exclude(pk=but.pk if but else None)
    alike = [_similar(idea, scores[idea.pk], territory, point) for idea in found.select_related("territory")]
    near = (one for one in alike if one.score >= ALIKE)
    return sorted(near, key=lambda one: (-one.score, -one.idea.pk))[:most]


def weight_of(count: int, known: int) -> int:
    """How much a shared word says: the rarer the more, in thousandths of a natural logarithm."""
    return round(1000 * log((known + 1) / (min(count, known) + 0.5)))


def likeness(asked: Mapping[int, bool], words: Mapping[int, bool], weights: Mapping[int, int]) -> int:
    """Of 1000: three parts what the title has in common with theirs (or with what they say), two parts the whole."""
    title = {word for word in asked if asked[word]}
    theirs = {word for word in words if words[word]}
    titles = max(_shared(title, theirs, weights), _shared(title, (theirs | title) & set(words), weights))
    return (3 * titles + 2 * _shared(set(asked), set(words), weights)) // 5


def _shared(mine: set[int], theirs: set[int], weights: Mapping[int, int]) -> int:
    """Dice's measure with weights: twice what is common by what each has."""
    common = sum(weights[word] for word in mine & theirs)
    all_mine = sum(weights[word] for word in mine)
    all_theirs = common + UNKNOWN * len(theirs - mine)
    return 2_000 * common // (all_mine + all_theirs) if common else 0


def _words_of(ideas: list[int]) -> dict[int, dict[int, bool]]:
    rows = IdeaWord.objects.filter(idea__in=ideas).values_list("idea_id", "word", "in_title")
    words: dict[int, dict[int, bool]] = {idea: {} for idea in ideas}
    for idea, word, in_title in rows:
        words[idea][word] = in_title
    return words


def _similar(idea: Idea, score: int, territory: Territory | None, point: Point | None) -> Similar:
    if territory is None:
        return Similar(idea, score, _("Dice casi lo mismo."))
    if idea.territory_id != territory.pk:
        return Similar(idea, score - ELSEWHERE, _("Parecida, en %(place)s.") % {"place": idea.territory.full_name})
    if idea.point and point and max(abs(a - b) for a, b in zip(idea.point, point, strict=True)) < CLOSE:
        return Similar(idea, score, _("Dice casi lo mismo, a unas cuadras de su punto."))
    return Similar(idea, score, _("Dice casi lo mismo, en el mismo territorio."))
