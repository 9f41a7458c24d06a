"""Who may run a contest, and who may see what of it, when? Results are for everyone or for nobody."""

from django.db.models import QuerySet

from convite.people.models import Role
from convite.people.queries import holds
from convite.territories.models import Territory
from convite.voting.models import Contest, Result


def can_run_contest(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, territory=territory)


def can_count_contest(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, Role.SCRUTINEER, territory=territory)


def contests_visible_to(person: object) -> QuerySet[Contest]:
    """A ballot is public once it is published; who prepares it sees it before."""
    if holds(person, Role.OFFICER, Role.SCRUTINEER, Role.AUDITOR, Role.ADMINISTRATOR):
        return Contest.objects.all()
    return Contest.objects.exclude(state=Contest.State.DRAFT)


def results_visible_to(person: object) -> QuerySet[Result]:
    """Only counted contests have a result, and then everybody sees it at the same moment: staff no sooner."""
    return Result.objects.filter(contest__state=Contest.State.COUNTED)
