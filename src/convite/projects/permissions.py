"""Who may formulate a project, and who sees one that is still a draft?"""

from django.db.models import QuerySet

from convite.people.models import Role
from convite.people.queries import holds
from convite.projects.models import Project
from convite.territories.models import Territory


def can_formulate_project(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, Role.EVALUATOR, territory=territory)


def sees_drafts(person: object) -> bool:
    return holds(person, Role.OFFICER, Role.EVALUATOR, Role.ADMINISTRATOR, Role.AUDITOR)


def projects_visible_to(person: object) -> QuerySet[Project]:
    if sees_drafts(person):
        return Project.objects.all()
    return Project.objects.exclude(state=Project.State.DRAFT)
