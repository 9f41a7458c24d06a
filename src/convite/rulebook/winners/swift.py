"""Which projects does a run of Equal Shares buy? Found in doubles alone, or not at all.

Words: an *error* bounds how far what a voter holds may be from the truth; it grows with each purchase, and is carried
along. A decision is *certain* when it holds for every value within the error. If any decision of a run is not certain
(a tie, or nearly one) the answer is None, and the run is made with integers (shares). So a double never decides an
official result: it only spares the integers where they could not say anything else.

Add1 needs hundreds of runs of which only the last is told: this is what makes them cheap.

Not here: exact prices (shares).
"""

import heapq
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from convite.rulebook.winners.market import HALF_ULP, Flags, Floats, Market

# Up to so many marks in the table, one product with all of it is cheaper than a look at each project.
SMALL_CELLS = 200_000


class Sight(NamedTuple):
    """A project in one round: the rate found, by how much the true one may differ, who pays and who gives all.

    `rounding` is the part of the error that is of this round.
    """

    rate: float
    error: float
    rounding: float
    payers: float
    held: Floats
    giving: Flags


class Unsure(Exception):
    """Some decision is within the error."""


def swift_run(market: Market, share: Fraction) -> list[int] | None:
    """The projects that a run without constraints buys, in order; None when some decision is not certain."""
    try:
        return _Swift(market, float(share)).bought_in_order()
    except Unsure:
        return None


class _Swift:
    def __init__(self, market: Market, share: float) -> None:
        self.market, self.share = market, share
        self.held: Floats = np.full(market.ballots.rows, share)
        self.error = 4 * HALF_ULP * share
        self.heap = list(market.first_bounds)
        self.backers = market.backers
        self.voters = float(market.weights.sum())

    def bought_in_order(self) -> list[int]:
        bought: list[int] = []
        units = self.market.units
        while True:
            found = self._cheapest()
            if found is None:
                return bought
            project, sight = found
            # The true price lies within the error; so must every other's stay out of it.
            limit = (sight.rate + sight.error) / units[project] * (1 + 8 * HALF_ULP)
            self._require_alone(limit)
            self._buy(project, sight)
            bought.append(project)

    def _cheapest(self) -> tuple[int, Sight] | None:
        """The project of lowest bound, looked at in this round; it leaves the heap."""
        units = self.market.units
        fresh, sights = -1, None
        while heap := self.heap:
            bound, project = heap[0]
            if project == fresh and sights is not None:
                heapq.heappop(heap)
                return project, sights
            sight = self._look(project, bound * units[project])
            if sight is None:
                heapq.heappop(heap)
                self._drop_unaffordable()
                continue
            fresh, sights = project, sight
            lower = (sight.rate - sight.error) / units[project] * (1 - 8 * HALF_ULP)
            heapq.heapreplace(heap, (max(bound, lower), project))
        return None

    def _drop_unaffordable(self) -> None:
        """One is out of reach: most likely many are. On small ballots all are asked at once."""
        table, costs = self.market.dense, self.market.costs
        if table is None or table.size > SMALL_CELLS or self.market.worth is not None:
            return
        totals = self.held.dot(table).tolist()
        slack = (4 * HALF_ULP * (len(self.held) + 16) * self.share + 2 * self.error) * self.voters
        self.heap = [entry for entry in self.heap if totals[entry[1]] + slack >= costs[entry[1]]]
        heapq.heapify(self.heap)

    def _require_alone(self, limit: float) -> None:
        heap, units = self.heap, self.market.units
        while heap and heap[0][0] <= limit:
            bound, project = heap[0]
            sight = self._look(project, bound * units[project])
            if sight is None:
                heapq.heappop(heap)
                continue
            lower = (sight.rate - sight.error) / units[project] * (1 - 8 * HALF_ULP)
            if lower <= limit:
                raise Unsure
            heapq.heapreplace(heap, (lower, project))

    def _look(self, project: int, known: float) -> Sight | None:
        """The rate at which a project is paid now; None when it surely cannot be afforded."""
        rows, weights, worth, table, units = self.backers[project]
        cost = self.market.costs[project]
        held = self.held[rows]
        np.multiply(held, weights, out=table[0])
        rate, before = known, -1.0
        while True:
            giving = held <= (rate if worth is None else rate * worth)
            given, given_units = table.dot(giving).tolist()
            if given_units == before:
                break
            if given_units == units:
                if given + 4 * HALF_ULP * (len(rows) + 16) * cost + 2 * self.error * units < cost:
                    return None
                raise Unsure
            before = given_units
            rate = max(rate, (cost - given) / (units - given_units))
        payers = units - given_units
        slack = 4 * HALF_ULP * (len(rows) + 16) * cost
        return Sight(rate, (slack + 2 * self.error * given_units) / payers, slack / payers, payers, held, giving)

    def _buy(self, project: int, sight: Sight) -> None:
        rows, weights, worth, _, _ = self.backers[project]
        held, giving, rate = sight.held, sight.giving, sight.rate
        # Only what the givers still held carries an old error into the rate: the broke hold exactly nothing.
        given = float(weights.dot(giving & (held != 0.0)))
        most = 1.0 if worth is None else float(worth.max())
        error = sight.rounding + self.error * given * most / sight.payers
        rest = held - (rate if worth is None else rate * worth)
        doubtful = (np.abs(rest) <= 4 * (error * most + self.error)) & (held != 0.0)
        if doubtful.any():
            raise Unsure
        rest[giving] = 0.0
        self.held[rows] = rest
        self.error += error * most + 4 * HALF_ULP * self.share
