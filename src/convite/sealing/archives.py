"""How do files travel together so that not one byte of the parcel is free to change? As a zip in one possible form.

Words: an *archive* is a plain zip that every computer opens, with each entry *stored* (not compressed), names in ASCII,
no dates, no attributes and nothing between the parts. For given files there is exactly one archive, byte by byte, so
the reader accepts no other; there is nothing to inflate, hence no zip bomb.

Source: PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. Not here: what the files say (bundles).
"""

import io
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

from convite.rulebook.words import gettext_noop
from convite.sealing.faults import SealingError

Content = bytes | Path
MOST_FILES, LONGEST_NAME, LARGEST_ARCHIVE = 64, 100, 2**32 - 2
BLOCK = 1 << 16
_LOCAL, _CENTRAL, _END = struct.Struct("<IHHHHHIIIHH"), struct.Struct("<IHHHHHHIIIHHHHHII"), struct.Struct("<IHHHHIIH")
# Version 2.0, no flags, stored, midnight, 1 January 1980.
_FIXED = (20, 0, 0, 0, 0x21)

_NOT_ONE = gettext_noop("El archivo no es un paquete como se publica: le falta algo, le sobra algo o está alterado.")
_LARGE = gettext_noop("«%(name)s» es más grande de lo que se espera.")


class Entry(NamedTuple):
    """One file of an archive: where its header stands, how long it is, and its CRC-32."""

    name: str
    offset: int
    size: int
    crc: int

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.offset + _LOCAL.size + len(self.name)

    @property
    def header(self) -> bytes:
        """The one header that may stand before its content."""
        sizes = (self.crc, self.size, self.size, len(self.name), 0)
        return _LOCAL.pack(0x04034B50, *_FIXED, *sizes) + self.name.encode("ascii")

    @property
    def line(self) -> bytes:
        """The one line that it may have in the table of contents."""
        sizes = (self.crc, self.size, self.size, len(self.name), 0, 0, 0, 0, 0, self.offset)
        return _CENTRAL.pack(0x02014B50, 20, *_FIXED, *sizes) + self.name.encode("ascii")


def chunks_of(content: Content) -> Iterator[bytes]:
    """The content in blocks."""
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block


def write_archive(target: BinaryIO, files: Mapping[str, Content]) -> None:
    """Writes the archive of these files, in their order. Errors: ValueError for a name or a size that cannot be.

    >>> import zipfile
    >>> target = io.BytesIO()
    >>> write_archive(target, {"a.txt": b"hola"})
    >>> zipfile.ZipFile(target).read("a.txt")
    b'hola'
    """
    entries: list[Entry] = []
    offset = 0
    for name, content in files.items():
        size, crc = 0, 0
        for block in chunks_of(content):
            size, crc = size + len(block), zlib.crc32(block, crc)
        entries.append(Entry(name, offset, size, crc))
        if not _is_name(name) or len(entries) > MOST_FILES or entries[-1].start + size > LARGEST_ARCHIVE:
            raise ValueError("names are short ASCII, and everything together has less than 4 GB")
        offset = entries[-1].start + size
        target.write(entries[-1].header)
        for block in chunks_of(content):
            target.write(block)
    target.write(_contents(entries, offset))


class Archive:
    """An archive, open for reading. Its frame was compared byte by byte; CRCs are compared while content is read."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb")
        try:
            self.entries = {entry.name: entry for entry in _entries(self._stream)}
        except BaseException:
            self._stream.close()
            raise

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a file in blocks. Errors: SealingError `archive` when its CRC is another."""
        entry, crc, read = self.entries[name], 0, 0
        while read < entry.size:
            self._stream.seek(entry.start + read)
            block = self._stream.read(min(BLOCK, entry.size - read))
            if not block:
                raise SealingError("archive", _NOT_ONE)
            crc, read = zlib.crc32(block, crc), read + len(block)
            yield block
        if crc != entry.crc:
            raise SealingError("archive", _NOT_ONE)

    def read(self, name: str, most: int) -> bytes:
        """The whole content of a file. Errors: SealingError `large`, `archive`."""
        if self.entries[name].size > most:
            raise SealingError("large", _LARGE, {"name": name})
        return b"".join(self.chunks(name))

    def stream(self, name: str) -> BinaryIO:
        """The content of a file as an open binary file."""
        return io.BufferedReader(_Blocks(self.chunks(name)), BLOCK)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


class _Blocks(io.RawIOBase):
    """Blocks one after another, as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks, self.rest = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self.rest = self.rest or next(self.blocks, b"")
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


def _is_name(name: str) -> bool:
    return name.isascii() and name.isprintable() and 0 < len(name) <= LONGEST_NAME and name.strip("/.") == name


def _contents(entries: list[Entry], offset: int) -> bytes:
    """The table of contents, and the end."""
    lines = b"".join(entry.line for entry in entries)
    number = len(entries)
    return lines + _END.pack(0x06054B50, 0, 0, number, number, len(lines), offset, 0)


def _entries(stream: BinaryIO) -> list[Entry]:
    """The entries of an archive whose every byte but the contents' own was compared with what must stand there."""
    total, offset = os.fstat(stream.fileno()).st_size, 0
    entries: list[Entry] = []
    while len(entries) <= MOST_FILES and total <= LARGEST_ARCHIVE:
        stream.seek(offset)
        header = stream.read(_LOCAL.size + LONGEST_NAME)
        if header[:4] != b"PK\x03\x04" or len(header) < _LOCAL.size:
            break
        crc, size, _, length, _ = _LOCAL.unpack_from(header)[6:]
        name = header[_LOCAL.size : _LOCAL.size + length].decode("ascii", "replace")
        entry = Entry(name, offset, size, crc)
        if not _is_name(name) or not header.startswith(entry.header) or any(name == each.name for each in entries):
            break
        entries.append(entry)
        offset = entry.start + size
    wanted = _contents(entries, offset)
    stream.seek(offset)
    if not entries or stream.read(len(wanted) + 1) != wanted:
        raise SealingError("archive", _NOT_ONE)
    return entries
