"""The kinds of project: what do works, classes or meals have in common wherever they are asked for?

A kind gives the words that repeat from place to place; a neighbour's own words are in the ballots. ``{en}``
becomes «en Granizal», ``{de}`` «de Granizal» or «del corregimiento», ``{n}`` the number of people reached.
The kinds themselves are in ``kinds_places.py`` and ``kinds_people.py``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    theme: str  # a value of planning.Theme
    goal: str  # key in plans.GOALS
    who: str  # whom the number of people reached counts
    objectives: tuple[str, ...]
    diagnosis: str
    asks: tuple[str, ...]  # titles of ideas
    voices: tuple[str, ...]  # what a second neighbour said


def de(place: str) -> str:
    """«de Granizal», «del corregimiento», «de El Poblado» (the article of a proper name does not contract)."""
    return "del " + place[3:] if place.startswith("el ") else "de " + place


def fill(sentence: str, place: str, n: int) -> str:
    return sentence.format(en="en " + place, de=de(place), n=f"{n:,}".replace(",", "."))
