"""What would have been enough, under any rule at all? Found by counting again, so it is true by construction.

Words: a *margin* is the change of one project that makes it win: ballots that mark only it (which also changes the
share of each voter), or a lower cost. The number is verified twice: with it the project wins, with one unit less not.
Where a rule is not monotone, a much smaller change may also do.

Source: the measures "singleton" and "cost reduction" of Boehmer and others, "Evaluation of Project Performance in
Participatory Budgeting" (IJCAI 2024).

Not here: margins that need no second count (greedy_margins, share_margins).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from convite.rulebook.winners.counts import count
from convite.rulebook.winners.elections import Exact, exact
from convite.rulebook.winners.outcomes import Outcome


@dataclass(frozen=True)
class Margin:
    """What would have been enough for one project; None: nothing of that kind, up to doubling the ballots."""

    ballots: int | None
    cost_reduction: Exact | None


def margin(outcome: Outcome, project_id: str) -> Margin:
    """The margin of a project that did not win; a dozen or two counts. Errors: KeyError, ValueError for a winner.

    >>> from convite.rulebook.winners import Election, Project, preset
    >>> two = Election.of([Project("a", 6), Project("b", 5)], [(["a"], 4), (["b"], 2)], 10)
    >>> margin(count(two, preset("greedy")), "b")
    Margin(ballots=2, cost_reduction=1)
    """
    result = outcome.projects[project_id]
    if result.won:
        raise ValueError("a winner needs nothing more")
    election, rule = outcome.election, outcome.rule
    unit = Fraction(1, election.money_scale)
    mark = [project_id] if election.ballots.points is None else {project_id: 1}

    def wins_with_ballots(more: int) -> bool:
        return count(election.with_ballots([(mark, more)]), rule).grants.get(project_id) == result.cost

    def wins_with_less(units: int) -> bool:
        cost = result.cost - units * unit
        return cost > 0 and count(election.with_cost(project_id, cost), rule).grants.get(project_id) == cost

    less = _least(wins_with_less, int(result.cost / unit) - 1)
    return Margin(_least(wins_with_ballots, 2 * max(election.ballots.voters, 1)), less and exact(less * unit))


def _least(wins: Callable[[int], bool], most: int) -> int | None:
    """A number that wins while the one before does not: by doubling, then halving; None when `most` does not win."""
    low, high = 0, 1
    while high < most and not wins(high):
        low, high = high, high * 2
    high = min(high, most)
    if high < 1 or not wins(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if wins(middle) else (middle, high)
    return high
