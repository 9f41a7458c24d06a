"""`convite import boundaries FILE`: gives territories their boundaries, all or none, and tells what it did."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.actors import SYSTEM
from convite.core.boundaries import BadBoundaries, read_boundaries
from convite.territories.actions import add_territory, import_boundaries
from convite.territories.models import Territory
from convite.territories.queries import BoundaryPlan, territory_by_code

MOST_SHOWN = 12


class _OnlyTried(Exception):
    """Ends a dry run: what was tried is undone."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = list(Territory.Kind.values)
    parser.add_argument("file", type=Path, metavar="ARCHIVO", help="GeoJSON, o shapefile en zip")
    parser.add_argument("--parent", metavar="CÓDIGO", help="el territorio bajo el cual están los del archivo")
    parser.add_argument("--parent-name", metavar="NOMBRE", help="si ese territorio no existe, lo crea con este nombre")
    parser.add_argument("--parent-kind", choices=kinds, default="state", help="… y de esta clase (por defecto, state)")
    parser.add_argument("--code-property", default="", metavar="PROPIEDAD", help="la que trae el código (COMUNA)")
    parser.add_argument("--name-property", default="", metavar="PROPIEDAD", help="la que trae el nombre (NOMBRE)")
    parser.add_argument("--create", choices=kinds, default="", help="crea los territorios que falten, de esta clase")
    parser.add_argument("--source", default="", help="de dónde viene el mapa, para citarlo")
    parser.add_argument("--dry-run", action="store_true", help="muestra lo que haría y no guarda nada")


def run(args: argparse.Namespace) -> int:
    try:
        file = read_boundaries(args.file.read_bytes(), args.file.name)
        with transaction.atomic():
            plan = import_boundaries(
                file,
                by=SYSTEM,
                source=args.source,
                parent=_parent(args),
                code_property=args.code_property,
                name_property=args.name_property,
                create=args.create,
            )
            _report(plan)
            if args.dry_run:
                raise _OnlyTried
    except _OnlyTried:
        print(_("Fue un ensayo: no se guardó nada."))
    except BadBoundaries as error:
        print(error, file=sys.stderr)
        _some(error.lines, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{args.file}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _parent(args: argparse.Namespace) -> Territory | None:
    if not args.parent:
        return None
    found = territory_by_code(args.parent)
    if found is None and args.parent_name:
        found = add_territory(Territory(code=args.parent, name=args.parent_name, kind=args.parent_kind), by=SYSTEM)
    if found is None:
        raise BadBoundaries(_("No hay ningún territorio con el código %s. Con --parent-name se crea.") % args.parent)
    return found


def _report(plan: BoundaryPlan) -> None:
    """The preview and the result are the same words: what was found, made, mended, and called otherwise."""
    properties = {"code": plan.code_property or "–", "name": plan.name_property or "–"}
    print(_("Código: %(code)s; nombre: %(name)s.") % properties)
    matched, new = len(plan.matches) - len(plan.new), plan.new
    if matched:
        text = ngettext("%(n)d territorio recibe su límite.", "%(n)d territorios reciben su límite.", matched)
        print(text % {"n": matched})
    if new:
        text = ngettext("%(n)d territorio nuevo, con su límite:", "%(n)d territorios nuevos, con su límite:", len(new))
        print(text % {"n": len(new)})
        _some([f"{place.code} {place.full_name}" for place in new])
    if plan.repaired:
        print(ngettext("%(n)d geometría reparada:", "%(n)d geometrías reparadas:", len(plan.repaired))
              % {"n": len(plan.repaired)})  # fmt: skip
        _some([f"{match.territory.code} {match.territory.name}: {match.feature.repair}" for match in plan.repaired])
    called = [match for match in plan.matches if match.differs]
    if called:
        print(_("Se llaman distinto en el archivo:"))
        _some([f"{m.territory.code} {m.territory.name} ← {m.differs}" for m in called])


def _some(lines: Sequence[str], file: TextIO | None = None) -> None:
    for line in lines[:MOST_SHOWN]:
        print(f"  {line}", file=file)
    if len(lines) > MOST_SHOWN:
        print("  " + _("… y %d más.") % (len(lines) - MOST_SHOWN), file=file)
