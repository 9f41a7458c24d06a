"""What can one ask of the route? Its phases and what is open now, its ceilings and their growth, its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from convite.core.trace import Step
from convite.gatherings.models import Gathering
from convite.planning.models import Ceiling, Edition, Idea, Phase, PlanItem
from convite.rulebook.ceilings import growth
from convite.rulebook.phases import ActWindow, PhaseWindow, Verdict, judge_act, present_phase
from convite.territories.models import Territory


def windows_of(phases: Iterable[Phase]) -> tuple[PhaseWindow, ...]:
    """The stored phases as the rulebook reads them."""
    return tuple(
        PhaseWindow(
            str(p.name),
            p.opens_at,
            p.closes_at,
            tuple(
                ActWindow(a["act"], _moment(a.get("opens_at"), p.opens_at), _moment(a.get("closes_at"), p.closes_at))
                for a in p.acts
            ),
        )
        for p in phases
    )


def _moment(text: str | None, otherwise: datetime) -> datetime:
    return (parse_datetime(text) if text else None) or otherwise


def phases_of(edition: Edition) -> list[Phase]:
    """In order; read once per edition object."""
    kept = edition.__dict__.get("_phases")
    if kept is None:
        kept = edition.__dict__["_phases"] = sorted(edition.phases.all(), key=lambda p: p.position)
    return kept


def verdict_on(act: str, edition: Edition, now: datetime | None = None) -> Verdict:
    """Is the act open in this edition now, and if not, when?"""
    return judge_act(act, windows_of(phases_of(edition)), now or timezone.now())


@dataclass(frozen=True)
class PhaseStep:
    """A phase as a timeline shows it: "past", "present" or "future"."""

    phase: Phase
    time: str


def timeline_of(edition: Edition, now: datetime | None = None) -> list[PhaseStep]:
    moment = now or timezone.now()
    phases = phases_of(edition)
    present = present_phase(windows_of(phases), moment)
    steps = []
    for index, phase in enumerate(phases):
        time = "present" if index == present else "past" if phase.closes_at <= moment else "future"
        steps.append(PhaseStep(phase, time))
    return steps


def current_edition(editions: QuerySet[Edition]) -> Edition | None:
    """The edition that people mean by «the route»: the newest one under way, or else the newest."""
    found = list(editions.select_related("territory").order_by("-year", "-id")[:12])
    under_way = [e for e in found if e.state == Edition.State.OPEN]
    return (under_way or found or [None])[0]


def ceilings_of(edition: Edition) -> list[Ceiling]:
    """With their territories, in the city's own order."""
    rows = edition.ceilings.select_related("territory").order_by("territory__order", "territory__name")
    for row in rows:
        row.edition = edition
    return list(rows)


def total_ceiling(edition: Edition) -> int:
    """Minor units."""
    return edition.ceilings.aggregate(total=Sum("amount"))["total"] or 0


@dataclass(frozen=True)
class CeilingYear:
    edition: Edition
    amount: int


def ceilings_over_years(territories: Sequence[Territory]) -> list[CeilingYear]:
    """What these territories together could decide, edition by edition, oldest first."""
    rows = (
        Ceiling.objects.filter(territory__in=territories)
        .exclude(edition__state=Edition.State.DRAFT)
        .values("edition")
        .annotate(total=Sum("amount"))
    )
    amounts = {row["edition"]: row["total"] for row in rows}
    editions = Edition.objects.filter(pk__in=amounts).order_by("year")
    return [CeilingYear(edition, amounts[edition.pk]) for edition in editions]


def growth_over_years(years: Sequence[CeilingYear]) -> Fraction | None:
    """From the first year to the last; None where there is nothing to compare."""
    if len(years) < 2 or years[0].amount <= 0:
        return None
    return growth(years[0].amount, years[-1].amount)


@dataclass(frozen=True)
class RouteFigures:
    """The numbers of an edition, each counted from its records."""

    ideas: int
    socialisations: int
    trainings: int
    ceiling: int


def route_figures(edition: Edition) -> RouteFigures:
    kinds = dict(Gathering.objects.filter(convening__edition=edition).values_list("kind").annotate(number=Count("id")))
    return RouteFigures(
        ideas=edition.ideas.exclude(state=Idea.State.WITHDRAWN).count(),
        socialisations=kinds.get(Gathering.Kind.SOCIALISATION, 0),
        trainings=kinds.get(Gathering.Kind.TRAINING, 0),
        ceiling=total_ceiling(edition),
    )


@dataclass(frozen=True)
class PlanNode:
    item: PlanItem
    children: tuple["PlanNode", ...]


def plan_tree(items: Iterable[PlanItem]) -> tuple[PlanNode, ...]:
    """Lines with their programmes with their goals, from the flat rows of one plan."""
    below: dict[int | None, list[PlanItem]] = {}
    for item in sorted(items, key=lambda i: i.code):
        below.setdefault(item.parent_id, []).append(item)

    def branch(parent: int | None) -> tuple[PlanNode, ...]:
        return tuple(PlanNode(item, branch(item.pk)) for item in below.get(parent, []))

    return branch(None)


def territories_of(edition: Edition) -> list[Territory]:
    """The territories that decide in an edition: those with a ceiling."""
    found = Territory.objects.filter(ceilings__edition=edition)
    return list(found.order_by("order", "name"))


def steps_of_idea(idea: Idea) -> list[Step]:
    """Where an idea was said, and what was decided of it."""
    steps = []
    if idea.gathering:
        steps.append(
            Step(
                idea.gathering.starts_at,
                _("Se dijo en un encuentro"),
                str(idea.gathering.title),
                reverse("gathering_page", args=[idea.gathering.public_id]),
            )
        )
    else:
        steps.append(Step(idea.created_at, _("Se propuso"), idea.said_by))
    return steps


def steps_of_gathering(gathering: Gathering) -> list[Step]:
    """The ideas that were said at a gathering, but for those that their authors took back."""
    ideas = gathering.ideas.exclude(state=Idea.State.WITHDRAWN).exclude(edition__state=Edition.State.DRAFT)
    return [
        Step(idea.created_at, idea.title, str(idea.get_state_display()), reverse("idea_page", args=[idea.public_id]))
        for idea in ideas.order_by("id")
    ]
