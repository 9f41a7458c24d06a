"""What does an edition look like as a whole? Its figures, each with the way to its records, and its map.

The map shows what matters in the present phase: ideas while people propose, projects while they are formulated, the
money that each territory decides while it is voted, and what was chosen afterwards.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.dates import format_interval
from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.maps import MapView, draw_map
from convite.core.money import Money
from convite.core.saying import locale_now, number_text
from convite.core.templatetags.ui import formats
from convite.planning.models import Ceiling, Edition, Phase
from convite.planning.queries import (
    PhaseStep,
    RouteFigures,
    ceilings_of,
    read_totals,
    route_figures,
    say_act,
    timeline_of,
    total_of,
)
from convite.projects.models import Project
from convite.territories.queries import areas_for_map
from convite.voting.models import Contest, OptionResult, Result
from convite.voting.queries import money_words

ACT_OF_PHASE = {
    Phase.Kind.PLANNING: "propose_idea",
    Phase.Kind.FORMULATION: "formulate_project",
    Phase.Kind.PRIORITISATION: "vote",
}


@dataclass(frozen=True)
class Figure:
    value: Any
    label: str
    url: str = ""


@dataclass(frozen=True)
class Counts:
    """An edition in numbers, each counted from its records. Two queries."""

    route: RouteFigures
    projects: int
    contests: int
    counted: int
    money: Money


def counts_of(edition: Edition) -> Counts:
    route = route_figures(edition)
    published = Contest.objects.exclude(state=Contest.State.DRAFT)
    figures = {
        "projects": total_of(Project.objects.exclude(state=Project.State.DRAFT)),
        "contests": total_of(published),
        "counted": total_of(published.filter(state=Contest.State.COUNTED)),
    }
    return Counts(route, money=Money(route.ceiling, edition.currency), **read_totals(edition, figures))


def figures_of(edition: Edition, counts: Counts) -> list[Figure]:
    """The edition in numbers; each leads to what was counted."""
    here = f"?edicion={edition.public_id}"
    ballots = ngettext("proyecto", "proyectos", counts.projects)
    if counts.contests:
        text = ngettext("proyectos en %(n)s tarjetón", "proyectos en %(n)s tarjetones", counts.contests)
        ballots = text % {"n": counts.contests}
    decides = reverse("ceilings_page", args=[edition.public_id])
    figures = [
        Figure(
            counts.route.socialisations,
            _("talleres de socialización"),
            f"{reverse('gathering_list')}?clase=socialisation",
        ),
        Figure(counts.route.ideas, _("ideas"), reverse("idea_list") + here),
        Figure(counts.projects, ballots, reverse("project_list") + here),
        Figure(money_words(counts.money) if counts.money else "", _("para decidir"), decides),
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


def say_now(edition: Edition, present: PhaseStep | None) -> str:
    """Until when? What is said of the act of the present phase; nothing where the phase has none."""
    act = ACT_OF_PHASE.get(present.phase.kind) if present else None  # type: ignore[call-overload]
    return say_act(act, edition) if act else ""


def map_of_edition(
    edition: Edition, *, ceilings: Iterable[Ceiling] | None = None, won: Mapping[int, int] | None = None
) -> MapView | None:
    """The territories of the edition coloured by what matters now; None where no boundary is known.

    A page that has read the ceilings, or what each territory chose (`won`: money by territory), gives them.
    """
    step = present_step(edition)
    kind = step.phase.kind if step else Phase.Kind.EXECUTION
    in_money = _money_writer(edition)
    if kind == Phase.Kind.PLANNING:
        ideas = dict(edition.idea_counts.values_list("territory", "ideas"))
        return territory_map(edition, ideas, _("Ideas"), _("Donde más ideas hay: %(place)s, %(value)s"), number_text)
    if kind == Phase.Kind.FORMULATION:
        projects = _counts(edition.projects.exclude(state=Project.State.DRAFT))
        text = _("Donde más proyectos se formularon: %(place)s, %(value)s")
        return territory_map(edition, projects, _("Proyectos"), text, number_text)
    if won is None and kind == Phase.Kind.EXECUTION:
        won = _money_won(edition)
    if won:
        text = _("Donde más dinero se priorizó: %(place)s, %(value)s")
        return territory_map(edition, won, _("Dinero priorizado"), text, in_money)
    amounts = {c.territory_id: c.amount for c in (ceilings_of(edition) if ceilings is None else ceilings)}
    return territory_map(edition, amounts, _("Techo"), _("Donde más se decide: %(place)s, %(value)s"), in_money)


def _counts(things: Any) -> dict[int, int]:
    return dict(things.order_by().values_list("territory").annotate(number=Count("id")))


def _money_won(edition: Edition) -> dict[int, int]:
    rows = OptionResult.objects.filter(result__contest__edition=edition, won=True).order_by()
    return dict(rows.values_list("result__contest__territory").annotate(money=Sum("option__project__cost_minor")))


def _money_writer(edition: Edition) -> Callable[[int], str]:
    return lambda amount: money_words(Money(amount, edition.currency))


def territory_map(
    edition: Edition, values: Mapping[int, int], label: str, finding: str, write: Callable[[int], str]
) -> MapView | None:
    """`finding` says of the highest value where it is: «Donde más ideas hay: %(place)s, %(value)s»."""
    areas = [replace(area, value=values.get(area.id)) for area in areas_for_map(edition.territory)]
    if not areas:
        return None
    known = [(values[a.id], a.name) for a in areas if a.id in values]
    title = _("%(label)s por territorio") % {"label": label}
    if known:
        most, place = max(known)
        title = finding % {"place": place, "value": write(most)}
    return draw_map(areas, title=title, value_label=label, write=write)


def ceiling_table(edition: Edition, ceilings: Iterable[Ceiling], contests: Sequence[Contest]) -> dict[str, Any]:
    """The territories of an edition as `{% table %}` takes them: what each decides, and the way to its ballot."""
    by_place = {contest.territory_id: contest for contest in contests}
    rows = []
    for ceiling in _whole_first(edition, ceilings):
        place = {"text": ceiling.territory.full_name, "url": ceiling.territory.get_absolute_url()}
        rows.append([place, ceiling.money, _ballot_cell(by_place.get(ceiling.territory_id))])
    total = Money(sum(row[1].amount for row in rows), edition.currency)
    columns = [_("Territorio"), {"label": _("Techo"), "number": True}, _("Tarjetón")]
    return {"columns": columns, "rows": rows, "foot": [_("Total"), total, ""]}


def _whole_first(edition: Edition, things: Iterable[Any]) -> list[Any]:
    """What is of the whole city comes before what is of its parts."""
    return sorted(things, key=lambda thing: thing.territory_id != edition.territory_id)


def _ballot_cell(contest: Contest | None) -> dict[str, str]:
    if contest is None:
        return {"text": _("aún no")}
    if contest.state == Contest.State.COUNTED:
        return {"text": _("Ver los resultados"), "url": reverse("result_page", args=[contest.public_id])}
    n = contest.options_number  # type: ignore[attr-defined]
    text = ngettext("Ver %(n)s proyecto", "Ver %(n)s proyectos", n) % {"n": n}
    return {"text": text, "url": reverse("contest_page", args=[contest.public_id])}


def contests_in(contests: QuerySet[Contest]) -> list[Contest]:
    """With how many projects stand on each, how many won, and its result if there is one."""
    rows = contests.select_related("territory", "result").defer("rule", "result__certificate")
    counted = rows.annotate(
        options_number=Count("options"), winners_number=Count("options", filter=Q(options__result__won=True))
    )
    return list(counted.order_by("territory__order", "territory__name"))


@dataclass(frozen=True)
class Summary:
    """An edition's results in one line."""

    contests: int
    counted: int
    options: int
    winners: int
    ballots: int
    spent: Money
    ceiling: Money

    @property
    def share(self) -> float:
        return self.spent.amount / self.ceiling.amount if self.ceiling else 0.0

    @property
    def figures(self) -> list[Figure]:
        counted = _("%(counted)s de %(contests)s") % {"counted": self.counted, "contests": self.contests}
        return [
            Figure(self.ballots, ngettext("voto contado", "votos contados", self.ballots)),
            Figure(money_words(self.spent), _("asignado")),
            Figure(formats.percent_text(self.share), _("del dinero que se decidía")),
            Figure(counted, _("votaciones contadas")),
        ]


