"""How is a count by Phragmén told? From the run to an outcome with reasons, rounds and ties.

Words: as in phragmen. The project that stopped the rule would have been bought had it cost no more than what was left.

Not here: the run (phragmen).
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from convite.rulebook.winners.constraints import Constraints
from convite.rulebook.winners.elections import Election, Exact, exact
from convite.rulebook.winners.market import Market
from convite.rulebook.winners.outcomes import Outcome, ProjectResult, Round, Tie
from convite.rulebook.winners.phragmen import LoadRun, Turn, run_loads
from convite.rulebook.winners.reasons import advice, reason
from convite.rulebook.winners.results import Teller, by_price
from convite.rulebook.winners.rules import Rule
from convite.rulebook.winners.supports import supports
from convite.rulebook.winners.ties import TieOrder


def count_phragmen(election: Election, rule: Rule, *, explain: bool = False) -> Outcome:
    """The outcome of sequential Phragmén; a mark with points above zero counts as one.

    `explain` gives each round the load at which every project would have been bought then.

    >>> from convite.rulebook.winners.elections import Project
    >>> votes = [(["a", "b"], 3), (["c"], 1)]
    >>> count_phragmen(
    ...     Election.of([Project("a", 6), Project("b", 7), Project("c", 3)], votes, 9), Rule("p", "phragmen")
    ... ).winners
    ('a', 'c')
    """
    ballots = election.ballots
    worth = None if ballots.points is None else (ballots.points > 0).astype(np.int64)
    budget = int(election.budget * election.money_scale)
    market = Market(ballots, election.costs, (1,) * len(election.costs), worth, budget)
    ties = TieOrder(election, rule)
    run = run_loads(market, budget, ties.keys, Constraints(election), stop=rule.misfit == "stop", explain=explain)
    teller = Teller(election, supports(ballots, rule))
    telling = _Telling(election, teller, market, ties, run, run.loads())
    return Outcome(
        election,
        rule,
        tuple(teller.ids[project] for project in run.bought),
        {teller.ids[project]: election.projects[project].cost for project in run.bought},
        {teller.ids[project]: telling.result(project) for project in range(len(teller.ids))},
        telling.rounds(),
        telling.ties_met(),
    )


@dataclass(frozen=True)
class _Telling:
    """Everything that a count by Phragmén knows when it is told."""

    election: Election
    teller: Teller
    market: Market
    ties: TieOrder
    run: LoadRun
    loads: list[Fraction]

    def result(self, project: int) -> ProjectResult:
        unit, cost = self.teller.support.unit, self.election.projects[project].cost
        numbers: dict[str, Exact] = {"support": self.teller.support.of(project), "cost": cost}
        if project in self.run.bought:
            return self._bought(project, numbers)
        if refusal := self.run.refused.get(project):
            numbers["left"] = self.teller.money(refusal.left)
            return self.teller.result(project, reason(refusal.code, unit, numbers, refusal.other))
        if cost > self.election.budget:
            return self.teller.result(
                project, reason("too_expensive", unit, {**numbers, "budget": self.election.budget})
            )
        if not len(self.market.backers[project].rows):
            return self.teller.result(project, reason("no_support", unit, numbers))
        left = next((turn.left for turn in self.run.turns if turn.project == project), None)
        if left is None:
            return self.teller.result(project, reason("after_the_line", unit, numbers))
        numbers["left"] = self.teller.money(left)
        enough = self.teller.money(self.election.costs[project] - left) if left else None
        why = reason("does_not_fit", unit, numbers, "", advice(unit, None, enough, "enough"))
        return self.teller.result(project, why, cost_reduction_needed=enough)

    def _bought(self, project: int, numbers: dict[str, Exact]) -> ProjectResult:
        cost, load = self.election.costs[project], self.loads[self.run.bought.index(project)]
        return self.teller.result(
            project,
            reason("loaded", self.teller.support.unit, numbers),
            cost,
            round=next(number for number, turn in enumerate(self.run.turns, start=1) if turn.project == project),
            price=self.teller.money(load),
            effective_support=exact(cost / load),
        )

    def rounds(self) -> tuple[Round, ...]:
        return tuple(self._round(number, turn) for number, turn in enumerate(self.run.turns, start=1))

    def _round(self, number: int, turn: Turn) -> Round:
        ids, project = self.teller.ids, self.election.projects[turn.project]
        prices = {ids[p]: self.teller.money(load) for p, load in by_price(turn.prices, turn.tied)}
        considered = tuple(prices) or tuple(ids[p] for p in turn.tied)
        if not turn.fits:
            left = self.teller.money(turn.left)
            return Round(number, "phragmen", considered, None, "does_not_fit", 0, left, None, prices)
        left = self.teller.money(turn.left - self.election.costs[turn.project])
        load = self.teller.money(self.loads[self.run.bought.index(turn.project)])
        return Round(number, "phragmen", considered, project.id, "funded", project.cost, left, load, prices)

    def ties_met(self) -> tuple[Tie, ...]:
        return tuple(
            Tie(number, tuple(self.teller.ids[p] for p in turn.tied), self.ties.broken_by(turn.tied[0], turn.tied[1]))
            for number, turn in enumerate(self.run.turns, start=1)
            if len(turn.tied) > 1
        )
