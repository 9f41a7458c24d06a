"""Equal Shares: everybody gets the same money, and each project is paid by those who want it.

Words: every voter starts with the same *share*. A project's supporters can buy it when together they hold its cost;
its *price* is the least rate at which they can, if each pays rate × utility or all they have left. Each round buys the
project of lowest price. A *payer* pays in full, a *giver* gives all that is left, and is *broke* afterwards. A mark is
worth `worth` units; the rate per unit of mark is the rate per utility × the project's `unit` (its cost, or 1).

Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021).

How it is exact and fast: doubles only *order* the work. A double gives each project a lower bound of its price, with a
proven margin of error; integers (ladder) give the price itself to the few projects that could be the cheapest. Any
split into payers and givers yields a lower bound, and a price never falls from one round to the next: so old bounds
stay true, and most projects are not looked at in most rounds.

Not here: several runs, completions, what is told (share_count).
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from convite.rulebook.winners.constraints import Constraints, Refusal
from convite.rulebook.winners.ladder import Ladder
from convite.rulebook.winners.market import HALF_ULP, Backers, Flags, Floats, Market, Rows
from convite.rulebook.winners.ties import Key

# A voter who still has money never holds exactly 0.0: that number is kept for the broke.
ALMOST_NOTHING = 1e-300
# How many rows are compared exactly at a time.
SIGNATURE_ROWS = 4096


class Look(NamedTuple):
    """A look at a project in one round: what its backers hold, and who gives all at the rate that was found."""

    held: Floats
    giving: Flags


@dataclass(frozen=True)
class Price:
    """An exact price: `numerator / (ladder denominator · payers)` per unit of mark, and who pays it how."""

    project: int
    numerator: int
    payers: int
    look: Look

    def over(self, unit: int) -> tuple[int, int]:
        """The price per utility as a fraction, without the denominator that all prices of a round share."""
        return self.numerator, self.payers * unit


@dataclass
class ShareRun:
    """What one run bought: projects in order, the ladder of their prices, what it spent, who was refused and why.

    `poor` are the projects whose supporters ran out of money; `behind` is in the denominators of the ladder.
    """

    share: Fraction
    ladder: Ladder
    bought: list[int] = field(default_factory=list)
    tied: list[tuple[int, ...]] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)
    poor: set[int] = field(default_factory=set)
    behind: list[int] = field(default_factory=list)
    prices: list[dict[int, Fraction]] = field(default_factory=list)
    held: Floats = field(default_factory=lambda: np.zeros(0))

    def spent(self, costs: Sequence[int]) -> int:
        """The money of the projects bought."""
        return sum(costs[project] for project in self.bought)


class Purses:
    """What every voter holds during a run, in doubles with a known error, and how to ask exactly."""

    def __init__(self, market: Market, share: Fraction) -> None:
        self.market, self.share = market, share
        self.ladder = Ladder(share.denominator)
        self.bought: list[int] = []
        self.start = float(share)
        self.held: Floats = np.full(market.ballots.rows, self.start)
        self.backers = list(market.backers)
        self.looks: dict[int, Look] = {}

    @property
    def error(self) -> float:
        """How far a double in `held` may be from the truth: three roundings per purchase, of numbers below a share."""
        return (4 * len(self.bought) + 8) * HALF_ULP * self.start

    def lower_bound(self, project: int, known: float) -> float | None:
        """A rate that the project's price per unit of mark surely reaches, near to it; None: it cannot be afforded.

        `known` is an earlier bound. Newton's method on the money that a rate collects, which is concave in the rate:
        each step is the bound that the present split into payers and givers yields.
        """
        rows, weights, worth, table, units = backers = self.backers[project]
        cost, held = self.market.costs[project], self.held[rows]
        np.multiply(held, weights, out=table[0])
        slack = 4 * HALF_ULP * (len(rows) + 16) * cost + 2 * self.error * units
        rate, given_units, givers_units = known, 0.0, -1.0
        while True:
            giving = held <= (rate if worth is None else rate * worth)
            given, given_units = table.dot(giving).tolist()
            if given_units == givers_units:
                break
            if given_units == units:
                return known if self._is_affordable(given, slack, project) else None
            rate, givers_units = max(rate, (cost - given) / (units - given_units)), given_units
        self.looks[project] = Look(held, giving)
        if 2 * given_units > units:
            self._forget_broke(project, backers, held)
        better: float = rate - 2 * slack / (units - given_units)
        return max(known, better)

    def _is_affordable(self, total: float, slack: float, project: int) -> bool:
        """Whether all they have is enough, when a rate was found at which everybody gives all."""
        cost = self.market.costs[project]
        return total >= cost - slack and self.money_behind(project) >= cost * self.ladder.denominator

    def _forget_broke(self, project: int, backers: Backers, held: Floats) -> None:
        alive = held != 0.0
        if 2 * int(np.count_nonzero(alive)) < len(held):
            worth = None if backers.worth is None else backers.worth[alive]
            self.backers[project] = Backers.of(backers.rows[alive], backers.weights[alive], worth)
            self.looks.pop(project, None)

    def money_behind(self, project: int) -> int:
        """What the supporters hold together, exact, times the ladder's denominator."""
        backers = self.backers[project]
        alive = self.held[backers.rows] != 0.0
        holders = int(backers.weights[alive].sum())
        tally = self.market.tally(backers.rows[alive], self.bought)
        return self.ladder.total(holders * self.share.numerator, [-count for count in tally])

    def price(self, project: int, rate: float) -> Price | None:
        """The exact price of a project, None when it cannot be afforded; `rate` is a guess near it."""
        rows, _, worth, _, _ = self.backers[project]
        look = self.looks.get(project)
        if look is None:
            held = self.held[rows]
            look = Look(held, held <= (rate if worth is None else rate * worth))
        while True:
            if look.giving.all():
                if self.money_behind(project) < self.market.costs[project] * self.ladder.denominator:
                    return None
                # The guess was a hair too high: whoever gives most at the highest rate pays in full.
                ratio = look.held if worth is None else look.held / worth
                look = Look(look.held, ratio < ratio.max() * (1 - 1e-9))
            price = self._priced(project, look)
            corrected = self._corrected(price)
            if corrected is None:
                return price
            look = corrected

    def _priced(self, project: int, look: Look) -> Price:
        """The rate at which this split into payers and givers pays the cost."""
        rows, weights, _, table, units = self.backers[project]
        cost, ladder = self.market.costs[project], self.ladder
        payers = int(units) - int(table[1].dot(look.giving))
        givers = np.flatnonzero(look.giving & (look.held != 0.0))
        if not len(givers):
            return Price(project, cost * ladder.denominator, payers, look)
        tally = self.market.tally(rows[givers], self.bought)
        start = cost * self.share.denominator - int(weights[givers].sum()) * self.share.numerator
        return Price(project, ladder.total(start, tally), payers, look)

    def _corrected(self, price: Price) -> Look | None:
        """The split once those too near to the rate were asked exactly; None when the split was right."""
        rows, _, worth, _, _ = self.backers[price.project]
        held, giving = price.look
        rate = price.numerator / (self.ladder.denominator * price.payers)
        due = rate if worth is None else rate * worth
        excess = held - due
        margin = self.error + 8 * HALF_ULP * (rate if worth is None else rate * float(worth.max()))
        truth = excess <= 0
        near = (np.abs(excess) <= margin) & (held != 0.0)
        if near.any():
            asked = np.flatnonzero(near)
            truth[asked] = self._gives_all(price, rows[asked], None if worth is None else worth[asked], giving[asked])
        return None if bool((truth == giving).all()) else Look(held, truth)

    def _gives_all(self, price: Price, rows: Rows, worth: Floats | None, now: Flags) -> Flags:
        """Per row, exactly: holds less than is due. Who holds just what is due stays on the side where he is."""
        answers = now.copy()
        for start in range(0, len(rows), SIGNATURE_ROWS):
            part = slice(start, start + SIGNATURE_ROWS)
            units = np.ones(len(rows[part]), np.int64) if worth is None else worth[part].astype(np.int64)
            table = np.column_stack((self.market.signatures(rows[part], self.bought), units))
            kinds, kind = np.unique(table, axis=0, return_inverse=True)
            signs = []
            for *tally, unit in kinds.tolist():
                held = self.ladder.total(self.share.numerator, [-count for count in tally])
                more = held * price.payers - price.numerator * unit
                signs.append((more > 0) - (more < 0))
            sign = np.array(signs)[kind.ravel()]
            answers[part] = np.where(sign == 0, answers[part], sign < 0)
        return answers

    def buy(self, price: Price) -> None:
        """The payers pay, the givers are broke."""
        self.ladder.add(price.numerator, price.payers)
        rate = price.numerator / self.ladder.denominator
        rows, _, worth, _, _ = self.backers[price.project]
        rest = price.look.held - (rate if worth is None else rate * worth)
        rest[rest == 0.0] = ALMOST_NOTHING
        rest[price.look.giving] = 0.0
        self.held[rows] = rest
        self.bought.append(price.project)
        self.looks.clear()


