"""Who may plan, who may propose, and who sees what is still being prepared?"""

from django.db.models import Q, QuerySet

from convite.people.models import Role
from convite.people.queries import holds, where_held
from convite.planning.models import Edition, Idea, LocalPlan
from convite.territories.models import Territory

# Who may look into what is not public yet, where she holds her role.
PREPARING = (Role.OFFICER, Role.EVALUATOR, Role.AUDITOR, Role.ADMINISTRATOR)


def can_plan(person: object, territory: Territory) -> bool:
    """Run an edition there: its phases, its ceilings, its ideas."""
    return holds(person, Role.OFFICER, Role.ADMINISTRATOR, territory=territory)


def can_propose_idea(person: object) -> bool:
    return bool(getattr(person, "is_authenticated", False)) and bool(getattr(person, "is_active", False))


def editions_visible_to(person: object) -> QuerySet[Edition]:
    return Edition.objects.filter(~Q(state=Edition.State.DRAFT) | where_held(person, *PREPARING))


def ideas_visible_to(person: object) -> QuerySet[Idea]:
    """What was withdrawn stays before its author and those who keep the record."""
    drafts = Edition.objects.filter(state=Edition.State.DRAFT)
    public = ~Q(edition__in=drafts) & ~Q(state=Idea.State.WITHDRAWN)
    own = Q(author=person) if getattr(person, "pk", None) else Q(pk__in=[])
    return Idea.objects.filter(public | own | where_held(person, *PREPARING))


def plans_visible_to(person: object) -> QuerySet[LocalPlan]:
    """Local development plans are adopted by public act: everybody sees them."""
    return LocalPlan.objects.all()
