"""How are figures per territory read out of a table that somebody pasted or sent?

One column says the territory (its code, the city's number or its name), and every column with numbers is an input.
What is wrong is told cell by cell, all of it at once; nothing of a table with faults is used.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from convite.core.errors import Refused
from convite.core.tables.faults import CellError, Fault, FaultList, column_letter, short
from convite.core.tables.formulas import restore
from convite.core.tables.heads import folded
from convite.core.tables.numbers import number_from_text
from convite.core.tables.sandbox import RawBook
from convite.planning.queries import INPUT_LABELS, input_label
from convite.territories.models import Territory
from convite.territories.queries import Known

CODES = ("codigo", "code", "territorio", "territory", "cvegeo", "clave", "divipola", "cod", "comuna", "id")
NAMES = ("nombre", "name", "nombre territorio", "municipio", "lugar")
OURS = ("population", "equal")  # names that a table cannot take
MOST_INPUTS = 12


class FigureTable:
    """Figures per territory out of a file or of pasted text: input → territory's public id → exact number as text."""

    def __init__(self, book: RawBook, territories: Sequence[Territory], parent: Territory) -> None:
        rows = [row for sheet in book.sheets[:1] for row in sheet.rows if any(c not in (None, "") for c in row[1])]
        self.sheet = book.sheets[0].name if book.sheets else ""
        self.faults = FaultList(most=20)
        self.columns: dict[str, dict[str, str]] = {}
        if len(rows) < 2:
            raise Refused(_("La tabla está vacía: la primera fila lleva los títulos y cada territorio va en una fila."))
        self.heads = [restore(_text(cell)) for cell in rows[0][1]]
        self.code, self.name = _place_of(self.heads, CODES), _place_of(self.heads, NAMES)
        if self.code is None and self.name is None:
            said = ", ".join(map(short, self.heads))
            text = _("Ninguna columna dice el territorio. Ponga «código» o «nombre» como título; llegaron: %(heads)s.")
            raise Refused(text % {"heads": said})
        self.rows = [row for row in rows[1:] if not _is_total(row[1])]
        self._match(territories, parent)
        self._read()

    def _match(self, territories: Sequence[Territory], parent: Territory) -> None:
        """Which row is whose. Each territory must come once."""
        called = [(self._at(cells, self.code), self._at(cells, self.name)) for _line, cells in self.rows]
        if self.name is None:  # the one column may hold names
            called = [(code, code) for code, _name in called]
        found = Known(territories, parent).find_each(called)
        self.whose: dict[int, str] = {}
        seen: dict[str, int] = {}
        for (line, _cells), (code, name), (_how, places) in zip(self.rows, called, found, strict=True):
            if len(places) != 1:
                text = _("«%(called)s» no es un territorio de esta edición.")
                self._fault("territory", text % {"called": short(" ".join(dict.fromkeys((code, name))))}, line)
            elif places[0].public_id in seen:
                text = _("%(place)s ya está en la fila %(line)s.")
                said = {"place": places[0].full_name, "line": seen[places[0].public_id]}
                self._fault("repeated_key", text % said, line)
            else:
                self.whose[line] = places[0].public_id
                seen[places[0].public_id] = line
        missing = [t.full_name for t in territories if t.public_id not in seen]
        if missing:
            shown = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
            self._fault("missing_row", _("Faltan en la tabla: %(places)s.") % {"places": shown})

    def _read(self) -> None:
        """Every column in which there is a number is an input; columns of words only are left aside."""
        for place, head in enumerate(self.heads):
            if place in (self.code, self.name) or not head:
                continue
            read = {line: _number(cells[place] if place < len(cells) else None) for line, cells in self.rows}
            if not any(isinstance(value, Decimal) for value in read.values()):
                continue
            name = _known_name(head)
            if name in self.columns:
                self._fault("repeated_column", _("La columna «%(name)s» está repetida.") % {"name": name}, 0, place)
                continue
            self.columns[name] = {}
            for line, value in read.items():
                if not isinstance(value, Decimal):
                    self._fault("number", value, line, place)
                elif value < 0:
                    self._fault("number", _("No puede ser negativo."), line, place)
                elif line in self.whose:
                    self.columns[name][self.whose[line]] = f"{value.normalize():f}"
        if not self.columns:
            raise Refused(_("La tabla no trae ninguna columna con números."))
        if len(self.columns) > MOST_INPUTS:
            raise Refused(_("La tabla trae más de %(most)s columnas con números.") % {"most": MOST_INPUTS})

    def _fault(self, code: str, said: str, line: int = 0, place: int | None = None) -> None:
        where = {} if place is None else {"column": column_letter(place), "head": short(self.heads[place])}
        self.faults.add(Fault(code, said, self.sheet, line, **where))

    @staticmethod
    def _at(cells: Sequence[Any], place: int | None) -> str:
        return restore(_text(cells[place])) if place is not None and place < len(cells) else ""


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).replace("\0", "").strip()


def _place_of(heads: Sequence[str], known: Sequence[str]) -> int | None:
    plain = [folded(head) for head in heads]
    return next((plain.index(name) for name in known if name in plain), None)


def _is_total(cells: Sequence[Any]) -> bool:
    return any(folded(_text(cell)) in ("total", "totales") for cell in cells[:3])


def _known_name(head: str) -> str:
    """Ours where the heading is one of our inputs by name; otherwise as it was written."""
    known = {folded(label): name for name, label in INPUT_LABELS.items() if name not in OURS}
    return known.get(folded(head), input_label(head[:80]))


def _number(cell: Any) -> Decimal | str:
    """The number, or the sentence that says why it is none."""
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return Decimal(cell)
    try:
        return number_from_text(_text(cell), 2) if _text(cell) else str(_("Falta el dato."))
    except CellError as error:
        return error.sentence