def run_shares(
    market: Market,
    share: Fraction,
    order: Sequence[Key],
    constraints: Constraints,
    *,
    told: bool = False,
    explain: bool = False,
) -> ShareRun:
    """One run: every voter starts with `share` (in the market's integer money); ties go by `order[project]`.

    `told` also records what is held at the end, `explain` the money behind each purchase and the exact price of every
    project in each round.
    """
    purses = Purses(market, share)
    run = ShareRun(share, purses.ladder)
    heap = list(market.first_bounds)
    while True:
        cheapest = _cheapest(purses, heap, constraints, run)
        if not cheapest:
            if told:
                run.held = purses.held
            return run
        if explain:
            run.prices.append(_all_prices(purses, heap, cheapest, constraints))
        chosen = min(cheapest, key=lambda price: order[price.project])
        run.tied.append(tuple(sorted((p.project for p in cheapest), key=order.__getitem__)))
        for price in cheapest:
            if price is not chosen:
                bound = price.numerator / (purses.ladder.denominator * price.payers * market.units[price.project])
                heapq.heappush(heap, (bound * (1 - 4 * HALF_ULP), price.project))
        if explain:
            run.behind.append(purses.money_behind(chosen.project))
        purses.buy(chosen)
        constraints.take(chosen.project, market.costs[chosen.project])
        run.bought.append(chosen.project)


