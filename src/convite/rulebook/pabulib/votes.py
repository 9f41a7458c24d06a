"""What do the ballots of a file say? VOTES, read in blocks of many lines at a time.

Words: `vote` lists project ids between commas, `points` what each got. The quick path handles a whole block of lines
with few Python steps per ballot; any surprise sends the block through the careful path, which finds line and column.

Not here: merging and repeated marks (winners.ballots).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from math import lcm

import numpy as np
import numpy.typing as npt

from convite.rulebook.pabulib.files import BallotFileError
from convite.rulebook.pabulib.lines import split_fields
from convite.rulebook.pabulib.tables import fitted
from convite.rulebook.winners.ballots import POINTS_KINDS, Ballots, Kind
from convite.rulebook.words import Sentence, gettext_noop

Row = list[tuple[str, int]]


class VoteTable:
    """The section VOTES: flat arrays that grow block by block."""

    def __init__(
        self, number: int, columns: tuple[str, ...], kind: Kind, index: dict[str, int], keep_voters: bool
    ) -> None:
        needed = ("vote", "points") if kind in POINTS_KINDS else ("vote",)
        for column in needed:
            if column not in columns:
                template = gettext_noop("Falta la columna %(column)s.")
                raise BallotFileError("missing_column", Sentence(template, {"column": column}), number)
        self.width = len(columns)
        self.vote = columns.index("vote")
        self.points = columns.index("points") if "points" in columns and kind not in ("approval", "choose-1") else None
        self.kind, self.index, self.length = kind, index, 0
        self.keep_voters = keep_voters
        self.kept: list[tuple[str, ...]] = []
        self.read = 0
        self.lengths: list[npt.NDArray[np.int64]] = []
        self.marks: list[npt.NDArray[np.int32]] = []
        self.worth: list[Sequence[int | Fraction]] = []

    def add_lines(self, number: int, lines: list[str]) -> None:
        """Many lines without quotes; `number` is that of the first."""
        rows = [line.split(";") for line in lines if line]
        if all(len(row) == self.width for row in rows):
            votes = [row[self.vote] for row in rows]
            worth = None if self.points is None else [row[self.points] for row in rows]
            if self._quick(votes, worth):
                if self.keep_voters:
                    self.kept.extend(map(tuple, rows))
                return
        for offset, line in enumerate(lines):
            if line.strip():
                row = split_fields(line)
                assert row is not None
                self.add_row(number + offset, row)

    def _quick(self, votes: list[str], worth: list[str] | None) -> bool:
        """Reads the block if nothing in it is odd; says whether it did."""
        sizes = [vote.count(",") + 1 if vote else 0 for vote in votes]
        tokens = ",".join(filter(None, votes)).split(",") if any(votes) else []
        try:
            marks = np.fromiter(map(self.index.__getitem__, tokens), np.int32, len(tokens))
            points: list[int] = []
            if worth is not None:
                points = list(map(int, ",".join(filter(None, worth)).split(","))) if any(worth) else []
                if [text.count(",") + 1 if text else 0 for text in worth] != sizes:
                    return False
        except (KeyError, ValueError):
            return False
        self._keep(sizes, marks, points)
        return True

    def add_row(self, number: int, row: Row) -> None:
        """One ballot, with care. Errors: BallotFileError."""
        row = fitted(number, row, self.width)
        marks, start = [], row[self.vote][1]
        for token in row[self.vote][0].split(","):
            if token.strip() in self.index:
                marks.append(self.index[token.strip()])
            elif token.strip():
                template = gettext_noop("La papeleta marca el proyecto %(project)s, que no está en PROJECTS.")
                sentence = Sentence(template, {"project": token.strip()[:40]})
                raise BallotFileError("unknown_project", sentence, number, start + len(token) - len(token.lstrip()))
            start += len(token) + 1
        points: Sequence[int | Fraction] = [] if self.points is None else _points(number, *row[self.points])
        if self.points is not None and len(points) != len(marks):
            template = gettext_noop("Hay %(marks)s proyectos y %(points)s puntajes.")
            sentence = Sentence(template, {"marks": len(marks), "points": len(points)})
            raise BallotFileError("points_length", sentence, number, row[self.points][1])
        self._keep([len(marks)], np.array(marks, np.int32), points)
        if self.keep_voters:
            self.kept.append(tuple(value for value, _ in row))

    def _keep(self, sizes: list[int], marks: npt.NDArray[np.int32], points: Sequence[int | Fraction]) -> None:
        self.read += len(sizes)
        self.lengths.append(np.array(sizes, np.int64))
        self.marks.append(marks)
        self.worth.append(points)

    def ballots(self) -> Ballots:
        """All that was read, merged."""
        scale = lcm(*{value.denominator for part in self.worth for value in part})
        worth = None
        if self.points is not None:
            worth = [int(value * scale) for value in chain.from_iterable(self.worth)]
        return Ballots.from_rows(
            self.kind,
            len(self.index),
            np.concatenate([np.zeros(0, np.int64), *self.lengths]),
            np.concatenate([np.zeros(0, np.int32), *self.marks]),
            worth,
            points_scale=scale,
            length=self.length,
        )


def _points(number: int, text: str, start: int) -> list[Fraction]:
    found = []
    for token in text.split(",") if text.strip() else []:
        try:
            # Fraction would take "1e999999999"; a number of points is short.
            if len(token) > 18 or "e" in token.lower() or "_" in token:
                raise ValueError
            found.append(Fraction(token.strip()))
        except (ValueError, ZeroDivisionError):
            template = gettext_noop("«%(text)s» no es un número de puntos.")
            raise BallotFileError("bad_number", Sentence(template, {"text": token[:40]}), number, start) from None
        start += len(token) + 1
    return found
