"""`convite import table NAME FILE`: brings an exported and corrected list back in. All of it, or nothing.

Shows first what would change, row by row; with --dry-run that is all. Here each list meets the action that writes it;
rows that are not in the file stay as they are.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.actors import SYSTEM
from convite.core.errors import Refused
from convite.core.tables.previews import Differences, Preview, apply_preview, preview_table
from convite.opendata.queries import EXPORTS
from convite.territories.actions import PopulationRow, add_territories, change_territory, import_population
from convite.territories.models import Population, Territory

SHOWN = 20  # changed rows told one by one


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="LISTA", choices=sorted(ACTIONS), help=", ".join(sorted(ACTIONS)))
    parser.add_argument("file", type=Path, metavar="ARCHIVO", help="CSV o libro de Excel (.xlsx)")
    parser.add_argument("--sheet", metavar="HOJA", help="la hoja del libro, si hay varias con estas columnas")
    parser.add_argument("--dry-run", action="store_true", help="dice qué cambiaría y no cambia nada")


def run(args: argparse.Namespace) -> int:
    export, action = EXPORTS[args.name], ACTIONS[args.name]

    def existing() -> Any:
        return export.rows(SYSTEM)

    try:
        preview = preview_table(export.table, args.file, existing, sheet=args.sheet)
    except OSError as error:
        print(f"{args.file}: {error.strerror}", file=sys.stderr)
        return 2
    if not preview.is_clean:
        print(*preview.lines(), _("No se importó nada."), sep="\n", file=sys.stderr)
        return 2
    print(*preview.lines(), *_changes(preview), sep="\n")
    if not args.dry_run:
        apply_preview(preview, existing, action)
        print(_("Importado."))
    return 0


def _changes(preview: Preview) -> list[str]:
    """«05001: nombre «Medellin» → «Medellín»»."""
    changed, lines = preview.differences.changed, []
    for change in changed[:SHOWN]:
        cells = "; ".join(f"{c.column} «{_shown(c.before)}» → «{_shown(c.after)}»" for c in change.cells)
        lines.append(f"  {' / '.join(map(_shown, change.key))}: {cells}")
    more = len(changed) - SHOWN
    if more > 0:
        lines.append("  " + ngettext("y %(n)s fila más", "y %(n)s filas más", more) % {"n": more})
    return lines


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


# Each list and its action --------------------------------------------------------------------------------------------


def _store_territories(differences: Differences) -> None:
    """New places first, so that changed ones may move below them."""
    added = {row.values["code"]: row.values for row in differences.added}
    changed = {change.key[0]: change for change in differences.changed}
    places = {code: Territory(code=code) for code in added}
    wanted = {*changed, *(v.get("parent") for v in added.values()), *(c.values.get("parent") for c in changed.values())}
    places |= {place.code: place for place in Territory.objects.filter(code__in=wanted - {None, ""})}
    for code, values in added.items():
        _set(places[code], values, places)
    add_territories([places[code] for code in added], by=SYSTEM)
    for code, change in changed.items():
        place = places[code]
        place.refresh_from_db()  # it may have moved along with one above it
        change_territory(_set(place, change.values, places), by=SYSTEM)


def _set(place: Territory, values: dict[str, Any], places: dict[str, Territory]) -> Territory:
    for name, value in values.items():
        if name == "parent":
            place.parent = places[value] if value else None
            if place.parent is not None and place.parent.pk:
                place.parent.refresh_from_db()  # the parent may have just moved itself
        elif name.startswith("centre_"):
            setattr(place, name, None if value is None else float(value))
        else:
            setattr(place, name, value)
    return place


@dataclass(frozen=True)
class _Count:
    """People of one group, and who counted them."""

    people: int
    source: str


def _store_population(differences: Differences) -> None:
    """The action replaces a place's whole year: what the file does not say of it is handed back as it was."""
    touched: dict[tuple[str, int], dict[tuple[str, str], _Count]] = defaultdict(dict)
    keys = [row.key for row in (*differences.added, *differences.changed)]
    stored = Population.objects.filter(territory__code__in={k[0] for k in keys}, year__in={k[1] for k in keys})
    fields = ("territory__code", "year", "sex", "age_band", "count", "source")
    for code, year, sex, band, people, source in stored.values_list(*fields):
        touched[code, year][sex, band] = _Count(people, source)
    for row in (*differences.added, *differences.changed):
        code, year, sex, band = row.key
        before = touched[code, year].get((sex, band), _Count(0, ""))
        values = row.values
        touched[code, year][sex, band] = _Count(values.get("count", before.people), values.get("source", before.source))
    by_source: dict[str, list[PopulationRow]] = defaultdict(list)
    for code, year in {(key[0], key[1]): None for key in keys}:
        groups = touched[code, year]
        people = {group: count.people for group, count in groups.items()}
        by_source[_only_source(code, year, groups)].append(PopulationRow(0, code, "", year, people))
    for source, rows in by_source.items():
        import_population(rows, by=SYSTEM, source=source)


def _only_source(code: str, year: int, groups: dict[tuple[str, str], _Count]) -> str:
    sources = sorted({count.source for count in groups.values()})
    if len(sources) > 1:
        said = _(
            "La población de %(code)s en %(year)s quedaría con dos fuentes (%(sources)s). Ponga una sola en sus filas."
        )
        raise Refused(said % {"code": code, "year": year, "sources": "; ".join(f"«{s}»" for s in sources)})
    return sources[0]


ACTIONS: dict[str, Callable[[Differences], None]] = {
    "territories": _store_territories,
    "population": _store_population,
}
