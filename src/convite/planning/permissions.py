"""Who may plan, who may propose, and who sees what is still being prepared?"""

from django.db.models import Q, QuerySet

from convite.people.models import Role
from convite.people.queries import holds, where_held
from convite.planning.models import Edition, Idea, LocalPlan, Sharing
from convite.territories.models import Territory

# Who may look into what is not public yet, where she holds her role.
PREPARING = (Role.OFFICER, Role.EVALUATOR, Role.AUDITOR, Role.ADMINISTRATOR)


def can_plan(person: object, territory: Territory) -> bool:
    """Run an edition there: its phases, its ceilings, its ideas."""
    return holds(person, Role.OFFICER, Role.ADMINISTRATOR, territory=territory)


def territories_to_plan(person: object) -> QuerySet[Territory]:
    """Where she may run an edition or write a plan: what is smaller than a commune runs none of its own."""
    small = (Territory.Kind.NEIGHBOURHOOD, Territory.Kind.VEREDA)
    mine = Territory.objects.filter(where_held(person, Role.OFFICER, Role.ADMINISTRATOR, path="path"))
    return mine.filter(valid_to__isnull=True).exclude(kind__in=small).order_by("path")


def can_propose_idea(person: object) -> bool:
    return bool(getattr(person, "is_authenticated", False)) and bool(getattr(person, "is_active", False))


def editions_visible_to(person: object) -> QuerySet[Edition]:
    return Edition.objects.filter(~Q(state=Edition.State.DRAFT) | where_held(person, *PREPARING))


def ideas_visible_to(person: object) -> QuerySet[Idea]:
    """A draft is its author's alone. What was withdrawn or hidden stays before her and those who keep the record."""
    drafts = Edition.objects.filter(state=Edition.State.DRAFT)
    public = ~Q(edition__in=drafts) & ~Q(state__in=Idea.UNLISTED)
    own = Q(author=person) if getattr(person, "pk", None) else Q(pk__in=[])
    kept = where_held(person, *PREPARING) & ~Q(state=Idea.State.DRAFT)
    return Idea.objects.filter(public | own | kept)


def is_author(person: object, idea: Idea) -> bool:
    return idea.author_id is not None and idea.author_id == getattr(person, "pk", None)


def can_record_idea(person: object, territory: Territory) -> bool:
    """Write down what somebody said there who does not write herself."""
    return holds(person, Role.OFFICER, Role.FACILITATOR, Role.ADMINISTRATOR, territory=territory)


def can_edit_idea(person: object, idea: Idea) -> bool:
    """Its author, and who runs the edition there (typing errors, translations). Until when, the action says."""
    if idea.state == Idea.State.DRAFT:
        return is_author(person, idea)
    return is_author(person, idea) or can_plan(person, idea.territory)


def plans_visible_to(person: object) -> QuerySet[LocalPlan]:
    """Local development plans are adopted by public act: everybody sees them."""
    return LocalPlan.objects.all()


def sharings_visible_to(person: object) -> QuerySet[Sharing]:
    """What was adopted once is as public as its edition, also after it was replaced; drafts are being prepared."""
    preparing = where_held(person, *PREPARING, path="edition__territory__path")
    seen = Sharing.objects.filter(edition__in=editions_visible_to(person))
    return seen.filter(~Q(state=Sharing.State.DRAFT) | preparing)


def can_plan_somewhere(person: object) -> bool:
    return holds(person, Role.OFFICER, Role.ADMINISTRATOR)
