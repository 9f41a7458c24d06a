"""Which gatherings come next, and where do people meet?"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from convite.gatherings.models import Gathering
from convite.territories.models import Territory


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
