"""What can happen to the phases of an edition? They are set, moved, begun before their day, and announced on it.

Phases belong to their edition: who changes one changes the edition, whose version number tells two officers of each
other. Whatever moves a phase of an open edition needs a reason, which is kept and told to whoever follows the edition.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.actions import tell_followers
from convite.core.actors import SYSTEM
from convite.core.acts import remember, write_rows
from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.history import write_version
from convite.people.models import Person
from convite.people.queries import Actor
from convite.planning.models import Edition, Phase, PhaseMove
from convite.planning.permissions import can_plan
from convite.planning.queries.editions import windows_of
from convite.planning.queries.phases import say_begun, say_move, say_phase_fault
from convite.rulebook.phases import PhaseWindow, faults_of_phases, moved_phase, present_phase

FIELDS = ("position", "kind", "name", "opens_at", "closes_at", "announced_at", "acts")


def refuse_bad_phases(phases: Sequence[Phase]) -> None:
    faults = faults_of_phases(windows_of(phases))
    if faults:
        raise Refused(" ".join(say_phase_fault(fault) for fault in faults))


def set_phases(
    edition: Edition, phases: Sequence[Phase], *, by: Actor, seen: int | None = None, reason: str = ""
) -> list[PhaseMove]:
    """Stores the whole route at once, in the order of its days; a stored phase that is not among them is taken out.

    Once the edition is open none is taken out, and what moves is told with the reason. Returns the moves.
    """
    if not can_plan(by, edition.territory):
        raise NotAllowed
    if edition.state == Edition.State.CLOSED:
        raise Refused(_("La edición ya terminó: sus fases quedan como fueron."))
    route = sorted(phases, key=lambda phase: phase.opens_at)
    refuse_bad_phases(route)
    with transaction.atomic():
        stored = _locked(edition, seen)
        before = {phase.pk: phase for phase in stored}
        if edition.state == Edition.State.OPEN and set(before) - {phase.pk for phase in route}:
            raise Refused(_("La edición está abierta: sus fases se mueven o se dejan sin actos, pero no se quitan."))
        moves = [
            _move_between(before[p.pk], p, reason, by) for p in route if p.pk in before and _moved(before[p.pk], p)
        ]
        is_open = edition.state == Edition.State.OPEN
        if is_open and moves:
            _refuse_without_reason(reason)
        _write_route(edition, route)
        kept = [(p.kind, p.name, p.opens_at.isoformat(), p.closes_at.isoformat(), p.acts) for p in route]
        _remember_turn(edition, "set_phases", by, {"phases": kept, "reason": reason})
        if is_open:
            _keep_moves(edition, moves, by)
    return moves if is_open else []


def _locked(edition: Edition, seen: int | None) -> list[Phase]:
    """The phases as they stand; who changes another phase of the edition waits: they are judged together."""
    stored = Edition.objects.select_for_update().get(pk=edition.pk)
    if seen is not None and stored.version != seen:
        raise Overtaken(
            _("Otra persona cambió las fases mientras usted las editaba. Nada se perdió: compare y decida."), stored
        )
    edition.version = stored.version
    return list(stored.phases.order_by("position"))


def _moved(before: Phase, after: Phase) -> bool:
    return (before.opens_at, before.closes_at) != (after.opens_at, after.closes_at)


def _move_between(before: Phase, after: Phase, reason: str, by: Actor) -> PhaseMove:
    return PhaseMove(
        phase=after, moved_at=timezone.now(), moved_by=by.public_id, reason=reason.strip()[:1000],
        opened_at=before.opens_at, closed_at=before.closes_at, opens_at=after.opens_at, closes_at=after.closes_at,
    )  # fmt: skip


def _refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Diga por qué se mueve la fase: las personas que la siguen lo van a leer."))


def _write_route(edition: Edition, route: Sequence[Phase]) -> None:
    """Positions are given anew: meanwhile the stored ones stand out of the way."""
    kept = [phase for phase in route if phase.pk]
    edition.phases.exclude(pk__in=[phase.pk for phase in kept]).delete()
    edition.phases.update(position=F("position") + 1000)
    now = timezone.now()
    for position, phase in enumerate(route, 1):
        phase.edition, phase.position = edition, position
        if phase.opens_at > now:
            phase.announced_at = None
    Phase.objects.bulk_update(kept, FIELDS)
    write_rows([phase for phase in route if not phase.pk])
    edition.__dict__.pop("_phases", None)


def _remember_turn(edition: Edition, act: str, by: Actor, content: Any) -> None:
    """The edition's next version, and the act in the audit chain with what it wrote."""
    edition.version, edition.changed_at = edition.version + 1, timezone.now()
    Edition.objects.filter(pk=edition.pk).update(version=edition.version, changed_at=edition.changed_at)
    write_version(edition, act=act, by=by)
    remember(act=act, thing=edition, by=by, content=content)


def _keep_moves(edition: Edition, moves: Sequence[PhaseMove], by: Actor) -> None:
    write_rows(moves)
    for move in moves:
        _tell(edition, lambda move=move: say_move(edition, move), f"move_phase:{edition.version}:{move.phase_id}", by)


