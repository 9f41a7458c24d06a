"""Who may call a gathering, and who may see it?"""

from django.db.models import QuerySet

from convite.gatherings.models import Gathering
from convite.people.models import Role
from convite.people.queries import holds
from convite.territories.models import Territory


def can_call_gathering(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, Role.FACILITATOR, territory=territory)


def gatherings_visible_to(person: object) -> QuerySet[Gathering]:
    """Gatherings are public from the call on: whoever reads this may come."""
    return Gathering.objects.all()
