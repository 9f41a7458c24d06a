"""What came out, and why? The result of a count with its reasons, rounds and ties.

Words: a *reason* is a stable code, a sentence for people and the numbers behind it; *advice* says what would have been
enough to win; *money behind* a project is what its supporters still held when it was bought, or at the end;
*effective support* is the number of full payers that its price amounts to.

Not here: how the result is found (greedy, shares, phragmen), what proves it (certificates).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from convite.rulebook.winners.certificates import certificate_of
from convite.rulebook.winners.elections import Election, Exact
from convite.rulebook.winners.rules import Rule
from convite.rulebook.words import Sentence


@dataclass(frozen=True)
class Reason:
    """Why a project won or not. Codes: funded, part_funded, funded_in_completion, does_not_fit, below_threshold,
    after_the_line, too_expensive, incompatible, exclusive, ceiling, no_support, not_enough_money.
    """

    code: str
    sentence: Sentence
    numbers: Mapping[str, Exact] = field(default_factory=dict, hash=False)
    advice: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class ProjectResult:
    """One project in the result. `support` is in `unit`s (votes or points); `rank` counts from 1 by support.

    `votes_missing` (in units of support) and `cost_reduction_needed` say what would have been enough, each alone; None
    when nothing of that kind is known to be enough. By votes they are the least. Elsewhere they are enough, perhaps too
    much, until counting again made them `verified`: then the votes are ballots that mark only this project, and with
    one unit less it does not win. `price` is what a full payer pays per unit of utility (Equal
    Shares) or the load of its supporters (Phragmén).
    """

    id: str
    name: str
    cost: Exact
    votes: int
    support: Exact
    unit: str
    rank: int
    won: bool
    granted: Exact
    reason: Reason
    round: int | None = None
    price: Exact | None = None
    effective_support: Exact | None = None
    money_behind: Exact | None = None
    votes_missing: Exact | None = None
    cost_reduction_needed: Exact | None = None
    verified: bool = False


@dataclass(frozen=True)
class Round:
    """One step: what was considered, what was bought (None: nothing), at what price, and the money left after it.

    `stage` is the method that took the step ("utilitarian": a completion). `prices` is filled when the count is asked
    to explain, from the lowest: what each project would have cost then, exact (Equal Shares: what a full payer would
    have paid per unit of utility; Phragmén: the load that its supporters would have had).
    """

    number: int
    stage: str
    considered: tuple[str, ...]
    bought: str | None
    verdict: str
    paid: Exact
    left: Exact
    price: Exact | None = None
    prices: Mapping[str, Exact] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Tie:
    """Projects equal under the rule in a round, in the order decided, and the criterion that settled the first.

    `decisive` is False when every order gives the same winners, True when it may not, None when nobody looked into it.
    """

    round: int
    projects: tuple[str, ...]
    broken_by: str
    decisive: bool | None = None


@dataclass(frozen=True)
class Run:
    """One run of Equal Shares: the money it shared out and each voter's share of it, what it bought in order, and
    whether it is the result.
    """

    budget: Exact
    share: Exact
    bought: tuple[str, ...]
    spent: Exact
    stands: bool


@dataclass(frozen=True, eq=False)
class Outcome:
    """The result of a count. `winners` in order of purchase; `grants` what each receives."""

    election: Election
    rule: Rule
    winners: tuple[str, ...]
    grants: Mapping[str, Exact]
    projects: Mapping[str, ProjectResult]
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...] = ()
    runs: tuple[Run, ...] = ()
    notes: tuple[Sentence, ...] = ()
    preference: Mapping[str, int] | None = None

    @property
    def budget(self) -> Exact:
        """The money there was."""
        return self.election.budget

    @property
    def spent(self) -> Exact:
        """The money granted, exact."""
        return sum(self.grants.values(), start=0)

    @property
    def left(self) -> Exact:
        """The money not granted, exact."""
        return self.budget - self.spent

    @property
    def needs_lot(self) -> bool:
        """Whether a tie came down to the lot while the rule has no seed yet: draw one, then count again."""
        return not self.rule.seed and any(tie.broken_by == "lot" and tie.decisive is not False for tie in self.ties)

    def certificate(self) -> dict[str, Any]:
        """The result with everything needed to verify it without this program; see docs/rulebook/certificate.md."""
        return certificate_of(self)
