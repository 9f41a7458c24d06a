"""How is a count of Equal Shares told? From its runs to an outcome with reasons, rounds, ties and margins.

Words: a loser's *missing money* is what its supporters lacked at the end; had the project cost that much less, they
would have bought it then or earlier. *Missing votes* are those of voters who did not mark it and still hold the most.

Source of the margins: Boehmer and others, "Evaluation of Project Performance in Participatory Budgeting" (IJCAI 2024).

Not here: the runs (shares, completions), margins found by counting again (margins).
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from convite.rulebook.winners.completions import Completed, Tried, completed, greedy_winners, market_of, preference
from convite.rulebook.winners.elections import Election, Exact, exact
from convite.rulebook.winners.greedy_count import count_greedy, rounds_of, step_result, ties_of
from convite.rulebook.winners.market import Market
from convite.rulebook.winners.outcomes import Outcome, ProjectResult, Round, Run, Tie
from convite.rulebook.winners.reasons import advice, reason
from convite.rulebook.winners.results import Teller, by_price
from convite.rulebook.winners.rules import Rule
from convite.rulebook.winners.share_margins import EndOfRun
from convite.rulebook.winners.shares import ShareRun
from convite.rulebook.winners.supports import supports
from convite.rulebook.winners.ties import TieOrder


def count_shares(election: Election, rule: Rule, *, explain: bool = False) -> Outcome:
    """The outcome of Equal Shares with its completion and comparison.

    >>> from convite.rulebook.winners.elections import Project
    >>> votes = [(["a"], 6), (["b"], 4)]
    >>> half = Election.of([Project("a", 60), Project("b", 40), Project("c", 40)], votes, 100)
    >>> count_shares(half, Rule("equal-shares", "equal-shares")).winners
    ('a', 'b')
    """
    market, ties = market_of(election, rule), TieOrder(election, rule)
    done = completed(election, rule, market, ties, explain=explain)
    telling = _Telling(election, rule, Teller(election, supports(election.ballots, rule)), market, ties, done)
    outcome = telling.outcome()
    if rule.comparison == "none":
        return outcome
    return _compared(outcome, rule, ties)


def _compared(outcome: Outcome, rule: Rule, ties: TieOrder) -> Outcome:
    """The outcome, or the greedy one when more voters prefer that."""
    election = outcome.election
    greedy = [step.project for step in greedy_winners(election, rule, ties)]
    shares = [election.index[pid] for pid in outcome.winners]
    for_greedy, for_shares = preference(election, greedy, shares)
    found = {"greedy": for_greedy, "equal-shares": for_shares}
    if for_greedy <= for_shares:
        return replace(outcome, preference=found)
    instead = count_greedy(election, rule)
    # What would be enough by votes may turn the comparison: it is not advice here.
    plain = {
        pid: replace(
            result,
            reason=replace(result.reason, advice=()),
            votes_missing=None,
            cost_reduction_needed=None,
        )
        for pid, result in instead.projects.items()
    }
    return replace(instead, projects=plain, preference=found, runs=outcome.runs)


@dataclass(frozen=True)
class _Telling:
    """Everything that a count of Equal Shares knows when it is told."""

    election: Election
    rule: Rule
    teller: Teller
    market: Market
    ties: TieOrder
    done: Completed

    @property
    def run(self) -> ShareRun:
        return self.done.told

    def outcome(self) -> Outcome:
        ids, costs = self.teller.ids, self.election.costs
        granted = {project: costs[project] for project in self.run.bought}
        granted.update({step.project: step.granted for step in self.done.steps if step.granted})
        results = self._bought() + self._not_bought()
        rounds = self._rounds()
        later = rounds_of(self.teller, self.done.steps, "utilitarian", len(rounds) + 1)
        ties = self._ties() + ties_of(
            self.teller, self.rule, self.done.line, self.done.steps, self.ties, len(rounds) + 1
        )
        return Outcome(
            self.election,
            self.rule,
            tuple(ids[project] for project in granted),
            {ids[project]: self.teller.money(money) for project, money in granted.items()},
            {result.id: result for result in results},
            rounds + later,
            ties,
            tuple(self._run(run) for run in self.done.runs),
        )

    def _run(self, run: Tried) -> Run:
        share = run.share * max(self.election.ballots.voters, 1)
        bought = tuple(self.teller.ids[project] for project in run.bought)
        spent = self.teller.money(sum(self.election.costs[project] for project in run.bought))
        return Run(self.teller.money(share), self.teller.money(run.share), bought, spent, run.bought is self.run.bought)

    def _bought(self) -> list[ProjectResult]:
        """The projects that their supporters paid."""
        found, unit = [], self.teller.support.unit
        run = self.run
        prices = run.ladder.prices()
        denominators = self._denominators()
        for number, (project, price) in enumerate(zip(run.bought, prices, strict=True)):
            cost = self.election.costs[project]
            numbers: dict[str, Exact] = {
                "support": self.teller.support.of(project),
                "cost": self.election.projects[project].cost,
            }
            found.append(
                self.teller.result(
                    project,
                    reason("shared", unit, numbers),
                    cost,
                    round=number + 1,
                    price=self._per_utility(project, price),
                    effective_support=exact(cost / price),
                    money_behind=self.teller.money(Fraction(run.behind[number], denominators[number]))
                    if run.behind
                    else None,
                )
            )
        return found

    def _per_utility(self, project: int, price: Fraction) -> Exact:
        """The price per unit of utility; with cost utility both are money, and the scale cancels out."""
        return self._told(price / self.market.units[project])

    def _told(self, rate: Fraction) -> Exact:
        if self.rule.utility in ("points", "borda"):
            rate *= self.election.ballots.points_scale
        return exact(rate) if self.rule.utility == "cost" else self.teller.money(rate)

    def _denominators(self) -> list[int]:
        ladder, found = self.run.ladder, [self.run.ladder.base]
        for divisor in ladder.divisors:
            found.append(found[-1] * divisor)
        return found

    def _not_bought(self) -> list[ProjectResult]:
        """The projects that the completion decided, and the rest with the money that stood behind them."""
        end = EndOfRun.of(self.market, self.run)
        found = []
        decided = {step.project: step for step in self.done.steps}
        for project in range(len(self.teller.ids)):
            if project in decided:
                found.append(self._by_completion(project, end))
            elif project not in self.run.bought:
                found.append(self._lost(project, end))
        return found

    def _by_completion(self, project: int, end: EndOfRun) -> ProjectResult:
        step = next(step for step in self.done.steps if step.project == project)
        if step.granted:
            result = step_result(self.teller, step)
            numbers = dict(result.reason.numbers)
            return replace(result, reason=reason("funded_in_completion", result.unit, numbers))
        enough = None
        if step.verdict == "does_not_fit" and self.rule.completion == "utilitarian":
            most = max(step.left, end.whole_money(project))
            enough = self.teller.money(self.election.costs[project] - most) if most > 0 else None
        return step_result(self.teller, step, None, enough, "enough")

    def _lost(self, project: int, end: EndOfRun) -> ProjectResult:
        numbers: dict[str, Exact] = {
            "support": self.teller.support.of(project),
            "cost": self.election.projects[project].cost,
        }
        refusal = self.run.refused.get(project)
        if refusal:
            numbers["left"] = self.teller.money(refusal.left)
            return self.teller.result(project, reason(refusal.code, self.teller.support.unit, numbers, refusal.other))
        if numbers["cost"] > self.election.budget:
            numbers["budget"] = self.election.budget
            return self.teller.result(project, reason("too_expensive", self.teller.support.unit, numbers))
        if not end.has_backers(project):
            return self.teller.result(project, reason("no_support", self.teller.support.unit, numbers))
        money = end.money(project)
        numbers["money"] = self.teller.money(money)
        missing, reduction = None, None
        if self.rule.completion == "none" and self.rule.comparison == "none":
            whole = end.whole_money(project)
            reduction = self.teller.money(self.election.costs[project] - whole) if whole > 0 else None
            missing = end.votes_missing(project)
        why = reason(
            "not_enough_money", self.teller.support.unit, numbers, "", advice("richest", missing, reduction, "enough")
        )
        return self.teller.result(
            project,
            why,
            money_behind=numbers["money"],
            votes_missing=missing,
            cost_reduction_needed=reduction,
        )

    def _rounds(self) -> tuple[Round, ...]:
        found, run, left = [], self.run, int(self.election.budget * self.election.money_scale)
        prices = run.ladder.prices()
        for number, project in enumerate(run.bought):
            left -= self.election.costs[project]
            seen = dict(by_price(run.prices[number], run.tied[number])) if run.prices else {}
            considered = tuple(seen) or run.tied[number]
            found.append(
                Round(
                    number + 1,
                    "equal-shares",
                    tuple(self.teller.ids[p] for p in considered),
                    self.teller.ids[project],
                    "funded",
                    self.election.projects[project].cost,
                    self.teller.money(left),
                    self._per_utility(project, prices[number]),
                    {self.teller.ids[p]: self._told(price) for p, price in seen.items()},
                )
            )
        return tuple(found)

    def _ties(self) -> tuple[Tie, ...]:
        found = []
        for number, tied in enumerate(self.run.tied, start=1):
            if len(tied) > 1:
                by = self.ties.broken_by(tied[0], tied[1])
                found.append(Tie(number, tuple(self.teller.ids[p] for p in tied), by))
        return tuple(found)
