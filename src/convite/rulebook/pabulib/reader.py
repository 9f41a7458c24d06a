"""What does a `.pb` file say? Reads it in one pass, in blocks, and returns all of it or an error with its place.

Words: as in Pabulib's format; a *row* is a line cut at its semicolons. Quotes protect a semicolon or a line break.
Real files bring marks of byte order, Windows line ends, empty lines, rows padded by a spreadsheet, decimals in costs,
and ballots that name a project twice: all of these are read; the last are counted once and noted.

Not here: bytes (lines), the columns' meaning for the election (election_of).
"""

import os
from collections.abc import Callable
from typing import BinaryIO, NoReturn

from convite.rulebook.pabulib.files import BallotFileError, PbFile, VoterTable
from convite.rulebook.pabulib.lines import blocks, split_fields
from convite.rulebook.pabulib.tables import MetaTable, ProjectTable, election_of
from convite.rulebook.pabulib.votes import VoteTable
from convite.rulebook.words import Sentence, gettext_noop

Row = list[tuple[str, int]]
# A description may go on for many lines; one that never ends is a forgotten quote.
LONGEST_QUOTE = 20_000
SECTIONS = ("META", "PROJECTS", "VOTES")


def read_pb(source: str | os.PathLike[str] | BinaryIO, *, voters: bool = False) -> PbFile:
    """The election in a `.pb` file: a path, or a file open in binary mode (it is read once, in blocks).

    Equal ballots come merged. With `voters=True` the rows of VOTES are kept too, for a full copy of the file.
    Errors: BallotFileError with line, column, code and sentence, before anything is returned; OSError.

    >>> import io
    >>> text = b"META\\nkey;value\\nbudget;10\\nvote_type;approval\\n" \\
    ...     b"PROJECTS\\nproject_id;cost\\na;6\\nb;5\\nVOTES\\nvoter_id;vote\\n1;a\\n2;a,b\\n"
    >>> read_pb(io.BytesIO(text)).ballots.votes.tolist()
    [2, 1]
    """
    if isinstance(source, str | os.PathLike):
        with open(source, "rb") as stream:
            return _Reading(voters).all_of(stream)
    return _Reading(voters).all_of(source)


class _Reading:
    """One pass over one file: which section one is in, and what was read so far."""

    def __init__(self, keep_voters: bool) -> None:
        self.keep_voters = keep_voters
        self.meta = MetaTable()
        self.projects = ProjectTable()
        self.votes: VoteTable | None = None
        self.section = ""
        self.columns: tuple[str, ...] = ()
        self.open_lines: list[str] = []
        self.open_number, self.open_size = 0, 0
        self.last = 0

    def all_of(self, stream: BinaryIO) -> PbFile:
        for number, lines in blocks(stream):
            self._block(number, lines)
            self.last = number + len(lines) - 1
        if self.open_lines:
            self._refuse_open_quote()
        self._require_everything()
        assert self.votes is not None
        rows = self.votes.kept
        table = VoterTable(self.columns, tuple(rows)) if self.keep_voters else None
        return election_of(self.meta, self.projects, self.votes.ballots(), self.votes.read, table)

    def _block(self, number: int, lines: list[str]) -> None:
        for offset, line in enumerate(lines):
            if self.section == "VOTES" and self.columns and not self.open_lines:
                self._ballots(number + offset, lines[offset:])
                return
            self._line(number + offset, line, self._row)

    def _line(self, number: int, line: str, take: Callable[[int, Row], None]) -> None:
        """One line of text; a quote that stays open waits for the next line."""
        if not self.open_lines and not line.strip():
            return
        if not self.open_lines:
            self.open_number = number
        self.open_lines.append(line)
        self.open_size = len(line) + (self.open_size if len(self.open_lines) > 1 else 0)
        # Without a quote in it, a line cannot close the one that is open.
        row = split_fields("\n".join(self.open_lines)) if len(self.open_lines) == 1 or '"' in line else None
        if row:
            self.open_lines = []
            take(self.open_number, row)
        elif self.open_size > LONGEST_QUOTE:
            self._refuse_open_quote()

    def _refuse_open_quote(self) -> NoReturn:
        template = gettext_noop("Se abre una comilla que nunca se cierra.")
        raise BallotFileError("open_quote", Sentence(template), self.open_number)

    def _row(self, number: int, row: Row) -> None:
        values = [value.strip() for value, _ in row]
        if values[0].upper() in SECTIONS and not any(values[1:]):
            self._enter(values[0].upper(), number)
        elif not self.section:
            template = gettext_noop("El archivo debe empezar con la sección META; esto no parece un archivo .pb.")
            raise BallotFileError("no_section", Sentence(template), number)
        elif self.section == "META":
            self.meta.add(number, row)
        elif not self.columns:
            self._header(number, row)
        else:
            self.projects.add(number, row)

    def _enter(self, section: str, number: int) -> None:
        expected = SECTIONS[SECTIONS.index(self.section) + 1 :][:1] if self.section else SECTIONS[:1]
        if (section,) != tuple(expected):
            template = gettext_noop("La sección %(section)s no va aquí: el orden es META, PROJECTS, VOTES.")
            raise BallotFileError("section_order", Sentence(template, {"section": section}), number)
        if section == "VOTES":
            self.projects.close(number)
            self.meta.close(number)
        self.section, self.columns = section, ()

    def _header(self, number: int, row: Row) -> None:
        while len(row) > 1 and not row[-1][0].strip():
            row = row[:-1]
        self.columns = tuple(value.strip() for value, _ in row)
        if repeated := [name for name in self.columns if self.columns.count(name) > 1]:
            template = gettext_noop("La columna %(column)s aparece dos veces.")
            raise BallotFileError("repeated_column", Sentence(template, {"column": repeated[0]}), number)
        if self.section == "PROJECTS":
            self.projects.header(number, self.columns)
        else:
            self.votes = VoteTable(number, self.columns, self.meta.kind, self.projects.index, self.keep_voters)
            self.votes.length = self.meta.length

    def _ballots(self, number: int, lines: list[str]) -> None:
        assert self.votes is not None
        if not any('"' in line for line in lines):
            self.votes.add_lines(number, lines)
            return
        for offset, line in enumerate(lines):
            self._line(number + offset, line, self.votes.add_row)

    def _require_everything(self) -> None:
        if not self.last:
            raise BallotFileError("empty", Sentence(gettext_noop("El archivo está vacío.")), 1)
        if self.votes is None:
            missing = SECTIONS[SECTIONS.index(self.section) + 1] if self.section not in ("", "VOTES") else SECTIONS[0]
            missing = "VOTES" if self.section == "VOTES" else missing
            template = gettext_noop("Falta la sección %(section)s.")
            raise BallotFileError("missing_section", Sentence(template, {"section": missing}), self.last)
