"""How does what was written down without network get into the record? Each entry once, however often it is sent.

A *phone* is prepared by one account. What it brings goes to the acts that any other door uses; each entry is answered
by itself, so that one with a fault holds none of the others back. A phone that was reported lost brings nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create, create_many
from convite.core.errors import NotAllowed, Refused
from convite.core.translated import Translated
from convite.gatherings.actions import (
    AgreementRow,
    Brought,
    Difference,
    Outcome,
    RowOutcome,
    bring_agreements,
    bring_attendees,
    brought,
    close_conflict,
    keep_conflicts,
    settle_agreement,
    settle_attendee,
)
from convite.gatherings.models import Attendee, FieldConflict, Gathering
from convite.gatherings.permissions import can_call_gathering
from convite.gatherings.queries import AttendeeRow, values_of
from convite.gatherings.queries.attendees import CLIENT_KEY, has_control_characters
from convite.people.models import Person
from convite.people.queries import Actor
from convite.planning.actions.words import make_findable
from convite.planning.models import Edition, FieldPhone, Idea, Theme
from convite.planning.queries.field import edition_of_gathering
from convite.territories.models import Territory

CONTENT = ("title", "description", "theme", "place", "said_by", "organization", "territory_id")
TEXTS = {"title": 300, "description": 8_000, "place": 300, "said_by": 200, "organization": 200}
TRANSLATED = ("title", "description")


@dataclass(frozen=True)
class IdeaRow:
    """`edition_seen`: the idea's version that whoever wrote this had before her; 0: she never heard of one."""

    client_key: str
    title: str
    description: str = ""
    theme: str = Theme.OTHER
    place: str = ""
    said_by: str = ""
    organization: str = ""
    territory: Territory | None = None  # none: the gathering's
    edition_seen: int = 0


Row = AttendeeRow | AgreementRow | IdeaRow


@dataclass(frozen=True)
class Answer:
    """What became of one entry; `said` tells what is wrong and how to mend it."""

    key: str
    outcome: str  # an Outcome, or "refused"
    edition: int = 0
    said: str = ""


def fault_in_idea(row: IdeaRow, gathering: Gathering) -> str:
    if not CLIENT_KEY.fullmatch(row.client_key):
        return _("La clave del registro no es válida.")
    if not row.title.strip():
        return _("Escriba la idea en una frase.")
    for name, most in TEXTS.items():
        text, what = getattr(row, name), Idea._meta.get_field(name).verbose_name
        if len(text) > most:
            return _("En «%(what)s» caben %(most)d caracteres: acorte el texto.") % {"what": what, "most": most}
        if has_control_characters(text, allowed="\n\r\t"):
            return _("En «%(what)s» hay caracteres que no se ven: escríbalo de nuevo.") % {"what": what}
    if row.theme not in Theme.values:
        return _("«%(theme)s» no es un tema: elija uno de la lista.") % {"theme": row.theme[:20]}
    if row.territory and not row.territory.path.startswith(gathering.territory.path):
        return _("%(place)s no queda en el territorio del encuentro.") % {"place": row.territory.full_name}
    return ""


def bring_ideas(gathering: Gathering, rows: Sequence[IdeaRow], *, by: Actor) -> Brought:
    """Takes all rows or, with the first fault, none. Said at the gathering, they count from its day, not from today."""
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    edition = edition_of_gathering(gathering)
    if edition is None or edition.state == Edition.State.CLOSED:
        raise Refused(_("En este territorio no hay una edición en curso que reciba ideas."))
    for number, row in enumerate(rows, 1):
        if fault := fault_in_idea(row, gathering):
            raise Refused(_("Fila %(number)d: %(fault)s") % {"number": number, "fault": fault})
    with transaction.atomic():
        Gathering.objects.select_for_update().get(pk=gathering.pk)
        known = Idea.objects.filter(client_key__in=[row.client_key for row in rows])
        stands = {idea.client_key: idea for idea in known}
        new: list[Idea] = []
        found = [_take(gathering, edition, row, stands, new, by) for row in rows]
        make_findable(create_many(new, act="bring_ideas", by=by))
        conflicts = keep_conflicts(gathering, [f for f in found if isinstance(f, Difference)], by=by)
    return brought(rows, found, conflicts)


def _take(
    gathering: Gathering, edition: Edition, row: IdeaRow, stands: dict[str, Idea], new: list[Idea], by: Actor
) -> RowOutcome | Difference:
    told = {name: getattr(row, name).strip() for name in (*TEXTS, "theme")}
    told["territory_id"] = (row.territory or gathering.territory).pk
    idea = stands.get(row.client_key)
    if idea is None:
        origin = {"edition": edition, "gathering": gathering, "origin": Idea.Origin.WORKSHOP, "recorded_by_id": by.pk}
        idea = stands[row.client_key] = _written(Idea(client_key=row.client_key, **origin), told)
        new.append(idea)
        return RowOutcome(row.client_key, Outcome.NEW, idea.version)
    if idea.gathering_id != gathering.pk:
        raise Refused(_("La idea «%(idea)s» es de otro encuentro.") % {"idea": told["title"][:80]})
    if all(str(getattr(idea, name)) == str(told[name]) for name in CONTENT):
        return RowOutcome(row.client_key, Outcome.SAME, idea.version)
    if idea in new or row.edition_seen != idea.version:
        office = {n: getattr(idea, n) if n == "territory_id" else str(getattr(idea, n)) for n in CONTENT}
        return Difference("idea", row.client_key, told, office)
    _change(idea, told, by)
    return RowOutcome(row.client_key, Outcome.CHANGED, idea.version)


