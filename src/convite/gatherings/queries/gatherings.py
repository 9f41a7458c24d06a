"""Which gatherings come next, where do people meet, and what is there in a month?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.maps import MapView, draw_map
from convite.core.saying import number_text
from convite.core.searching import matching_ids
from convite.gatherings.models import Gathering, Registration
from convite.territories.models import Territory
from convite.territories.queries import areas_for_map

MOST_IN_MONTH = 400


@dataclass(frozen=True)
class Met:
    """A few gatherings: the next ones, or the last ones where none is called."""

    rows: list[Gathering]
    are_to_come: bool


def next_or_last(gatherings: QuerySet[Gathering], most: int = 3) -> Met:
    now, rows = timezone.now(), gatherings.select_related("territory")
    called = rows.filter(ends_at__gte=now).exclude(state=Gathering.State.CANCELLED)
    to_come = list(called.order_by("starts_at", "id")[:most])
    held = rows.filter(starts_at__lt=now).order_by("-starts_at", "-id")
    return Met(to_come or list(held[:most]), bool(to_come))


def places_of_gatherings() -> list[Territory]:
    """The territories one may filter by: those where somebody met."""
    met = Exists(Gathering.objects.filter(territory=OuterRef("pk")))  # one look into an index for each place
    return list(Territory.objects.filter(met).order_by("order", "name"))


def filtered(gatherings: QuerySet[Gathering], asked: Mapping[str, str], now: datetime) -> QuerySet[Gathering]:
    """By the filters of the list: territory, kind, when, words."""
    fields = {"territory__public_id": asked["territorio"], "kind": asked["clase"]}
    if asked["cuando"] == "por-venir":
        fields["starts_at__gte"] = now - LONG_ENOUGH
        gatherings = gatherings.filter(ends_at__gte=now)
    elif asked["cuando"] == "pasados":
        gatherings = gatherings.filter(starts_at__lt=now)
    if asked["q"]:
        gatherings = gatherings.filter(pk__in=matching_ids(asked["q"], "gatherings.gathering"))
    return gatherings.filter(**{field: value for field, value in fields.items() if value})


LONG_ENOUGH = timedelta(days=30)  # none lasts longer: the index by day gives what is going on and what is to come


@dataclass(frozen=True)
class Month:
    """One month of the agenda. `days`: those on which somebody meets, with what."""

    first: date
    days: list[tuple[date, list[Gathering]]]
    total: int
    before: str
    after: str


def month_of(gatherings: QuerySet[Gathering], asked: str, today: date) -> Month:
    """«2026-11», or the present month if that is none."""
    first = _month(asked) or today.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    begins, ends = (timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (first, after))
    rows = gatherings.filter(starts_at__gte=begins, starts_at__lt=ends).select_related("territory")
    days: dict[date, list[Gathering]] = {}
    for gathering in rows.order_by("starts_at", "id")[:MOST_IN_MONTH]:
        days.setdefault(timezone.localtime(gathering.starts_at).date(), []).append(gathering)
    before = (first - timedelta(days=1)).replace(day=1)
    total = sum(map(len, days.values()))
    return Month(first, list(days.items()), total, f"{before:%Y-%m}", f"{after:%Y-%m}")


def _month(asked: str) -> date | None:
    try:
        found = datetime.strptime(asked, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def map_of_coming(gatherings: QuerySet[Gathering], parent: Territory, now: datetime) -> MapView | None:
    """Where people will meet: the places right below, each with how many gatherings are to come in it or below it."""
    areas = areas_for_map(parent)
    if not areas:
        return None
    coming = gatherings.filter(
        ends_at__gte=now, starts_at__gte=now - LONG_ENOUGH, territory__path__startswith=parent.path
    )
    coming = coming.exclude(state=Gathering.State.CANCELLED)
    paths = coming.order_by().values_list("territory__path").annotate(n=Count("id"))
    places = Territory.objects.filter(pk__in=[area.id for area in areas])
    owners = {place.path: place.pk for place in places}
    ids = {place.pk: place.public_id for place in places}
    counts: dict[Any, int] = {}
    for path, number in paths:
        owner = next((pk for start, pk in owners.items() if path.startswith(start)), None)
        counts[owner] = counts.get(owner, 0) + number
    agenda = reverse("gathering_agenda")
    drawn = [replace(a, value=counts.get(a.id, 0), url=f"{agenda}?territorio={ids[a.id]}") for a in areas]
    total = sum(counts.values())
    said = ngettext("%(n)s encuentro por venir", "%(n)s encuentros por venir", total) % {"n": number_text(total)}
    return draw_map(drawn, title=said, value_label=_("Por venir"), write=number_text)


def in_feed(gatherings: QuerySet[Gathering], territory: Territory, now: datetime) -> QuerySet[Gathering]:
    """What a calendar of a territory holds: the last two months and all that is to come."""
    found = gatherings.filter(territory__path__startswith=territory.path, starts_at__gte=now - timedelta(days=60))
    return found.order_by("starts_at", "id")


def places_left(gathering: Gathering) -> int | None:
    """None: as many as come."""
    if gathering.places is None:
        return None
    taken = gathering.registrations.filter(state=Registration.State.CONFIRMED).count()
    return max(0, gathering.places - taken)


def own_registration(gathering: Gathering, person: Any) -> Registration | None:
    """What this account holds."""
    if not getattr(person, "pk", None):
        return None
    active = gathering.registrations.exclude(state=Registration.State.CANCELLED)
    return active.filter(person=person).first()


def place_in_line(registration: Registration) -> int:
    """1: the next one to move up."""
    waiting = Registration.objects.filter(gathering=registration.gathering_id, state=Registration.State.WAITING)
    return waiting.filter(id__lte=registration.pk).count()
