"""Greedy rules: who is first in the line, and how far does the money go?

Words: the *line* is all projects by support (or support per cost), ties included; the *walk* goes along it and buys
what fits. At the first that does not fit it *skips* to the next, or *stops*. A project below the *threshold* is not
in the line. With *part-funding*, the first that does not fit takes what is left if that is enough of its cost, and
the walk ends.

Source: the rule of most ordinances on participatory budgets; in Medellín, the priorities of each commune by votes
until its money ends. Studied by Talmon and Faliszewski, "A Framework for Approval-Based Budgeting Methods" (AAAI 2019).

Not here: sentences (reasons), what would have been enough (greedy_margins).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from convite.rulebook.winners.constraints import Constraints, Refusal
from convite.rulebook.winners.elections import Election
from convite.rulebook.winners.rules import Rule
from convite.rulebook.winners.supports import Support
from convite.rulebook.winners.ties import Key, TieOrder

LineKey = tuple[int | Fraction, Key]


@dataclass(frozen=True)
class Step:
    """One project of the line: the money left before it, the verdict, and what it was granted."""

    project: int
    left: int
    verdict: str
    granted: int = 0
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Line:
    """The projects in order, with the keys that put them there; those below the threshold apart."""

    projects: tuple[int, ...]
    keys: tuple[LineKey, ...]
    below: tuple[int, ...]


def line_key(rule: Rule, support: int, cost: int, tie: Key) -> LineKey:
    """What a project is put in the line by: the lowest goes first."""
    return (Fraction(-support, cost) if rule.order == "support-per-cost" else -support, tie)


def line_of(election: Election, rule: Rule, support: Support, ties: TieOrder, among: Sequence[int]) -> Line:
    """The line of some projects."""
    least = rule.threshold * support.scale
    costs = election.costs
    keys = {p: line_key(rule, support.counts[p], costs[p], ties.keys[p]) for p in among if support.counts[p] >= least}
    order = sorted(keys, key=keys.__getitem__)
    below = sorted((p for p in among if p not in keys), key=lambda p: (-support.counts[p], ties.keys[p]))
    return Line(tuple(order), tuple(keys[p] for p in order), tuple(below))


def walk(
    line: Line, costs: Sequence[int], money: int, constraints: Constraints, rule: Rule, votes: Sequence[int]
) -> list[Step]:
    """Goes along the line and buys. `money` and `costs` are integers; `constraints` is used up.

    A project that nobody voted for is never bought: money without a single supporter is money without a reason.
    """
    steps: list[Step] = []
    stopped = False
    for project in line.projects:
        cost = costs[project]
        if stopped:
            steps.append(Step(project, money, "after_the_line"))
        elif votes[project] <= 0:
            steps.append(Step(project, money, "no_support"))
        elif refusal := constraints.refusal(project, cost):
            steps.append(Step(project, money, refusal.code, refusal=refusal))
        elif cost <= money:
            steps.append(Step(project, money, "funded", cost))
            constraints.take(project, cost)
            money -= cost
        elif rule.part_funding is not None and money > 0 and money >= rule.part_funding * cost:
            steps.append(Step(project, money, "part_funded", money))
            money, stopped = 0, True
        else:
            steps.append(Step(project, money, "does_not_fit"))
            stopped = rule.misfit == "stop"
    return steps


def equal_groups(line: Line) -> list[tuple[int, int]]:
    """The stretches of the line, longer than one, that only the tie order tells apart.

    >>> equal_groups(Line((4, 5, 6), ((-3, ()), (-3, ()), (-1, ())), ()))
    [(0, 2)]
    """
    groups, start = [], 0
    for position in range(1, len(line.projects) + 1):
        if position == len(line.projects) or line.keys[position][0] != line.keys[start][0]:
            if position - start > 1:
                groups.append((start, position))
            start = position
    return groups


def is_decisive(steps: Sequence[Step], costs: Sequence[int], rule: Rule, constrained: bool) -> bool:
    """Whether another order of these equal steps may give other winners.

    It does not matter when all that could ever fit do fit together, or when nothing fits: in both cases each project
    meets the same fate in any order. Under constraints, or with a line that stops, any misfit counts as decisive.
    """
    if steps[0].verdict == "after_the_line":
        return False
    # What nobody voted for is not bought in any order.
    steps = [step for step in steps if step.verdict != "no_support"]
    if len(steps) < 2:
        return False
    left = steps[0].left
    if sum(costs[step.project] for step in steps) <= left:
        return constrained
    fitting = [costs[step.project] for step in steps if costs[step.project] <= left]
    if rule.misfit == "skip" and rule.part_funding is None:
        return bool(fitting) and (constrained or sum(fitting) > left)
    return bool(fitting) or rule.part_funding is not None
