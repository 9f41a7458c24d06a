"""`convite import population FILE.csv`: says how many people live in each territory, and what does not add up."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from convite.core.actors import SYSTEM
from convite.core.errors import Refused
from convite.core.saying import number_text
from convite.core.tables.sandbox import notes_of, open_book
from convite.territories.actions import BadPopulation, PopulationReport, PopulationRow, import_population
from convite.territories.forms import PopulationTable
from convite.territories.queries import territory_by_code

MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="ARCHIVO.csv", help="CSV o libro de Excel (.xlsx)")
    parser.add_argument("--year", type=int, metavar="AÑO", help="el año, si la tabla no lo trae")
    parser.add_argument("--parent", metavar="CÓDIGO", help="el territorio bajo el cual están los de la tabla")
    parser.add_argument("--only-known", action="store_true", help="deja por fuera los territorios que no existen aquí")
    parser.add_argument("--source", default="", help="de dónde vienen los datos, para citarlos")
    parser.add_argument("--dry-run", action="store_true", help="muestra lo que haría y no guarda nada")


def run(args: argparse.Namespace) -> int:
    try:
        report = _import(args)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        _some(getattr(refusal, "lines", ()), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{args.file}: {error.strerror}", file=sys.stderr)
        return 2
    said = {
        "people": number_text(report.people),
        "places": number_text(report.places),
        "years": ", ".join(map(str, report.years)),
    }
    print(_("%(people)s personas en %(places)s territorios (%(years)s).") % said)
    _tell_oddities(report)
    if args.dry_run:
        print(_("Fue un ensayo: no se guardó nada."))
    return 1 if report.oddities else 0


def _import(args: argparse.Namespace) -> PopulationReport:
    parent = territory_by_code(args.parent) if args.parent else None
    if args.parent and parent is None:
        raise Refused(_("No hay ningún territorio con el código %s.") % args.parent)
    book = open_book(args.file)
    table = PopulationTable(book, args.year)
    for note in notes_of(book):
        print(note)
    if table.unused:
        print(_("Columnas que no se usan: %s.") % ", ".join(table.unused))
    if table.faults:
        raise BadPopulation(_("No se importó nada: hay celdas por corregir."), table.faults)
    return import_population(
        [PopulationRow(**row) for row in table.rows],
        by=SYSTEM,
        source=args.source or args.file.name,
        parent=parent,
        only_known=args.only_known,
        dry_run=args.dry_run,
    )


def _tell_oddities(report: PopulationReport) -> None:
    if report.left_out:
        print(_("Filas de territorios que no existen aquí: %s.") % number_text(report.left_out))
    if report.oddities:
        print(_("Para revisar:"))
    _some(report.oddities)


def _some(lines: Sequence[str], file: TextIO | None = None) -> None:
    for line in lines[:MOST_SHOWN]:
        print(f"  {line}", file=file)
    if len(lines) > MOST_SHOWN:
        print("  " + _("… y %d más.") % (len(lines) - MOST_SHOWN), file=file)
