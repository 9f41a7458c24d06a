"""How many support, follow and discuss a thing, and which things have the most support?

A list asks once for all its rows. The things with most support come by the index of tallies, not by counting.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from convite.conversations.models import Follow, Support, Tally
from convite.core.models import Thing
from convite.core.paging import MOST_COUNTED, SIZE, Page


def tallies_of(kind: str, public_ids: Iterable[str]) -> dict[str, Tally]:
    """Public id → its tally, for every one asked for: those nobody touched have zeros."""
    ids = list(public_ids)
    found = {tally.subject: tally for tally in Tally.objects.filter(kind=kind, subject__in=ids)}
    return {i: found.get(i) or Tally(kind=kind, subject=i) for i in ids}


def tally_of(thing: Thing) -> Tally:
    return tallies_of(thing._meta.label_lower, [thing.public_id])[thing.public_id]


def supports_it(person: Any, thing: Thing) -> bool:
    return thing.public_id in supported_by(person, thing._meta.label_lower, [thing.public_id])


def supported_by(person: Any, kind: str, public_ids: Iterable[str]) -> set[str]:
    """Which of these she supports."""
    if not getattr(person, "pk", None):
        return set()
    mine = Support.objects.filter(person=person, kind=kind, subject__in=list(public_ids))
    return set(mine.values_list("subject", flat=True))


def follows_it(person: Any, thing: Thing) -> bool:
    if not getattr(person, "pk", None):
        return False
    return Follow.objects.filter(person=person, kind=thing._meta.label_lower, subject=thing.public_id).exists()


@dataclass(frozen=True)
class _Place:
    """Where in the order a row stands: with its supports and its tally's key, or (none) by its own key."""

    supports: int
    key: int


def most_supported_page(things: QuerySet[Any], asked: Mapping[str, str], size: int = SIZE) -> Page[Any]:
    """`things` by their supports, most first, then the newest; the page that the query string asks for.

    Two stretches, each in the order of an index: first the supported ones, by their tallies; then the others, newest
    first. A page begins after a row (`despues`, `antes`), as `core.paging.page_of` does, and costs the same anywhere.
    A narrow list is looked up by its few things: among the tallies of all, it would be looked for in vain.
    """
    few = list(things.order_by().values_list("public_id", flat=True)[: MOST_COUNTED + 1])
    total = len(few)
    backwards = "antes" in asked and "despues" not in asked
    place = _place_of(things, asked.get("antes" if backwards else "despues", ""))
    backwards = backwards and place is not None
    listed = _rows(things, few if total <= MOST_COUNTED else None, place, backwards, size + 1)
    has_more = len(listed) > size
    listed = listed[:size]
    if backwards:
        listed.reverse()
    at_start = place is None or (backwards and not has_more)
    number = asked.get("n", "")
    first = 1 if at_start else int(number) if number.isdecimal() and len(number) < 10 else size + 1
    last = first + len(listed) - 1
    before = _url(asked, antes=listed[0].public_id, n=max(1, first - size)) if listed and not at_start else ""
    has_next = has_more if not backwards else True
    after = _url(asked, despues=listed[-1].public_id, n=last + 1) if listed and has_next else ""
    return Page(
        listed, first if listed else 0, max(last, 0), min(total, MOST_COUNTED), total > MOST_COUNTED, before, after
    )


def _place_of(things: QuerySet[Any], public_id: str) -> _Place | None:
    thing = things.model._default_manager.filter(public_id=public_id).first() if public_id.isalnum() else None
    if thing is None:
        return None
    tally = Tally.objects.filter(kind=thing._meta.label_lower, subject=public_id, supports__gt=0).first()
    return _Place(tally.supports, tally.pk) if tally else _Place(0, thing.pk)


def _rows(things: QuerySet[Any], few: list[str] | None, place: _Place | None, backwards: bool, most: int) -> list[Any]:
    stretches = [partial(_supported, few=few), _unsupported]
    if backwards:
        stretches.reverse()
    rows: list[Any] = []
    for stretch in stretches:
        if len(rows) < most:
            rows += stretch(things, place, backwards, most - len(rows))
    return rows


def _supported(
    things: QuerySet[Any], place: _Place | None, backwards: bool, most: int, few: list[str] | None
) -> list[Any]:
    if place and not place.supports and not backwards:
        return []
    kind = things.model._meta.label_lower
    tallies = Tally.objects.filter(kind=kind, supports__gt=0)
    if place and place.supports:
        beyond = "gt" if backwards else "lt"
        tallies = tallies.filter(
            Q(**{f"supports__{beyond}": place.supports}) | Q(supports=place.supports, **{f"id__{beyond}": place.key}),
            **{f"supports__{beyond}e": place.supports},
        )
    is_listed = Exists(things.order_by().filter(public_id=OuterRef("subject")))
    listed = tallies.filter(is_listed if few is None else Q(subject__in=few))
    order = ("supports", "id") if backwards else ("-supports", "-id")
    ids = list(listed.order_by(*order).values_list("subject", flat=True)[:most])
    found = {thing.public_id: thing for thing in things.filter(public_id__in=ids)}
    return [found[i] for i in ids if i in found]


def _unsupported(things: QuerySet[Any], place: _Place | None, backwards: bool, most: int) -> list[Any]:
    if place and place.supports and backwards:
        return []
    tally = Tally.objects.filter(kind=things.model._meta.label_lower, subject=OuterRef("public_id"), supports__gt=0)
    rest = things.filter(~Exists(tally))
    if place and not place.supports:
        rest = rest.filter(**{"pk__gt" if backwards else "pk__lt": place.key})
    return list(rest.order_by("pk" if backwards else "-pk")[:most])


def _url(asked: Mapping[str, str], **changed: Any) -> str:
    kept = {key: value for key, value in asked.items() if key not in {"antes", "despues", "n"} and value}
    return "?" + urlencode(kept | changed)
