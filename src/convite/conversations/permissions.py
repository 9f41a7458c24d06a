"""Who may take part in the conversation, and who looks after it?"""

from django.db.models import Q, QuerySet

from convite.conversations.models import Comment, Notice, Report
from convite.core.actors import System
from convite.people.models import Person, Role
from convite.people.queries import holds, where_held
from convite.territories.models import Territory

MODERATORS = (Role.OFFICER, Role.ADMINISTRATOR)


def can_take_part(person: object) -> bool:
    """Comment, support, follow, report: whoever has an account."""
    return isinstance(person, (Person, System)) and person.is_active


def can_moderate(person: object, territory: Territory) -> bool:
    return holds(person, *MODERATORS, territory=territory)


def can_moderate_somewhere(person: object) -> bool:
    return holds(person, *MODERATORS)


def comments_visible_to(person: object) -> QuerySet[Comment]:
    """A comment's place is public with its subject; what a hidden one says, the page shows to few (`Said`)."""
    return Comment.objects.all()


def reports_visible_to(person: object) -> QuerySet[Report]:
    """Those on the territories that she looks after, and her own."""
    own = Q(reporter=person) if isinstance(person, Person) else Q(pk__in=[])
    return Report.objects.filter(own | where_held(person, *MODERATORS))


def reports_judged_by(person: object) -> QuerySet[Report]:
    return Report.objects.filter(where_held(person, *MODERATORS))


def notices_visible_to(person: object) -> QuerySet[Notice]:
    return Notice.objects.filter(person=person) if isinstance(person, Person) else Notice.objects.none()
