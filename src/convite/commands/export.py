"""`convite export NAME`: writes one of the published lists to a file or to the terminal, as everybody may see it."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from convite.core.actors import SYSTEM
from convite.core.tables.writers import FORMATS
from convite.opendata.queries import EXPORTS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="LISTA", help="territories, projects, results…")
    parser.add_argument("--format", choices=sorted(FORMATS), default="csv", help="csv si no se dice")
    parser.add_argument("--output", default="-", metavar="ARCHIVO", help="dónde escribir; - es la terminal")
    parser.add_argument("--everything", action="store_true", help="también lo que todavía no es público")


def run(args: argparse.Namespace) -> int:
    export = EXPORTS.get(args.name)
    if export is None:
        said = _("No hay una lista «%(name)s». Las que hay: %(names)s.")
        print(said % {"name": args.name, "names": ", ".join(EXPORTS)}, file=sys.stderr)
        return 2
    if args.output == "-" and args.format == "xlsx" and sys.stdout.isatty():
        print(
            _("Un libro de Excel no se puede leer en la terminal. Diga en qué archivo va: --output."), file=sys.stderr
        )
        return 2
    chunks = FORMATS[args.format].write(export.table, export.rows(SYSTEM if args.everything else AnonymousUser()))
    try:
        return _write(chunks, args.output)
    except BrokenPipeError:  # whoever was reading has seen enough: convite export … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{args.output}: {error.strerror}", file=sys.stderr)
        return 2


def _write(chunks: Iterable[bytes], output: str) -> int:
    """A file appears whole or not at all: what stood there before stays until the new one is complete."""
    if output == "-":
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return 0
    target = Path(output)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".convite-", delete=False) as coming:
        place = Path(coming.name)
        try:
            for chunk in chunks:
                coming.write(chunk)
            coming.close()
            place.chmod(0o644)
            place.replace(target)
        finally:
            place.unlink(missing_ok=True)
    return 0
