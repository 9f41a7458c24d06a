"""How many people came, by sex?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from convite.gatherings.models import Attendance, Gathering

SMALLEST = 10  # public figures about people never speak of fewer


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
