"""How many people came, by sex, age and group? Never so few that somebody could be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from convite.gatherings.models import Attendance, Attendee, Gathering, Group

SMALLEST = 10  # public figures about people never speak of fewer

# As the population of territories is known; "" is no answer.
AGE_BANDS: tuple[tuple[str, Any], ...] = (
    ("0-13", _("0 a 13 años")),
    ("14-28", _("14 a 28 años")),
    ("29-44", _("29 a 44 años")),
    ("45-59", _("45 a 59 años")),
    ("60+", _("60 años o más")),
)
AGE_BAND_CHOICES = (*AGE_BANDS, ("", _("Prefiero no responder")))
SEX_CHOICES: tuple[tuple[str, Any], ...] = (
    (Attendance.Sex.WOMEN, _("Mujer")),
    (Attendance.Sex.MEN, _("Hombre")),
    (Attendance.Sex.OTHER, _("Otra identidad")),
    (Attendance.Sex.NO_ANSWER, _("Prefiero no responder")),
)
GROUP_CHOICES = (*((value, label) for value, label in Group.choices if value), ("", _("Prefiero no responder")))


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


def publishable(groups: Sequence[int]) -> list[int | None]:
    """The groups of one total as they may be published beside it: None for what could tell of a few people.

    A group of 1 to 9 is left out; so is the next smallest, and the next, until the total no longer gives it away: what
    is left out together is at least 10 people in at least two groups. Where that cannot be, no group is told.

    >>> publishable([40, 30, 0, 0]), publishable([40, 12, 3, 0])
    ([40, 30, 0, 0], [40, None, None, 0])
    >>> publishable([40, 3, 0, 0]), publishable([60, 4, 3, 20])
    ([None, None, 0, 0], [60, None, None, None])
    """
    hidden = {place for place, people in enumerate(groups) if 0 < people < SMALLEST}
    if not hidden:
        return list(groups)
    others = sorted((people, place) for place, people in enumerate(groups) if people >= SMALLEST)
    for _people, place in others:
        if len(hidden) > 1 and sum(groups[i] for i in hidden) >= SMALLEST:
            break
        hidden.add(place)
    if len(hidden) < 2 or sum(groups[i] for i in hidden) < SMALLEST:
        return [None] * len(groups)
    return [None if place in hidden else people for place, people in enumerate(groups)]


@dataclass(frozen=True)
class Split:
    """One way of telling the people of a gathering apart; None where the figure would tell of a few."""

    label: Any
    rows: tuple[tuple[Any, int | None], ...]

    @property
    def hides_some(self) -> bool:
        return any(people is None for _label, people in self.rows)


@dataclass(frozen=True)
class WhoCame:
    """What everybody may know of who came; `total` None: fewer than SMALLEST, and nothing else is told."""

    total: int | None
    splits: tuple[Split, ...]

    @property
    def hides_some(self) -> bool:
        return any(split.hides_some for split in self.splits)


def who_came(gathering: Gathering) -> WhoCame | None:
    """None where nobody was counted."""
    counted = list(Attendance.objects.filter(gathering=gathering).values_list("sex", "age_band", "count"))
    total = sum(people for _sex, _band, people in counted)
    if not total:
        return None
    if total < SMALLEST:
        return WhoCame(None, ())
    sexes, bands = dict.fromkeys(v for v, _l in SEX_CHOICES), dict.fromkeys(v for v, _l in AGE_BAND_CHOICES)
    by_sex = {sex: sum(n for s, _b, n in counted if s == sex) for sex in sexes}
    by_band = {band: sum(n for _s, b, n in counted if b == band) for band in bands}
    splits = [_split(_("Por sexo"), SEX_CHOICES, by_sex), _split(_("Por edad"), AGE_BAND_CHOICES, by_band)]
    if gathering.asks_group:
        splits.append(_split(_("Por grupo"), GROUP_CHOICES, _groups_of(gathering)))
    return WhoCame(total, tuple(split for split in splits if split.rows))


def _groups_of(gathering: Gathering) -> dict[str, int]:
    rows = Attendee.objects.filter(gathering=gathering, removed_at=None).values_list("group").annotate(n=Count("id"))
    return dict(rows)


def _split(label: Any, choices: Sequence[tuple[str, Any]], people: dict[str, int]) -> Split:
    """A split in which nobody answered says nothing."""
    if not any(people.get(value) for value, _label in choices if value):
        return Split(label, ())
    present = [(value, name) for value, name in choices if people.get(value)]
    shown = publishable([people[value] for value, _name in present])
    names = (name if value else _("Sin respuesta") for value, name in present)
    return Split(label, tuple(zip(names, shown, strict=True)))
