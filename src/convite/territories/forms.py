"""What may one type of places? A place's own facts; which map to show; a table of people per place."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convite.core.errors import Refused
from convite.core.tables.faults import CellError
from convite.core.tables.heads import folded
from convite.core.tables.numbers import number_from_text
from convite.core.tables.sandbox import RawBook
from convite.territories.models import Territory

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Column of ours → headings (folded) under which it comes; the first one that the file has is taken.
HEADINGS = {
    "code": ("codigo", "code", "cvegeo", "cve geo", "clave", "divipola", "cod", "region"),
    "state": ("state code", "cve ent", "entidad", "codigo estado"),
    "place": ("municipio code", "cve mun", "mun"),
    "name": ("nombre", "name", "municipio name", "nom mun", "territorio", "comuna", "municipio"),
    "year": ("ano", "year", "anio", "vigencia"),
    "total": ("poblacion", "population", "pop", "poblacion total", "pobtot", "total", "habitantes", "personas"),
    "women": ("mujeres", "women", "pop female", "pobfem", "poblacion femenina"),
    "men": ("hombres", "men", "pop male", "pobmas", "poblacion masculina"),
}
GROUPS = {"total": ("", ""), "women": ("f", ""), "men": ("m", "")}


class TerritoryForm(forms.ModelForm):
    class Meta:
        model = Territory
        fields = ("code", "name", "kind", "parent", "order", "centre_lon", "centre_lat", "valid_from", "valid_to")


class MapForm(forms.Form):
    """Which place's map to show: a public id out of those that have one."""

    mapa = forms.ChoiceField(label=gettext_lazy("Mapa de"), required=False)

    def __init__(self, *args: Any, places: Sequence[Territory] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mapa"].choices = [(place.public_id, place.name) for place in places]


class PopulationTable:
    """The rows of a population table; `unused` are the headings that say nothing to us."""

    def __init__(self, book: RawBook, year: int | None = None) -> None:
        rows = [row for sheet in book.sheets[:1] for row in sheet.rows]
        if not rows:
            raise Refused(_("La tabla está vacía."))
        self.heads = [folded(cell) for cell in rows[0][1]]
        self.columns = self._columns()
        self.unused = [str(c) for i, c in enumerate(rows[0][1]) if i not in self.columns.values() and c]
        if not self.columns.keys() & {"code", "name"} or not self.columns.keys() & GROUPS.keys():
            text = _("No se reconocen las columnas. Hace falta un código o un nombre, y la población; llegaron: %s.")
            raise Refused(text % ", ".join(map(str, rows[0][1])))
        if year is None and "year" not in self.columns:
            raise Refused(_("La tabla no dice de qué año es. Indíquelo (--year)."))
        self.faults: list[str] = []
        self.rows = [self._row(line, cells, year) for line, cells in rows[1:] if any(cells)]

    def _columns(self) -> dict[str, int]:
        found = {}
        for name, headings in HEADINGS.items():
            place = next((self.heads.index(heading) for heading in headings if heading in self.heads), None)
            if place is not None:
                found[name] = place
        if "code" not in found and {"state", "place"} <= found.keys():
            found["code"] = found["state"]
        return found

    def _row(self, line: int, cells: Sequence[Any], year: int | None) -> dict[str, Any]:
        """The keywords of a `PopulationRow`."""
        code = self._text(cells, "code")
        if self.columns.get("code") == self.columns.get("state", -1):
            code += self._text(cells, "place")
        groups = {}
        for name, group in GROUPS.items():
            if name in self.columns and self._text(cells, name):
                groups[group] = self._number(line, cells, name)
        when = self._number(line, cells, "year") if year is None else year
        if not FIRST_YEAR <= when <= LAST_YEAR:
            self.faults.append(_("Fila %(line)d: el año %(year)d no puede ser.") % {"line": line, "year": when})
        if not groups:
            self.faults.append(_("Fila %(line)d: falta la población.") % {"line": line})
        return {"line": line, "code": code, "name": self._text(cells, "name"), "year": when, "groups": groups}

    def _text(self, cells: Sequence[Any], name: str) -> str:
        place = self.columns.get(name, len(cells))
        return str(cells[place]).strip() if place < len(cells) and cells[place] is not None else ""

    def _number(self, line: int, cells: Sequence[Any], name: str) -> int:
        try:
            number = number_from_text(self._text(cells, name), 0)
        except CellError as error:
            self.faults.append(_("Fila %(line)d: %(why)s") % {"line": line, "why": error.sentence})
            return 0
        if number != number.to_integral_value() or number < 0 or number > Decimal(2**31 - 1):
            said = {"line": line, "value": self._text(cells, name)[:40]}
            self.faults.append(_("Fila %(line)d: «%(value)s» no es un número entero de personas.") % said)
            return 0
        return int(number)
