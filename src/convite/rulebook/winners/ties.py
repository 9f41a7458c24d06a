"""Who goes first among equals? The order in which a rule breaks ties; it ends in a lot that anyone can repeat.

Words: a *criterion* compares two projects; the *lot* of a project is SHA-256 of "seed:id" in hexadecimal, the lowest
goes first. The seed is drawn in public after the closing, so nobody can choose an id or a ballot to win it.

Not here: which projects are equal (the methods say so).
"""

import hashlib
from collections.abc import Callable

from convite.rulebook.winners.elections import Election
from convite.rulebook.winners.rules import Rule

Key = tuple[int | str, ...]


def lot(seed: str, project_id: str) -> str:
    """The lot of a project: lowest first.

    >>> lot("4711", "a")[:8]
    '0496287d'
    """
    return hashlib.sha256(f"{seed}:{project_id}".encode()).hexdigest()


class TieOrder:
    """The keys by which equal projects are put in order, per position of the project."""

    def __init__(self, election: Election, rule: Rule, costs: tuple[int, ...] | None = None) -> None:
        self.criteria = rule.ties
        costs = election.costs if costs is None else costs
        votes = election.ballots.votes.tolist()
        columns: dict[str, Callable[[int], int | str]] = {
            "lower-cost": lambda p: costs[p],
            "higher-cost": lambda p: -costs[p],
            "more-votes": lambda p: -votes[p],
            "listed-first": lambda p: p,
            "lot": lambda p: lot(rule.seed, election.projects[p].id),
        }
        self.keys: list[Key] = [
            tuple(columns[criterion](p) for criterion in rule.ties) for p in range(len(election.projects))
        ]

    def sorted(self, projects: list[int]) -> list[int]:
        """The projects in the order of the ties."""
        return sorted(projects, key=self.keys.__getitem__)

    def broken_by(self, first: int, second: int) -> str:
        """The criterion that puts one project before another."""
        for criterion, one, other in zip(self.criteria, self.keys[first], self.keys[second], strict=True):
            if one != other:
                return criterion
        return "lot"
