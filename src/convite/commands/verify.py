"""`convite verify`: not yet. Receipts and bundles come with the sealed vote; until then this says so."""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", help="comprobante o paquete de resultados")


def run(args: argparse.Namespace) -> int:
    print("Todavía no: los comprobantes y los paquetes de resultados llegan con la votación sellada.", file=sys.stderr)
    return 2
