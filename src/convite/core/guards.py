"""What in an upper room stands in the way of an act of a lower one? Each room says what it knows, with a sentence.

A room registers its guard when it starts, so that ceilings stay as they are once people saw them on a ballot, although
the room of planning stands below the vote and knows nothing of it.
"""

from collections.abc import Callable
from typing import Any

from convite.core.errors import Refused

Guard = Callable[[Any], Any]  # the thing → why not, in a sentence; "" where nothing is in the way
_guards: dict[str, list[Guard]] = {}


def register_guard(act: str, guard: Guard) -> None:
    """Asks `guard` before `act` ("adopt_ceilings"); a second time is the same as once."""
    known = _guards.setdefault(act, [])
    if guard not in known:
        known.append(guard)


def refuse_if_guarded(act: str, thing: Any) -> None:
    """Raises Refused with the first reason that another room has against doing `act` to `thing`."""
    for guard in _guards.get(act, []):
        reason = guard(thing)
        if reason:
            raise Refused(reason)
