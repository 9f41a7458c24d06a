"""How is a mistake in the list of who came put right? Row by row, and never over what somebody else just wrote."""

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.errors import Overtaken, Refused
from convite.gatherings.actions.attendees import Outcome, bring_attendees
from convite.gatherings.models import Attendee
from convite.gatherings.queries.attendees import AttendeeRow
from convite.people.queries import Actor


def correct_attendee(attendee: Attendee, row: AttendeeRow, *, by: Actor) -> None:
    """Writes the row anew, takes it off or back (`row.removed`). Who does it is there to decide: instead of a conflict
    for later she is told now, and nothing is kept.
    """
    with transaction.atomic():
        told = bring_attendees(attendee.gathering, [row], door=attendee.door, by=by)
        if told.rows[0].outcome in {Outcome.CHANGED, Outcome.SAME}:
            return
        stands = attendee.gathering.attendees.get(pk=attendee.pk)
        if stands.edition == row.edition_seen:
            raise Refused(_("Esa persona ya está en otro registro de este encuentro: quite uno de los dos."))
        if stands.removed_at is not None:
            said = _("Otra persona quitó este renglón mientras usted lo corregía. Si guarda ahora, vuelve a la lista.")
        else:
            said = _("Otra persona cambió este renglón mientras usted lo corregía: compare y decida.")
        raise Overtaken(said, stands)
