"""What is told of each project? The parts of a result that all methods share.

Words: as in outcomes; positions are those of `election.projects`.

Not here: which reason (each method's count), sentences (reasons).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from convite.rulebook.winners.elections import Election, Exact, exact
from convite.rulebook.winners.outcomes import ProjectResult, Reason
from convite.rulebook.winners.supports import Support


def by_price(prices: Mapping[int, Fraction], tied: Sequence[int]) -> list[tuple[int, Fraction]]:
    """The projects of a round from the lowest price; those of the lowest in the order that the ties decided.

    >>> by_price({3: Fraction(2), 4: Fraction(1), 5: Fraction(1)}, (5, 4))
    [(5, Fraction(1, 1)), (4, Fraction(1, 1)), (3, Fraction(2, 1))]
    """
    place = {project: number for number, project in enumerate(tied)}
    return sorted(prices.items(), key=lambda entry: (entry[1], place.get(entry[0], 0)))


@dataclass(frozen=True, eq=False)
class Teller:
    """Turns positions and integers of a count into results that people read."""

    election: Election
    support: Support

    @cached_property
    def ids(self) -> list[str]:
        return [project.id for project in self.election.projects]

    @cached_property
    def ranks(self) -> list[int]:
        """The rank of each project by support, from 1; equals share the better one."""
        falling = sorted(self.support.counts, reverse=True)
        first = {count: place for place, count in reversed(list(enumerate(falling, start=1)))}
        return [first[count] for count in self.support.counts]

    @cached_property
    def votes(self) -> list[int]:
        return [int(count) for count in self.election.ballots.votes]

    def money(self, amount: int | Fraction) -> Exact:
        """An amount of the count's integers in the election's money."""
        return exact(Fraction(amount) / self.election.money_scale)

    def result(self, position: int, why: Reason, granted: int = 0, **more: Any) -> ProjectResult:
        """The result of one project; `more` are further fields of ProjectResult."""
        project = self.election.projects[position]
        return ProjectResult(
            id=project.id,
            name=project.name,
            cost=project.cost,
            votes=self.votes[position],
            support=self.support.of(position),
            unit=self.support.unit,
            rank=self.ranks[position],
            won=granted > 0,
            granted=self.money(granted),
            reason=why,
            **more,
        )
