"""What falls due by the clock and not by anybody's act? Phases that begin, reminders, digests, data kept long enough.

A room registers its act when it starts. The worker asks all of them once a minute, `convite run-due` once a run: each
looks with one cheap query whether anything is due, may be asked twice, and does not keep the others from their turn.
"""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import DatabaseError

log = structlog.get_logger("convite.schedule")

Scheduled = Callable[[datetime], int]  # at this moment; returns how much was done
_acts: dict[str, Scheduled] = {}


def register(name: str, act: Scheduled) -> None:
    """A second time is the same as once."""
    _acts[name] = act


def do_scheduled(now: datetime) -> dict[str, int | None]:
    """Each act's name → how much it did; None: it failed, which the log tells, and will be asked again."""
    return {name: _do(name, act, now) for name, act in _acts.items()}


def _do(name: str, act: Scheduled, now: datetime) -> int | None:
    try:
        done = act(now)
    except DatabaseError:
        raise
    except Exception:  # one room's fault must not hold up another room's reminders
        log.exception("scheduled act failed", act=name)
        return None
    if done:
        log.info("scheduled act", act=name, done=done)
    return done
