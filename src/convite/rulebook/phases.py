"""Which act is open when?

Words: an edition walks through *phases*, each from a moment to a moment; in each phase some *acts* are open (to
propose, to formulate, to vote…), for the whole phase or for a narrower time of their own. A moment belongs to what
begins in it: an act is open from `opens_at` (included) to `closes_at` (excluded).

Source: the route of Acuerdo 28 and Decreto 0697 of 2017 (Medellín), where each phase has its calendar; other cities'
routes are other lists of phases. Not here: clocks (the moment is an argument) and who may act (`permissions`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from convite.rulebook.words import Sentence, gettext_noop


@dataclass(frozen=True, slots=True)
class ActWindow:
    """When an act is open. Moments carry their time zone."""

    act: str
    opens_at: datetime
    closes_at: datetime


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


def judge_act(act: str, phases: Sequence[PhaseWindow], now: datetime) -> Verdict:
    """Is `act` open at `now`? If not, says when it opens, or when it closed.

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
    windows = sorted((w for phase in phases for w in phase.acts if w.act == act), key=lambda w: w.opens_at)
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


def check_phases(phases: Sequence[PhaseWindow]) -> tuple[Sentence, ...]:
    """What is wrong with a list of phases: inverted moments, phases that overlap, acts outside their phase.

    >>> from datetime import UTC
    >>> day = lambda d: datetime(2026, 9, d, tzinfo=UTC)
    >>> [str(s) for s in check_phases([PhaseWindow("A", day(5), day(3))])]
    ['«A» cierra antes de abrir.']
    """
    faults = []
    for phase in phases:
        if phase.closes_at <= phase.opens_at:
            faults.append(Sentence(gettext_noop("«%(phase)s» cierra antes de abrir."), {"phase": phase.name}))
        for window in phase.acts:
            if not phase.opens_at <= window.opens_at < window.closes_at <= phase.closes_at:
                text = gettext_noop("En «%(phase)s», los momentos de «%(act)s» se salen de la fase.")
                faults.append(Sentence(text, {"phase": phase.name, "act": window.act}))
    for before, after in pairwise(phases):
        if after.opens_at < before.closes_at:
            text = gettext_noop("«%(after)s» abre antes de que cierre «%(before)s».")
            faults.append(Sentence(text, {"after": after.name, "before": before.name}))
    return tuple(faults)
