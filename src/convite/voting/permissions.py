"""Who may run a contest, and who may see what of it, when? Results are for everyone or for nobody."""

from django.db.models import Q, QuerySet

from convite.people.models import Role
from convite.people.queries import holds, where_held
from convite.planning.models import Edition
from convite.territories.models import Territory
from convite.voting.models import Contest, Result


def can_run_contest(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, territory=territory)


def can_count_contest(person: object, territory: Territory) -> bool:
    return holds(person, Role.OFFICER, Role.SCRUTINEER, territory=territory)


def contests_visible_to(person: object) -> QuerySet[Contest]:
    """A ballot is public once it is published in a public edition; who prepares it sees it before."""
    drafts = Edition.objects.filter(state=Edition.State.DRAFT)
    public = ~Q(state=Contest.State.DRAFT) & ~Q(edition__in=drafts)
    prepared = where_held(person, Role.OFFICER, Role.SCRUTINEER, Role.AUDITOR, Role.ADMINISTRATOR)
    return Contest.objects.filter(public | prepared)


def results_visible_to(person: object) -> QuerySet[Result]:
    """Only counted contests have a result, and then everybody sees it at the same moment: staff no sooner."""
    counted = Result.objects.filter(contest__state=Contest.State.COUNTED)
    return counted.exclude(contest__edition__state=Edition.State.DRAFT)
