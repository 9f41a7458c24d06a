"""What did the ballots say? Marks on projects, merged when equal, one mark per (ballot, project).

Words: a *ballot* is a list of *marks*; a mark names a project, and in points ballots carries *points*. Equal ballots
are one *row* with a *weight*. Rows live in flat arrays (`marks[offsets[r]:offsets[r + 1]]` are the marks of row r),
because a million ballots as Python objects would not fit in the memory of a town hall's server.

Not here: which ballots are valid (ballot_forms), what a mark is worth under a rule (`masses` only gives the raw
material), files (pabulib).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm
from typing import Literal

import numpy as np
import numpy.typing as npt

from convite.rulebook.winners.rows import distinct_in_rows, expanded, merged_rows, sorted_rows

Kind = Literal["choose-1", "approval", "knapsack", "cumulative", "scoring", "ordinal"]
Integers = npt.NDArray[np.int64]
Marks = Sequence[str] | Mapping[str, int | Fraction]

POINTS_KINDS = ("cumulative", "scoring")
# Sums of counts are made in doubles by numpy; below this limit each of them is exact.
EXACT_LIMIT = 2**52


@dataclass(frozen=True, eq=False)
class Ballots:
    """Merged ballots on projects 0 … project_count - 1.

    `points` are integers to be divided by `points_scale` (None: every mark is worth one). In ordinal ballots the
    order of the marks is the order of preference, and `length` is how many places the form has, at least as many as
    the longest ballot. `repeated` counts, by project, the marks that a ballot repeated: they are dropped and reported.
    """

    kind: Kind
    project_count: int
    offsets: Integers
    marks: npt.NDArray[np.int32]
    points: Integers | None
    weights: Integers
    points_scale: int = 1
    length: int = 0
    repeated: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def from_rows(
        cls,
        kind: Kind,
        project_count: int,
        lengths: npt.ArrayLike,
        marks: npt.ArrayLike,
        points: npt.ArrayLike | None = None,
        weights: npt.ArrayLike | None = None,
        *,
        points_scale: int = 1,
        length: int = 0,
        merge: bool = True,
    ) -> "Ballots":
        """Ballots from flat arrays: `lengths[r]` marks of ballot r, one after another in `marks`.

        >>> Ballots.from_rows("approval", 3, [2, 1, 2], [0, 1, 2, 1, 0]).weights.tolist()
        [2, 1]
        """
        sizes = np.asarray(lengths, dtype=np.int64)
        flat = np.asarray(marks, dtype=np.int32)
        worth = None if points is None else np.asarray(points, dtype=np.int64)
        count = np.ones(len(sizes), np.int64) if weights is None else np.asarray(weights, dtype=np.int64)
        _check_shapes(project_count, sizes, flat, worth, count)
        offsets = np.concatenate(([0], np.cumsum(sizes)))
        offsets, flat, worth, repeated = distinct_in_rows(offsets, flat, worth, count, project_count)
        if kind != "ordinal":
            flat, worth = sorted_rows(offsets, flat, worth, project_count)
        if merge:
            offsets, flat, worth, count = merged_rows(offsets, flat, worth, count, ordered=kind == "ordinal")
        longest = int(np.diff(offsets).max(initial=0))
        return cls(kind, project_count, offsets, flat, worth, count, points_scale, max(length, longest), repeated)

    @classmethod
    def from_pairs(
        cls, pairs: Iterable[tuple[Marks, int]], project_ids: Sequence[str], kind: Kind | None = None, length: int = 0
    ) -> "Ballots":
        """Ballots from (marks, weight) pairs; marks are project ids, or {id: points}.

        The kind is approval, or cumulative when points are given. An unknown project raises KeyError, a weight
        below one ValueError.

        >>> ballots = Ballots.from_pairs([(["a"], 2), (["b", "a"], 1)], ["a", "b"])
        >>> ballots.voters, ballots.votes.tolist()
        (3, [3, 1])
        >>> Ballots.from_pairs([({"a": 3}, 1)], ["a", "b"]).score.tolist()
        [3, 0]
        """
        listed = [(marks, weight) for marks, weight in pairs]
        index = {pid: position for position, pid in enumerate(project_ids)}
        with_points = bool(listed) and isinstance(listed[0][0], Mapping)
        kind = kind or ("cumulative" if with_points else "approval")
        points, scale = None, 1
        if with_points:
            exact = [Fraction(worth) for marks, _ in listed for worth in _worths(marks)]
            scale = lcm(*(worth.denominator for worth in exact)) if exact else 1
            points = [int(worth * scale) for worth in exact]
        return cls.from_rows(
            kind,
            len(index),
            [len(marks) for marks, _ in listed],
            [index[pid] for marks, _ in listed for pid in marks],
            points,
            [weight for _, weight in listed],
            points_scale=scale,
            length=length,
        )

    def joined(self, other: "Ballots") -> "Ballots":
        """These ballots and others on the same projects. Errors: ValueError when only some have points."""
        if (self.points is None) != (other.points is None):
            raise ValueError("some ballots have points and some have none")
        both, scale = (self, other), lcm(self.points_scale, other.points_scale)
        points = [b.points * (scale // b.points_scale) for b in both if b.points is not None]
        return Ballots.from_rows(
            self.kind,
            self.project_count,
            np.concatenate([np.diff(ballots.offsets) for ballots in both]),
            np.concatenate([ballots.marks for ballots in both]),
            np.concatenate(points) if points else None,
            np.concatenate([ballots.weights for ballots in both]),
            points_scale=scale,
            length=max(self.length, other.length),
        )

    @property
    def rows(self) -> int:
        """How many different ballots there are."""
        return len(self.weights)

    @cached_property
    def voters(self) -> int:
        """How many ballots were cast, blank ones included."""
        return int(self.weights.sum())

    @cached_property
    def row_of_mark(self) -> npt.NDArray[np.int32]:
        """For each mark, its row."""
        return np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(self.offsets))

    @cached_property
    def mark_weights(self) -> npt.NDArray[np.float64]:
        """For each mark, the weight of its row."""
        return np.repeat(self.weights.astype(np.float64), np.diff(self.offsets))

    def totals(self, worth: Integers | None) -> Integers:
        """Per project, the sum of `worth` (one per mark; None: one each) over all ballots."""
        each = self.mark_weights
        if worth is not None:
            each = each * worth
            if np.abs(each).sum() >= EXACT_LIMIT:
                raise ValueError("too many points to be added exactly")
        return np.bincount(self.marks, weights=each, minlength=self.project_count).astype(np.int64)

    @cached_property
    def votes(self) -> Integers:
        """Per project, how many ballots marked it (a mark without points above zero is not a vote)."""
        if self.points is None:
            return self.totals(None)
        return self.totals((self.points > 0).astype(np.int64))

    @cached_property
    def score(self) -> Integers:
        """Per project, its points times `points_scale`; in ballots without points, its votes."""
        return self.votes if self.points is None else self.totals(self.points)

    @cached_property
    def places(self) -> Integers:
        """For each mark, its place in its ballot: 0 is the first preference."""
        return np.arange(len(self.marks)) - np.repeat(self.offsets[:-1], np.diff(self.offsets))

    @cached_property
    def by_project(self) -> tuple[Integers, npt.NDArray[np.intp]]:
        """Where each project is marked: `order[starts[p]:starts[p + 1]]` are the marks on p, by row."""
        narrow = self.marks.astype(np.uint16) if self.project_count < 2**16 else self.marks
        order = np.argsort(narrow, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(self.marks, minlength=self.project_count))))
        return starts, order

    def pairs(self, project_ids: Sequence[str]) -> list[tuple[Marks, int]]:
        """The rows as (marks, weight) pairs, as `from_pairs` takes them.

        >>> Ballots.from_pairs([(["b", "a"], 1)], ["a", "b"]).pairs(["a", "b"])
        [(['a', 'b'], 1)]
        """
        found: list[tuple[Marks, int]] = []
        for (start, end), weight in zip(pairwise(self.offsets.tolist()), self.weights.tolist(), strict=True):
            ids = [project_ids[mark] for mark in self.marks[start:end].tolist()]
            if self.points is None:
                found.append((ids, weight))
                continue
            worth = [Fraction(value, self.points_scale) for value in self.points[start:end].tolist()]
            found.append(({pid: _whole(value) for pid, value in zip(ids, worth, strict=True)}, weight))
        return found

    def marks_of(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The positions in `marks` of all the marks of some rows."""
        return expanded(self.offsets[rows], self.offsets[rows + 1])


def _worths(marks: Marks) -> Iterable[int | Fraction]:
    if not isinstance(marks, Mapping):
        raise ValueError("some ballots have points and some have none")
    return marks.values()


def _whole(value: Fraction) -> int | Fraction:
    return int(value) if value.denominator == 1 else value


def _check_shapes(
    project_count: int, sizes: Integers, flat: npt.NDArray[np.int32], worth: Integers | None, count: Integers
) -> None:
    if int(sizes.sum()) != len(flat) or len(sizes) != len(count) or (worth is not None and len(worth) != len(flat)):
        raise ValueError("lengths, marks, points and weights do not agree")
    if len(flat) and (int(flat.min()) < 0 or int(flat.max()) >= project_count):
        raise KeyError("a mark on a project that does not exist")
    if len(count) and int(count.min()) < 1:
        raise ValueError("a weight below one")
