"""How many took part, where and how, without saying it of so few that it says who? The totals of the roll.

Words: a *cell* is a territory and a channel (on-line, station, assisted) with its number of ballots; a *small* cell has
fewer than LEAST, and is merged with others until it has not. An empty territory or channel stands for "several".

Not here: who is on the roll, and turnout by sex and age.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LEAST = 10


class Cell(NamedTuple):
    """How many ballots came from a territory through a channel."""

    territory: str
    channel: str
    ballots: int


def published_roll(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells as they may be published: the same sum, and none small, unless all together are.

    A small cell joins the other channels of its territory; a territory still small joins the smallest ones.

    >>> cells = [Cell("Popular", "on-line", 40), Cell("Popular", "station", 3), Cell("Enciso", "on-line", 12)]
    >>> [tuple(cell) for cell in published_roll(cells)]
    [('Enciso', 'on-line', 12), ('Popular', '', 43)]
    """
    by_territory: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.ballots:
            by_territory[cell.territory].append(cell)
    kept: list[list[Cell]] = []
    for territory, group in by_territory.items():
        if len(group) > 1 and any(cell.ballots < LEAST for cell in group):
            group = [Cell(territory, "", _sum(group))]
        kept.append(group)
    kept.sort(key=lambda group: (_sum(group), group))
    merged: list[Cell] = []
    # What is still small takes the next smallest along: alone, it would be known by subtraction.
    while kept and (_sum(kept[0]) < LEAST or 0 < _sum(merged) < LEAST):
        merged += kept.pop(0)
    rest = [Cell("", "", _sum(merged))] if merged else []
    return tuple(sorted([cell for group in kept for cell in group] + rest))


def small_cells(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells that say too much: fewer than LEAST ballots, beside others.

    >>> small_cells([Cell("", "", 4)]), len(small_cells([Cell("a", "", 4), Cell("b", "", 40)]))
    ((), 1)
    """
    return tuple(cell for cell in cells if cell.ballots < LEAST) if len(cells) > 1 else ()


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell.ballots for cell in cells)
