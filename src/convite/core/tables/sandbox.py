"""What does a file hold, and may we know it safely? It is opened by `child.py` in a process of its own.

Here: that process is started with limits and without our environment, and what it says becomes sheets and rows, or the
sentence that tells a person why the file cannot be read and what to do.
"""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Context, Decimal
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.utils.translation import gettext as _

from convite.core.errors import Refused

CHILD = Path(__file__).with_name("child.py")
_FIFTEEN = Context(prec=15)  # a spreadsheet's number is good to so many digits; the rest is noise of binary fractions

Raw = str | int | Decimal | bool | date | datetime | None


@dataclass(frozen=True)
class Limits:
    """How much a file may cost. What is over is refused with a sentence, never cut off."""

    file_mb: int = 30
    memory_mb: int = 512
    seconds: int = 30
    rows: int = 200_000
    columns: int = 300
    characters: int = 50_000  # in one cell
    unpacked_mb: int = 400
    ratio: int = 200  # unpacked to packed; a real workbook reaches 20 to 60
    entries: int = 2_000


@dataclass
class RawSheet:
    """`name` is "" for a text file. Rows carry the number that a spreadsheet shows beside them."""

    name: str
    rows: list[tuple[int, list[Raw]]] = field(default_factory=list)


@dataclass
class RawBook:
    """The sheets of a file as they stand; `notes` are codes of what had to be assumed."""

    sheets: list[RawSheet] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def open_book(source: Path | str | BinaryIO, limits: Limits | None = None) -> RawBook:
    """The sheets of a csv or xlsx file. Refuses with a sentence what is no table, too big, damaged or a trap."""
    limits = limits or Limits()
    with _on_disk(source, limits) as path, tempfile.TemporaryFile("w+", encoding="utf-8", prefix="convite-") as said:
        status = _run_child(path, limits, said)
        said.seek(0)
        return _book(said, status, limits)


@contextmanager
def _on_disk(source: Path | str | BinaryIO, limits: Limits) -> Iterator[Path]:
    most = limits.file_mb * 1024 * 1024
    if isinstance(source, (str, Path)):
        if Path(source).stat().st_size > most:
            raise Refused(reason_of("too_big", {}, limits))
        yield Path(source)
        return
    with tempfile.NamedTemporaryFile(prefix="convite-") as copy:
        while piece := source.read(1024 * 1024):
            copy.write(piece)
            if copy.tell() > most:
                raise Refused(reason_of("too_big", {}, limits))
        copy.flush()
        yield Path(copy.name)


def _run_child(path: Path, limits: Limits, said: IO[str]) -> int:
    """Without our environment (the child has no use for the database's address) and without standard input."""
    command = [sys.executable, "-I", "-X", "utf8", str(CHILD), str(path.resolve()), json.dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the path is one argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=limits.seconds * 4,  # the child has its own limit of processor time; this is for a busy machine
            check=False,
        )
        return done.returncode
    except subprocess.TimeoutExpired as error:
        raise Refused(reason_of("too_slow", {}, limits)) from error


def _book(said: IO[str], status: int, limits: Limits) -> RawBook:
    book, is_whole = RawBook(), False
    for line in said:
        if not line.endswith("\n"):
            break  # the child died in the middle of it
        message = json.loads(line, parse_float=_spreadsheet_number)
        if isinstance(message, list):
            number, cells = message
            book.sheets[-1].rows.append((number, [_raw(cell) for cell in cells]))
        elif "sheet" in message:
            book.sheets.append(RawSheet(message["sheet"]))
        elif "note" in message:
            book.notes.append(message["note"])
        elif "refused" in message:
            raise Refused(reason_of(message["refused"], message["params"], limits))
        else:
            is_whole = True
    if not is_whole:  # killed: by the clock of the processor, or for want of memory
        raise Refused(reason_of("too_slow" if status == -signal.SIGXCPU else "too_heavy", {}, limits))
    return book


def _spreadsheet_number(text: str) -> Decimal:
    return _FIFTEEN.create_decimal(text)


def _raw(cell: Any) -> Raw:
    if not isinstance(cell, dict):
        return cell
    if "date" in cell:
        return datetime.fromisoformat(cell["date"]).date()
    return datetime.fromisoformat(cell["moment"]) if "moment" in cell else cell["hour"]


def reason_of(code: str, params: dict[str, Any], limits: Limits) -> str:
    """Why a file cannot be read, and what to do about it."""
    known = {"most": 0, "row": 0, **params, "file_mb": limits.file_mb, "seconds": limits.seconds}
    return _reasons()[code] % known


def _reasons() -> dict[str, str]:
    return {
        "not_a_table": _("El archivo no es una tabla. Envíe un CSV o un libro de Excel (.xlsx)."),
        "old_or_locked": _(
            "El libro es de un Excel antiguo (.xls) o tiene contraseña. Ábralo y guárdelo como .xlsx, sin contraseña."
        ),
        "damaged": _("El libro está dañado y no se puede leer. Ábralo en su hoja de cálculo y guárdelo de nuevo."),
        "bomb": _("El libro, una vez descomprimido, ocuparía muchísimo más de lo normal. Por seguridad no se abre."),
        "too_big": _("El archivo pesa más de %(file_mb)s MB. Divídalo en partes."),
        "too_heavy": _("El archivo necesita demasiada memoria para leerse. Divídalo en partes o envíelo en CSV."),
        "too_slow": _("Leer el archivo toma más de %(seconds)s segundos. Divídalo en partes o envíelo en CSV."),
        "too_many_rows": _("El archivo tiene más de %(most)s filas. Divídalo en partes."),
        "too_many_columns": _("La fila %(row)s tiene más de %(most)s columnas: no parece una de nuestras tablas."),
        "cell_too_long": _("En la fila %(row)s hay una celda con más de %(most)s caracteres."),
        "quotes": _(
            "Cerca de la línea %(row)s hay unas comillas que abren y no cierran, o letras después de cerrarlas."
        ),
        "encoding": _(
            "No se reconoce en qué codificación están las letras del archivo. "
            "Guárdelo como «CSV UTF-8» y envíelo de nuevo."
        ),
    }


def notes_of(book: RawBook) -> list[str]:
    """What the reader had to assume, said to who sent the file."""
    said = {
        "cp1252": _(
            "El archivo no está en UTF-8; se leyó como Windows-1252. Mire que las tildes y las eñes estén bien."
        ),
    }
    return [said[code] for code in book.notes]
