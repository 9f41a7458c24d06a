"""What is decided? Projects with a cost, ballots on them, and the money there is.

Words: the *budget* is the money to share out; a *project* has an exact cost; *incompatible* projects exclude each
other one by one (two ideas for one plot), *exclusive* groups exclude each other as groups (plan A or plan B), and a
*ceiling* limits the money of the projects that share a value (a neighbourhood, a category).

Money is exact: an integer (in Convite, of the currency's smallest unit) or a Fraction. A float is refused.

Not here: how winners are found (rules and counts).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

from convite.rulebook.winners.ballots import Ballots, Kind, Marks

Exact = int | Fraction


def exact(value: int | Fraction | Decimal) -> Exact:
    """The number without rounding: an int when it is whole, else a Fraction. A float raises TypeError.

    >>> exact(Fraction(4, 2)), exact(Decimal("2.5"))
    (2, Fraction(5, 2))
    """
    if isinstance(value, float | bool):
        raise TypeError("money and points are int, Fraction or Decimal: a float would be rounded")
    number = Fraction(value)
    return int(number) if number.denominator == 1 else number


@dataclass(frozen=True)
class Project:
    """One project: `cost` above zero; `extra` keeps what else is known, by column.

    >>> Project("7", 1000, "Parque").cost
    1000
    """

    id: str
    cost: Exact
    name: str = ""
    category: str = ""
    target: str = ""
    latitude: str = ""
    longitude: str = ""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cost", exact(self.cost))
        if self.cost <= 0:
            raise ValueError(f"project {self.id!r} must cost more than zero")


@dataclass(frozen=True)
class Ceiling:
    """At most `money` for the projects in `projects` together (the neighbourhood `name`)."""

    name: str
    money: Exact
    projects: frozenset[str]


@dataclass(frozen=True, eq=False)
class Election:
    """Projects, merged ballots and a budget.

    >>> election = Election.of([Project("a", 6), Project("b", 5)], [(["a"], 3), (["a", "b"], 1)], budget=10)
    >>> election.ballots.votes.tolist(), election.money_scale
    ([4, 1], 1)
    """

    projects: tuple[Project, ...]
    ballots: Ballots
    budget: Exact
    incompatible: tuple[frozenset[str], ...] = ()
    exclusive: tuple[tuple[frozenset[str], ...], ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    name: str = ""
    currency: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "budget", exact(self.budget))
        if self.budget <= 0:
            raise ValueError("the budget must be above zero")
        if len(self.index) != len(self.projects):
            raise ValueError("two projects have the same id")
        if self.ballots.project_count != len(self.projects):
            raise ValueError("the ballots speak of another number of projects")
        named = [*self.incompatible, *(group for family in self.exclusive for group in family)]
        for group in [*named, *(ceiling.projects for ceiling in self.ceilings)]:
            if unknown := sorted(group - self.index.keys()):
                raise KeyError(f"a group names a project that does not exist: {unknown[0]!r}")

    @classmethod
    def of(
        cls,
        projects: Iterable[Project],
        ballots: Iterable[tuple[Marks, int]],
        budget: Exact,
        *,
        kind: Kind | None = None,
        length: int = 0,
        incompatible: Iterable[Iterable[str]] = (),
        exclusive: Iterable[Iterable[Iterable[str]]] = (),
        ceilings: Iterable[Ceiling] = (),
        name: str = "",
        currency: str = "",
    ) -> "Election":
        """An election without a file: ballots as (marks, weight), marks as project ids or {id: points}.

        `length` is how many places an ordinal ballot has (Borda counts from it). Errors: ValueError for a cost or
        budget that is not above zero or a repeated id, KeyError for an unknown project.
        """
        listed = tuple(projects)
        merged = Ballots.from_pairs(ballots, [project.id for project in listed], kind, length)
        return cls(
            listed,
            merged,
            budget,
            tuple(frozenset(group) for group in incompatible),
            tuple(tuple(frozenset(group) for group in family) for family in exclusive),
            tuple(ceilings),
            name,
            currency,
        )

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of each project id."""
        return {project.id: position for position, project in enumerate(self.projects)}

    @cached_property
    def money_scale(self) -> int:
        """What all money must be multiplied by to be whole."""
        amounts = [self.budget, *(project.cost for project in self.projects)]
        amounts += [ceiling.money for ceiling in self.ceilings]
        return lcm(*(Fraction(amount).denominator for amount in amounts))

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """The costs as integers, times `money_scale`."""
        return tuple(int(project.cost * self.money_scale) for project in self.projects)

    def with_cost(self, project_id: str, cost: Exact) -> "Election":
        """The same election, had one project cost something else.

        >>> Election.of([Project("a", 6)], [(["a"], 1)], 10).with_cost("a", 2).projects[0].cost
        2
        """
        position = self.index[project_id]
        changed = list(self.projects)
        changed[position] = replace(changed[position], cost=cost)
        return replace(self, projects=tuple(changed))

    def with_ballots(self, more: Sequence[tuple[Marks, int]]) -> "Election":
        """The same election with more ballots.

        >>> Election.of([Project("a", 6)], [(["a"], 1)], 10).with_ballots([(["a"], 2)]).ballots.voters
        3
        """
        ids = [project.id for project in self.projects]
        added = Ballots.from_pairs(more, ids, self.ballots.kind, self.ballots.length)
        return replace(self, ballots=self.ballots.joined(added)) if more else self
