"""Who does the jobs and sends the letters? `convite worker`, for as long as it runs; `run-due` does one round.

SIGTERM and SIGINT end it after the job or the letter in hand. A database that is away for a while does not end it.
"""

import argparse
import signal
import threading
import time
from typing import Any

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core import jobs, limits, outbox, schedule

log = structlog.get_logger("convite.worker")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help=_("hace lo que está pendiente y termina"))
    parser.add_argument(
        "--interval", type=float, default=2.0, metavar="N", help=_("segundos de espera cuando no hay nada que hacer")
    )


def run(args: argparse.Namespace) -> int:
    stop = threading.Event()
    before = {number: signal.signal(number, _ender(stop)) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        _work(stop, args.once, args.interval)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def _ender(stop: threading.Event) -> Any:
    def end(signum: int, frame: Any) -> None:
        stop.set()

    return end


SCHEDULE_EVERY = 60.0  # seconds


def _work(stop: threading.Event, once: bool, interval: float) -> None:
    name = jobs.worker_name()
    log.info("worker begins", worker=name)
    asked = -SCHEDULE_EVERY
    while not stop.is_set():
        if not connection.in_atomic_block:
            close_old_connections()
        did = 0
        try:
            if time.monotonic() - asked >= SCHEDULE_EVERY:
                asked = time.monotonic()
                schedule.do_scheduled(timezone.now())
            did = one_round(name, stop)
        except DatabaseError as error:
            if once:
                raise
            log.error("database away", error=str(error)[:200])
            stop.wait(5)
        if once and not did:
            break
        if not did:
            stop.wait(interval)
    log.info("worker ends", worker=name)


def one_round(name: str, stop: threading.Event) -> int:
    """Puts back lost jobs, does one, sends the letters that are due. Returns how many jobs and letters were dealt with.

    One job at a time, so that a log-in code does not wait behind a night's work.
    """
    now = timezone.now()
    jobs.reap(now)
    done = int(jobs.do_next(name))
    delivery = outbox.deliver_due(timezone.now(), stop.is_set)
    if not done:
        limits.forget_ended(now)
        jobs.forget_done_jobs(now)
    return done + delivery.sent + delivery.put_off + delivery.failed
