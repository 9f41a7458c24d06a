"""How much support does each project have? Votes, points, or what places in a ranking are worth.

Words: *Borda* gives the first of L places L points, the last one 1 (L: the places of the form); *Dowdall* gives 1,
1/2, 1/3…; *places* gives the points that the rule lists. `worth` is one integer per mark, `scale` its divisor.

Not here: thresholds and order (greedy), utilities' prices (shares).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from convite.rulebook.winners.ballots import Ballots, Integers
from convite.rulebook.winners.elections import Exact, exact
from convite.rulebook.winners.rules import Rule

LONGEST_DOWDALL = 25


@dataclass(frozen=True)
class Support:
    """Per project: `counts[p] / scale` in `unit`s (votes or points)."""

    counts: tuple[int, ...]
    scale: int
    unit: str

    def of(self, position: int) -> Exact:
        """The support of one project as people read it."""
        return exact(Fraction(self.counts[position], self.scale))


def support_kind(ballots: Ballots, rule: Rule) -> str:
    """What "auto" means for these ballots: votes, points or borda."""
    if rule.support != "auto":
        return rule.support
    if ballots.points is not None:
        return "points"
    return "borda" if ballots.kind == "ordinal" else "votes"


def supports(ballots: Ballots, rule: Rule) -> Support:
    """The support of every project under a rule. Errors: ValueError when the ballots have no such thing.

    >>> two = Ballots.from_pairs([(["a", "b"], 1)], ["a", "b"], "ordinal", length=3)
    >>> supports(two, Rule("by places", "greedy")).counts
    (3, 2)
    """
    kind = support_kind(ballots, rule)
    if kind == "votes":
        return Support(tuple(ballots.votes.tolist()), 1, "votes")
    worth, scale = mark_worth(ballots, kind, rule.place_points)
    return Support(tuple(ballots.totals(worth).tolist()), scale, "points")


def mark_worth(ballots: Ballots, kind: str, place_points: tuple[int, ...] = ()) -> tuple[Integers, int]:
    """What each mark is worth, as integers over a scale."""
    if kind == "points":
        if ballots.points is None:
            raise ValueError("these ballots have no points")
        return ballots.points, ballots.points_scale
    if ballots.kind != "ordinal":
        raise ValueError("these ballots have no order of preference")
    if kind == "borda":
        return np.maximum(ballots.length - ballots.places, 0), 1
    if kind == "dowdall":
        if ballots.length > LONGEST_DOWDALL:
            raise ValueError(f"Dowdall takes at most {LONGEST_DOWDALL} places")
        scale = lcm(*range(1, ballots.length + 1))
        return scale // (ballots.places + 1), scale
    table = np.zeros(max(ballots.length, len(place_points)) + 1, np.int64)
    table[: len(place_points)] = place_points
    return table[ballots.places], 1
