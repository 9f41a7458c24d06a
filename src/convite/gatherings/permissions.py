"""Who may call a gathering and keep its records, and who may see what remains of it?"""

from django.db.models import Q, QuerySet

from convite.gatherings.models import Agreement, Gathering, GatheringFile
from convite.people.models import Role
from convite.people.queries import holds, where_held
from convite.territories.models import Territory

TEAM = (Role.OFFICER, Role.FACILITATOR)


def can_call_gathering(person: object, territory: Territory) -> bool:
    """The team of a territory: whoever calls a gathering there also keeps its lists and its minutes."""
    return holds(person, *TEAM, territory=territory)


def can_see_people(person: object, gathering: Gathering) -> bool:
    """Names and needs of who comes are for the team there, and for nobody above or beside it."""
    return can_call_gathering(person, gathering.territory)


def can_read_minutes(person: object, gathering: Gathering) -> bool:
    """Everybody once they are published; until then who writes them."""
    published = gathering.minutes_published_at is not None and bool(gathering.minutes)
    return published or can_call_gathering(person, gathering.territory)


def gatherings_visible_to(person: object) -> QuerySet[Gathering]:
    """Gatherings are public from the call on: whoever reads this may come."""
    return Gathering.objects.all()


def agreements_visible_to(person: object) -> QuerySet[Agreement]:
    """What was promised before neighbours is public."""
    return Agreement.objects.all()


def files_visible_to(person: object) -> QuerySet[GatheringFile]:
    """Signed lists show names, and photos faces: without consent only the team there sees them."""
    open_kinds = ~Q(kind=GatheringFile.Kind.LIST) & Q(has_consent=True)
    return GatheringFile.objects.filter(open_kinds | where_held(person, *TEAM, path="gathering__territory__path"))
