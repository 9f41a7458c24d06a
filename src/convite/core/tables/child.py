"""What does a stranger's csv or workbook hold? Found out in a process of its own: `python child.py FILE LIMITS`.

It knows no Django and none of our secrets, gives up memory and time before it looks at the file, and says what it
found line by line as JSON: {"sheet": name}, then [row number, [cells]] for each row that is not empty, {"note": code},
and in the end {"end": true} or {"refused": code, …}. `sandbox.py` reads it.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

ENCODINGS = (("utf-8-sig", ""), ("cp1252", "cp1252"))
DELIMITERS = ",;\t"
SAMPLE_ROWS = 30
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how a workbook writes a character that XML cannot hold


class Refusal(Exception):
    """The file is not read; `code` and `params` make the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def say(thing: Any) -> None:
    sys.stdout.write(json.dumps(thing, ensure_ascii=False) + "\n")


def restrain(limits: dict[str, int]) -> None:
    """From here on: so much memory, so much processor time, so much written, no core file."""
    memory = limits["memory_mb"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell_rows(rows: Iterator[tuple[int, list[Any]]], limits: dict[str, int]) -> None:
    """Empty rows and cells at the end are no rows and no cells: sheets are often «full» of them to the bottom."""
    told = 0
    for number, cells in rows:
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if not cells:
            continue
        told += 1
        if told > limits["rows"] + 1:
            raise Refusal("too_many_rows", most=limits["rows"])
        if len(cells) > limits["columns"]:
            raise Refusal("too_many_columns", row=number, most=limits["columns"])
        if any(isinstance(cell, str) and len(cell) > limits["characters"] for cell in cells):
            raise Refusal("cell_too_long", row=number, most=limits["characters"])
        say([number, cells])


# Workbooks -----------------------------------------------------------------------------------------------------------


def refuse_bomb(file: Any, limits: dict[str, int]) -> None:
    """Before anything is unpacked: how much would it be? (zipfile never unpacks more than the directory declares.)"""
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Refusal("damaged") from error
    if len(entries) > limits["entries"]:
        raise Refusal("bomb")
    if sum(entry.file_size for entry in entries) > limits["unpacked_mb"] * 1024 * 1024:
        raise Refusal("bomb")
    for entry in entries:
        if entry.file_size > 1024 * 1024 and entry.file_size > limits["ratio"] * max(entry.compress_size, 1):
            raise Refusal("bomb")
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise Refusal("not_a_table")


def read_workbook(file: Any, limits: dict[str, int]) -> None:
    refuse_bomb(file, limits)
    import openpyxl

    file.seek(0)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        say({"sheet": sheet.title})
        sheet.reset_dimensions()  # what a sheet says of its own size may be a lie
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        tell_rows(((number, [as_json(cell) for cell in cells]) for number, cells in rows), limits)


def as_json(cell: Any) -> Any:
    """Text, numbers and booleans as they are; days and hours marked as such."""
    if isinstance(cell, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell) if "_x" in cell else cell
    if isinstance(cell, datetime):
        return {"date" if cell.time() == time() else "moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return {"hour": str(cell)}
    if isinstance(cell, float) and (cell != cell or abs(cell) == float("inf")):
        return "#NUM!"
    return cell


# Text files ----------------------------------------------------------------------------------------------------------


def read_text(content: bytes, limits: dict[str, int]) -> None:
    text = decode(content)
    if text.startswith("sep=") and len(text) > 4:  # Excel's own way to say which mark parts the cells
        first, _, rest = text.partition("\n")
        delimiter, text, skipped = first[4], rest, 1
    else:
        delimiter, skipped = find_delimiter(text), 0
    csv.field_size_limit(limits["characters"] + 2)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    say({"sheet": ""})
    try:
        tell_rows(((number, list(cells)) for number, cells in enumerate(reader, 1 + skipped)), limits)
    except csv.Error as error:
        line = reader.line_num + skipped
        if "field larger" in str(error):
            raise Refusal("cell_too_long", row=line, most=limits["characters"]) from error
        raise Refusal("quotes", row=line) from error


def decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's «Unicode text»
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refusal("encoding") from error
    if b"\0" in content:
        raise Refusal("not_a_table")
    for encoding, note in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if note:
            say({"note": note})
        return text
    raise Refusal("encoding")


def find_delimiter(text: str) -> str:
    """The mark that parts the most rows of a sample into the same number of cells, and into the more cells."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            sample = list(islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter), SAMPLE_ROWS))
        except csv.Error:
            return (0, 0)
        counts = Counter(len(cells) for cells in sample if len(cells) > 1)
        if not counts:
            return (0, 0)
        cells, rows = max(counts.items(), key=lambda found: (found[1], found[0]))
        return (rows, cells)

    return max(DELIMITERS, key=score)


def read(path: str, limits: dict[str, int]) -> None:
    with open(path, "rb") as file:
        head = file.read(8)
        file.seek(0)
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refusal("old_or_locked")
        if head.startswith(b"PK"):
            read_workbook(file, limits)
        elif head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"<")):
            raise Refusal("not_a_table")
        else:
            read_text(file.read(), limits)


def main() -> None:
    path, limits = sys.argv[1], json.loads(sys.argv[2])
    # openpyxl would load numpy, whose threads alone would take the memory, and lxml, where there are any.
    sys.modules["numpy"] = sys.modules["lxml"] = None  # type: ignore[assignment]
    restrain(limits)
    try:
        read(path, limits)
        say({"end": True})
    except Refusal as refusal:
        say({"refused": refusal.code, "params": refusal.params})
    except MemoryError:
        say({"refused": "too_heavy", "params": {}})
    except Exception:  # a damaged workbook fails in a hundred ways, each the same to its owner
        say({"refused": "damaged", "params": {}})


if __name__ == "__main__":
    main()
