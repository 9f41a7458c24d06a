"""What can happen to a role? It is given on a territory for a period, and ended. Both end the person's sessions."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create
from convite.core.errors import NotAllowed, Refused
from convite.people.actions.accounts import end_sessions
from convite.people.models import GrantState, Person, Role, RoleGrant
from convite.people.permissions import can_end_role, can_grant_role
from convite.people.queries import Actor, administers, other_administrators, overlapping_grants
from convite.territories.models import Territory


def grant_role(
    person: Person,
    role: str,
    territory: Territory | None,
    *,
    by: Actor,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Gives a role on a territory and everything below it (None: everywhere), from a day (today) to a day (no end)."""
    if not can_grant_role(by, role, territory):
        raise NotAllowed
    grant = RoleGrant(
        person=person, role=role, territory=territory, starts_on=starts_on or timezone.localdate(), ends_on=ends_on
    )
    if not person.is_active:
        raise Refused(_("Esta cuenta está cerrada: no puede recibir un papel."))
    if ends_on and ends_on < grant.starts_on:
        raise Refused(_("El papel termina antes de empezar."))
    if ends_on and ends_on < timezone.localdate():
        raise Refused(_("El papel ya habría terminado: escoja un día que no haya pasado."))
    with transaction.atomic():
        end_sessions([person])  # first: whoever gives the same role at the same time waits here
        if overlapping_grants(grant).exists():
            raise Refused(_("Ya tiene ese papel en ese lugar durante esas fechas."))
        create(grant, act="grant_role", by=by, public=False)
    person.__dict__.pop("_grants", None)
    return grant


def end_role(grant: RoleGrant, *, by: Actor, seen: int | None = None) -> RoleGrant:
    """Ends a role now, before its last day."""
    if not can_end_role(by, grant):
        raise NotAllowed
    if grant.state == GrantState.PAST:
        raise Refused(_("Este papel ya terminó."))
    if _is_last_administrator(grant):
        raise Refused(_("Nadie más administra esta instalación. Dé antes ese papel a otra persona."))
    grant.ended_at = timezone.now()
    with transaction.atomic():
        change(grant, act="end_role", by=by, seen=seen, public=False)
        end_sessions([grant.person])
    grant.person.__dict__.pop("_grants", None)
    return grant


def _is_last_administrator(grant: RoleGrant) -> bool:
    whole = grant.role == Role.ADMINISTRATOR and grant.territory is None
    return whole and administers(grant.person, None) and not other_administrators(grant.person)
