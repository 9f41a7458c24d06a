"""What is reported, by how many and for what? One row for each text, as old as its first report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext as _

from convite.conversations.models import Comment, Report
from convite.conversations.queries.subjects import Kind, kind_named, subjects_visible_to
from convite.core.paging import Page, page_of
from convite.territories.models import Territory

ROWS = 20
QUARTERS = 8
WAITING = Q(state=Report.State.WAITING)


@dataclass(frozen=True)
class Case:
    """A reported text. `thing` is None if the person may not see it any more."""

    first: Report
    kind: Kind | None
    thing: Any
    reports: tuple[Report, ...]
    is_own: bool

    @property
    def name(self) -> str:
        return f"{self.first.kind}:{self.first.subject}"

    @property
    def title(self) -> Any:
        return self.kind.title(self.thing) if self.kind and self.thing else ""

    @property
    def url(self) -> str:
        return self.kind.url(self.thing) if self.kind and self.thing else ""

    @property
    def author(self) -> Any:
        return self.kind.author(self.thing) if self.kind and self.thing else None

    @property
    def is_hidden(self) -> bool:
        return bool(self.kind and self.thing and self.kind.is_hidden(self.thing))

    @property
    def is_comment(self) -> bool:
        return isinstance(self.thing, Comment)

    @property
    def is_appealed(self) -> bool:
        return any(one.reason == Report.Reason.APPEAL for one in self.reports)


def cases_page(reports: QuerySet[Report], asked: Mapping[str, str], *, person: Any, settled: bool) -> Page[Case]:
    """Waiting ones oldest first; settled ones newest first."""
    wanted = ~WAITING if settled else WAITING
    beside = Report.objects.filter(wanted, kind=OuterRef("kind"), subject=OuterRef("subject"))
    first = beside.filter(pk__gt=OuterRef("pk")) if settled else beside.filter(pk__lt=OuterRef("pk"))
    found = reports.filter(wanted).filter(~Exists(first)).select_related("territory")
    page = page_of(found, asked, ("-id",) if settled else ("id",), ROWS)
    rows = _cases(list(page.rows), wanted, person)
    return Page(rows, page.first, page.last, page.total, page.more, page.previous_url, page.next_url)


def _cases(firsts: list[Report], wanted: Q, person: Any) -> list[Case]:
    names = [(one.kind, one.subject) for one in firsts]
    things = subjects_visible_to(person, names)
    beside: dict[tuple[str, str], list[Report]] = {}
    subjects = [subject for _kind, subject in names]
    for one in Report.objects.filter(wanted, subject__in=subjects).order_by("id"):
        beside.setdefault((one.kind, one.subject), []).append(one)
    cases = []
    for one, name in zip(firsts, names, strict=True):
        kind, thing = kind_named(one.kind), things.get(name)
        author = kind.author(thing) if kind and thing else None
        is_own = author is not None and author.pk == getattr(person, "pk", None)
        cases.append(Case(one, kind, thing, tuple(beside.get(name, ())), is_own))
    return cases


@dataclass(frozen=True)
class Quarter:
    """What was reported in three months, and what became of it."""

    starts_at: datetime
    reasons: dict[str, int]
    outcomes: dict[str, int]

    @property
    def number(self) -> int:
        return (self.starts_at.month + 2) // 3

    @property
    def total(self) -> int:
        return sum(self.outcomes.values())

    @property
    def reason_rows(self) -> list[tuple[Any, int]]:
        return [(Report.Reason(name).label, number) for name, number in self.reasons.items() if number]

    @property
    def outcome_rows(self) -> list[tuple[Any, int]]:
        return [(Report.State(name).label, number) for name, number in self.outcomes.items() if number]

    @property
    def reason_heads(self) -> list[Any]:
        return [_("Razón"), {"label": _("Denuncias"), "number": True}]

    @property
    def outcome_heads(self) -> list[Any]:
        return [_("Decisión"), {"label": _("Denuncias"), "number": True}]


def figures_by_quarter() -> list[Quarter]:
    """The last two years, newest first: numbers only."""
    grouped = Report.objects.annotate(quarter=TruncQuarter("created_at")).order_by("-quarter")
    quarters: dict[Any, Quarter] = {}
    for quarter, reason, state, number in grouped.values_list("quarter", "reason", "state").annotate(Count("id")):
        if quarter not in quarters:
            if len(quarters) == QUARTERS:
                break
            none = dict.fromkeys(Report.Reason.values, 0), dict.fromkeys(Report.State.values, 0)
            quarters[quarter] = Quarter(quarter, *none)
        quarters[quarter].reasons[reason] += number
        quarters[quarter].outcomes[state] += number
    return list(quarters.values())


def places_of_reports(reports: QuerySet[Report]) -> list[Territory]:
    """The territories by which one may filter: where something was reported."""
    return list(Territory.objects.filter(pk__in=reports.order_by().values("territory")).order_by("order", "name"))
