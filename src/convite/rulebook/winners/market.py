"""Who would pay for what? The ballots of an election, laid out for rules that sell projects to their supporters.

Words: a *backer* of a project is a row of ballots with a mark on it; a mark is worth `worth` *units*; the utility of
one unit is the project's own (`units[p]`: its cost, or 1).

Not here: who pays how much (shares, phragmen, swift).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convite.rulebook.winners.ballots import EXACT_LIMIT, Ballots, Integers

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
# The rounding of one operation in doubles, relative.
HALF_ULP = 2.0**-53
# Up to so many cells (16 MB) the marks are also kept as a table, which adds up faster.
DENSE_CELLS = 2_000_000


class Backers(NamedTuple):
    """Who marked a project: rows, what the mark is worth to them (None: one each), and how many units it adds up to.

    `table` has two lines over the same rows: room for the money they hold, and their units of mark (by weight).
    """

    rows: Rows
    weights: Floats
    worth: Floats | None
    table: Floats
    units: float

    @classmethod
    def of(cls, rows: Rows, weights: Floats, worth: Floats | None) -> "Backers":
        """The backers of one project; those whose mark is worth nothing must be left out."""
        units = weights if worth is None else weights * worth
        return cls(rows, weights, worth, np.stack((weights, units)), float(units.sum()))


class Market:
    """What all runs on the same ballots share. `units[p]` is the utility of one unit of mark on p."""

    def __init__(
        self, ballots: Ballots, costs: Sequence[int], units: Sequence[int], worth: Integers | None, budget: int
    ) -> None:
        self.ballots, self.costs, self.units, self.budget = ballots, costs, units, budget
        self.worth = None if worth is None or bool((worth == 1).all()) else np.maximum(worth, 0)
        self.weights: Floats = ballots.weights.astype(np.float64)
        each = ballots.mark_weights
        self.mark_units: Floats = each if self.worth is None else each * self.worth
        if float(self.mark_units.sum()) >= EXACT_LIMIT:
            raise ValueError("too many points to be added exactly")
        self.backers = [self._backers(position) for position in range(len(costs))]
        # A sorted list is a heap: where every run starts.
        self.first_bounds = sorted(
            (cost / (backers.units * unit) * (1 - 8 * HALF_ULP), project)
            for project, (backers, cost, unit) in enumerate(zip(self.backers, costs, units, strict=True))
            if len(backers.rows)
        )
        self.dense = self._dense() if ballots.rows * len(costs) <= DENSE_CELLS else None

    def _backers(self, position: int) -> Backers:
        starts, order = self.ballots.by_project
        # What costs more than the whole budget has no backers: nobody can want what cannot be had.
        last = starts[position + 1] if self.costs[position] <= self.budget else starts[position]
        marks = order[starts[position] : last]
        if self.worth is not None:
            marks = marks[self.worth[marks] > 0]
        rows = self.ballots.row_of_mark[marks].astype(np.intp)
        return Backers.of(rows, self.weights[rows], None if self.worth is None else self.worth[marks].astype(float))

    def _dense(self) -> Floats:
        table = np.zeros((self.ballots.rows, len(self.costs)))
        table[self.ballots.row_of_mark, self.ballots.marks] = self.mark_units
        return table

    def tally(self, rows: Rows, winners: Sequence[int]) -> list[int]:
        """Per winner, how many units of mark these rows put on it, by weight."""
        if self.dense is not None:
            counts = self.dense[rows].sum(axis=0)[list(winners)].tolist()
        else:
            marks = self.ballots.marks_of(rows)
            units, projects = self.mark_units[marks], self.ballots.marks[marks]
            counts = np.bincount(projects, weights=units, minlength=len(self.costs))[list(winners)].tolist()
        return [int(count) for count in counts]

    def sums(self, rows: Rows, values: Floats) -> list[int]:
        """Per project, the sum of `values` (one per row, whole numbers) over the rows that back it."""
        marks = self.ballots.marks_of(rows)
        each = np.repeat(values, self.ballots.offsets[rows + 1] - self.ballots.offsets[rows])
        if self.worth is not None:
            each = each * (self.worth[marks] > 0)
        found = np.bincount(self.ballots.marks[marks], weights=each, minlength=len(self.costs))
        return [int(count) for count in found.tolist()]

    def signatures(self, rows: Rows, winners: Sequence[int]) -> Integers:
        """Per row, how many units of mark it put on each winner: who has the same signature holds the same money."""
        places = np.full(len(self.costs), -1)
        places[list(winners)] = np.arange(len(winners))
        marks = self.ballots.marks_of(rows)
        owner = np.repeat(np.arange(len(rows)), self.ballots.offsets[rows + 1] - self.ballots.offsets[rows])
        place = places[self.ballots.marks[marks]]
        each = np.ones(len(marks)) if self.worth is None else self.worth[marks].astype(np.float64)
        kept = place >= 0
        cells = owner[kept] * len(winners) + place[kept]
        table = np.bincount(cells, weights=each[kept], minlength=len(rows) * len(winners))
        return table.astype(np.int64).reshape(len(rows), len(winners))
