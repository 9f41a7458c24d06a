"""Which projects hang from each goal of a local plan? Asked once for a whole plan."""

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import ngettext

from convite.core.saying import number_text
from convite.planning.models import LocalPlan
from convite.planning.queries import Hanging
from convite.projects.models import Project

NAMED = 5  # of each goal; the others are counted


def projects_of_goals(plan: LocalPlan, projects: QuerySet[Project]) -> dict[int, Hanging]:
    """Goal's key → how many of these projects hang from it, and the newest few. Two queries."""
    mine = projects.filter(goal__plan=plan).order_by()
    numbers = dict(mine.values_list("goal").annotate(number=Count("pk")))
    newest = mine.annotate(nth=Window(RowNumber(), partition_by=F("goal"), order_by=F("pk").desc()))
    links: dict[int, list[tuple[object, str]]] = {}
    for goal, title, public_id in newest.filter(nth__lte=NAMED).values_list("goal", "title", "public_id"):
        links.setdefault(goal, []).append((title, reverse("project_page", args=[public_id])))
    return {
        goal: Hanging("projects", number, _say_projects, tuple(links.get(goal, ()))) for goal, number in numbers.items()
    }


def _say_projects(number: int) -> str:
    return ngettext("%(n)s proyecto", "%(n)s proyectos", number) % {"n": number_text(number)}
