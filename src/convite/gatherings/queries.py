"""What can one ask of gatherings? Which come next, and how many people came, by sex."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils import timezone

from convite.gatherings.models import Attendance, Gathering
from convite.territories.models import Territory

SMALLEST = 10  # public figures about people never speak of fewer


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


@dataclass(frozen=True)
class AttendanceTotals:
    """People who came: all, and by sex ("" = no answer)."""

    total: int
    women: int
    men: int
    other: int
    no_answer: int

    @property
    def may_be_split(self) -> bool:
        """No group is so small that its people could be recognised (and none can be worked out from the others)."""
        return all(not people or people >= SMALLEST for people in (self.women, self.men, self.other, self.no_answer))

    @property
    def is_small(self) -> bool:
        return self.total < SMALLEST


def attendance_of(gatherings: QuerySet[Gathering] | Iterable[Gathering]) -> AttendanceTotals:
    """The people at these gatherings, each gathering's own count (someone who came twice is counted twice)."""
    rows = Attendance.objects.filter(gathering__in=gatherings).values_list("sex").annotate(people=Sum("count"))
    by_sex = dict(rows)
    return AttendanceTotals(
        total=sum(by_sex.values()),
        women=by_sex.get(Attendance.Sex.WOMEN, 0),
        men=by_sex.get(Attendance.Sex.MEN, 0),
        other=by_sex.get(Attendance.Sex.OTHER, 0),
        no_answer=by_sex.get(Attendance.Sex.NO_ANSWER, 0),
    )


def places_of_gatherings() -> list[Territory]:
    """The territories one may filter by: those where somebody met."""
    met = Exists(Gathering.objects.filter(territory=OuterRef("pk")))  # one look into an index for each place
    return list(Territory.objects.filter(met).order_by("order", "name"))