def _cheapest(purses: Purses, heap: list[tuple[float, int]], constraints: Constraints, run: ShareRun) -> list[Price]:
    """All projects of the lowest price, exactly equal; taken off the heap. Empty: nothing can be bought any more."""
    market = purses.market
    best: list[Price] = []
    aside: list[tuple[float, int]] = []
    fresh: set[int] = set()
    limit = float("inf")
    while heap and heap[0][0] <= limit:
        bound, project = heapq.heappop(heap)
        unit = market.units[project]
        if project not in fresh:
            refusal = constraints.refusal(project, market.costs[project])
            if refusal:
                run.refused[project] = refusal
                continue
            known = purses.lower_bound(project, bound * unit * (1 - 4 * HALF_ULP))
            if known is None:
                run.poor.add(project)
                continue
            fresh.add(project)
            heapq.heappush(heap, (max(bound, known / unit * (1 - 4 * HALF_ULP)), project))
            continue
        price = purses.price(project, bound * unit)
        if price is None:
            run.poor.add(project)
            continue
        order = _compare(price, best[0], market.units) if best else -1
        if order < 0:
            aside += [(bound_of(other, purses), other.project) for other in best]
            best = [price]
            limit = bound_of(price, purses) * (1 + 8 * HALF_ULP)
        elif order == 0:
            best.append(price)
        else:
            aside.append((bound_of(price, purses), project))
    for entry in aside:
        heapq.heappush(heap, entry)
    return best


def bound_of(price: Price, purses: Purses) -> float:
    """The exact price per utility, rounded down."""
    unit = purses.market.units[price.project]
    return price.numerator / (purses.ladder.denominator * price.payers * unit) * (1 - 2 * HALF_ULP)


def _compare(one: Price, other: Price, units: Sequence[int]) -> int:
    (a, b), (c, d) = one.over(units[one.project]), other.over(units[other.project])
    return (a * d > c * b) - (a * d < c * b)


def _all_prices(
    purses: Purses, heap: list[tuple[float, int]], cheapest: list[Price], constraints: Constraints
) -> dict[int, Fraction]:
    """What every project would cost now per utility; what cannot be afforded or may not be bought is left out."""
    market, found = purses.market, list(cheapest)
    for bound, project in heap:
        unit = market.units[project]
        known = purses.lower_bound(project, bound * unit * (1 - 4 * HALF_ULP))
        if known is not None and constraints.refusal(project, market.costs[project]) is None:
            price = purses.price(project, known)
            found += [] if price is None else [price]
    denominator = purses.ladder.denominator
    return {
        price.project: Fraction(price.numerator, denominator * price.payers * market.units[price.project])
        for price in found
    }