def summary_of(edition: Edition, contests: Sequence[Contest]) -> Summary:
    """Of contests as `contests_in` gives them."""
    counted = [(c, r) for c in contests if (r := getattr(c, "result", None))]
    return Summary(
        contests=len(contests),
        counted=len(counted),
        options=sum(c.options_number for c in contests),  # type: ignore[attr-defined]
        winners=sum(c.winners_number for c in contests),  # type: ignore[attr-defined]
        ballots=sum(r.ballots for _c, r in counted),
        spent=Money(sum(r.spent for _c, r in counted), edition.currency),
        ceiling=Money(sum(c.ceiling for c, _r in counted), edition.currency),
    )


def money_won(contests: Iterable[Contest]) -> dict[int, int]:
    """By territory, of contests as `contests_in` gives them."""
    results: Iterable[tuple[int, Result | None]] = ((c.territory_id, getattr(c, "result", None)) for c in contests)
    return {place: result.spent for place, result in results if result}


def result_table(edition: Edition, contests: Sequence[Contest]) -> dict[str, Any]:
    """The counted contests of an edition as `{% table %}` takes them."""
    rows = []
    for contest in _whole_first(edition, contests):
        result = getattr(contest, "result", None)
        if result is None:
            continue
        won = _("%(n)s de %(all)s") % {"n": contest.winners_number, "all": contest.options_number}  # type: ignore[attr-defined]
        url = reverse("result_page", args=[contest.public_id])
        share = formats.percent_text(result.spent / contest.ceiling)
        spent = Money(result.spent, edition.currency)
        rows.append([{"text": contest.territory.full_name, "url": url}, won, result.ballots, spent, share])
    numbers = (_("Ganan"), _("Votos"), _("Asignado"), _("Del techo"))
    return {"columns": [_("Territorio"), *({"label": label, "number": True} for label in numbers)], "rows": rows}
