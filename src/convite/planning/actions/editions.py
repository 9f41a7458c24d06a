"""What can happen to an edition? It is set up, opened and closed; its phases move; gatherings are convened."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.saying import say
from convite.gatherings.models import Gathering
from convite.people.queries import Actor
from convite.planning.models import Edition, EditionGathering, Phase, PhaseMove
from convite.planning.permissions import can_plan
from convite.planning.queries import windows_of
from convite.rulebook.phases import check_phases


def create_edition(edition: Edition, phases: Sequence[Phase], *, by: Actor) -> Edition:
    """Stores an edition with its route. The phases are judged together: inverted or overlapping ones are refused."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    _refuse_bad_phases(phases)
    with transaction.atomic():
        create(edition, act="create_edition", by=by)
        for position, phase in enumerate(phases, 1):
            phase.edition, phase.position = edition, position
        write_rows(phases)
    return edition


def open_edition(edition: Edition, *, by: Actor, seen: int | None = None) -> Edition:
    """Makes the edition public."""
    return _set_state(edition, Edition.State.OPEN, "open_edition", by, seen)


def close_edition(edition: Edition, *, by: Actor, seen: int | None = None) -> Edition:
    return _set_state(edition, Edition.State.CLOSED, "close_edition", by, seen)


def _set_state(edition: Edition, state: str, act: str, by: Actor, seen: int | None) -> Edition:
    if not can_plan(by, edition.territory):
        raise NotAllowed
    edition.state = state
    return change(edition, act=act, by=by, seen=seen)


def move_phase(phase: Phase, opens_at: datetime, closes_at: datetime, reason: str, *, by: Actor) -> Phase:
    """Gives a phase other moments. The reason is kept with the act; a route that would not hold together is refused."""
    edition = phase.edition
    if not can_plan(by, edition.territory):
        raise NotAllowed
    if not reason.strip():
        raise Refused(_("Diga por qué se mueve la fase: las personas que la siguen lo van a leer."))
    with transaction.atomic():
        # Whoever moves another phase of this edition meanwhile waits: the phases are judged together.
        route = list(Edition.objects.select_for_update().get(pk=edition.pk).phases.order_by("position"))
        stored = next(p for p in route if p.pk == phase.pk)
        move = PhaseMove(
            phase=stored, moved_at=timezone.now(), moved_by=by.public_id, reason=reason.strip()[:1000],
            opened_at=stored.opens_at, closed_at=stored.closes_at, opens_at=opens_at, closes_at=closes_at,
        )  # fmt: skip
        stored.opens_at, stored.closes_at = opens_at, closes_at
        _refuse_bad_phases(route)
        stored.save(update_fields=["opens_at", "closes_at"])
        write_rows([move])
        before, after = (
            [move.opened_at.isoformat(), move.closed_at.isoformat()],
            [opens_at.isoformat(), closes_at.isoformat()],
        )
        content = {"before": before, "after": after, "reason": move.reason}
        remember(act="move_phase", thing=edition, by=by, content=content)
    phase.opens_at, phase.closes_at = opens_at, closes_at
    edition.__dict__.pop("_phases", None)
    return phase


def _refuse_bad_phases(phases: Sequence[Phase]) -> None:
    faults = check_phases(windows_of(phases))
    if faults:
        raise Refused(" ".join(say(fault) for fault in faults))


def convene(edition: Edition, gatherings: Sequence[Gathering], *, by: Actor) -> None:
    """Says that these gatherings belong to the edition."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    with transaction.atomic():
        write_rows(EditionGathering(edition=edition, gathering=g) for g in gatherings)
        remember(act="convene", thing=edition, by=by, content=[g.public_id for g in gatherings])
