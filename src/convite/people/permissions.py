"""Who may open accounts, give and end roles, act for somebody else, and see whom?"""

from django.db.models import Q, QuerySet

from convite.core.actors import System
from convite.people.models import Person, Role, RoleGrant
from convite.people.queries import Actor, administers, grants_of, holds
from convite.territories.models import Territory


def can_grant_role(person: object, role: str, territory: Territory | None) -> bool:
    """Who administers a territory gives every role on it and below; on all at once (None) only who administers all."""
    return role in Role and administers(person, territory)


def can_end_role(person: object, grant: RoleGrant) -> bool:
    return can_grant_role(person, grant.role, grant.territory)


def can_open_account(person: object) -> bool:
    return holds(person, Role.ADMINISTRATOR)


def can_manage_team(person: object) -> bool:
    return holds(person, Role.ADMINISTRATOR)


def can_see_team(person: object) -> bool:
    return holds(person, Role.ADMINISTRATOR, Role.AUDITOR)


def can_change_profile(person: object, whose: Person) -> bool:
    return isinstance(person, System) or (isinstance(person, Person) and person.is_active and person.pk == whose.pk)


def can_take_data(person: object, whose: Person) -> bool:
    """Hers alone: no office needs all that the system holds of one person."""
    return isinstance(person, Person) and person.is_active and person.pk == whose.pk


def can_close_account(person: object, whose: Person) -> bool:
    return can_change_profile(person, whose) or administers(person, None)


def can_reset_second_factor(person: object, whose: Person) -> bool:
    """For who lost the telephone and the paper codes. Never one's own: that needs the codes."""
    return administers(person, None) and getattr(person, "pk", None) != whose.pk


def can_act_for(person: object, whose: Person, territory: Territory) -> bool:
    """Assisted participation: who attends people on a territory does an act there in their name."""
    helps = holds(person, Role.OFFICER, Role.FACILITATOR, Role.POLL_WORKER, territory=territory)
    return helps and whose.is_active and getattr(person, "pk", None) != whose.pk


def can_see_person(person: object, whom: Person) -> bool:
    return people_visible_to(person).filter(pk=whom.pk).exists()


def people_visible_to(person: object) -> QuerySet[Person]:
    """Accounts as such: one's own; one's team for who administers a territory; all of them for who administers all."""
    if administers(person, None):
        return Person.objects.all()
    if not isinstance(person, Person) or not person.is_active:
        return Person.objects.none()
    team = RoleGrant.objects.filter(_below(person, Role.ADMINISTRATOR))
    return Person.objects.filter(Q(pk=person.pk) | Q(pk__in=team.values("person")))


def grants_visible_to(person: Actor | object) -> QuerySet[RoleGrant]:
    """One's own roles, and those on the territories (and below) that one administers or audits."""
    if isinstance(person, System):
        return RoleGrant.objects.all()
    if not isinstance(person, Person) or not person.is_active:
        return RoleGrant.objects.none()
    if administers(person, None):
        return RoleGrant.objects.all()
    return RoleGrant.objects.filter(Q(person=person) | _below(person, Role.ADMINISTRATOR, Role.AUDITOR))


def _below(person: Person, *roles: Role) -> Q:
    """Grants on the territories where the person holds one of the roles, and on those inside them."""
    where = Q(pk__in=[])
    for grant in grants_of(person):
        if grant.role in roles and grant.territory is None:
            return Q(pk__isnull=False)
        if grant.role in roles:
            where |= Q(territory__path__startswith=grant.territory.path)
    return where
