"""Who may plan, who may propose, and who sees what is still being prepared?"""

from django.db.models import Q, QuerySet

from convite.people.models import Role
from convite.people.queries import holds
from convite.planning.models import Edition, Idea, LocalPlan
from convite.territories.models import Territory


def can_plan(person: object, territory: Territory) -> bool:
    """Run an edition there: its phases, its ceilings, its ideas."""
    return holds(person, Role.OFFICER, Role.ADMINISTRATOR, territory=territory)


def can_propose_idea(person: object) -> bool:
    return bool(getattr(person, "is_authenticated", False)) and bool(getattr(person, "is_active", False))


def sees_preparation(person: object) -> bool:
    """May look into editions that are not public yet."""
    return holds(person, Role.OFFICER, Role.ADMINISTRATOR, Role.EVALUATOR, Role.AUDITOR)


def editions_visible_to(person: object) -> QuerySet[Edition]:
    if sees_preparation(person):
        return Edition.objects.all()
    return Edition.objects.exclude(state=Edition.State.DRAFT)


def ideas_visible_to(person: object) -> QuerySet[Idea]:
    if sees_preparation(person):
        return Idea.objects.all()
    public = Q(edition__in=editions_visible_to(person)) & ~Q(state=Idea.State.WITHDRAWN)
    own = Q(author=person) if getattr(person, "pk", None) else Q(pk__in=[])
    return Idea.objects.filter(public | own)


def plans_visible_to(person: object) -> QuerySet[LocalPlan]:
    """Local development plans are adopted by public act: everybody sees them."""
    return LocalPlan.objects.all()
