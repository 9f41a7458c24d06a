"""What is open now on the route, what comes, what was moved and why: the public timeline, and its calendar for a phone.

Also here: how the faults of a list of phases are said to whoever sets it up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from convite.core.saying import one_point, say
from convite.core.templatetags.ui import formats
from convite.planning.models import Edition, Phase, PhaseMove
from convite.planning.queries.editions import phases_of, windows_of
from convite.rulebook.phases import ActWindow, PhaseFault
from convite.rulebook.route_settings import setting_of
from convite.rulebook.routes import ACTS


def setting(edition: Edition, name: str) -> object:
    """What the edition's route says of a setting, or what is so where it says nothing."""
    return setting_of(edition.settings, name)


def act_label(act: str) -> str:
    """«Proponer ideas»; an act that is not in the list is called by its name."""
    return _(ACTS[act]) if act in ACTS else act


@dataclass(frozen=True)
class OpenAct:
    """An act on the public timeline: when it opens and closes, and on which of the route's tracks."""

    label: str
    opens_at: datetime
    closes_at: datetime
    state: str  # past, present, future
    track: str = ""


@dataclass(frozen=True)
class PhaseTold:
    """A phase as the public timeline tells it."""

    phase: Phase
    state: str
    acts: tuple[OpenAct, ...]


@dataclass(frozen=True)
class RouteTold:
    """The whole route at a moment. `next`: the phase that comes, where none is under way or after the present one."""

    phases: tuple[PhaseTold, ...]
    open_now: tuple[OpenAct, ...]
    next: Phase | None


def route_told(edition: Edition, now: datetime | None = None) -> RouteTold:
    """The phases with their acts as they stand at a moment. No query beyond the phases'."""
    moment = now or timezone.now()
    phases = phases_of(edition)
    told = tuple(_told(edition, phase, moment) for phase in phases)
    present = (act for phase in told for act in phase.acts if act.state == "present")
    open_now = tuple(sorted(present, key=lambda act: act.closes_at))
    return RouteTold(told, open_now, next((p for p in phases if p.opens_at > moment), None))


def _told(edition: Edition, phase: Phase, now: datetime) -> PhaseTold:
    window = windows_of([phase])[0]
    tracks: dict[str, str] = setting_of(edition.settings, "tracks")
    acts = tuple(
        OpenAct(
            act_label(act.act),
            act.opens_at,
            act.closes_at,
            _state(act.opens_at, act.closes_at, now),
            tracks.get(act.track, act.track),
        )
        for act in window.acts
    )
    return PhaseTold(phase, _state(phase.opens_at, phase.closes_at, now), acts)


def _state(opens_at: datetime, closes_at: datetime, now: datetime) -> str:
    return "future" if now < opens_at else "present" if now < closes_at else "past"


def next_phase(edition: Edition, now: datetime | None = None) -> Phase | None:
    """The phase that an officer may begin before its day."""
    moment = now or timezone.now()
    return next((phase for phase in phases_of(edition) if phase.opens_at > moment), None)


# What is said -------------------------------------------------------------------------------------------------------


def say_phase_fault(fault: PhaseFault) -> str:
    """The fault in the reader's language, with the act called as people call it."""
    params = fault.reason.params
    if "act" in params:
        return say(replace(fault.reason, params={**params, "act": act_label(str(params["act"]))}))
    return say(fault.reason)


def say_move(edition: Edition, move: PhaseMove) -> str:
    """What whoever follows the edition reads."""
    return _("«%(phase)s» (%(edition)s) va ahora del %(opens)s al %(closes)s. %(reason)s") % {
        "phase": move.phase.name,
        "edition": edition.name,
        "opens": formats.moment_text(move.opens_at),
        "closes": formats.moment_text(move.closes_at),
        "reason": move.reason,
    }


def say_begun(edition: Edition, phase: Phase) -> str:
    until = formats.moment_text(phase.closes_at)
    names = {"phase": phase.name, "edition": edition.name, "closes": until}
    return one_point(_("Empezó «%(phase)s» de %(edition)s. Va hasta el %(closes)s.") % names)


# The calendar -------------------------------------------------------------------------------------------------------


def calendar_of(edition: Edition, url: str) -> bytes:
    """The phases, and the acts that have a time of their own, as an iCalendar file that every phone reads."""
    calendar = Calendar()
    calendar.add("prodid", "-//Convite//ruta//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(edition.name))
    for event in _events(edition, url):
        calendar.add_component(event)
    return calendar.to_ical()


def _events(edition: Edition, url: str) -> Iterable[Event]:
    for phase in phases_of(edition):
        window = windows_of([phase])[0]
        key = f"{edition.public_id}-{phase.pk}"
        yield _event(key, str(phase.name), window, edition, url)
        for number, act in enumerate(window.acts, 1):
            if (act.opens_at, act.closes_at) != (window.opens_at, window.closes_at):
                name = f"{phase.name}: {act_label(act.act)}"
                yield _event(f"{key}-{act.act}-{number}", name, act, edition, url)


def _event(key: str, name: str, window: ActWindow | object, edition: Edition, url: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@convite")
    event.add("summary", name)
    event.add("dtstamp", edition.changed_at)
    event.add("sequence", edition.version)
    event.add("dtstart", window.opens_at)  # type: ignore[union-attr]
    event.add("dtend", window.closes_at)  # type: ignore[union-attr]
    event.add("description", str(edition.name))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
