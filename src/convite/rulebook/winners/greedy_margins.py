"""What would have been enough? How many more votes, or how much less cost, makes a loser of a greedy rule win.

Words: an *insertion* is the place where a loser would stand in the line with another support or cost. A loser bought
nothing, so the walk before its new place is the walk that really happened: one look at the steps tells its fate. The
tests verify it by counting again.

Not here: Equal Shares (share_margins), any rule at all by counting again (margins).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from convite.rulebook.winners.constraints import Constraints
from convite.rulebook.winners.elections import Election
from convite.rulebook.winners.greedy import Line, LineKey, Step, line_key
from convite.rulebook.winners.rules import Rule
from convite.rulebook.winners.supports import Support
from convite.rulebook.winners.ties import Key, TieOrder


@dataclass(frozen=True)
class GreedyMargins:
    """The walk that happened, ready to be asked. All money in integers."""

    election: Election
    rule: Rule
    support: Support
    ties: TieOrder
    line: Line
    steps: Sequence[Step]
    states: Sequence[Constraints]
    end: tuple[int, Constraints]

    def more_support(self, project: int) -> int | None:
        """The least additional support (in counts) with which the project would win at its cost; None: none would."""
        cost, mine = self.election.costs[project], self.support.counts[project]
        last = self._last_place(project, cost)
        if last < 0:
            return None
        least = max(self.rule.threshold * self.support.scale, mine + 1)
        if last < len(self.steps):
            least = max(least, self._support_to_pass(project, cost, last))
        # One more unit of support is one more vote or point.
        unit = self.support.scale
        return -(-(least - mine) // unit) * unit

    def less_cost(self, project: int) -> int | None:
        """The least reduction of cost with which the project would win with its support; None: none would."""
        if self.support.counts[project] < self.rule.threshold * self.support.scale or self._votes(project) <= 0:
            return None
        best = 0
        place = self._place(project, self.election.costs[project] - 1)
        for position in range(place, -1, -1):
            whole = self.election.costs[project] - 1
            reach = whole if position == place else self._cost_to_stand(project, position)
            if reach <= best:
                break
            fit = min(reach, self._money(project, position))
            for cost in (fit, fit - 1):
                if cost > best and self.wins(project, self.support.counts[project], cost):
                    best = cost
                    break
        return self.election.costs[project] - best if best > 0 else None

    def wins(self, project: int, support: int, cost: int) -> bool:
        """Whether a loser would win with that support and cost."""
        if cost <= 0 or support < self.rule.threshold * self.support.scale:
            return False
        key = line_key(self.rule, support, cost, self._tie_key(project, support, cost))
        return self._fits(project, cost, self._insertion(key))

    def _votes(self, project: int) -> int:
        return int(self.election.ballots.votes[project])

    def _tie_key(self, project: int, support: int, cost: int) -> Key:
        renewed = {"lower-cost": cost, "higher-cost": -cost}
        if self.support.unit == "votes":
            renewed["more-votes"] = -support
        pairs = zip(self.ties.criteria, self.ties.keys[project], strict=True)
        return tuple(renewed.get(criterion, value) for criterion, value in pairs)

    def _insertion(self, key: LineKey) -> int:
        """How many others of the line stand before that key."""
        return bisect_left(self.line.keys, key)

    def _place(self, project: int, cost: int) -> int:
        cost, support = max(cost, 1), self.support.counts[project]
        return self._insertion(line_key(self.rule, support, cost, self._tie_key(project, support, cost)))

    def _before(self, position: int) -> tuple[int, Constraints]:
        if position < len(self.steps):
            return self.steps[position].left, self.states[position]
        return self.end

    def _money(self, project: int, position: int) -> int:
        """The most a project may cost at a place: the money left, and what a ceiling leaves."""
        left, state = self._before(position)
        pid = self.election.projects[project].id
        inside = [
            rest for ceiling, rest in zip(self.election.ceilings, state.left, strict=True) if pid in ceiling.projects
        ]
        return min([left, *inside])

    def _fits(self, project: int, cost: int, position: int) -> bool:
        left, state = self._before(position)
        before = [step.verdict for step in self.steps[max(position - 2, 0) : position] if step.project != project][-1:]
        ends = {"after_the_line", "part_funded"} | ({"does_not_fit"} if self.rule.misfit == "stop" else set())
        return not ends.intersection(before) and cost <= left and state.refusal(project, cost) is None

    def _last_place(self, project: int, cost: int) -> int:
        """The last place of the line where the project would be bought; -1: nowhere. Money and freedom only shrink."""
        low, high = -1, len(self.steps)
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(project, cost, middle):
                low = middle
            else:
                high = middle - 1
        return low

    def _support_to_pass(self, project: int, cost: int, position: int) -> int:
        """The least support with which the project stands before the one now at that place."""
        other = self.line.projects[position]
        if other == project:
            return self.support.counts[project]
        wanted = self.support.counts[other]
        if self.rule.order == "support-per-cost":
            wanted = -(-wanted * cost // self.election.costs[other])
        unit = self.support.scale
        mine = self.support.counts[project]
        wanted = mine + -(-(wanted - mine) // unit) * unit
        key = line_key(self.rule, wanted, cost, self._tie_key(project, wanted, cost))
        return wanted if key < self.line.keys[position] else wanted + unit

    def _cost_to_stand(self, project: int, position: int) -> int:
        """The highest cost with which the project may stand at that place or before."""
        whole = self.election.costs[project] - 1
        if position >= len(self.line.projects):
            return whole
        other = self.line.projects[position]
        mine, theirs, cost = self.support.counts[project], self.support.counts[other], self.election.costs[other]
        if self.rule.order == "support-per-cost":
            return whole if theirs <= 0 else min(whole, floor(Fraction(mine * cost, theirs)))
        if other == project or mine > theirs:
            return whole
        return min(whole, cost) if mine == theirs else 0
