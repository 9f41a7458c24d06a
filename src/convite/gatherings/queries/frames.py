"""As part of what was a gathering called? An upper room knows: this one only shows the name and leads there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from convite.gatherings.models import Gathering


@dataclass(frozen=True)
class Frame:
    """`name` may be a translated text."""

    name: Any
    url: str


_sources: list[Callable[[Gathering], Frame | None]] = []


def register_frame(source: Callable[[Gathering], Frame | None]) -> None:
    """None: the gathering is part of nothing that the source knows and everybody may see. Twice is the same as once."""
    if source not in _sources:
        _sources.append(source)


def frames_of(gathering: Gathering) -> list[Frame]:
    return [frame for source in _sources if (frame := source(gathering))]
