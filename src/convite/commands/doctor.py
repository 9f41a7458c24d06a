"""Is this installation as it should be? `convite doctor`: a table of checks, each well, worth a look, or broken.

Exit code 1 if something is broken. It changes nothing and can be run at any time.
"""

import argparse
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core import health, jobs, outbox
from convite.core.audit import verify_chain
from convite.core.engines import durability

OK, ATTENTION, BROKEN = "OK", "attention", "broken"
OLDEST_PYTHON = (3, 11)
LITTLE_DISK = 2_000_000_000
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


@dataclass(frozen=True)
class Finding:
    """What a check found, in a few words."""

    state: str
    text: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    findings = [(name, _found(check)) for name, check in _checks()]
    words = {OK: _("bien"), ATTENTION: _("atención"), BROKEN: _("ROTO")}
    longest = max(len(name) for name, _finding in findings)
    for name, finding in findings:
        print(f"{words[finding.state]:9} {name:{longest}}  {finding.text}")
    return 1 if any(finding.state == BROKEN for _name, finding in findings) else 0


def _checks() -> list[tuple[str, Callable[[], Finding]]]:
    return [
        (_("Python"), _python),
        (_("Base de datos"), _database),
        (_("Migraciones"), _migrations),
        (_("Registro de actos"), _audit_chain),
        (_("Trabajos"), _jobs),
        (_("Cartas"), _letters),
        (_("Disco"), _disk),
        (_("Archivos del sitio"), _static_files),
        (_("Traducciones"), _catalogs),
        (_("Zona horaria"), _time_zone),
        (_("Nombres del sitio"), _hosts),
        (_("Correo"), _mail),
        (_("Claves"), _keys),
    ]


def _found(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except (DatabaseError, OSError) as error:
        return Finding(BROKEN, " ".join(str(error).split())[:160])


def _python() -> Finding:
    state = OK if sys.version_info >= OLDEST_PYTHON else BROKEN
    return Finding(state, ".".join(map(str, sys.version_info[:3])))


def _database() -> Finding:
    found = durability()
    if not found.wrong:
        return Finding(OK, _("%(engine)s; un corte de luz no pierde nada") % {"engine": found.version})
    text = _("%(engine)s; un corte de luz puede perder votos: %(settings)s")
    return Finding(BROKEN, text % {"engine": found.version, "settings": ", ".join(found.wrong)})


def _migrations() -> Finding:
    pending = health.pending_migrations()
    if pending:
        return Finding(BROKEN, _("faltan %(count)d: ejecute «convite manage migrate»") % {"count": len(pending)})
    return Finding(OK, _("aplicadas"))


def _audit_chain() -> Finding:
    report = verify_chain()
    if report.broken_at is not None:
        return Finding(BROKEN, _("la cadena se rompe en el n.º %(number)d") % {"number": report.broken_at})
    return Finding(OK, _("%(count)d actos encadenados") % {"count": report.length})


def _jobs() -> Finding:
    stuck, counts = jobs.stuck_jobs(timezone.now()), jobs.jobs_by_state()
    if stuck:
        return Finding(BROKEN, _("%(count)d detenidos: ¿corre «convite worker»?") % {"count": stuck})
    if counts["failed"]:
        return Finding(ATTENTION, _("%(count)d fallaron") % {"count": counts["failed"]})
    return Finding(OK, _("%(count)d en espera") % {"count": counts["ready"]})


def _letters() -> Finding:
    late, counts = outbox.late_letters(timezone.now()), outbox.letters_by_state()
    if late:
        return Finding(BROKEN, _("%(count)d sin enviar a tiempo: ¿corre «convite worker»?") % {"count": late})
    if counts["failed"]:
        return Finding(ATTENTION, _("%(count)d no se pudieron enviar") % {"count": counts["failed"]})
    return Finding(OK, _("%(count)d en espera") % {"count": counts["waiting"]})


def _disk() -> Finding:
    free = health.free_disk()
    state = OK if free >= LITTLE_DISK else ATTENTION if free >= health.LEAST_DISK else BROKEN
    return Finding(state, _("%(gb).1f GB libres en %(place)s") % {"gb": free / 1e9, "place": settings.HOME})


def _static_files() -> Finding:
    storage: Any = staticfiles_storage
    if isinstance(storage, ManifestFilesMixin) and not storage.read_manifest():
        return Finding(BROKEN, _("sin preparar: ejecute «convite manage collectstatic»"))
    return Finding(OK, _("preparados"))


def _catalogs() -> Finding:
    """A catalog that is older than its source shows sentences that have changed since."""
    stale = [path.parents[1].name for folder in settings.LOCALE_PATHS for path in _stale(Path(folder))]
    if stale:
        languages = ", ".join(sorted(set(stale)))
        return Finding(ATTENTION, _("sin compilar: %(languages)s") % {"languages": languages})
    return Finding(OK, _("compiladas"))


def _stale(folder: Path) -> list[Path]:
    return [
        source
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))
        if not (made := source.with_suffix(".mo")).exists() or made.stat().st_mtime < source.stat().st_mtime
    ]


def _time_zone() -> Finding:
    try:
        here = datetime.now(ZoneInfo(settings.TIME_ZONE))
    except ZoneInfoNotFoundError:
        return Finding(BROKEN, _("%(zone)s no existe en este sistema") % {"zone": settings.TIME_ZONE})
    return Finding(OK, f"{settings.TIME_ZONE}, {here:%Y-%m-%d %H:%M}")


def _hosts() -> Finding:
    names = set(settings.ALLOWED_HOSTS)
    if "*" in names:
        return Finding(BROKEN, _("responde a cualquier nombre (CONVITE_HOSTS=*)"))
    if names <= LOOPBACK:
        return Finding(ATTENTION, _("solo se ve en esta máquina (CONVITE_HOSTS)"))
    state = BROKEN if settings.DEMO or settings.DEBUG else OK
    text = _("%(names)s, con CONVITE_DEMO o CONVITE_DEBUG") if state == BROKEN else "%(names)s"
    return Finding(state, text % {"names": ", ".join(sorted(names))})


def _mail() -> Finding:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return Finding(ATTENTION, _("las cartas se escriben en %(place)s") % {"place": settings.EMAIL_FILE_PATH})
    return Finding(OK, settings.EMAIL_HOST)


def _keys() -> Finding:
    for kept in (Path(settings.HOME) / "secret.key", Path(settings.HOME) / "data.key"):
        if kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
            return Finding(BROKEN, _("otros usuarios de la máquina pueden leer %(file)s") % {"file": kept})
    return Finding(OK, _("solo las lee su dueño"))
