"""`convite demo`: makes the demo city where there is none, and serves it. With --once, only says what it made."""

import argparse
import json

from convite.commands import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)
    parser.add_argument("--once", action="store_true", help="crea la ciudad y termina, con un resumen JSON")


def run(args: argparse.Namespace) -> int:
    from convite.demo.build import build

    serve.make_ready()
    summary = build()
    if args.once:
        print(json.dumps(summary, ensure_ascii=False))
        return 0
    return serve.run(args)
