"""What can one do from a terminal? The `convite` command and its parts, each a module of `convite.commands`.

Exit codes: 0 done, 1 done and something needs a look, 2 not done (with a sentence on standard error).
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

# name → (module, what it does, needs Django). `import` has parts of its own.
COMMANDS = {
    "demo": ("demo", "crea la ciudad de demostración y la sirve", True),
    "serve": ("serve", "sirve el sitio", True),
    "export": ("export", "escribe una lista en un archivo", True),
    "count": ("count", "cuenta archivos .pb", False),
    "verify": ("verify", "comprueba un comprobante o un paquete de resultados", False),
    "backup": ("backup", "guarda todo en un archivo", True),
    "restore": ("restore", "vuelve a un archivo guardado", True),
    "doctor": ("doctor", "revisa la instalación", True),
    "worker": ("worker", "hace los trabajos pendientes y envía el correo", True),
    "run-due": ("run_due", "hace una vez lo que ya debía hacerse", True),
}
IMPORTS = {
    "election": ("import_election", "elecciones públicas en archivos .pb"),
    "boundaries": ("import_boundaries", "límites de territorios, GeoJSON o shapefile en zip"),
    "population": ("import_population", "población por territorio"),
    "table": ("import_table", "una tabla exportada y corregida"),
}


def parser_of(chosen: Sequence[str]) -> argparse.ArgumentParser:
    """Only the module that was asked for is loaded, so that `convite count` starts without Django."""
    parser = argparse.ArgumentParser(
        prog="convite", description="Desarrollo local planeado, decidido y cuidado por su gente."
    )
    parts = parser.add_subparsers(dest="command", required=True, metavar="ORDEN")
    for name, (module, text, django) in COMMANDS.items():
        part = parts.add_parser(name, help=text, description=text)
        part.set_defaults(module=module, django=django)
        if chosen[:1] == [name]:
            importlib.import_module(f"convite.commands.{module}").add_arguments(part)
    bring = parts.add_parser("import", help="trae datos de archivos")
    kinds = bring.add_subparsers(dest="what", required=True, metavar="QUÉ")
    for name, (module, text) in IMPORTS.items():
        part = kinds.add_parser(name, help=text, description=text)
        part.set_defaults(module=module, django=True)
        if chosen[:2] == ["import", name]:
            importlib.import_module(f"convite.commands.{module}").add_arguments(part)
    parts.add_parser("manage", help="órdenes de Django (convite manage help)", add_help=False)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
    if chosen[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["convite manage", *chosen[1:]])
        return 0
    if chosen[:1] == ["demo"]:
        os.environ["CONVITE_DEMO"] = "1"
    if _needs_django(chosen):
        import django

        django.setup()
    args = parser_of(chosen).parse_args(chosen)
    run = importlib.import_module(f"convite.commands.{args.module}").run
    return _run_in_language(run, args) if args.django else int(run(args))


def _needs_django(chosen: Sequence[str]) -> bool:
    """Known before the arguments are read: the modules that read them look at the models."""
    return chosen[:1] == ["import"] or (bool(chosen) and COMMANDS.get(chosen[0], ("", "", False))[2])


def _run_in_language(run: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    from django.utils import translation

    from convite.core.errors import NotAllowed, Refused

    language = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "es")[:2]
    with translation.override(language if language in {"es", "en", "fr", "pt"} else "es"):
        try:
            return int(run(args))
        except Refused as refusal:
            print(refusal, file=sys.stderr)
        except NotAllowed:
            print(translation.gettext("No tiene permiso para hacer esto."), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
