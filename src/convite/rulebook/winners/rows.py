"""How are a million ballots put in order? Flat arrays of rows: sorted, without repeats, and merged when equal.

Words: a *row* is one ballot; `offsets` says where each begins and ends in the flat arrays. Everything here is exact:
the hash only proposes which rows may be equal, and each proposal is compared mark by mark.

Not here: what the marks mean (ballots).
"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Marks = npt.NDArray[np.int32]
Rows = tuple[Integers, Marks, Integers | None, Integers]


def expanded(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    """All positions of several stretches, one after another.

    >>> expanded(np.array([5, 0]), np.array([7, 1])).tolist()
    [5, 6, 0]
    """
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))


def row_numbers(offsets: Integers) -> Integers:
    """For each position of the flat arrays, its row.

    >>> row_numbers(np.array([0, 2, 2, 3])).tolist()
    [0, 0, 2]
    """
    return np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))


def distinct_in_rows(
    offsets: Integers, marks: Marks, points: Integers | None, weights: Integers, project_count: int
) -> tuple[Integers, Marks, Integers | None, dict[int, int]]:
    """The rows without the second mark on one project, and per project how many marks were dropped.

    >>> offsets, marks, _, repeated = distinct_in_rows(
    ...     np.array([0, 3]), np.array([1, 0, 1], np.int32), None, np.array([4]), 2)
    >>> marks.tolist(), repeated
    ([1, 0], {1: 4})
    """
    owner = row_numbers(offsets)
    keys = owner * project_count + marks
    in_order = np.sort(keys)
    if not (in_order[1:] == in_order[:-1]).any():
        return offsets, marks, points, {}
    order = np.argsort(keys, kind="stable")
    repeat = np.zeros(len(keys), bool)
    repeat[order[1:]] = keys[order[1:]] == keys[order[:-1]]
    dropped = np.bincount(marks[repeat], weights=weights[owner[repeat]], minlength=project_count)
    kept = ~repeat
    sizes = np.bincount(owner[kept], minlength=len(offsets) - 1)
    tidy = np.concatenate(([0], np.cumsum(sizes)))
    report = {int(project): int(dropped[project]) for project in np.flatnonzero(dropped)}
    return tidy, marks[kept], None if points is None else points[kept], report


def sorted_rows(
    offsets: Integers, marks: Marks, points: Integers | None, project_count: int
) -> tuple[Marks, Integers | None]:
    """Each row by project number: in ballots without order, equal ballots look equal.

    >>> sorted_rows(np.array([0, 2]), np.array([1, 0], np.int32), None, 2)[0].tolist()
    [0, 1]
    """
    base = row_numbers(offsets) * project_count
    keys = base + marks
    if points is None:
        return (np.sort(keys) - base).astype(np.int32), None
    order = np.argsort(keys, kind="stable")
    return marks[order], points[order]


def merged_rows(offsets: Integers, marks: Marks, points: Integers | None, weights: Integers, *, ordered: bool) -> Rows:
    """Equal rows as one, with the sum of their weights; in the order in which each first appears.

    >>> merged_rows(np.array([0, 1, 2]), np.array([7, 7], np.int32), None, np.array([1, 2]), ordered=False)[3].tolist()
    [3]
    """
    if len(weights) < 2:
        return offsets, marks, points, weights
    first, inverse = _groups(_hashes(offsets, marks, points, ordered))
    if not _same_rows(offsets, marks, points, first[inverse]):  # two different ballots with one hash: 1 in 10^8
        first, inverse = _groups_one_by_one(offsets, marks, points)
    rank = np.argsort(first, kind="stable")
    kept = first[rank]
    total = np.bincount(inverse, weights=weights.astype(np.float64))[rank].astype(np.int64)
    positions = expanded(offsets[kept], offsets[kept + 1])
    tidy = np.concatenate(([0], np.cumsum(offsets[kept + 1] - offsets[kept])))
    return tidy, marks[positions], None if points is None else points[positions], total


def _groups(values: npt.NDArray[np.uint64]) -> tuple[Integers, Integers]:
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    return first.astype(np.int64), inverse.astype(np.int64)


def _scrambled(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    # The finalizer of SplitMix64 (Steele, Lea, Flood 2014): each bit of the input moves half of the output.
    mixed = (values + np.uint64(0x9E3779B97F4A7C15)).astype(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _hashes(offsets: Integers, marks: Marks, points: Integers | None, ordered: bool) -> npt.NDArray[np.uint64]:
    if ordered or points is not None:
        extra = np.zeros(len(marks), np.uint64) if points is None else points.astype(np.uint64)
        if ordered:
            places = np.arange(len(marks)) - np.repeat(offsets[:-1], np.diff(offsets))
            extra = extra * np.uint64(1_000_003) + places.astype(np.uint64)
        tokens = _scrambled(_scrambled(extra) ^ marks.astype(np.uint64))
    else:
        # Few projects, many marks: each project's number is scrambled once.
        tokens = _scrambled(np.arange(int(marks.max(initial=0)) + 1, dtype=np.uint64))[marks]
    running = np.concatenate((np.zeros(1, np.uint64), np.cumsum(tokens, dtype=np.uint64)))
    return running[offsets[1:]] - running[offsets[:-1]]


def _same_rows(offsets: Integers, marks: Marks, points: Integers | None, model: Integers) -> bool:
    """Whether each row equals its model row, mark by mark."""
    sizes = np.diff(offsets)
    if not np.array_equal(sizes[model], sizes):
        return False
    twins = expanded(offsets[model], offsets[model + 1])
    return bool(np.array_equal(marks[twins], marks)) and (points is None or bool(np.array_equal(points[twins], points)))


def _groups_one_by_one(offsets: Integers, marks: Marks, points: Integers | None) -> tuple[Integers, Integers]:
    seen: dict[tuple[bytes, bytes], int] = {}
    first: list[int] = []
    inverse = np.empty(len(offsets) - 1, np.int64)
    for row in range(len(offsets) - 1):
        start, end = int(offsets[row]), int(offsets[row + 1])
        key = (marks[start:end].tobytes(), b"" if points is None else points[start:end].tobytes())
        if key not in seen:
            seen[key] = len(first)
            first.append(row)
        inverse[row] = seen[key]
    return np.array(first, np.int64), inverse
