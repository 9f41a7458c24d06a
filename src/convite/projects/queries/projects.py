"""What can one ask of the bank? Projects by their filters, their origins, and the first steps of their lives."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.money import Money
from convite.core.searching import matching_ids
from convite.core.trace import Step
from convite.planning.models import Edition, Idea
from convite.planning.queries import phases_of
from convite.projects.models import Project
from convite.territories.models import Territory

KIND = "projects.project"


def filtered(projects: QuerySet[Project], asked: Mapping[str, str]) -> QuerySet[Project]:
    """By the cleaned fields of `ProjectFilter`: edition and territory by public id, theme, state, words."""
    fields = {
        "edition__public_id": asked.get("edicion"),
        "territory__public_id": asked.get("territorio"),
        "theme": asked.get("tema"),
        "state": asked.get("estado"),
    }
    projects = projects.filter(**{field: value for field, value in fields.items() if value})
    if asked.get("q"):
        projects = projects.filter(pk__in=matching_ids(asked["q"], KIND))
    return projects


def origins_of(project: Project) -> list[Idea]:
    """The ideas from which it grew, with where they were said; read once per project object."""
    kept = project.__dict__.get("_origins")
    if kept is None:
        found = Idea.objects.filter(grew_into__project=project).select_related("gathering", "territory", "author")
        kept = project.__dict__["_origins"] = list(found.exclude(state__in=Idea.UNLISTED).order_by("id"))
    return kept


def steps_of_project(project: Project) -> list[Step]:
    """From the ideas and where they were said to the formulated project."""
    steps = []
    for idea in origins_of(project):
        where = str(idea.gathering.title) if idea.gathering else idea.speaker
        at = idea.gathering.starts_at if idea.gathering else idea.created_at
        title = _("Idea: %(title)s") % {"title": idea.title}
        steps.append(Step(at, title, where, reverse("idea_page", args=[idea.public_id])))
    formulation = next((p for p in phases_of(project.edition) if p.kind == "formulation"), None)
    if formulation:
        url = reverse("project_history", args=[project.public_id])
        steps.append(Step(formulation.opens_at, _("Se formuló el proyecto"), url=url))
    return steps


def steps_of_idea(idea: Idea) -> list[Step]:
    """The projects that grew from an idea."""
    grown = Project.objects.filter(origins__idea=idea).exclude(state=Project.State.DRAFT).order_by("id")
    formulation = next((p for p in phases_of(idea.edition) if p.kind == "formulation"), None)
    return [
        Step(
            formulation.opens_at if formulation else project.created_at,
            _("Se convirtió en proyecto"),
            str(project.title),
            reverse("project_page", args=[project.public_id]),
        )
        for project in grown
    ]


@dataclass(frozen=True)
class StateCount:
    state: str
    label: str
    number: int
    cost: Money


def projects_by_state(projects: QuerySet[Project], currency: str) -> list[StateCount]:
    rows = projects.order_by().values_list("state").annotate(number=Count("id"), cost=Sum("cost_minor"))
    found = {state: (number, cost) for state, number, cost in rows}
    return [
        StateCount(state.value, str(state.label), found[state.value][0], Money(found[state.value][1], currency))
        for state in Project.State
        if state.value in found
    ]


def filter_places(edition: Edition | None) -> list[Territory]:
    """The territories one may filter by: those of the edition, or of every edition."""
    # One look into an index for each place: going through the whole bank would cost more with every project.
    anywhere = Exists(Project.objects.filter(territory=OuterRef("pk")))
    found = Territory.objects.filter(ceilings__edition=edition) if edition else Territory.objects.filter(anywhere)
    return list(found.order_by("order", "name"))
