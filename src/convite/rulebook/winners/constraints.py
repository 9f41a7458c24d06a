"""What may not be funded together? Incompatible projects, exclusive groups, ceilings of a neighbourhood or category.

Words: a *refusal* is a code (incompatible, exclusive, ceiling) and the winner or ceiling that causes it. A project that
was refused once stays refused: winners never leave, ceilings never grow.

Not here: the budget itself (each method watches it).
"""

from dataclasses import dataclass

from convite.rulebook.winners.elections import Election


@dataclass(frozen=True)
class Refusal:
    """Why a project may not join the winners: `other` is a project's id or a ceiling's name, `left` its money."""

    code: str
    other: str
    left: int = 0


class Constraints:
    """The constraints of an election during one run: ask, then take."""

    def __init__(self, election: Election) -> None:
        self.election = election
        self.empty = not (election.incompatible or election.exclusive or election.ceilings)
        self.taken: set[str] = set()
        scale = election.money_scale
        self.left = [int(ceiling.money * scale) for ceiling in election.ceilings]

    def refusal(self, position: int, cost: int) -> Refusal | None:
        """The reason why a project may not be bought for that cost now, or None."""
        if self.empty:
            return None
        election, pid = self.election, self.election.projects[position].id
        for group in election.incompatible:
            if pid in group and (others := (group & self.taken) - {pid}):
                return Refusal("incompatible", min(others))
        for family in election.exclusive:
            mine = frozenset().union(*(group for group in family if pid in group))
            for group in family:
                if mine and pid not in group and (others := (group & self.taken) - mine):
                    return Refusal("exclusive", min(others))
        for ceiling, left in zip(election.ceilings, self.left, strict=True):
            if pid in ceiling.projects and cost > left:
                return Refusal("ceiling", ceiling.name, left)
        return None

    def take(self, position: int, cost: int) -> None:
        """The project was bought for that cost."""
        if self.empty:
            return
        pid = self.election.projects[position].id
        self.taken.add(pid)
        for number, ceiling in enumerate(self.election.ceilings):
            if pid in ceiling.projects:
                self.left[number] -= cost

    def copy(self) -> "Constraints":
        """The same state, to be tried out."""
        twin = Constraints(self.election)
        twin.taken, twin.left = set(self.taken), list(self.left)
        return twin
