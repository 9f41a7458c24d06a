"""What can one ask of the route? Its phases and what is open now, its ceilings and their growth, its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from babel.dates import format_date, format_time
from django.db.models import Aggregate, Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from convite.core.actors import System
from convite.core.saying import locale_now
from convite.core.trace import Step
from convite.gatherings.models import Gathering
from convite.people.models import Person, Role
from convite.people.queries import grants_of
from convite.planning.models import Ceiling, Edition, Idea, Phase, PhaseMove, PlanItem
from convite.rulebook.ceilings import growth
from convite.rulebook.phases import ActWindow, PhaseWindow, Verdict, judge_act, present_phase
from convite.territories.models import Territory

NOTHING = Q(pk__in=[])


def where_held(person: object, *roles: Role, path: str = "territory__path") -> Q:
    """The rows whose territory (its path in the field `path`) lies where the person holds one of the roles.

    It says of many rows what `holds` says of one territory.
    """
    if isinstance(person, System):
        return ~NOTHING
    if not isinstance(person, Person) or not person.is_active:
        return NOTHING
    if person.is_superuser and Role.ADMINISTRATOR in roles:
        return ~NOTHING
    where = NOTHING
    for grant in grants_of(person):
        if grant.role in roles:
            where |= Q(**{f"{path}__startswith": grant.territory.path}) if grant.territory else ~NOTHING
    return where


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


# What is said of an act before, during and after its time. A place «left» is «en 3 días».
ACT_TEXTS = {
    "propose_idea": (
        gettext_noop("Las ideas se reciben desde el %(opens)s (%(left)s)."),
        gettext_noop("Se reciben ideas hasta el %(closes)s."),
        gettext_noop("La recepción de ideas cerró el %(closes)s."),
    ),
    "formulate_project": (
        gettext_noop("Los proyectos se formulan desde el %(opens)s (%(left)s)."),
        gettext_noop("Las ideas se convierten en proyectos hasta el %(closes)s."),
        gettext_noop("La formulación de proyectos cerró el %(closes)s."),
    ),
    "vote": (
        gettext_noop("La votación abre el %(opens)s (%(left)s), y cierra el %(closes)s."),
        gettext_noop("La votación está abierta hasta el %(closes)s."),
        gettext_noop("La votación cerró el %(closes)s."),
    ),
}


def say_act(act: str, edition: Edition, now: datetime | None = None) -> str:
    """When the act may be done, as one tells a neighbour: «La votación abre el… (en 3 días) y cierra el…»."""
    moment = now or timezone.now()
    verdict = verdict_on(act, edition, moment)
    if verdict.window is None:
        return ""
    before, during, after = ACT_TEXTS[act]
    window = verdict.window
    text = during if verdict.is_open else before if moment < window.opens_at else after
    said = _(text) % {
        "opens": _said_soon(window.opens_at, moment),
        "closes": _said_soon(window.closes_at, moment),
        "left": _days_until(window.opens_at, moment),
    }
    return said[:-1] if said.endswith("..") else said  # «4:00 p. m.» ends its sentence


def _said_soon(moment: datetime, now: datetime) -> str:
    """«lunes 23 de noviembre, 8:00 a. m.»; in Spanish the year is said only where it is not this one."""
    local, where = timezone.localtime(moment), locale_now()
    if where == "es_CO":
        this_year = local.year == timezone.localtime(now).year
        day = format_date(local, "EEEE d 'de' MMMM" if this_year else "EEEE d 'de' MMMM 'de' y", locale=where)
    else:
        day = format_date(local, "full", locale=where)
    return f"{day}, {format_time(local, 'short', locale=where)}"


def _days_until(moment: datetime, now: datetime) -> str:
    days = (timezone.localtime(moment).date() - timezone.localtime(now).date()).days
    if days < 2:
        return _("mañana") if days == 1 else _("hoy")
    return ngettext("en %(n)s día", "en %(n)s días", days) % {"n": days}


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
    return current_among(newest_editions(editions))


def newest_editions(editions: QuerySet[Edition], most: int = 12) -> list[Edition]:
    return list(editions.select_related("territory").order_by("-year", "-id")[:most])


def current_among(newest: Sequence[Edition]) -> Edition | None:
    under_way = [e for e in newest if e.state == Edition.State.OPEN]
    return (*under_way, *newest, None)[0]


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
    editions = Edition.objects.exclude(state=Edition.State.DRAFT).filter(ceilings__territory__in=territories)
    rows = editions.annotate(total=Sum("ceilings__amount")).order_by("year", "id")
    return [CeilingYear(edition, edition.total) for edition in rows]


def ceilings_by_kind(edition: Edition) -> dict[str, dict[int, int]]:
    """Kind of territory → year → money, of the territories of this edition, up to its year, oldest first."""
    rows = Ceiling.objects.filter(
        territory__ceilings__edition=edition, edition__year__lte=edition.year, edition__territory=edition.territory_id
    ).exclude(edition__state=Edition.State.DRAFT)
    found: dict[str, dict[int, int]] = {}
    totals = rows.values_list("territory__kind", "edition__year").annotate(total=Sum("amount"))
    for kind, year, total in totals.order_by("territory__kind", "edition__year"):
        found.setdefault(kind, {})[year] = total
    return found


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


def total_of(things: QuerySet[Any], edition: str = "edition", of: Aggregate | None = None) -> Coalesce:
    """For `read_totals`: how many of these things each edition has, or the sum of them."""
    mine = things.filter(**{edition: OuterRef("pk")}).order_by().values(edition)
    return Coalesce(Subquery(mine.annotate(figure=of or Count("pk")).values("figure")), 0)


def read_totals(edition: Edition, totals: dict[str, Coalesce]) -> dict[str, int]:
    """All of them in one query, under names that no field of an edition bears."""
    row = Edition.objects.filter(pk=edition.pk).values(**{f"{name}_total": total for name, total in totals.items()})[0]
    return {name: row[f"{name}_total"] for name in totals}


def route_figures(edition: Edition) -> RouteFigures:
    gatherings = Gathering.objects.all()
    figures = {
        "ideas": total_of(Idea.objects.exclude(state=Idea.State.WITHDRAWN)),
        "socialisations": total_of(gatherings.filter(kind=Gathering.Kind.SOCIALISATION), "convening__edition"),
        "trainings": total_of(gatherings.filter(kind=Gathering.Kind.TRAINING), "convening__edition"),
        "ceiling": total_of(Ceiling.objects.all(), of=Sum("amount")),
    }
    return RouteFigures(**read_totals(edition, figures))


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


def moves_of(edition: Edition, most: int = 10) -> list[PhaseMove]:
    """The last times that a phase was moved, newest first, each with its reason."""
    return list(PhaseMove.objects.filter(phase__edition=edition).select_related("phase")[:most])


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
        steps.append(Step(idea.created_at, _("Se propuso"), idea.speaker))
    return steps


def steps_of_gathering(gathering: Gathering) -> list[Step]:
    """The ideas that were said at a gathering, but for those that their authors took back."""
    ideas = gathering.ideas.exclude(state=Idea.State.WITHDRAWN).exclude(edition__state=Edition.State.DRAFT)
    return [
        Step(idea.created_at, idea.title, str(idea.get_state_display()), reverse("idea_page", args=[idea.public_id]))
        for idea in ideas.order_by("id")
    ]
