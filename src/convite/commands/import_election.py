"""`convite import election FILE.pb …`: brings public elections in as an edition, counts them, and says how it went."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.actors import SYSTEM
from convite.core.saying import locale_now, say
from convite.rulebook.pabulib import BallotFileError, read_pb
from convite.rulebook.winners import preset, presets
from convite.voting.actions import ElectionFile, import_election
from convite.voting.models import Result
from convite.voting.queries import differences_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="ARCHIVO.pb")
    parser.add_argument(
        "--rule", choices=presets(), metavar="REGLA", help="cuenta todas por esta regla, no por la del archivo"
    )


def run(args: argparse.Namespace) -> int:
    files = []
    for path in args.files:
        try:
            files.append(ElectionFile(path.name, read_pb(path, voters=True)))
        except BallotFileError as error:
            place = {"file": path.name, "line": error.line, "column": error.column, "rule": error.rule}
            print(
                _("%(file)s, línea %(line)s, columna %(column)s [%(rule)s]:") % place,
                say(error.sentence),
                file=sys.stderr,
            )
            return 2
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            return 2
    results = import_election(files, by=SYSTEM, rule=preset(args.rule) if args.rule else None)
    for result in results:
        _report(result)
    return 1 if any(result.matches_recorded is False and _unexplained(result) for result in results) else 0


def _report(result: Result) -> None:
    winners = [row for row in result.options.all() if row.won]
    line = ngettext("%(n)s proyecto ganador", "%(n)s proyectos ganadores", len(winners)) % {"n": len(winners)}
    agrees = {
        True: _("igual a lo registrado"), False: _("distinto de lo registrado"), None: _("sin resultado registrado")
    }[result.matches_recorded]  # fmt: skip
    print(f"{result.contest.territory.name}: {line}, {result.money_spent.show(locale_now())}, {agrees}")
    for difference in differences_of(result):
        project = difference.option.project
        if difference.recorded not in (0, 1):
            why = _("financiado por fuera de la regla, según el archivo")
        elif difference.won:
            why = _("gana en este conteo; el archivo no lo registra como ganador")
        else:
            why = _("no gana en este conteo; el archivo lo registra como ganador")
        print(f"    {project.code} {project.title}: {why}")


def _unexplained(result: Result) -> bool:
    return any(difference.recorded in (0, 1) for difference in differences_of(result))
