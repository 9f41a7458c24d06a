"""How do people who came get into the record? From a phone, a sheet, a list: each row once.

A row is known by its gathering and client key. The same content again changes nothing; a newer one replaces what its
writer had seen; a different one written without seeing the present one is kept beside it as a conflict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change_many, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.gatherings.actions.conflicts import Difference, close_conflict, keep_conflicts
from convite.gatherings.models import Attendance, Attendee, FieldConflict, Gathering
from convite.gatherings.permissions import can_call_gathering
from convite.gatherings.queries.attendees import AttendeeRow, fault_in_attendee, participant_key, programme_of
from convite.gatherings.queries.conflicts import values_of
from convite.people.queries import Actor

CONTENT = ("name", "participant_key", "sex", "age_band", "group", "organization", "territory_id", "registration_id")


class Outcome(StrEnum):
    """What became of one row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    TWIN = "twin"  # the same person was already written down, by another phone or another door
    CONFLICT = "conflict"
    OFFICE = "office"  # a conflict that was settled: what the office had stays


SETTLED_AS = {FieldConflict.Choice.PHONE: Outcome.SAME, FieldConflict.Choice.OFFICE: Outcome.OFFICE}


@dataclass(frozen=True)
class RowOutcome:
    client_key: str
    outcome: Outcome
    edition: int
    twin: str = ""  # client key of the row that already stands for this person


@dataclass(frozen=True)
class Brought:
    """How many rows were new, changed what stood, or said nothing new; and what was kept for somebody to settle."""

    new: int
    changed: int
    same: int
    conflicts: tuple[FieldConflict, ...]
    rows: tuple[RowOutcome, ...]


def brought(
    rows: Sequence[Any], found: Sequence[RowOutcome | Difference], conflicts: Sequence[FieldConflict]
) -> Brought:
    """What became of each row, in their order; `conflicts` are those of the differences found."""
    kept, outcomes = iter(conflicts), []
    for row, one in zip(rows, found, strict=True):
        if isinstance(one, Difference):
            settled = SETTLED_AS.get(next(kept).choice, Outcome.CONFLICT)
            one = RowOutcome(row.client_key, settled, row.edition_seen)
        outcomes.append(one)
    kinds = [one.outcome for one in outcomes]
    new, changed, waits = (kinds.count(kind) for kind in (Outcome.NEW, Outcome.CHANGED, Outcome.CONFLICT))
    waiting = tuple({c.pk: c for c in conflicts if not c.choice}.values())
    return Brought(new, changed, len(kinds) - new - changed - waits, waiting, tuple(outcomes))


def bring_attendees(
    gathering: Gathering, rows: Sequence[AttendeeRow], *, door: str, by: Actor, programme: str = ""
) -> Brought:
    """Takes all rows or, with the first fault, none.

    `programme`: within which a person is told again by her document; by default what is registered for the gathering.
    """
    _guard(gathering, by)
    for number, row in enumerate(rows, 1):
        if fault := fault_in_attendee(row):
            raise Refused(_("Fila %(number)d: %(fault)s") % {"number": number, "fault": fault})
    with transaction.atomic():
        Gathering.objects.select_for_update().get(pk=gathering.pk)  # two phones at once: one after the other
        book = _Book(gathering, rows, door, by, programme or programme_of(gathering))
        found = [book.take(row) for row in rows]
        conflicts = keep_conflicts(gathering, [f for f in found if isinstance(f, Difference)], by=by)
        result = brought(rows, found, conflicts)
        _store(gathering, book.touched, {"new": result.new, "changed": result.changed}, by)
    return result


def settle_attendee(conflict: FieldConflict, choice: str, *, by: Actor, seen: int | None = None) -> FieldConflict:
    """The phone's version or the office's stays; the other one is gone."""
    _guard(conflict.gathering, by)
    with transaction.atomic():
        if choice == FieldConflict.Choice.PHONE and not conflict.choice:
            told = values_of(conflict.from_phone)
            attendee = conflict.gathering.attendees.select_for_update().get(client_key=conflict.client_key)
            removed = told.pop("removed")
            others = conflict.gathering.attendees.filter(removed_at=None).exclude(pk=attendee.pk)
            if not removed and told["participant_key"] and others.filter(participant_key=told["participant_key"]):
                raise Refused(_("Esa persona ya está en otro registro de este encuentro: quite uno de los dos."))
            _put(attendee, told, removed)
            _store(conflict.gathering, [attendee], {"changed": 1}, by)
        return close_conflict(conflict, choice, by=by, seen=seen)


def _guard(gathering: Gathering, by: Actor) -> None:
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if gathering.state == Gathering.State.CANCELLED:
        raise Refused(_("«%(title)s» se canceló: no tuvo asistentes.") % {"title": gathering.title})


