"""What did somebody give us, where does it lie, and how is it given back? By its content, never by its name.

A file lies under MEDIA_ROOT (outside whatever the web server shows) under its hash, so that the same file is kept once.
It goes back as an attachment under a policy that runs nothing. Pictures carry where and with what they were taken: they
are drawn anew (see `redrawing`) and kept as WebP.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext as _

from convite.core.acts import create
from convite.core.errors import Refused
from convite.core.models import StoredFile
from convite.core.redrawing import redraw

MB = 1024 * 1024
CHUNK = 1024 * 1024
EDGE = 64 * 1024  # bytes at both ends of a file by which it is told


@dataclass(frozen=True)
class FileType:
    """A kind of file that we take, its limit, and the endings its name may have (the first is given to one without)."""

    media_type: str
    endings: tuple[str, ...]
    most_mb: int
    is_picture: bool = False


PDF = FileType("application/pdf", (".pdf",), 25)
PNG = FileType("image/png", (".png",), 12, is_picture=True)
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"), 12, is_picture=True)
WEBP = FileType("image/webp", (".webp",), 12, is_picture=True)
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), 30)
ZIP = FileType("application/zip", (".zip",), 50)
CSV = FileType("text/csv", (".csv", ".txt"), 30)
TYPES = {kind.media_type: kind for kind in (PDF, PNG, JPEG, WEBP, XLSX, ZIP, CSV)}
DOCUMENTS = frozenset({PDF, XLSX, CSV})

_CONTROLS = frozenset({*range(32), 127}) - frozenset(b"\t\n\r")


def type_of(head: bytes, tail: bytes = b"") -> FileType | None:
    """The kind of a file from its first and last bytes; None for what we do not take."""
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        return _type_of_archive(head + tail)
    return CSV if _is_text(head) and _CONTROLS.isdisjoint(tail) else None


def _type_of_archive(ends: bytes) -> FileType | None:
    """By the names in its directory, which stand unpacked: nothing is opened here."""
    if b"vbaProject.bin" in ends:  # a workbook that carries programs
        return None
    return XLSX if b"xl/workbook.xml" in ends else ZIP


def _is_text(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start or start.startswith(b"<") or not _CONTROLS.isdisjoint(head):
        return False
    try:
        head[: EDGE - 4].decode("utf-8-sig", "strict" if len(head) < EDGE else "ignore")
    except UnicodeDecodeError:
        try:
            head.decode("cp1252")
        except UnicodeDecodeError:
            return False
    return True


def store_file(
    source: BinaryIO, name: str, *, act: str, by: Any, accept: Collection[FileType] = DOCUMENTS, public: bool = False
) -> StoredFile:
    """Keeps a file that somebody gave and tells of it. `accept`: the kinds that this act takes.

    The bytes are on disk before the row is written: a row without its file cannot be. A file without a row (the act was
    undone) harms nobody.
    """
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    most = max(kind.most_mb for kind in accept) * MB
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".coming-", delete=False) as coming:
        place = Path(coming.name)
        try:
            kind, size, digest = _take_in(source, coming, most, accept)
            _move(place, path_of_hash(digest))
        finally:
            place.unlink(missing_ok=True)
    stored = StoredFile(
        name=clean_name(name, kind), media_type=kind.media_type, size=size, sha256=digest, given_by=by.public_id
    )
    return create(stored, act=act, by=by, public=public)


def _take_in(source: BinaryIO, coming: Any, most: int, accept: Collection[FileType]) -> tuple[FileType, int, str]:
    while piece := source.read(CHUNK):
        coming.write(piece)
        if coming.tell() > most:
            raise Refused(_("El archivo pesa más de %(most)s MB.") % {"most": most // MB})
    size = coming.tell()
    kind = _judge(coming, size, accept)
    if kind.is_picture:
        size = _reencode(coming, kind)
        kind = WEBP
    coming.flush()
    os.fsync(coming.fileno())
    coming.seek(0)
    return kind, size, hashlib.file_digest(coming, "sha256").hexdigest()


def _judge(coming: Any, size: int, accept: Collection[FileType]) -> FileType:
    coming.seek(0)
    head = coming.read(EDGE)
    coming.seek(max(0, size - EDGE))
    kind = type_of(head, coming.read(EDGE))
    if not size:
        raise Refused(_("El archivo está vacío."))
    if kind is None or kind not in accept:
        wanted = ", ".join(sorted(one.endings[0].removeprefix(".").upper() for one in accept))
        raise Refused(_("No se puede recibir este tipo de archivo. Se reciben: %(wanted)s.") % {"wanted": wanted})
    if size > kind.most_mb * MB:
        raise Refused(_("El archivo pesa más de %(most)s MB.") % {"most": kind.most_mb})
    return kind


def _reencode(coming: Any, kind: FileType) -> int:
    coming.seek(0)
    clean = redraw(coming.read(), kind.media_type)
    coming.seek(0)
    coming.truncate()
    coming.write(clean)
    return len(clean)


def _move(place: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    place.chmod(0o640)
    os.replace(place, target)  # over the same content where it is there already


def path_of_hash(digest: str) -> Path:
    """files/3f/3fa2…: no name that anybody chose is ever part of a path."""
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise ValueError("not a SHA-256")
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def is_intact(stored: StoredFile) -> bool:
    """Are the bytes on disk still those that were given?"""
    try:
        with path_of_hash(stored.sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == stored.sha256
    except FileNotFoundError:
        return False


def clean_name(name: str, kind: FileType) -> str:
    """The name as it is shown: no path, no invisible or reversing characters, the ending that its content has."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    tidy = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    stem, ending = os.path.splitext(tidy)
    if ending.lower() not in kind.endings:
        was_drawn_anew = kind.is_picture and ending.lower() in (*PNG.endings, *JPEG.endings)
        stem, ending = (stem if was_drawn_anew else tidy), kind.endings[0]
    return (stem.strip(" .")[: 200 - len(ending)] or _("archivo")) + ending


def file_response(stored: StoredFile) -> FileResponse:
    """The file as a download: never shown in place, never guessed at, running nothing. Who may: the view says."""
    response = FileResponse(
        path_of_hash(stored.sha256).open("rb"), as_attachment=True, filename=stored.name, content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
