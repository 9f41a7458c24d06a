"""How does what was promised at a gathering get into the record, once, however often a phone brings it?

As with attendees: the same again changes nothing, a newer text replaces what its writer had seen, and a different
text written without seeing the present one is kept beside it as a conflict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from convite.core.acts import change, create_many
from convite.core.errors import NotAllowed, Refused
from convite.gatherings.actions.attendees import Brought, Outcome, RowOutcome, brought
from convite.gatherings.actions.conflicts import Difference, close_conflict, keep_conflicts
from convite.gatherings.models import Agreement, FieldConflict, Gathering
from convite.gatherings.permissions import can_call_gathering
from convite.gatherings.queries.attendees import CLIENT_KEY, has_control_characters
from convite.gatherings.queries.conflicts import values_of
from convite.people.queries import Actor

CONTENT = ("text", "responsible", "due_on")
LONGEST_TEXT, LONGEST_RESPONSIBLE = 1_000, 200


@dataclass(frozen=True)
class AgreementRow:
    """`edition_seen`: the agreement's version that whoever wrote this had before her; 0: she never heard of one."""

    client_key: str
    text: str
    responsible: str = ""
    due_on: date | None = None
    edition_seen: int = 0


def fault_in_agreement(row: AgreementRow) -> str:
    if not CLIENT_KEY.fullmatch(row.client_key):
        return _("La clave del registro no es válida.")
    if not row.text.strip():
        return _("Escriba qué se acordó.")
    written = ((_("El acuerdo"), row.text, LONGEST_TEXT), (_("Quién responde"), row.responsible, LONGEST_RESPONSIBLE))
    for what, text, most in written:
        if len(text) > most:
            return _("%(what)s tiene más de %(most)d caracteres: acórtelo.") % {"what": what, "most": most}
        if has_control_characters(text, allowed="\n\r\t"):
            return _("%(what)s tiene caracteres que no se ven: escríbalo de nuevo.") % {"what": what}
    return ""


def bring_agreements(gathering: Gathering, rows: Sequence[AgreementRow], *, by: Actor) -> Brought:
    """Takes all rows or, with the first fault, none."""
    _guard(gathering, by)
    for number, row in enumerate(rows, 1):
        if fault := fault_in_agreement(row):
            raise Refused(_("Fila %(number)d: %(fault)s") % {"number": number, "fault": fault})
    with transaction.atomic():
        Gathering.objects.select_for_update().get(pk=gathering.pk)
        known = Agreement.objects.filter(client_key__in=[row.client_key for row in rows])
        stands = {agreement.client_key: agreement for agreement in known}
        new: list[Agreement] = []
        found = [_take(gathering, row, stands, new, by) for row in rows]
        create_many(new, act="bring_agreements", by=by)
        conflicts = keep_conflicts(gathering, [f for f in found if isinstance(f, Difference)], by=by)
    return brought(rows, found, conflicts)


def settle_agreement(conflict: FieldConflict, choice: str, *, by: Actor, seen: int | None = None) -> FieldConflict:
    """The phone's version or the office's stays; the other one is gone."""
    _guard(conflict.gathering, by)
    with transaction.atomic():
        if choice == FieldConflict.Choice.PHONE and not conflict.choice:
            told = values_of(conflict.from_phone)
            agreement = conflict.gathering.agreements.get(client_key=conflict.client_key)
            _put(agreement, told | {"due_on": parse_date(told["due_on"] or "")}, by)
        return close_conflict(conflict, choice, by=by, seen=seen)


def _guard(gathering: Gathering, by: Actor) -> None:
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if gathering.state == Gathering.State.CANCELLED:
        raise Refused(_("«%(title)s» se canceló: no tuvo acuerdos.") % {"title": gathering.title})


def _take(
    gathering: Gathering, row: AgreementRow, stands: dict[str, Agreement], new: list[Agreement], by: Actor
) -> RowOutcome | Difference:
    told = {"text": row.text.strip(), "responsible": row.responsible.strip(), "due_on": row.due_on}
    stored = stands.get(row.client_key)
    if stored is None:
        stored = stands[row.client_key] = Agreement(gathering=gathering, client_key=row.client_key, **told)
        new.append(stored)
        return RowOutcome(row.client_key, Outcome.NEW, stored.version)
    if stored.gathering_id != gathering.pk:
        raise Refused(_("El acuerdo «%(text)s» es de otro encuentro.") % {"text": told["text"][:80]})
    if all(getattr(stored, name) == told[name] for name in CONTENT):
        return RowOutcome(row.client_key, Outcome.SAME, stored.version)
    if stored in new or row.edition_seen != stored.version:
        return Difference("agreement", row.client_key, _said(told), _said({n: getattr(stored, n) for n in CONTENT}))
    _put(stored, told, by)
    return RowOutcome(row.client_key, Outcome.CHANGED, stored.version)


def _put(agreement: Agreement, told: dict[str, Any], by: Actor) -> None:
    for name in CONTENT:
        setattr(agreement, name, told[name])
    change(agreement, act="bring_agreements", by=by)


def _said(told: dict[str, Any]) -> dict[str, Any]:
    """As JSON can hold it."""
    return told | {"due_on": told["due_on"] and told["due_on"].isoformat()}
