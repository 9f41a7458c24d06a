"""What is a pile of work, and how is one made? Its oldest few rows, how long each has waited, and the way to the rest.

Work lies on the territories of the role, on those inside them, and (phases of the city's edition, seen from a commune)
on those above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.people.models import Person
from convite.people.queries import grants_of

SHOWN = 8


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: `at` is the day it began to, or the day it must be done. `key` chooses it in a bulk act."""

    title: Any
    at: date | datetime | None
    note: str = ""
    url: str = ""
    badge: str = ""
    kind: str = ""
    key: str = ""

    @property
    def how_long(self) -> str:
        """For how many days it has waited; nothing for what is to come or began today."""
        if self.at is None:
            return ""
        days = (timezone.localdate() - day_of(self.at)).days
        return ngettext("hace %(n)s día", "hace %(n)s días", days) % {"n": days} if days > 0 else ""


@dataclass(frozen=True)
class Pile:
    """`bulk` are the acts for several rows at once: (label, address) pairs to which the chosen keys go as `choose`."""

    title: str
    rows: tuple[Waiting, ...]
    has_more: bool
    empty: str
    url: str = ""
    act: str = ""  # what the link to all of it says
    bulk: tuple[tuple[str, str], ...] = ()
    choose: str = ""


@dataclass(frozen=True)
class Section:
    """The work of one role, on the territories where the person holds it (none named: everywhere)."""

    role: str
    territories: tuple[str, ...]
    piles: tuple[Pile, ...]


def areas(person: Person, role: str, field: str, *, above: bool = False) -> Q:
    """The rows whose territory path (`field`) lies where the person holds the role; with `above`, or contains it."""
    where = Q(pk__in=[])
    for grant in grants_of(person):
        if grant.role != role:
            continue
        if grant.territory is None:
            return Q()
        where |= Q(**{f"{field}__startswith": grant.territory.path})
        if above:
            where |= Q(**{f"{field}__in": _paths_above(grant.territory.path)})
    return where


def _paths_above(path: str) -> list[str]:
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes))]


def day_of(moment: date | datetime) -> date:
    """From which day it waits; the hour matters only where something opens or closes."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def is_late(since: date | datetime, after: timedelta) -> bool:
    return timezone.localdate() - day_of(since) > after


def late_badge(since: date | datetime, after: timedelta) -> dict[str, str]:
    """The mark of what has waited for too long."""
    return {"badge": _("atrasada"), "kind": "late"} if is_late(since, after) else {}


def pile_of(found: QuerySet[Any], write: Callable[[Any], Waiting], title: str, empty: str, **more: Any) -> Pile:
    rows = list(found[: SHOWN + 1])
    return Pile(title, tuple(write(row) for row in rows[:SHOWN]), len(rows) > SHOWN, empty, **more)