def _tell(edition: Edition, sentence: Any, key: str, by: Actor) -> int:
    url = reverse("edition_page", args=[edition.public_id])
    but = by if isinstance(by, Person) else None
    return tell_followers(edition, sentence, url, key=f"{key}:{edition.public_id}", but=but)


def move_phase(
    phase: Phase, opens_at: datetime, closes_at: datetime, reason: str, *, by: Actor, seen: int | None = None
) -> Phase:
    """Gives a phase other moments. The reason is kept with the act; a route that would not hold together is refused.

    What becomes of the acts with a time of their own in it: see `rulebook.phases.moved_phase`.
    """
    edition = phase.edition
    if not can_plan(by, edition.territory):
        raise NotAllowed
    _refuse_without_reason(reason)
    with transaction.atomic():
        route = _locked(edition, seen)
        stored = next(p for p in route if p.pk == phase.pk)
        move = _move(stored, opens_at, closes_at, reason, by)
        refuse_bad_phases(route)
        stored.save(update_fields=["opens_at", "closes_at", "announced_at", "acts"])
        content = {
            "before": [move.opened_at.isoformat(), move.closed_at.isoformat()],
            "after": [opens_at.isoformat(), closes_at.isoformat()],
            "reason": move.reason,
        }
        _remember_turn(edition, "move_phase", by, content)
        _keep_moves(edition, [move], by)
    phase.opens_at, phase.closes_at, phase.acts = opens_at, closes_at, stored.acts
    edition.__dict__.pop("_phases", None)
    return phase


def _move(stored: Phase, opens_at: datetime, closes_at: datetime, reason: str, by: Actor) -> PhaseMove:
    """Changes the phase in memory, with the acts that have their own time, and gives what will be kept of it."""
    window = windows_of([stored])[0]
    before = Phase(opens_at=stored.opens_at, closes_at=stored.closes_at)
    stored.acts = _acts_of(stored, moved_phase(window, opens_at, closes_at))
    stored.opens_at, stored.closes_at = opens_at, closes_at
    if opens_at > timezone.now():
        stored.announced_at = None
    return _move_between(before, stored, reason, by)


def _acts_of(phase: Phase, window: PhaseWindow) -> list[dict[str, Any]]:
    """What an act left to its phase («opens as the phase does») stays so."""
    return [
        {
            **act,
            "opens_at": moved.opens_at.isoformat() if act.get("opens_at") else None,
            "closes_at": moved.closes_at.isoformat() if act.get("closes_at") else None,
        }
        for act, moved in zip(phase.acts, window.acts, strict=True)
    ]


def begin_phase(phase: Phase, reason: str, *, by: Actor, seen: int | None = None, now: datetime | None = None) -> Phase:
    """Begins the next phase before its day: the one under way ends at this minute and this one opens with it."""
    edition, moment = phase.edition, (now or timezone.now()).replace(second=0, microsecond=0)
    if not can_plan(by, edition.territory):
        raise NotAllowed
    if edition.state != Edition.State.OPEN:
        raise Refused(_("Abra primero la edición: mientras se prepara, sus fases no empiezan."))
    _refuse_without_reason(reason)
    with transaction.atomic():
        route = _locked(edition, seen)
        _refuse_not_next(route, phase, moment)
        stored = next(p for p in route if p.pk == phase.pk)
        present = present_phase(windows_of(route), moment)
        moves = []
        if present is not None:
            moves.append(_move(route[present], route[present].opens_at, moment, reason, by))
        moves.append(_move(stored, moment, stored.closes_at, reason, by))
        refuse_bad_phases(route)
        stored.announced_at = timezone.now()
        Phase.objects.bulk_update(route, FIELDS)
        content = {"phase": phase.pk, "at": moment.isoformat(), "reason": moves[-1].reason}
        _remember_turn(edition, "begin_phase", by, content)
        write_rows(moves)
        _tell(edition, lambda: say_begun(edition, stored), f"begin_phase:{edition.version}:{stored.pk}", by)
    edition.__dict__.pop("_phases", None)
    return stored


def _refuse_not_next(route: Sequence[Phase], phase: Phase, now: datetime) -> None:
    coming = [p for p in route if p.opens_at > now]
    if not coming or coming[0].pk != phase.pk:
        raise Refused(_("«%(phase)s» no es la fase que sigue: ya empezó, o hay otra antes.") % {"phase": phase.name})


def announce_phases(now: datetime) -> int:
    """Tells the followers of each edition that a phase has begun: once, whoever asks and however often."""
    begun = Phase.objects.filter(
        announced_at__isnull=True, opens_at__lte=now, closes_at__gt=now, edition__state=Edition.State.OPEN
    )
    return sum(_announce(phase, now) for phase in begun.select_related("edition").order_by("id")[:200])


def _announce(phase: Phase, now: datetime) -> int:
    with transaction.atomic():
        if not Phase.objects.filter(pk=phase.pk, announced_at__isnull=True).update(announced_at=now):
            return 0
        content = {"phase": phase.pk, "opens_at": phase.opens_at.isoformat()}
        remember(act="announce_phase", thing=phase.edition, by=SYSTEM, content=content)
        key = f"announce_phase:{phase.pk}:{phase.opens_at.isoformat()}"
        _tell(phase.edition, lambda: say_begun(phase.edition, phase), key, SYSTEM)
    return 1