class _Book:
    """The attendees of a gathering as they stand while rows are taken in, one after the other."""

    def __init__(self, gathering: Gathering, rows: Sequence[AttendeeRow], door: str, by: Actor, programme: str) -> None:
        self.gathering, self.door, self.by, self.programme = gathering, door, by, programme
        self.now = timezone.now()
        known = Q(client_key__in={row.client_key for row in rows})
        people = {participant_key(row.document, programme) for row in rows} - {""}
        kept = gathering.attendees.filter(known).exclude(participant_key="")  # a row may come back without its document
        known |= Q(participant_key__in=people) | Q(participant_key__in=kept.values("participant_key"))
        known |= Q(registration__in=[r.registration for r in rows if r.registration])
        self.by_key = {a.client_key: a for a in gathering.attendees.filter(known)}
        self._touched: dict[str, Attendee] = {}

    @property
    def touched(self) -> list[Attendee]:
        """Those to store; the removed ones first, for they make room for another row of the same person."""
        return sorted(self._touched.values(), key=lambda a: a.removed_at is None)

    def take(self, row: AttendeeRow) -> RowOutcome | Difference:
        told, stands = self._told(row), self.by_key.get(row.client_key)
        if stands is None:
            return self._take_new(row, told)
        for kept in ("participant_key", "registration_id"):  # whoever edits a row has no document before her
            told[kept] = told[kept] or getattr(stands, kept)
        removed = stands.removed_at is not None
        if row.removed == removed and (removed or not _says_more(told, stands, blanks_too=True)):
            return RowOutcome(row.client_key, Outcome.SAME, stands.edition)
        if row.edition_seen != stands.edition or (not row.removed and self._twin(told, stands)):
            return _difference(told, row.removed, stands)
        _put(stands, told, row.removed)
        self._touched[stands.client_key] = stands
        return RowOutcome(row.client_key, Outcome.CHANGED, stands.edition)

    def _take_new(self, row: AttendeeRow, told: dict[str, Any]) -> RowOutcome | Difference:
        if row.removed:
            return RowOutcome(row.client_key, Outcome.SAME, 0)
        twin = self._twin(told)
        if twin and _says_more(told, twin):
            return _difference({name: told[name] or getattr(twin, name) for name in told}, False, twin)
        if twin:
            return RowOutcome(row.client_key, Outcome.TWIN, 0, twin.client_key)
        attendee = Attendee(
            gathering=self.gathering,
            client_key=row.client_key,
            door=self.door,
            recorded_by_id=self.by.pk,
            recorded_at=min(row.recorded_at or self.now, self.now),
            **told,
        )
        self.by_key[row.client_key] = self._touched[row.client_key] = attendee
        return RowOutcome(row.client_key, Outcome.NEW, attendee.edition)

    def _told(self, row: AttendeeRow) -> dict[str, Any]:
        return {
            "name": " ".join(row.name.split()),
            "participant_key": participant_key(row.document, self.programme),
            "sex": row.sex,
            "age_band": row.age_band,
            "group": row.group,
            "organization": " ".join(row.organization.split()),
            "territory_id": row.territory and row.territory.pk,
            "registration_id": row.registration and row.registration.pk,
        }

    def _twin(self, told: dict[str, Any], but: Attendee | None = None) -> Attendee | None:
        """Another row that stands for the same person, by her document or by her registration."""
        for other in self.by_key.values():
            if other is not but and other.removed_at is None:
                for name in ("participant_key", "registration_id"):
                    if told[name] and getattr(other, name) == told[name]:
                        return other
        return None


def _says_more(told: dict[str, Any], stands: Attendee, blanks_too: bool = False) -> bool:
    """Does it say what does not stand there? A blank says nothing, but where a row is edited."""
    return any(
        (value or blanks_too) and (value or None) != (getattr(stands, name) or None) for name, value in told.items()
    )


def _difference(told: dict[str, Any], removed: bool, stands: Attendee) -> Difference:
    office = {name: getattr(stands, name) for name in told} | {"removed": stands.removed_at is not None}
    return Difference("attendee", stands.client_key, told | {"removed": removed}, office)


def _put(attendee: Attendee, told: dict[str, Any], removed: bool) -> None:
    for name, value in told.items():
        setattr(attendee, name, value)
    attendee.removed_at = timezone.now() if removed else None
    attendee.edition += 1


def _store(gathering: Gathering, attendees: Sequence[Attendee], counts: dict[str, int], by: Actor) -> None:
    """The rows, the published counts that follow from them, and an audit line that names nobody."""
    if not attendees:
        return
    changing = [*CONTENT, "removed_at", "edition"]
    Attendee.objects.bulk_create(
        attendees, update_conflicts=True, unique_fields=["gathering", "client_key"], update_fields=changing
    )
    came = gathering.attendees.filter(removed_at=None).order_by().values_list("sex", "age_band")
    groups = list(came.annotate(people=Count("id")))
    gathering.attendance.all().delete()
    write_rows(Attendance(gathering=gathering, sex=sex, age_band=band, count=n) for sex, band, n in groups)
    if gathering.state != Gathering.State.HELD:
        change_many([gathering], act="bring_attendees", by=by, state=Gathering.State.HELD)
    content = counts | {"people": sum(people for _sex, _band, people in groups)}
    remember(act="bring_attendees", thing=gathering, by=by, content=content)
