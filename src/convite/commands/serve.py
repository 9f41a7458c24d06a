"""`convite serve`: serves the site with granian, migrated and with its static files in place."""

import argparse
import os
import sys

from django.conf import settings
from django.core.management import call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4, help="hilos por proceso")


def run(args: argparse.Namespace) -> int:
    make_ready()
    print(f"http://{args.host}:{args.port}/", flush=True)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", args.host, "--port", str(args.port),
        "--workers", str(args.workers), "--blocking-threads", str(args.threads), "--log-level", "warning",
        "--backpressure", "512", "--respawn-failed-workers", "--no-ws", "convite.wsgi:application",
    ]  # fmt: skip
    if settings.DEMO:
        os.environ["CONVITE_DEMO"] = "1"
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, fixed words


def make_ready() -> None:
    """Tables up to date, catalogs compiled, static files hashed: harmless when they already are."""
    call_command("migrate", verbosity=0)
    call_command("compile_catalogs", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
