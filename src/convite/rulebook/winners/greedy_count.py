"""How is a greedy count told? From the walk to an outcome with reasons, rounds, ties and margins.

Not here: the walk (greedy), the margins (greedy_margins), the sentences (reasons).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from convite.rulebook.winners.constraints import Constraints
from convite.rulebook.winners.elections import Election, Exact, exact
from convite.rulebook.winners.greedy import Line, Step, equal_groups, is_decisive, line_of, walk
from convite.rulebook.winners.greedy_margins import GreedyMargins
from convite.rulebook.winners.outcomes import Outcome, ProjectResult, Round, Tie
from convite.rulebook.winners.reasons import advice, reason
from convite.rulebook.winners.results import Teller
from convite.rulebook.winners.rules import Rule
from convite.rulebook.winners.supports import supports
from convite.rulebook.winners.ties import TieOrder


def count_greedy(election: Election, rule: Rule) -> Outcome:
    """The outcome of a greedy rule.

    >>> from convite.rulebook.winners.elections import Project
    >>> two = Election.of([Project("a", 6), Project("b", 5)], [(["a"], 2), (["b"], 1)], 10)
    >>> outcome = count_greedy(two, Rule("greedy", "greedy"))
    >>> outcome.winners, outcome.projects["b"].cost_reduction_needed
    (('a',), 1)
    """
    support = supports(election.ballots, rule)
    ties = TieOrder(election, rule)
    line = line_of(election, rule, support, ties, range(len(election.projects)))
    money, constraints = int(election.budget * election.money_scale), Constraints(election)
    teller = Teller(election, support)
    steps = walk(line, election.costs, money, constraints, rule, teller.votes)
    left = money - sum(step.granted for step in steps)
    margins = GreedyMargins(election, rule, support, ties, line, steps, states_of(election, steps), (left, constraints))
    results = [step_result(teller, step, *_enough(step, margins)) for step in steps]
    results += [_below(teller, rule, project, margins) for project in line.below]
    return Outcome(
        election,
        rule,
        tuple(teller.ids[step.project] for step in steps if step.granted),
        {teller.ids[step.project]: teller.money(step.granted) for step in steps if step.granted},
        {result.id: result for result in results},
        rounds_of(teller, steps, "greedy", 1),
        ties_of(teller, rule, line, steps, ties, 1),
    )


def states_of(election: Election, steps: Sequence[Step]) -> list[Constraints]:
    """The constraints as they were before each step."""
    state = Constraints(election)
    if state.empty:
        return [state] * len(steps)
    states = []
    for step in steps:
        states.append(state.copy())
        if step.granted:
            state.take(step.project, step.granted)
    return states


def rounds_of(teller: Teller, steps: Sequence[Step], stage: str, first: int) -> tuple[Round, ...]:
    """Each step as a round, numbered from `first`."""
    found = []
    for number, step in enumerate(steps, start=first):
        pid = teller.ids[step.project]
        paid, left = teller.money(step.granted), teller.money(step.left - step.granted)
        found.append(Round(number, stage, (pid,), pid if step.granted else None, step.verdict, paid, left))
    return tuple(found)


def ties_of(
    teller: Teller, rule: Rule, line: Line, steps: Sequence[Step], ties: TieOrder, first: int
) -> tuple[Tie, ...]:
    """The stretches of the line that only the tie order puts in order; rounds are numbered from `first`."""
    constrained = not Constraints(teller.election).empty
    found = []
    for start, end in equal_groups(line):
        group = line.projects[start:end]
        decisive = is_decisive(steps[start:end], teller.election.costs, rule, constrained)
        # The last criterion that was needed: where there was a lot, one must see that there was a lot.
        broken_by = max((ties.broken_by(one, other) for one, other in pairwise(group)), key=rule.ties.index)
        found.append(Tie(first + start, tuple(teller.ids[p] for p in group), broken_by, decisive))
    return tuple(found)


def step_result(
    teller: Teller, step: Step, missing: Exact | None = None, reduction: Exact | None = None, sure: str = "exact"
) -> ProjectResult:
    """A project of the line, with its reason and what would have been enough (`sure`: as in `reasons.advice`)."""
    numbers: dict[str, Exact] = {
        "support": teller.support.of(step.project),
        "left": teller.money(step.left),
        "cost": teller.election.projects[step.project].cost,
    }
    if step.granted:
        numbers["granted"] = teller.money(step.granted)
    if step.refusal and step.refusal.code == "ceiling":
        numbers["left"] = teller.money(step.refusal.left)
    other = step.refusal.other if step.refusal else ""
    told = advice(teller.support.unit, missing, reduction, sure)
    why = reason(step.verdict, teller.support.unit, numbers, other, told)
    return teller.result(step.project, why, step.granted, votes_missing=missing, cost_reduction_needed=reduction)


def _below(teller: Teller, rule: Rule, position: int, margins: GreedyMargins) -> ProjectResult:
    missing, reduction = _enough(Step(position, 0, "below_threshold"), margins)
    numbers: dict[str, Exact] = {"support": teller.support.of(position), "threshold": rule.threshold}
    unit = teller.support.unit
    why = reason("below_threshold", unit, numbers, "", advice(unit, missing, reduction))
    return teller.result(position, why, votes_missing=missing, cost_reduction_needed=reduction)


def _enough(step: Step, margins: GreedyMargins) -> tuple[Exact | None, Exact | None]:
    """The missing support and the cost reduction that would have been enough, for a project that did not win."""
    if step.granted:
        return None, None
    missing, reduction = margins.more_support(step.project), margins.less_cost(step.project)
    return (
        None if missing is None else exact(Fraction(missing, margins.support.scale)),
        None if reduction is None else exact(Fraction(reduction, margins.election.money_scale)),
    )
