"""Which roles does a person hold, where, today? Read once per request and kept on the person."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from convite.core.actors import System
from convite.people.models import STAFF_ROLES, Person, Role, RoleGrant
from convite.territories.models import Territory

Actor = Person | System


def grants_of(person: Person, on: date | None = None) -> list[RoleGrant]:
    """The grants in force on a day (today), with their territories."""
    day = on or timezone.localdate()
    kept = getattr(person, "_grants", None)
    if kept is None or kept[0] != day:
        found = RoleGrant.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), person=person, starts_on__lte=day)
        kept = (day, list(found.select_related("territory")))
        person._grants = kept  # type: ignore[attr-defined]
    return kept[1]


def holds(person: object, *roles: Role, territory: Territory | None = None) -> bool:
    """Does the person hold one of the roles on `territory` (or, without one, anywhere at all)?

    A role on a territory reaches everything below it; a role without territory reaches everywhere.
    """
    if isinstance(person, System):
        return True
    if not isinstance(person, Person) or not person.is_active:
        return False
    if person.is_superuser and Role.ADMINISTRATOR in roles:
        return True
    for grant in grants_of(person):
        if grant.role in roles and (
            territory is None or grant.territory is None or territory.path.startswith(grant.territory.path)
        ):
            return True
    return False


def is_staff(person: object) -> bool:
    """Whoever holds a public duty: their log-in needs a second factor."""
    return isinstance(person, Person) and (person.is_superuser or any(g.role in STAFF_ROLES for g in grants_of(person)))
