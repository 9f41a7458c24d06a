"""What is the story of a place? Its people, what it may decide year by year, its projects, gatherings and results."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from convite.core.money import Money
from convite.gatherings.models import Gathering
from convite.planning.models import Edition, Idea, LocalPlan
from convite.planning.queries import CeilingYear, PlanNode, ceilings_over_years, plan_tree
from convite.projects.models import Project
from convite.projects.queries import StateCount, projects_by_state
from convite.territories.models import Territory
from convite.voting.models import Result


@dataclass(frozen=True)
class PlaceStory:
    territory: Territory
    population: int | None
    years: list[CeilingYear]
    ceiling: Money | None
    states: list[StateCount]
    projects: list[Project]
    gatherings: list[Gathering]
    ideas: list[Idea]
    results: list[Result]
    plan: LocalPlan | None
    lines: tuple[PlanNode, ...]

    @property
    def chart_labels(self) -> list[str]:
        return [str(year.edition.year) for year in self.years]

    @property
    def chart_values(self) -> list[Money]:
        return [Money(year.amount, year.edition.currency) for year in self.years]


def story_of(
    territory: Territory,
    *,
    editions: QuerySet[Edition],
    projects: QuerySet[Project],
    ideas: QuerySet[Idea],
    gatherings: QuerySet[Gathering],
    results: QuerySet[Result],
    population: int | None,
) -> PlaceStory:
    """Everything that this person may see of the place; the querysets come from the rooms' permissions."""
    years = ceilings_over_years([territory])
    here: dict[str, Any] = {"territory": territory}
    currency = years[-1].edition.currency if years else "COP"
    plan = territory.plans.order_by("-starts_in").first()
    return PlaceStory(
        territory=territory,
        population=population,
        years=years,
        ceiling=Money(years[-1].amount, currency) if years else None,
        states=projects_by_state(projects.filter(**here), currency),
        projects=list(projects.filter(**here).select_related("edition").order_by("-id")[:6]),
        gatherings=list(gatherings.filter(**here).order_by("-starts_at", "-id")[:5]),
        ideas=list(ideas.filter(**here).order_by("-id")[:5]),
        results=list(
            results.filter(contest__territory=territory).select_related("contest__edition").order_by("-counted_at")[:5]
        ),
        plan=plan,
        lines=plan_tree(plan.items.all()) if plan else (),
    )
