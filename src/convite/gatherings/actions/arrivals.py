"""How is it known that somebody arrived? She scans the code at the door, or the team marks her on its list.

All doors end in `bring_attendees`: the same registration is one row, whichever door it came through.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.actors import SYSTEM
from convite.core.acts import remember
from convite.core.errors import NotAllowed, Refused
from convite.gatherings.actions.attendees import Brought, bring_attendees
from convite.gatherings.models import Attendee, Gathering, Registration
from convite.gatherings.permissions import can_call_gathering
from convite.gatherings.queries.attendees import AttendeeRow
from convite.gatherings.queries.tickets import is_door_token
from convite.people.queries import Actor

AROUND = timedelta(hours=3)
PURPOSES = ("prepare", "attend", "answer", "verify")


def arrive(gathering: Gathering, token: str, row: AttendeeRow, *, now: datetime | None = None) -> Brought:
    """Somebody at the door says that she came. Whoever scanned the code is there; she answers what she wants to."""
    if not is_door_token(gathering, token):
        raise NotAllowed
    if not may_arrive(gathering, now or timezone.now()):
        raise Refused(_("La llegada se registra desde tres horas antes hasta tres horas después del encuentro."))
    if row.registration is not None and row.registration.gathering_id != gathering.pk:
        raise Refused(_("Ese código es de otro encuentro."))
    return bring_attendees(gathering, [_keyed(row)], door=Attendee.Door.QR, by=SYSTEM)


def may_arrive(gathering: Gathering, now: datetime) -> bool:
    around = gathering.starts_at - AROUND <= now <= gathering.ends_at + AROUND
    return around and gathering.state != Gathering.State.CANCELLED


@dataclass(frozen=True)
class Mark:
    """What the team says of one registration: whether she came, and what she answered."""

    registration: Registration
    came: bool
    sex: str = ""
    age_band: str = ""
    group: str = ""


def mark_arrivals(
    gathering: Gathering, marks: Sequence[Mark], *, by: Actor, also: Sequence[AttendeeRow] = ()
) -> Brought:
    """Ticks who came among the registered; who was ticked by mistake is taken off again. `also`: who came without
    being registered.
    """
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    here = Attendee.objects.filter(gathering=gathering, registration__in=[m.registration for m in marks])
    known = {attendee.registration_id: attendee for attendee in here}
    rows = []
    for mark in marks:
        stands = known.get(mark.registration.pk)
        if not mark.came and (stands is None or stands.removed_at):
            continue
        row = AttendeeRow(
            "", name=mark.registration.name, sex=mark.sex, age_band=mark.age_band, group=mark.group,
            registration=mark.registration, removed=not mark.came,
        )  # fmt: skip
        if stands is not None:
            row = replace(
                row, client_key=stands.client_key, edition_seen=stands.edition, organization=stands.organization
            )
        rows.append(_keyed(row))
    return bring_attendees(gathering, [*rows, *also], door=Attendee.Door.LIST, by=by)


def _keyed(row: AttendeeRow) -> AttendeeRow:
    """A registration is one row at whichever door; without one, the key is that of the form she sent."""
    if row.client_key and not row.registration:
        return row
    return replace(row, client_key=row.client_key or f"reg-{row.registration.code}") if row.registration else row


def open_people(gathering: Gathering, purpose: str, *, by: Actor) -> None:
    """Somebody of the team looks at names: remembered before she sees them, with what for."""
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if purpose not in PURPOSES:
        raise Refused(_("Diga para qué necesita ver los nombres."))
    with transaction.atomic():
        remember(act=f"read_people_to_{purpose}", thing=gathering, by=by, content=purpose, public=False)
