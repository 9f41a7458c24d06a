"""Is this process alive, can it serve, and how is it doing? For load balancers, monitors and the person on duty.

`/health/live` says that the process answers. `/health/ready` says whether it can serve (503 if not) and which part
fails, without a word on why: that is for `convite doctor`. Letters or jobs that nobody takes are told there too, but do
not take the site away: a mail server that is down must never keep anyone from voting. `/metrics` gives counts, and only
to whom may have them.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from hmac import compare_digest

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from convite.core import jobs, outbox
from convite.core.models import AuditHead, PublicStamp

LEAST_DISK = 200 * 1024 * 1024  # bytes free under which a database can no longer be trusted to write
LOOPBACK = ("127.0.0.1", "::1")
# A proxy on the same machine also comes from the loopback; it says for whom it asks.
_PROXIED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")


# What is asked; True means well


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


@cache
def _migrations_were_applied() -> bool:
    """Once applied, they stay so for this process: reading them all takes a tenth of a second."""
    if pending_migrations():
        raise LookupError
    return True


def migrations_are_applied() -> bool:
    try:
        return _migrations_were_applied()
    except LookupError:
        return False


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def free_disk() -> int:
    """Bytes free where the data live."""
    place = settings.HOME
    return shutil.disk_usage(place if place.exists() else place.parent).free


def disk_has_room() -> bool:
    return free_disk() >= LEAST_DISK


def nothing_is_stuck() -> bool:
    """Letters and jobs wait no longer than they should: a worker runs, and none died."""
    now = timezone.now()
    return not outbox.late_letters(now) and not jobs.stuck_jobs(now)


NEEDED: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "disk": disk_has_room,
}
WATCHED: dict[str, Callable[[], bool]] = {"work": nothing_is_stuck}


def _well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


# What is answered


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    checks = {name: _well(check) for name, check in (NEEDED | WATCHED).items()}
    is_ready = all(checks[name] for name in NEEDED)
    return JsonResponse({"ready": is_ready, "checks": checks}, status=200 if is_ready else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format. Whoever may not have it learns not even that it is there."""
    if not _may_measure(request):
        raise Http404
    return HttpResponse("\n".join(_measures()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure(request: HttpRequest) -> bool:
    """With the token if there is one; else from an address of the list (the machine itself), not through a proxy."""
    token = settings.METRICS_TOKEN
    if token:
        return compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    allowed = getattr(settings, "METRICS_ADDRESSES", LOOPBACK)
    return request.META.get("REMOTE_ADDR") in allowed and not any(name in request.headers for name in _PROXIED)


def _measures() -> Iterator[str]:
    head = AuditHead.objects.filter(id=1).values_list("last", flat=True).first() or 0
    stamp = PublicStamp.objects.filter(id=1).values_list("number", flat=True).first() or 0
    yield from _measure("convite_acts_total", "counter", "Acts in the audit log.", {"": head})
    yield from _measure("convite_public_stamp", "counter", "Changes of what the public may see.", {"": stamp})
    letters = {f'{{state="{state}"}}': count for state, count in outbox.letters_by_state().items()}
    yield from _measure("convite_letters", "gauge", "Letters in the outbox.", letters)
    states = {f'{{state="{state}"}}': count for state, count in jobs.jobs_by_state().items()}
    yield from _measure("convite_jobs", "gauge", "Background jobs.", states)
    now = timezone.now()
    yield from _measure("convite_letters_late", "gauge", "Letters that nobody sends.", {"": outbox.late_letters(now)})
    yield from _measure("convite_jobs_stuck", "gauge", "Jobs that nobody does.", {"": jobs.stuck_jobs(now)})
    yield from _measure("convite_disk_free_bytes", "gauge", "Bytes free where the data live.", {"": free_disk()})


def _measure(name: str, kind: str, text: str, values: dict[str, int]) -> Iterator[str]:
    yield f"# HELP {name} {text}"
    yield f"# TYPE {name} {kind}"
    for labels, value in values.items():
        yield f"{name}{labels} {value}"
