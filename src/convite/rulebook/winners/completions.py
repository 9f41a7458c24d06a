"""What is done when Equal Shares leaves money? Runs with more money per voter, and what fits afterwards.

Words: *Add1* repeats Equal Shares with a little more money per voter (the *increment*) and keeps the last result that
the true budget can pay; it ends at the first that it cannot. With the *exhaustive stop* it ends as soon as no project
fits in what is left. *Utilitarian* completion walks along the line of the most supported and buys what fits. The
*comparison* asks whether more voters got more projects of theirs from the greedy result: then that one stands.

Source: Peters, Pierczyński, Skowron (NeurIPS 2021), section on completion; Faliszewski and others (IJCAI 2023).
Wieliczka's regulation of 2023 has Add1 without exhaustive stop, and the comparison. Add1 is not monotone: a run with
more money can cost less than the one before, so every run is made, none is guessed.

Not here: one run (shares), the telling (share_count).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np

from convite.rulebook.winners.ballots import Integers
from convite.rulebook.winners.constraints import Constraints
from convite.rulebook.winners.elections import Election
from convite.rulebook.winners.greedy import Line, Step, line_of, walk
from convite.rulebook.winners.market import Market
from convite.rulebook.winners.rules import Rule
from convite.rulebook.winners.shares import ShareRun, run_shares
from convite.rulebook.winners.supports import Support, mark_worth, supports
from convite.rulebook.winners.swift import swift_run
from convite.rulebook.winners.ties import TieOrder

# Minutes of work. An increment of a cent where shares are of millions is a mistake, and not one to wait for.
MOST_RUNS = 100_000


@dataclass(frozen=True)
class Tried:
    """One run: what each voter started with, and what was bought in order."""

    share: Fraction
    bought: list[int]


@dataclass(frozen=True)
class Completed:
    """All runs, the one that stands with everything known of it, and the steps of the completion after it."""

    runs: tuple[Tried, ...]
    told: ShareRun
    line: Line
    steps: tuple[Step, ...]


def market_of(election: Election, rule: Rule) -> Market:
    """The market for the rule's utility. Errors: ValueError when the ballots have no points or no order."""
    ballots, costs = election.ballots, election.costs
    units = costs if rule.utility == "cost" else (1,) * len(costs)
    worth: Integers | None = None
    if rule.utility == "borda" and ballots.points is not None:
        worth = mark_worth(ballots, "points")[0]
    elif rule.utility in ("points", "borda"):
        worth = mark_worth(ballots, rule.utility)[0]
    elif ballots.points is not None:
        worth = (ballots.points > 0).astype(np.int64)
    return Market(ballots, costs, units, worth, int(election.budget * election.money_scale))


def first_share(election: Election, rule: Rule) -> Fraction:
    """What each voter starts with, in the election's money."""
    share = Fraction(election.budget) / max(election.ballots.voters, 1)
    return Fraction(floor(share)) if rule.start == "floor" and rule.completion.startswith("add1") else share


def completed(election: Election, rule: Rule, market: Market, ties: TieOrder, *, explain: bool) -> Completed:
    """All runs of the rule, and its completion."""
    scale = election.money_scale
    share, budget = first_share(election, rule) * scale, int(election.budget * scale)
    tried: list[Tried] = []
    if rule.completion.startswith("add1"):
        tried = _add_one(election, rule, market, ties, share, budget)
        fitting = [run for run in tried if _spent(run.bought, election.costs) <= budget]
        share = fitting[-1].share if fitting else share
    constraints = Constraints(election)
    told = run_shares(market, share, ties.keys, constraints, told=True, explain=explain)
    # The one that stands is the list that was told: so it is known among the others.
    runs = tuple(Tried(share, told.bought) if run.share == share else run for run in tried)
    line, steps = Line((), (), ()), []
    if rule.completion in ("utilitarian", "add1-utilitarian"):
        rest = [p for p in range(len(election.projects)) if p not in set(told.bought)]
        line = line_of(election, rule, supports(election.ballots, rule), ties, rest)
        votes = election.ballots.votes.tolist()
        steps = walk(line, election.costs, budget - _spent(told.bought, election.costs), constraints, rule, votes)
    return Completed(runs or (Tried(share, told.bought),), told, line, tuple(steps))


def _add_one(
    election: Election, rule: Rule, market: Market, ties: TieOrder, share: Fraction, budget: int
) -> list[Tried]:
    """Runs, until one costs more than the budget, buys all there is to buy, or leaves nothing that fits.

    When everything fits together there is nothing to find out: one run in which nobody runs out of money.
    """
    tried: list[Tried] = []
    step, costs = rule.increment * election.money_scale, election.costs
    wanted = {project for project, backers in enumerate(market.backers) if len(backers.rows)}
    everything = sum(costs[project] for project in wanted)
    if everything <= budget and Constraints(election).empty:
        share = max(share, Fraction(everything))
    while len(tried) < MOST_RUNS:
        constraints = Constraints(election)
        bought = swift_run(market, share) if constraints.empty else None
        if bought is None:
            bought = run_shares(market, share, ties.keys, constraints).bought
        tried.append(Tried(share, bought))
        left = budget - _spent(bought, costs)
        others = {p for p in wanted - set(bought) if constraints.refusal(p, costs[p]) is None}
        # A project that cannot be paid for now could be with more; when there is none, more changes nothing.
        if left < 0 or not others or (rule.exhaustive_stop and all(costs[project] > left for project in others)):
            return tried
        share += step
    raise ValueError(f"Add1 needs more than {MOST_RUNS} runs: choose a larger increment")


def _spent(bought: list[int], costs: tuple[int, ...]) -> int:
    return sum(costs[project] for project in bought)


def preference(election: Election, one: list[int], other: list[int]) -> tuple[int, int]:
    """How many voters have more marked projects in one set of winners than in the other, and how many the reverse.

    >>> from convite.rulebook.winners.elections import Project
    >>> two = Election.of([Project("a", 1), Project("b", 1)], [(["a"], 3), (["b"], 2), (["a", "b"], 9)], 1)
    >>> preference(two, [0], [1])
    (3, 2)
    """
    ballots = election.ballots
    sign = np.zeros(len(election.projects), np.int64)
    sign[one] += 1
    sign[other] -= 1
    gains = sign[ballots.marks]
    if ballots.points is not None:
        gains = gains * (ballots.points > 0)
    running = np.concatenate(([0], np.cumsum(gains)))
    balance = running[ballots.offsets[1:]] - running[ballots.offsets[:-1]]
    return int(ballots.weights[balance > 0].sum()), int(ballots.weights[balance < 0].sum())


def greedy_winners(election: Election, rule: Rule, ties: TieOrder) -> list[Step]:
    """The greedy result that the comparison sets against Equal Shares: by support, skipping what does not fit."""
    support: Support = supports(election.ballots, rule)
    line = line_of(election, rule, support, ties, range(len(election.projects)))
    money = int(election.budget * election.money_scale)
    steps = walk(line, election.costs, money, Constraints(election), rule, election.ballots.votes.tolist())
    return [step for step in steps if step.granted]
