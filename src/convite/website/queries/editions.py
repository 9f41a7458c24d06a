"""What does an edition look like as a whole? Its figures, each with the way to its records, and its map.

The map shows what matters in the present phase: ideas while people propose, projects while they are formulated, the
money that each territory decides while it is voted, and what was chosen afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from babel.dates import format_interval
from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.maps import Area, MapView, draw_map
from convite.core.money import Money
from convite.core.saying import locale_now, number_text
from convite.planning.models import Ceiling, Edition, Idea, Phase
from convite.planning.queries import PhaseStep, RouteFigures, ceilings_of, route_figures, timeline_of
from convite.projects.models import Project
from convite.territories.queries import areas_for_map
from convite.voting.models import Contest, OptionResult, Result


@dataclass(frozen=True)
class Figure:
    value: Any
    label: str
    url: str = ""


def figures_of(edition: Edition) -> list[Figure]:
    """The edition in numbers; each leads to what was counted."""
    route: RouteFigures = route_figures(edition)
    projects = edition.projects.exclude(state=Project.State.DRAFT).count()
    contests = Contest.objects.filter(edition=edition).exclude(state=Contest.State.DRAFT).count()
    here = f"?edicion={edition.public_id}"
    ballots = _("proyectos en %(n)s tarjetones") % {"n": contests} if contests else _("proyectos")
    figures = [
        Figure(
            route.socialisations, _("talleres de socialización"), f"{reverse('gathering_list')}?clase=socialisation"
        ),
        Figure(route.ideas, _("ideas"), reverse("idea_list") + here),
        Figure(projects, ballots, reverse("project_list") + here),
        Figure(
            Money(route.ceiling, edition.currency), _("para decidir"), reverse("edition_page", args=[edition.public_id])
        ),
    ]
    return [figure for figure in figures if figure.value]


def steps_for_timeline(edition: Edition) -> list[dict[str, Any]]:
    """The phases as `{% phases %}` shows them."""
    steps: list[PhaseStep] = timeline_of(edition)
    return [{"label": s.phase.name, "dates": _span(s.phase), "state": s.time} for s in steps]


def _span(phase: Phase) -> str:
    opens, closes = timezone.localtime(phase.opens_at).date(), timezone.localtime(phase.closes_at).date()
    return format_interval(opens, closes, "yMMM", locale=locale_now())


def present_step(edition: Edition) -> PhaseStep | None:
    return next((step for step in timeline_of(edition) if step.time == "present"), None)


def map_of_edition(edition: Edition) -> MapView | None:
    """The territories of the edition coloured by what matters now; None where no boundary is known."""
    step = present_step(edition)
    kind = step.phase.kind if step else Phase.Kind.EXECUTION
    if kind == Phase.Kind.PLANNING:
        values, label, write = _counts(edition.ideas.exclude(state=Idea.State.WITHDRAWN)), _("Ideas"), number_text
    elif kind == Phase.Kind.FORMULATION:
        values, label, write = _counts(edition.projects.exclude(state=Project.State.DRAFT)), _("Proyectos"), number_text
    elif kind == Phase.Kind.EXECUTION and (won := _money_won(edition)):
        values, label, write = won, _("Dinero priorizado"), _money_writer(edition)
    else:
        values, label, write = (
            {c.territory_id: c.amount for c in ceilings_of(edition)},
            _("Techo"),
            _money_writer(edition),
        )
    return territory_map(edition, values, label, write)


def _counts(things: Any) -> dict[int, int]:
    return dict(things.order_by().values_list("territory").annotate(number=Count("id")))


def _money_won(edition: Edition) -> dict[int, int]:
    rows = OptionResult.objects.filter(result__contest__edition=edition, won=True).order_by()
    return dict(rows.values_list("result__contest__territory").annotate(money=Sum("option__project__cost_minor")))


def _money_writer(edition: Edition) -> Any:
    return lambda amount: Money(amount, edition.currency).show(locale_now())


def territory_map(edition: Edition, values: Mapping[int, int], label: str, write: Any, here: int | None = None) -> Any:
    areas = areas_for_map(edition.territory)
    if not areas:
        return None
    drawn = [_with_value(area, values.get(area.id)) for area in areas]
    known = [(values[a.id], a.name) for a in areas if a.id in values]
    most = max(known, default=None)
    title = _("%(label)s por territorio") % {"label": label}
    if most:
        title = _("Donde más: %(place)s, %(value)s") % {"place": most[1], "value": write(most[0])}
    return draw_map(drawn, title=title, value_label=label, write=write, here=here)


def _with_value(area: Area, value: Any) -> Area:
    return replace(area, value=value)


@dataclass(frozen=True)
class ContestRow:
    """A contest's result in one line of the edition's table."""

    result: Result
    winners: int
    options: int

    @property
    def share(self) -> float:
        return self.result.spent / self.result.contest.ceiling


def contest_rows(results: QuerySet[Result], edition: Edition) -> list[ContestRow]:
    counted = results.annotate(
        options_number=Count("options"), winners_number=Count("options", filter=Q(options__won=True))
    ).order_by("contest__territory__order", "contest__territory__name")
    rows = []
    for result in counted:
        result.contest.edition = edition
        rows.append(ContestRow(result, result.winners_number, result.options_number))
    return rows


@dataclass(frozen=True)
class CeilingRow:
    """What a territory decides in an edition, and its ballot or result if there is one."""

    ceiling: Ceiling
    contest: Contest | None
    projects: int


def ceiling_rows(edition: Edition, contests: QuerySet[Contest]) -> list[CeilingRow]:
    by_place = {contest.territory_id: contest for contest in contests.annotate(options_number=Count("options"))}
    rows = []
    for ceiling in ceilings_of(edition):
        contest = by_place.get(ceiling.territory_id)
        rows.append(CeilingRow(ceiling, contest, contest.options_number if contest else 0))
    return rows
