"""Which lines does a file have? Bytes in, numbered lines of text out, one block at a time.

Words: a *block* is a run of whole lines; its number is that of its first line, from 1.

Not here: what a line means (reader). A file is refused when it is not UTF-8, holds a NUL or a line longer than
any ballot could be: each of these is a file that somebody damaged, or sent by mistake.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from convite.rulebook.pabulib.files import BallotFileError
from convite.rulebook.words import Sentence, gettext_noop

BLOCK_BYTES = 1 << 20
LONGEST_LINE = 1_000_000
# Possessive: a quote that is never closed is found out in one pass.
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"[^;]*')


def blocks(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """The lines of a stream, as (number of the first line, lines). Errors: BallotFileError."""
    number, rest, first = 1, b"", True
    while True:
        data = stream.read(BLOCK_BYTES)
        whole, newline, tail = (rest + data).rpartition(b"\n")
        if not data:
            whole, newline, tail = rest, b"", b""
        rest = tail
        if len(rest) > 4 * LONGEST_LINE:
            raise _too_long(number + (whole.count(b"\n") + 1 if newline else 0))
        if whole or newline:
            lines = _text(whole, number, first).split("\n")
            for offset, line in enumerate(lines):
                if len(line) > LONGEST_LINE:
                    raise _too_long(number + offset)
            yield number, lines
            number, first = number + len(lines), False
        if not data:
            return


def split_fields(line: str) -> list[tuple[str, int]] | None:
    """The fields of a line and the column (from 1) where each begins; None when a quote is left open.

    >>> split_fields('1;"a;b ""c"" d";e')
    [('1', 1), ('a;b "c" d', 3), ('e', 17)]
    >>> split_fields('1;"a') is None
    True
    """
    found: list[tuple[str, int]] = []
    position = 0
    while True:
        start = position
        if line.startswith('"', position):
            quoted = _QUOTED.match(line, position)
            if quoted is None:
                return None
            value, position = quoted[1].replace('""', '"'), quoted.end()
        else:
            end = line.find(";", position)
            position = len(line) if end < 0 else end
            value = line[start:position]
        found.append((value, start + 1))
        if position >= len(line):
            return found
        position += 1


def _text(data: bytes, number: int, first: bool) -> str:
    if first and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BallotFileError("encoding", Sentence(_NOT_UTF8), number)
    if first and data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if (at := data.find(b"\0")) >= 0:
        line, column = _place(data, at)
        sentence = Sentence(gettext_noop("Hay un carácter nulo: el archivo está dañado."))
        raise BallotFileError("nul", sentence, number + line, column)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        raise BallotFileError("encoding", Sentence(_NOT_UTF8), number + line, column) from None
    return text.replace("\r\n", "\n").removesuffix("\r")


def _place(data: bytes, at: int) -> tuple[int, int]:
    before = data[:at]
    return before.count(b"\n"), len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1


def _too_long(number: int) -> BallotFileError:
    template = gettext_noop("La línea tiene más de %(limit)s caracteres: ninguna papeleta es tan larga.")
    return BallotFileError("line_too_long", Sentence(template, {"limit": LONGEST_LINE}), number, LONGEST_LINE + 1)


_NOT_UTF8 = gettext_noop("El texto no está en UTF-8. Guarde el archivo de nuevo con esa codificación.")
