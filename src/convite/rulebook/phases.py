"""Which act is open when?

Words: an edition walks through *phases*, each from a moment to a moment; in each phase some *acts* are open (to
propose, to formulate, to vote…), for the whole phase or for a narrower time of their own. A moment belongs to what
begins in it: an act is open from `opens_at` (included) to `closes_at` (excluded).

Source: the route of Acuerdo 28 and Decreto 0697 of 2017 (Medellín), where each phase has its calendar; other cities'
routes are other lists of phases. Not here: clocks (the moment is an argument) and who may act (`permissions`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from convite.rulebook.words import Sentence, gettext_noop


@dataclass(frozen=True, slots=True)
class ActWindow:
    """When an act is open, for everybody or on one track of the route. Moments carry their time zone."""

    act: str
    opens_at: datetime
    closes_at: datetime
    track: str = ""


@dataclass(frozen=True, slots=True)
class PhaseWindow:
    """A phase by its name, its moments, and the acts that are open in it."""

    name: str
    opens_at: datetime
    closes_at: datetime
    acts: tuple[ActWindow, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is open at a moment, the sentence that says so, and the window that decided, if any."""

    is_open: bool
    reason: Sentence
    window: ActWindow | None = None


def judge_act(act: str, phases: Sequence[PhaseWindow], now: datetime, track: str = "") -> Verdict:
    """Is `act` open at `now`? If not, says when it opens, or when it closed.

    With a `track`, the windows of the other tracks do not count; without one, every window does.

    >>> from datetime import UTC
    >>> day = lambda d: datetime(2026, 9, d, tzinfo=UTC)
    >>> vote = ActWindow("vote", day(3), day(5))
    >>> route = [PhaseWindow("Priorización", day(1), day(9), (vote,))]
    >>> judge_act("vote", route, day(4)).is_open
    True
    >>> str(judge_act("vote", route, day(2)).reason)
    'Esto abre el 2026-09-03T00:00:00+00:00.'
    >>> str(judge_act("vote", route, day(5)).reason)
    'Esto cerró el 2026-09-05T00:00:00+00:00.'
    """
    mine = [w for phase in phases for w in phase.acts if w.act == act and (not track or w.track in ("", track))]
    windows = sorted(mine, key=lambda w: w.opens_at)
    for window in windows:
        if window.opens_at <= now < window.closes_at:
            text = gettext_noop("Esto está abierto hasta el %(closes_at)s.")
            return Verdict(True, Sentence(text, {"closes_at": window.closes_at.isoformat()}), window)
    for window in windows:
        if now < window.opens_at:
            text = gettext_noop("Esto abre el %(opens_at)s.")
            return Verdict(False, Sentence(text, {"opens_at": window.opens_at.isoformat()}), window)
    if windows:
        text = gettext_noop("Esto cerró el %(closes_at)s.")
        return Verdict(False, Sentence(text, {"closes_at": windows[-1].closes_at.isoformat()}), windows[-1])
    return Verdict(False, Sentence(gettext_noop("En esta edición no se hace esto.")))


def present_phase(phases: Sequence[PhaseWindow], now: datetime) -> int | None:
    """The position of the phase that is under way at `now`; of two that overlap, the later one. None between phases.

    >>> from datetime import UTC
    >>> day = lambda d: datetime(2026, 9, d, tzinfo=UTC)
    >>> present_phase([PhaseWindow("A", day(1), day(3)), PhaseWindow("B", day(3), day(5))], day(3))
    1
    """
    under_way = [i for i, phase in enumerate(phases) if phase.opens_at <= now < phase.closes_at]
    return under_way[-1] if under_way else None


@dataclass(frozen=True, slots=True)
class PhaseFault:
    """What is wrong with the phase that stands at `index`; `field` is the part of it to mend (an act, «act:track»)."""

    index: int
    field: str
    reason: Sentence


def check_phases(phases: Sequence[PhaseWindow]) -> tuple[Sentence, ...]:
    """What is wrong with a list of phases: inverted moments, phases that overlap, acts outside their phase.

    >>> from datetime import UTC
    >>> day = lambda d: datetime(2026, 9, d, tzinfo=UTC)
    >>> [str(s) for s in check_phases([PhaseWindow("A", day(5), day(3))])]
    ['«A» cierra antes de abrir.']
    """
    return tuple(fault.reason for fault in faults_of_phases(phases))


def faults_of_phases(phases: Sequence[PhaseWindow]) -> tuple[PhaseFault, ...]:
    """The same, each with the phase it is said of: of two that overlap, the later one."""
    faults = []
    for index, phase in enumerate(phases):
        if phase.closes_at <= phase.opens_at:
            text = gettext_noop("«%(phase)s» cierra antes de abrir.")
            faults.append(PhaseFault(index, "closes_at", Sentence(text, {"phase": phase.name})))
            continue  # no act fits in it: said once
        for window in phase.acts:
            if not phase.opens_at <= window.opens_at < window.closes_at <= phase.closes_at:
                text = gettext_noop("En «%(phase)s», los momentos de «%(act)s» se salen de la fase.")
                part = f"{window.act}:{window.track}" if window.track else window.act
                faults.append(PhaseFault(index, part, Sentence(text, {"phase": phase.name, "act": window.act})))
    for index, (before, after) in enumerate(pairwise(phases), 1):
        if after.opens_at < before.closes_at:
            text = gettext_noop("«%(after)s» abre antes de que cierre «%(before)s».")
            faults.append(PhaseFault(index, "opens_at", Sentence(text, {"after": after.name, "before": before.name})))
    return tuple(faults)


def moved_phase(phase: PhaseWindow, opens_at: datetime, closes_at: datetime) -> PhaseWindow:
    """The phase with other moments, and what becomes of the acts that have their own time in it.

    A phase that moves as a whole takes its acts along. One that becomes longer or shorter leaves them where they were
    announced and cuts what would stick out; an act of which nothing would be left stays as it was, for `check_phases`
    to refuse.

    >>> from datetime import UTC
    >>> day = lambda d: datetime(2026, 9, d, tzinfo=UTC)
    >>> phase = PhaseWindow("Priorización", day(1), day(9), (ActWindow("vote", day(3), day(5)),))
    >>> [moved_phase(phase, day(first), day(last)).acts[0].opens_at.day for first, last in ((8, 16), (4, 9))]
    [10, 4]
    """
    shift = opens_at - phase.opens_at
    whole = closes_at - phase.closes_at == shift
    acts = []
    for window in phase.acts:
        if whole:
            first, last = window.opens_at + shift, window.closes_at + shift
        else:
            first, last = max(window.opens_at, opens_at), min(window.closes_at, closes_at)
            if first >= last:
                first, last = window.opens_at, window.closes_at
        acts.append(replace(window, opens_at=first, closes_at=last))
    return replace(phase, opens_at=opens_at, closes_at=closes_at, acts=tuple(acts))
