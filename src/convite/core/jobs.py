"""What is done later, by whom, and what if the one who does it dies? Jobs: django-tasks' tasks with a deadline.

    @job(deadline=timedelta(minutes=5), tries=3)
    def draw_map(territory: str) -> None: …

    draw_map.enqueue(territory.public_id)      # in the act's transaction: no act, no job

A *worker* takes one job at a time. A job that fails, or whose worker died or kept it past its deadline, is put back and
tried again after a while; after its last try it stays FAILED with the reason. It may so run twice: write every job so
that a second run changes nothing. The queue is django-tasks' table in the database; its own worker is not used, for it
never looks back at what a dead one left.
"""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog
from django.db import connection, models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

log = structlog.get_logger("convite.jobs")

WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))  # before the 2nd, 3rd, every later try
GRACE = timedelta(minutes=1)  # a living worker stops its own job at the deadline; the reaper leaves it that long
LATE = timedelta(minutes=30)  # a job ready for longer means that no worker runs


class DeadlinePassed(Exception):
    """The job ran longer than it may."""


class WorkerDied(Exception):
    """The worker ended without saying what became of the job."""


@dataclass(frozen=True)
class Patience:
    """How long a try may take, and how many tries there are."""

    deadline: timedelta = timedelta(minutes=30)
    tries: int = 3


_patience: dict[str, Patience] = {}


def job(*, deadline: timedelta = Patience.deadline, tries: int = Patience.tries, **options: Any) -> Callable[..., Task]:
    """Makes a function of a module a job. `options` are those of django-tasks' `@task` (`queue_name`, `priority` …)."""

    def decorate(function: Callable[..., Any]) -> Task:
        made = task(**options)(function)
        _patience[made.module_path] = Patience(deadline, tries)
        return made

    return decorate


def patience_with(row: DBTaskResult) -> Patience:
    # A process that never enqueued it does not know the job yet. If its code is gone, it will fail with that reason.
    with suppress(ImportError):
        import_string(row.task_path)
    return _patience.get(row.task_path, Patience())


# Who works


def worker_name() -> str:
    """This process, so that another one on the same machine can see whether it still lives."""
    return f"{_place()}:{os.getpid()}:{_birth(os.getpid())}"


def _place() -> str:
    """The machine, and on Linux the set of processes (a container) in which a process number means something."""
    try:
        processes = os.readlink("/proc/self/ns/pid")
    except OSError:
        processes = ""
    return sha256(f"{socket.gethostname()}{processes}".encode()).hexdigest()[:16]


def _birth(pid: int) -> str:
    """When a process began, as Linux counts it: a number that is used again is then told apart. "0" elsewhere."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return "0"


def is_dead(worker: str) -> bool:
    """True only if it is certain: a worker of this machine whose process is gone."""
    place, _, rest = worker.partition(":")
    pid, _, birth = rest.partition(":")
    if place != _place() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return birth != _birth(int(pid))


# Work


def do_due(worker: str, stop: Callable[[], bool] = lambda: False) -> int:
    """Does the jobs that are ready, one after the other, until there are none or `stop()`. Returns how many."""
    done = 0
    while not stop() and do_next(worker):
        done += 1
    return done


def do_next(worker: str) -> bool:
    """Takes the next ready job and does it. False if there is none."""
    with transaction.atomic():
        row = DBTaskResult.objects.ready().get_locked()
        if row is None:
            return False
        row.claim(worker)
    log.info("job begins", job=row.task_path, id=str(row.id), attempt=len(row.worker_ids))
    try:
        with _alarm(patience_with(row).deadline):
            value = _call(row)
        ended = {"status": TaskResultStatus.SUCCESSFUL, "return_value": value, "finished_at": timezone.now()}
        with transaction.atomic():
            mine = _while_claimed(row).update(**ended, exception_class_path="", traceback="")
        log.info("job ends", id=str(row.id), kept=bool(mine))
    except Exception as error:
        log.warning("job fails", job=row.task_path, id=str(row.id), error=type(error).__name__, exc_info=True)
        if isinstance(error, DeadlinePassed) and not connection.in_atomic_block:
            connection.close()  # it may be in the middle of a query
        put_back(row, error, timezone.now())
    return True


def _call(row: DBTaskResult) -> Any:
    result = row.task_result
    first = (TaskContext(task_result=result),) if result.task.takes_context else ()
    return result.task.call(*first, *result.args, **result.kwargs)


def _while_claimed(row: DBTaskResult) -> models.QuerySet[DBTaskResult]:
    """The row, as long as nobody took the job away: a worker given up as dead must not end what another one began."""
    return DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)


def put_back(row: DBTaskResult, error: Exception, now: datetime) -> bool:
    """Makes a job ready for its next try, or FAILED after the last one. False if somebody else did already."""
    tried, most = len(row.worker_ids), patience_with(row).tries
    path = f"{type(error).__module__}.{type(error).__qualname__}"
    change: dict[str, Any] = {"exception_class_path": path, "traceback": f"{path}: {error}"[:10_000]}
    if tried < most:
        change |= {"status": TaskResultStatus.READY, "run_after": now + WAITS[min(tried, len(WAITS)) - 1]}
    else:
        change |= {"status": TaskResultStatus.FAILED, "finished_at": now, "return_value": None}
    return bool(_while_claimed(row).update(**change))


@contextmanager
def _alarm(deadline: timedelta) -> Iterator[None]:
    """Raises `DeadlinePassed` inside the job. Only a process' main thread can be so interrupted."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(signum: int, frame: Any) -> None:
        raise DeadlinePassed(f"longer than {deadline}")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, deadline.total_seconds())
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# Watch


def reap(now: datetime) -> int:
    """Puts back (or ends as FAILED) what dead workers left and what runs past its deadline. Harmless twice."""
    reaped = 0
    for row in DBTaskResult.objects.running().order_by("started_at"):
        error = _lost(row, now)
        if error and put_back(row, error, now):
            reaped += 1
            log.warning("job reaped", job=row.task_path, id=str(row.id), error=type(error).__name__)
    return reaped


def _lost(row: DBTaskResult, now: datetime) -> Exception | None:
    if row.worker_ids and is_dead(row.worker_ids[-1]):
        return WorkerDied(row.worker_ids[-1])
    if row.started_at is None or row.started_at + patience_with(row).deadline + GRACE < now:
        return DeadlinePassed(f"still running after {patience_with(row).deadline}")
    return None


def stuck_jobs(now: datetime) -> int:
    """How many jobs need somebody to look: lost ones that nobody put back, and ready ones that nobody takes."""
    lost = sum(1 for row in DBTaskResult.objects.running() if _lost(row, now))
    since = now - LATE
    at_once, at_a_time = Q(run_after=get_date_max(), enqueued_at__lt=since), Q(run_after__lt=since)
    return lost + DBTaskResult.objects.filter(at_once | at_a_time, status=TaskResultStatus.READY).count()


def jobs_by_state() -> dict[str, int]:
    counts = dict.fromkeys((str(state.value) for state in TaskResultStatus), 0)
    found = DBTaskResult.objects.order_by().values_list("status").annotate(Count("id"))
    return {state.lower(): count for state, count in (counts | dict(found)).items()}


def forget_done_jobs(now: datetime, kept_for: timedelta = timedelta(days=30)) -> int:
    """Removes what succeeded long ago; failures stay until somebody removes them."""
    return DBTaskResult.objects.successful().filter(finished_at__lt=now - kept_for).delete()[0]
