"""Who may formulate a project, and who sees one that is still a draft?"""

from django.db.models import Q, QuerySet

from convite.people.models import Role
from convite.people.queries import holds, where_held
from convite.planning.models import Edition
from convite.planning.permissions import PREPARING
from convite.projects.models import Formulator, Project, Work
from convite.territories.models import Territory


def can_formulate_project(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, Role.EVALUATOR, territory=territory)


def projects_visible_to(person: object) -> QuerySet[Project]:
    """All but those that are still written, or whose edition is."""
    drafts = Edition.objects.filter(state=Edition.State.DRAFT)
    public = ~Q(state=Project.State.DRAFT) & ~Q(edition__in=drafts)
    key = getattr(person, "pk", None)
    own = Q(pk__in=Formulator.objects.filter(person=key).values("project")) if key else Q(pk__in=[])
    return Project.objects.filter(public | own | where_held(person, *PREPARING))


def can_manage_work(person: object, work: Work) -> bool:
    """Report what is done and paid: the managers of works of its territory, and the office."""
    return holds(person, Role.PROJECT_MANAGER, Role.OFFICER, territory=work.project.territory)


def can_visit_work(person: object) -> bool:
    """Oversight is everybody's: whoever has an account may say what she saw."""
    return bool(getattr(person, "is_authenticated", False)) and bool(getattr(person, "is_active", False))


def can_write_project(person: object, project: Project) -> bool:
    """Its formulators and the team, while it is written or mended."""
    if can_formulate_project(person, project.territory):
        return True
    key = getattr(person, "pk", None)
    return key is not None and project.formulators.filter(person=key).exists()


def can_evaluate(person: object, territory: Territory) -> bool:
    return holds(person, Role.EVALUATOR, territory=territory)
