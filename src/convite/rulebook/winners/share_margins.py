"""What would have been enough under Equal Shares? What everybody still holds at the end of a run.

Words: the *end* of a run is the moment when no project can be bought. A loser of cost at most the money that its
supporters hold then would have been bought then, or earlier: until it is bought, its cost changes nothing. The same
goes for the votes of those who did not support it: the richest first.

Not here: rules with several runs, where any change moves the number of runs (margins).
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from convite.rulebook.winners.market import HALF_ULP, Floats, Market, Rows
from convite.rulebook.winners.shares import ShareRun

# The richest are looked at in parts of this many rows, because a few of them are usually enough.
PART = 1024


@dataclass(frozen=True)
class EndOfRun:
    """A run that was told: its voters from the richest to the poorest, and what stands behind each project.

    `holders[p]` are the voters who want p and are not broke; `tallies[k][p]` how many units of mark these put on the
    k-th purchase.
    """

    market: Market
    run: ShareRun
    richest: Rows
    error: float
    holders: list[int]
    tallies: list[list[int]]

    @classmethod
    def of(cls, market: Market, run: ShareRun) -> "EndOfRun":
        """The end of a run that was told."""
        error = (4 * len(run.bought) + 8) * HALF_ULP * float(run.share)
        alive = np.flatnonzero(run.held != 0.0)
        holders = market.sums(alive, market.weights[alive])
        tallies = []
        for winner in run.bought:
            rows, _, _, table, _ = market.backers[winner]
            kept = run.held[rows] != 0.0
            # Line 0 of the table is scratch of the runs, line 1 the units of mark.
            tallies.append(market.sums(rows[kept], table[1][kept]))
        return cls(market, run, np.argsort(-run.held, kind="stable"), error, holders, tallies)

    def has_backers(self, project: int) -> bool:
        """Whether anybody wants it."""
        return len(self.market.backers[project].rows) > 0

    def money(self, project: int) -> Fraction:
        """What its supporters hold together, exact, in the market's money."""
        ladder, start = self.run.ladder, self.holders[project] * self.run.share.numerator
        return Fraction(ladder.total(start, [-tally[project] for tally in self.tallies]), ladder.denominator)

    def whole_money(self, project: int) -> int:
        """The same in whole units of money: the highest cost that they could pay."""
        money = self.money(project)
        return money.numerator // money.denominator

    def votes_missing(self, project: int) -> int | None:
        """How many votes of the richest who did not mark it would have been enough; None: not even all of them.

        Each purse is taken at its lower bound, so the number is surely enough; at most by one more than the least.
        """
        if self.market.worth is not None:
            return None
        missing = float(self.market.costs[project] - self.money(project)) * (1 + 4 * HALF_ULP)
        backs = np.zeros(len(self.richest), bool)
        backs[self.market.backers[project].rows] = True
        found = 0
        for start in range(0, len(self.richest), PART):
            rows = self.richest[start : start + PART]
            rows = rows[~backs[rows]]
            purses: Floats = self.run.held[rows] - self.error
            sums = np.cumsum(purses * self.market.weights[rows]) * (1 - (PART + 8) * HALF_ULP)
            if len(rows) and purses[-1] <= 0:
                sums = sums[: int(np.argmax(purses <= 0))]
            enough = int(np.searchsorted(sums, missing))
            if enough < len(sums):
                before = float(sums[enough - 1]) if enough else 0.0
                last = -(-(missing - before) // float(purses[enough]))
                voters = int(self.market.weights[rows[:enough]].sum())
                return found + voters + min(int(last), int(self.market.weights[rows[enough]]))
            if len(sums) < len(rows):
                return None
            found += int(self.market.weights[rows].sum())
            missing -= float(sums[-1]) if len(sums) else 0.0
        return None
