"""What would have been enough, under any rule at all? Found by counting again, so it is true by construction.

Words: a *margin* is the change of one project that makes it win: ballots that mark only it (which also changes the
share of each voter), or a lower cost. The number is verified twice: with it the project wins, with one unit less not.
Where a rule is not monotone, a much smaller change may also do. *Work* is measured in marks looked at, not in seconds:
so the same outcome is told in the same words on every machine.

Source: the measures "singleton" and "cost reduction" of Boehmer and others, "Evaluation of Project Performance in
Participatory Budgeting" (IJCAI 2024).

Not here: margins that need no second count (greedy_margins, share_margins).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from convite.rulebook.winners.elections import Exact, exact
from convite.rulebook.winners.methods import by_method
from convite.rulebook.winners.outcomes import Outcome, ProjectResult
from convite.rulebook.winners.reasons import advice, exact_number_of, no_margin
from convite.rulebook.words import Sentence

# How much counting again an explained outcome may take: some seconds on one core.
MOST_WORK = 200_000_000
# What even a count of three ballots takes, in the same unit.
LEAST_WORK = 100_000


@dataclass(frozen=True)
class Margin:
    """What would have been enough for one project; None: nothing of that kind, up to doubling the ballots."""

    ballots: int | None
    cost_reduction: Exact | None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The margin in words.

        >>> [str(sentence) for sentence in Margin(None, None).sentences]
        ['Ni con el doble de papeletas ni costando menos habría ganado: se contó de nuevo.']
        """
        return advice("ballots", self.ballots, self.cost_reduction, sure="verified") or (no_margin(),)


def margin(outcome: Outcome, project_id: str) -> Margin:
    """The margin of a project that did not win; a dozen or two counts. Errors: KeyError, ValueError for a winner.

    >>> from convite.rulebook.winners import Election, Project, count, preset
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
        return by_method(election.with_ballots([(mark, more)]), rule).grants.get(project_id) == result.cost

    def wins_with_less(units: int) -> bool:
        cost = result.cost - units * unit
        return cost > 0 and by_method(election.with_cost(project_id, cost), rule).grants.get(project_id) == cost

    less = _least(wins_with_less, int(result.cost / unit) - 1)
    return Margin(_least(wins_with_ballots, 2 * max(election.ballots.voters, 1)), less and exact(less * unit))


def advised(outcome: Outcome, *, explain: bool) -> Outcome:
    """The outcome with its advice said for what it is: verified by counting again, or enough and perhaps too much.

    Counting again is done only to `explain`, from the most supported loser on, as far as MOST_WORK goes.
    """
    bought = sum(len(run.bought) for run in outcome.runs) or len(outcome.rounds)
    counts = MOST_WORK // (len(outcome.election.ballots.marks) * bought + LEAST_WORK) if explain else 0
    told = dict(outcome.projects)
    for result in sorted(outcome.projects.values(), key=lambda result: result.rank):
        if result.won or result.reason.code == "no_support":
            continue
        needed = _counts_needed(outcome, result)
        counts, verified = (counts - needed, True) if needed <= counts else (counts, False)
        told[result.id] = _verified(result, margin(outcome, result.id)) if verified else _with_the_way_to_it(result)
    return replace(outcome, projects=told)


def _verified(result: ProjectResult, found: Margin) -> ProjectResult:
    return replace(
        result,
        reason=replace(result.reason, advice=found.sentences),
        votes_missing=found.ballots,
        cost_reduction_needed=found.cost_reduction,
        verified=True,
    )


def _with_the_way_to_it(result: ProjectResult) -> ProjectResult:
    told = (*result.reason.advice, exact_number_of(result.id))
    return replace(result, reason=replace(result.reason, advice=told))


def _counts_needed(outcome: Outcome, result: ProjectResult) -> int:
    """How many counts a margin may take: doubling and halving, twice."""
    units = int(result.cost * outcome.election.money_scale)
    return 2 * (units.bit_length() + (2 * outcome.election.ballots.voters).bit_length()) + 2


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