def _written(idea: Idea, told: Mapping[str, Any]) -> Idea:
    """With the words told in Spanish, the language of the field; other languages that somebody added stay."""
    for name, value in told.items():
        setattr(idea, name, Translated({**getattr(idea, name), "es": value}) if name in TRANSLATED else value)
    return idea


def _change(idea: Idea, told: Mapping[str, Any], by: Actor) -> None:
    change(_written(idea, told), act="bring_ideas", by=by)
    make_findable([idea])


def settle_idea(conflict: FieldConflict, choice: str, *, by: Actor, seen: int | None = None) -> FieldConflict:
    if not can_call_gathering(by, conflict.gathering.territory):
        raise NotAllowed
    with transaction.atomic():
        if choice == FieldConflict.Choice.PHONE and not conflict.choice:
            idea = conflict.gathering.ideas.get(client_key=conflict.client_key)
            if idea.state not in Idea.UNDECIDED:
                raise Refused(_("Sobre «%(idea)s» ya se decidió: su texto no se cambia.") % {"idea": idea.title})
            _change(idea, values_of(conflict.from_phone), by)
        return close_conflict(conflict, choice, by=by, seen=seen)


def settle_conflict(conflict: FieldConflict, choice: str, *, by: Actor, seen: int | None = None) -> FieldConflict:
    """The phone's version or the office's stays, whatever it is of."""
    settle = {"attendee": settle_attendee, "agreement": settle_agreement, "idea": settle_idea}[conflict.kind]
    return settle(conflict, choice, by=by, seen=seen)


# Phones


def prepare_phone(key: str, name: str, *, by: Person) -> FieldPhone:
    """Says that this account takes this phone along; a second time is the same as once."""
    if not CLIENT_KEY.fullmatch(key):
        raise Refused(_("El teléfono no dijo quién es: recargue la página y prepárelo otra vez."))
    phone = FieldPhone.objects.filter(person=by, key=key).first()
    return phone or create(FieldPhone(person=by, key=key, name=name), act="prepare_phone", by=by, public=False)


def lose_phone(phone: FieldPhone, *, by: Actor, seen: int | None = None) -> FieldPhone:
    """Nothing more is taken from it, and whoever holds it is logged out."""
    if phone.person_id != by.pk:
        raise NotAllowed
    with transaction.atomic():
        Session.objects.filter(session_key=phone.session_key).delete()
        phone.lost_at, phone.session_key = timezone.now(), ""
        return change(phone, act="lose_phone", by=by, seen=seen, public=False)


def find_phone(phone: FieldPhone, *, by: Actor, seen: int | None = None) -> FieldPhone:
    """It turned up: what it holds may come in again."""
    if phone.person_id != by.pk:
        raise NotAllowed
    phone.lost_at = None
    return change(phone, act="find_phone", by=by, seen=seen, public=False)


def bring_from_phone(
    phone: FieldPhone, gathering: Gathering, rows: Sequence[Row], *, by: Person, session_key: str = ""
) -> list[Answer]:
    """An answer per row, in no particular order."""
    if phone.person_id != by.pk or not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if phone.lost_at:
        raise Refused(
            _("Este teléfono está reportado como perdido. Si apareció, dígalo en «Campo» y sincronice otra vez.")
        )
    attendees = partial(bring_attendees, gathering, door=Attendee.Door.PHONE, by=by)
    answers = [
        *_bring([r for r in rows if isinstance(r, AttendeeRow)], attendees),
        *_bring([r for r in rows if isinstance(r, IdeaRow)], lambda some: bring_ideas(gathering, some, by=by)),
        *_bring(
            [r for r in rows if isinstance(r, AgreementRow)], lambda some: bring_agreements(gathering, some, by=by)
        ),
    ]
    came = sum(a.outcome in {Outcome.NEW, Outcome.CHANGED, Outcome.CONFLICT} for a in answers)
    told = {"synced_at": timezone.now(), "session_key": session_key, "entries": F("entries") + came}
    FieldPhone.objects.filter(pk=phone.pk).update(**told)
    return answers


def _bring(rows: Sequence[Row], act: Callable[[Sequence[Row]], Brought]) -> list[Answer]:
    """All at once; where something is refused, in halves, until only what is refused is left out."""
    if not rows:
        return []
    try:
        return [Answer(r.client_key, r.outcome, r.edition, _say(r)) for r in act(rows).rows]
    except Refused as refusal:
        if len(rows) == 1:
            return [Answer(rows[0].client_key, "refused", said=str(refusal.reason))]
    half = len(rows) // 2
    return [*_bring(rows[:half], act), *_bring(rows[half:], act)]


def _say(row: RowOutcome) -> str:
    return {
        Outcome.TWIN: _("Ya estaba en la lista con el mismo documento: cuenta una sola vez."),
        Outcome.CONFLICT: _(
            "No coincide con lo que ya estaba. Las dos versiones se conservan hasta que alguien elija."
        ),
        Outcome.OFFICE: _("Alguien comparó las dos versiones y dejó la que ya estaba."),
    }.get(row.outcome, "")
