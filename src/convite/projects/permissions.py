"""Who may formulate a project, and who sees one that is still a draft?"""

from django.db.models import Q, QuerySet

from convite.people.models import Role
from convite.people.queries import holds, where_held
from convite.planning.models import Edition
from convite.planning.permissions import PREPARING
from convite.projects.models import Project
from convite.territories.models import Territory


def can_formulate_project(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, Role.EVALUATOR, territory=territory)


def projects_visible_to(person: object) -> QuerySet[Project]:
    """All but those that are still written, or whose edition is."""
    drafts = Edition.objects.filter(state=Edition.State.DRAFT)
    public = ~Q(state=Project.State.DRAFT) & ~Q(edition__in=drafts)
    return Project.objects.filter(public | where_held(person, *PREPARING))
