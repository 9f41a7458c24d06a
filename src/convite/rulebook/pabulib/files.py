"""What does a `.pb` file hold? An election, and what the file says of itself and of its result.

Words: a winner is *recorded* when the file's column `selected` says 1; any other value but 0 marks a project funded
outside the rule (by another budget, after a withdrawal). A *note* is a remark on the file that does not stop a count.

Not here: bytes (lines), columns and values (reader, writer).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from convite.rulebook.winners.elections import Election
from convite.rulebook.words import Sentence


class BallotFileError(ValueError):
    """A file that cannot be read: `rule` says in a stable code what it breaks, `line` and `column` (from 1) where.

    >>> str(BallotFileError("empty", Sentence("El archivo está vacío."), 1))
    'Línea 1, columna 1: El archivo está vacío.'
    """

    def __init__(self, rule: str, sentence: Sentence, line: int, column: int = 1) -> None:
        super().__init__(f"Línea {line}, columna {column}: {sentence}")
        self.rule = rule
        self.sentence = sentence
        self.line = line
        self.column = column


@dataclass(frozen=True)
class VoterTable:
    """The rows of VOTES as they were written, for a copy of the file. It may say who voted what: handle with care."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class PbFile(Election):
    """An election read from a file.

    `meta` is META as text. `columns` are those of PROJECTS; `recorded` is the column `selected` by project,
    `recorded_votes` the columns `votes` and `score`. `voters` is kept only on request.
    """

    meta: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    recorded: Mapping[str, str] = field(default_factory=dict)
    recorded_votes: Mapping[str, str] = field(default_factory=dict)
    recorded_scores: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Sentence, ...] = ()
    voters: VoterTable | None = None

    @cached_property
    def recorded_winners(self) -> tuple[str, ...] | None:
        """The ids of the projects with `selected` = 1; None when the file records no result."""
        if not self.recorded:
            return None
        return tuple(pid for pid, value in self.recorded.items() if value == "1")

    @cached_property
    def outside_the_rule(self) -> tuple[str, ...]:
        """The ids of the projects whose `selected` is neither 0 nor 1: funded, but not by this count."""
        return tuple(pid for pid, value in self.recorded.items() if value not in ("0", "1", ""))

    @property
    def duplicates(self) -> dict[str, int]:
        """Per project, how many marks were dropped because a ballot named it twice."""
        return {self.projects[position].id: count for position, count in self.ballots.repeated.items()}
