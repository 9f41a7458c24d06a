"""Through what has a thing lived? Each room tells what it knows; the line of life is all of it in order.

A room registers its source when it starts, so that a project's page shows its votes although the room of projects
stands below the vote and knows nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from convite.core.models import Thing


@dataclass(frozen=True)
class Step:
    """A moment in a thing's life, as `{% trace %}` shows it. `state`: "", "now", "late" or "next"."""

    at: datetime | None
    title: Any
    text: str = ""
    url: str = ""
    state: str = ""


Source = Callable[[Any], list[Step]]
_sources: dict[str, list[Source]] = {}


def register(kind: str, source: Source) -> None:
    """Adds a source for things of `kind` ("projects.project"); a second time is the same as once."""
    known = _sources.setdefault(kind, [])
    if source not in known:
        known.append(source)


def trace_of(thing: Thing) -> list[Step]:
    """Every step that any room knows of, oldest first; what has no moment yet comes last."""
    steps = [step for source in _sources.get(thing._meta.label_lower, []) for step in source(thing)]
    return sorted(steps, key=lambda s: (s.at is None, s.at.timestamp() if s.at else 0))
