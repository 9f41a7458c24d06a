"""What can one ask of gatherings? How many people came, by sex and age band."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from convite.gatherings.models import Attendance, Gathering
from convite.territories.models import Territory


@dataclass(frozen=True)
class AttendanceTotals:
    """People who came: all, and by sex ("" = no answer)."""

    total: int
    women: int
    men: int
    other: int
    no_answer: int


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
    met = Gathering.objects.order_by().values("territory").distinct()
    return list(Territory.objects.filter(pk__in=met).order_by("order", "name"))
