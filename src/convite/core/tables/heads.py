"""Which column of the file is which column of the table? Found by its heading: the name, or the label in any language.

Accents, capitals, blanks and underscores do not count. A heading that could be two columns is taken for neither.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from convite.core.tables.columns import Column, Head, TableSpec
from convite.core.tables.faults import Fault, FaultList, column_letter, short
from convite.core.tables.formulas import restore
from convite.core.tables.sandbox import RawSheet

LOOK_IN = 10  # rows from the top in which the headings may stand, under a title


def folded(text: Any) -> str:
    """«Población  Total», «poblacion_total» → "poblacion total"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", str(text)) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain.casefold()).split())


def in_every_language(text: Any) -> set[str]:
    """A lazy text in the site's languages, folded."""
    said = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            said.add(folded(text))
    return said


def heads_by_text(spec: TableSpec) -> dict[str, Head]:
    """Every folded heading that means exactly one head of the table. Names go before labels."""
    by_name = {folded(head.name): head for head in spec.heads}
    by_label: dict[str, set[Head]] = {}
    for head in spec.heads:
        for code, _name in settings.LANGUAGES:
            with override(code):
                by_label.setdefault(folded(head.label), set()).add(head)
        if head.part == "es":  # a text without a word on its language is Spanish
            for text in (*in_every_language(head.column.label), folded(head.column.name)):
                by_label.setdefault(text, set()).add(head)
    clear = {text: next(iter(heads)) for text, heads in by_label.items() if len(heads) == 1}
    return {**clear, **by_name}


@dataclass
class Heading:
    """The row with the headings: where it stands, and which head is at which place (from 0)."""

    row: int
    places: dict[Head, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    @property
    def columns(self) -> set[Column]:
        return {head.column for head in self.places}

    def places_of(self, column: Column) -> list[tuple[Head, int]]:
        """The heads of the column that the file has, and where."""
        return [(head, self.places[head]) for head in column.heads if head in self.places]


def find_heading(spec: TableSpec, sheet: RawSheet) -> Heading | None:
    """The first row near the top with the most headings of the table; None where there is none."""
    known, best, found = heads_by_text(spec), 0, None
    for number, cells in sheet.rows[:LOOK_IN]:
        matched = {known[folded(cell)] for cell in cells if folded(_heading_text(cell)) in known}
        if len(matched) > best:
            best, found = len(matched), (number, cells)
    if found is None:
        return None
    heading = Heading(found[0], texts=[_heading_text(cell) for cell in found[1]])
    for place, text in enumerate(heading.texts):
        head = known.get(folded(text))
        if head is not None:
            heading.places.setdefault(head, place)
    return heading


def _heading_text(cell: Any) -> str:
    return "" if cell is None else restore(str(cell)).strip()


def judge_heading(spec: TableSpec, sheet: RawSheet, heading: Heading, faults: FaultList, notes: list[str]) -> None:
    """Columns that are missing or stand twice are faults; those that the table does not have are a note."""
    known = heads_by_text(spec)
    for column in spec.columns_in:
        needed = column.required or column.name in spec.key
        if needed and column not in heading.columns:
            said = _("Falta la columna «%(name)s» (%(label)s).") % {"name": column.heads[0].name, "label": column.label}
            faults.add(Fault("missing_column", said, sheet.name, heading.row, value=column.name))
    for place, text in enumerate(heading.texts):
        head = known.get(folded(text))
        if head is not None and heading.places[head] != place:
            said = _("La columna «%(text)s» está repetida.") % {"text": short(text)}
            faults.add(Fault("repeated_column", said, sheet.name, heading.row, column_letter(place), text, text))
        elif head is None and text:
            notes.append(_unknown(text, known))


def _unknown(text: str, known: dict[str, Head]) -> str:
    near = get_close_matches(folded(text), known, n=1, cutoff=0.8)
    if near:
        return _("La columna «%(text)s» no se usa. ¿Quiso decir «%(near)s»?") % {
            "text": short(text),
            "near": known[near[0]].name,
        }
    return _("La columna «%(text)s» no se usa.") % {"text": short(text)}


def sheets_to_read(spec: TableSpec, sheets: Sequence[RawSheet], wanted: str | None) -> list[tuple[RawSheet, Heading]]:
    """The sheets that hold the table: the one asked for, or the only one with its headings, or our own «name 2, 3…»."""
    candidates = []
    for sheet in sheets:
        if wanted is not None and folded(sheet.name) != folded(wanted):
            continue
        heading = find_heading(spec, sheet)
        if heading is not None and _holds_key(spec, heading):
            candidates.append((sheet, heading))
    ours = [pair for pair in candidates if _is_ours(spec, pair[0].name)]
    return ours or candidates


def _holds_key(spec: TableSpec, heading: Heading) -> bool:
    names = {column.name for column in heading.columns}
    return any(name in names for name in spec.key)


def _is_ours(spec: TableSpec, name: str) -> bool:
    own = spec.name[:28]
    return name == own or (name.startswith(own + " ") and name[len(own) + 1 :].isdigit())
