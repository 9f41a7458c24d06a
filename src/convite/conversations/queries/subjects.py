"""Of which kinds of things do people speak, and what must be known of one? Each room tells it of its own kinds.

This room stands below the things that are spoken of. When an upper room starts, it registers a `Kind`: how to find a
thing that a person may see, what it is called, where its page is, whose team looks after it, whether commenting and
supporting are open now, how it is hidden and shown again. A list page asks for all its things of a kind at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from convite.core.models import Thing
from convite.territories.models import Territory


@dataclass(frozen=True)
class Opening:
    """Is an act open on a subject now? `reason` is a sentence in the reader's language; "" says nothing."""

    is_open: bool
    reason: str = ""


def _always(act: str, thing: Any) -> Opening:
    return Opening(True)


def _nobody(thing: Any) -> Any:
    return None


def _territory(thing: Any) -> Territory:
    return thing.territory


def _title(thing: Any) -> Any:
    return thing.title


@dataclass(frozen=True)
class Kind:
    """What an upper room tells of one kind of thing. Without `hide` its things cannot be reported."""

    name: str  # "planning.idea"
    label: Any  # «Idea»
    visible_to: Callable[[object], QuerySet[Any]]
    url: Callable[[Any], str]
    title: Callable[[Any], Any] = _title  # for everybody
    words: Callable[[Any], Any] | None = None  # what is written there, for its author and the team; none: the title
    territory: Callable[[Any], Territory] = _territory
    author: Callable[[Any], Any] = _nobody
    opening: Callable[[str, Any], Opening] = _always  # of "comment" and "support_idea"
    acts: frozenset[str] = frozenset()  # which of "comment", "support", "follow" it takes
    hide: Callable[..., Any] | None = None  # hide(thing, reason, by=…)
    show: Callable[..., Any] | None = None  # show(thing, by=…)
    related: tuple[str, ...] = field(default=())  # relations that title, url, territory and author read
    territory_code: str = "territory__code"  # where a query finds it
    within: Callable[[Any], tuple[str, str]] | None = None  # it is seen by who sees this (kind, public id)

    def is_hidden(self, thing: Any) -> bool:
        return getattr(thing, "state", "") == "hidden"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """A second time is the same as once."""
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_of(thing: Thing) -> Kind | None:
    return _kinds.get(thing._meta.label_lower)


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def subject_visible_to(person: object, kind: str, public_id: str) -> Any:
    """The thing, or None: there is no such kind, no such thing, or it is not for this person to see."""
    known = _kinds.get(kind)
    if known is None or not public_id.isalnum():  # a NUL would be an error of PostgreSQL
        return None
    thing = known.visible_to(person).select_related(*known.related).filter(public_id=public_id).first()
    if thing is not None and known.within and subject_visible_to(person, *known.within(thing)) is None:
        return None
    return thing


def subjects_visible_to(person: object, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """(kind, public id) → thing, for those that exist and that she may see: one query for each kind."""
    wanted: dict[str, list[str]] = {}
    for kind, public_id in named:
        wanted.setdefault(kind, []).append(public_id)
    found: dict[tuple[str, str], Any] = {}
    for name, ids in wanted.items():
        kind = _kinds.get(name)
        if kind is not None:
            things = kind.visible_to(person).select_related(*kind.related).filter(public_id__in=ids)
            found |= {(name, thing.public_id): thing for thing in things}
    outer = {key: _kinds[key[0]].within(thing) for key, thing in found.items() if _kinds[key[0]].within}  # type: ignore[misc]
    seen = subjects_visible_to(person, set(outer.values())) if outer else {}
    return {key: thing for key, thing in found.items() if key not in outer or outer[key] in seen}


def territory_of(thing: Any) -> Territory:
    """Whose team looks after it; a comment lies where its subject does."""
    kind = _kinds[thing._meta.label_lower]
    return kind.territory(thing)


def short_title(thing: Any) -> str:
    """What the thing is called, in the active language, short enough for a sentence."""
    kind = kind_of(thing)
    return _short(kind.title(thing) if kind else thing)


def short_words(thing: Any) -> str:
    """As `short_title`, for who wrote it or judges it."""
    return _short(words_in(thing))


def words_in(thing: Any) -> Any:
    kind = _kinds[thing._meta.label_lower]
    return (kind.words or kind.title)(thing)


def _short(text: Any, most: int = 80) -> str:
    title = " ".join(str(text).split())
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"
