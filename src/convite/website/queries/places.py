"""What is the story of a place? Its people, what it may decide year by year, its projects, gatherings and results."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.maps import MapView, draw_map
from convite.core.money import Money
from convite.core.saying import number_text
from convite.gatherings.models import Gathering
from convite.planning.models import Edition, Idea, LocalPlan, PlanItem
from convite.planning.queries import CeilingYear, ceilings_over_years, say_act
from convite.projects.models import Project
from convite.projects.queries import StateCount, projects_by_state
from convite.territories.models import Territory
from convite.territories.queries import areas_for_map, population_of
from convite.voting.models import Contest
from convite.voting.queries import money_words
from convite.website.queries.editions import Figure
from convite.website.queries.growth import GrowthChart, growth_of_place


@dataclass(frozen=True)
class PlaceStory:
    ancestors: list[Territory]
    children: list[Territory]
    figures: list[Figure]
    growth: GrowthChart | None
    projects: list[Project]
    gatherings: list[Gathering]
    ideas: list[Idea]
    editions: list[Edition]  # those that this place itself runs
    results: list[Contest]
    ballot: Contest | None  # the newest one that is published and not counted
    now: str  # when it may be voted
    plan: LocalPlan | None  # the newest, with its numbers: `goals`, and the `projects` that hang from them
    map: MapView | None

    @property
    def is_untold(self) -> bool:
        return not any((self.figures, self.projects, self.gatherings, self.ideas, self.editions, self.children))


def story_of(
    territory: Territory,
    *,
    editions: QuerySet[Edition],
    projects: QuerySet[Project],
    ideas: QuerySet[Idea],
    gatherings: QuerySet[Gathering],
    contests: QuerySet[Contest],
) -> PlaceStory:
    """Everything that this person may see of the place; the querysets come from the rooms' permissions."""
    years = ceilings_over_years([territory])
    here: dict[str, Any] = {"territory": territory}
    ancestors, children = _around(territory)
    voted = list(
        contests.filter(**here)
        .select_related("edition", "result")
        .defer("rule", "result__certificate")
        .order_by("-edition__year", "-id")[:6]
    )
    ballot = next((c for c in voted if c.state in {Contest.State.PUBLISHED, Contest.State.CLOSED}), None)
    states = projects_by_state(projects.filter(**here), years[-1].edition.currency if years else "COP")
    listed = projects.filter(**here) if ballot is None else projects.filter(**here, edition=ballot.edition)
    return PlaceStory(
        ancestors=ancestors,
        children=children,
        figures=_figures(territory, years[-1] if years else None, states),
        growth=growth_of_place(years),
        projects=list(listed.select_related("edition").order_by("-id")[:6]),
        gatherings=list(gatherings.filter(**here).order_by("-starts_at", "-id")[:4]),
        ideas=list(ideas.filter(**here).order_by("-id")[:4]),
        editions=list(editions.filter(**here).order_by("-year", "-id")[:6]) if children else [],
        results=[contest for contest in voted if hasattr(contest, "result")],
        ballot=ballot,
        now=say_act("vote", ballot.edition) if ballot else "",
        plan=_plan_of(territory),
        map=_map_around(territory, ancestors, children),
    )


def _around(territory: Territory) -> tuple[list[Territory], list[Territory]]:
    """The places above, from the root down, and those right below, as the city orders them. One query."""
    steps = territory.path.split("/")[:-2]
    above = ["/".join(steps[: end + 1]) + "/" for end in range(len(steps))]
    found = Territory.objects.filter(Q(path__in=above) | Q(parent=territory)).order_by("order", "name")
    rows = list(found)
    ancestors = sorted((place for place in rows if place.path in above), key=lambda place: len(place.path))
    return ancestors, [place for place in rows if place.parent_id == territory.pk]


def _figures(territory: Territory, last: CeilingYear | None, states: Sequence[StateCount]) -> list[Figure]:
    listed = f"{reverse('project_list')}?territorio={territory.public_id}"
    people = population_of(territory)
    figures = [Figure(people, ngettext("habitante", "habitantes", people))] if people else []
    if last:
        label = _("para decidir del presupuesto de %(year)s") % {"year": last.edition.year}
        figures.append(Figure(money_words(Money(last.amount, last.edition.currency)), label))
    return figures + [Figure(s.number, _words_for(s), f"{listed}&estado={s.state}") for s in states]


def _words_for(count: StateCount) -> str:
    """«5 proyectos priorizados», without the number."""
    n = count.number
    words = {
        Project.State.DRAFT: ngettext("proyecto en formulación", "proyectos en formulación", n),
        Project.State.VIABLE: ngettext("proyecto viable", "proyectos viables", n),
        Project.State.NOT_VIABLE: ngettext("proyecto no viable", "proyectos no viables", n),
        Project.State.ON_BALLOT: ngettext("proyecto en el tarjetón", "proyectos en el tarjetón", n),
        Project.State.WON: ngettext("proyecto priorizado", "proyectos priorizados", n),
        Project.State.NOT_CHOSEN: ngettext("proyecto no priorizado", "proyectos no priorizados", n),
    }
    return words.get(count.state, count.label)  # type: ignore[call-overload]


def _plan_of(territory: Territory) -> LocalPlan | None:
    goals = Count("items", filter=Q(items__level=PlanItem.Level.GOAL), distinct=True)
    told = Count("items__projects", filter=~Q(items__projects__state=Project.State.DRAFT), distinct=True)
    return territory.plans.annotate(goals=goals, projects=told).order_by("-starts_in", "-id").first()


def _map_around(territory: Territory, ancestors: Sequence[Territory], children: Sequence[Territory]) -> MapView | None:
    """What lies inside the place; or, where nothing does, the place among its neighbours."""
    if not children and not ancestors:
        return None
    areas = areas_for_map(territory if children else ancestors[-1])
    if not areas:
        return None
    if children:
        title = _("Los %(n)s territorios de %(place)s") % {"n": number_text(len(children)), "place": territory.name}
        return draw_map(areas, title=title)
    title = _("Dónde queda %(place)s en %(city)s") % {"place": territory.name, "city": ancestors[-1].name}
    return draw_map(areas, title=title, here=territory.pk)
