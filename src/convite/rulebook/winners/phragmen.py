"""Sequential Phragmén: supporters save up, and a project is bought the moment its supporters have its cost.

Words: everybody earns one unit of money per unit of time, from nothing; the *load* of a voter is the moment of the last
purchase that the voter supported (there all the savings went). A project would be bought at the load
(cost + Σ loads of its supporters) / supporters; the lowest is bought. When the next purchase does not fit the budget
the rule *stops* (or, on request, skips it).

Source: Brill and others (2017) for committees; Los, Christoff, Grossi, "Proportional Budget Allocations: Towards a
Systematization" (IJCAI 2022) for budgets.

How it is exact and fast: a voter's load is one of the loads of the purchases, so a project's load needs only how many
supporters have each; loads never fall, so an old lower bound stays true and most projects are not looked at.

Not here: the telling (phragmen_count).
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from convite.rulebook.winners.constraints import Constraints, Refusal
from convite.rulebook.winners.ladder import Ladder
from convite.rulebook.winners.market import HALF_ULP, Market
from convite.rulebook.winners.ties import Key


@dataclass(frozen=True)
class Turn:
    """A project whose load was the lowest: all of that load in the tie order, the money before it, whether it fitted.

    `prices` is filled on request: the exact load at which each project still in the running would be bought now.
    """

    project: int
    tied: tuple[int, ...]
    left: int
    fits: bool
    prices: Mapping[int, Fraction]


@dataclass
class LoadRun:
    """What was bought: projects in order, the ladder of their loads, every turn, and who was refused and why."""

    ladder: Ladder = field(default_factory=lambda: Ladder(1))
    bought: list[int] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)

    def loads(self) -> list[Fraction]:
        """The load at each purchase."""
        return self.ladder.prices()


@dataclass(frozen=True)
class Load:
    """An exact load: numerator / (ladder denominator · voters)."""

    project: int
    numerator: int
    voters: int


class Loads:
    """The loads of all voters during a run."""

    def __init__(self, market: Market, run: LoadRun) -> None:
        self.market, self.run = market, run
        rows = market.ballots.rows
        self.load: npt.NDArray[np.float64] = np.zeros(rows)
        self.last: npt.NDArray[np.int64] = np.zeros(rows, np.int64)
        self.voters = [int(backers.weights.sum()) for backers in market.backers]

    def lower_bound(self, project: int) -> float:
        """A load that the project surely reaches, near to it."""
        rows, weights = self.market.backers[project][:2]
        total = float(self.load[rows] @ weights) + self.market.costs[project]
        return total / self.voters[project] * (1 - (2 * len(rows) + 32) * HALF_ULP)

    def exact(self, project: int) -> Load:
        """The load of a project, exact."""
        rows, weights = self.market.backers[project][:2]
        tally = np.bincount(self.last[rows], weights=weights, minlength=len(self.run.bought) + 1)
        numerator = self.run.ladder.total(self.market.costs[project], [int(count) for count in tally[1:]])
        return Load(project, numerator, self.voters[project])

    def buy(self, load: Load) -> None:
        """The supporters of the project carry its load."""
        ladder, rows = self.run.ladder, self.market.backers[load.project].rows
        ladder.add(load.numerator, load.voters)
        self.run.bought.append(load.project)
        self.load[rows] = load.numerator / ladder.denominator
        self.last[rows] = len(self.run.bought)

    def rounded(self, load: Load) -> float:
        """The exact load, rounded down."""
        return load.numerator / (self.run.ladder.denominator * load.voters) * (1 - 2 * HALF_ULP)

    def fraction(self, load: Load) -> Fraction:
        """The exact load, reduced."""
        return Fraction(load.numerator, self.run.ladder.denominator * load.voters)


def run_loads(
    market: Market,
    budget: int,
    order: Sequence[Key],
    constraints: Constraints,
    *,
    stop: bool = True,
    explain: bool = False,
) -> LoadRun:
    """The run; `budget` in the market's integer money, ties by `order[project]`, lowest first.

    `explain` also records, in each turn, the load at which every other project would have been bought.
    """
    run = LoadRun()
    loads = Loads(market, run)
    heap = [(loads.lower_bound(p), p) for p, backers in enumerate(market.backers) if len(backers.rows)]
    heapq.heapify(heap)
    left = budget
    while True:
        lowest = _lowest(loads, heap, constraints)
        if not lowest:
            return run
        chosen = min(lowest, key=lambda load: order[load.project])
        cost = market.costs[chosen.project]
        tied = tuple(sorted((load.project for load in lowest), key=order.__getitem__))
        prices = _prices(loads, lowest, heap, constraints) if explain else {}
        run.turns.append(Turn(chosen.project, tied, left, cost <= left, prices))
        for load in lowest:
            if load is not chosen:
                heapq.heappush(heap, (loads.rounded(load), load.project))
        if cost > left:
            if stop:
                return run
            continue
        loads.buy(chosen)
        constraints.take(chosen.project, cost)
        left -= cost


def _prices(
    loads: Loads, lowest: list[Load], heap: list[tuple[float, int]], constraints: Constraints
) -> dict[int, Fraction]:
    """The exact load at which each project would be bought now; what may not be bought is left out."""
    costs = loads.market.costs
    open_to = [project for _, project in heap if constraints.refusal(project, costs[project]) is None]
    return {load.project: loads.fraction(load) for load in [*lowest, *map(loads.exact, open_to)]}


def _lowest(loads: Loads, heap: list[tuple[float, int]], constraints: Constraints) -> list[Load]:
    """All projects of the lowest load, exactly equal; taken off the heap. Empty: none is left."""
    best: list[Load] = []
    fresh: set[int] = set()
    aside: list[tuple[float, int]] = []
    limit = float("inf")
    while heap and heap[0][0] <= limit:
        bound, project = heapq.heappop(heap)
        if project not in fresh:
            refusal = constraints.refusal(project, loads.market.costs[project])
            if refusal:
                loads.run.refused[project] = refusal
                continue
            fresh.add(project)
            heapq.heappush(heap, (max(bound, loads.lower_bound(project)), project))
            continue
        load = loads.exact(project)
        difference = load.numerator * best[0].voters - best[0].numerator * load.voters if best else -1
        if difference < 0:
            aside += [(loads.rounded(other), other.project) for other in best]
            best, limit = [load], loads.rounded(load) * (1 + 8 * HALF_ULP)
        elif difference == 0:
            best.append(load)
        else:
            aside.append((loads.rounded(load), project))
    for entry in aside:
        heapq.heappush(heap, entry)
    return best
