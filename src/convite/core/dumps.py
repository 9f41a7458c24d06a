"""How does the whole database become one file and come back? By each engine's own consistent means.

SQLite: its online backup, which sees one moment while others go on writing. PostgreSQL: pg_dump and psql, on a snapshot
that counts and dump share; it comes back in one transaction that counts the rows before it commits, so that a database
is either as the file says or as it was. What a dump must hold is its `Contents`.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from convite.core.engines import by_engine
from convite.core.errors import Refused

# What a fresh installation writes by itself: a database with nothing else is empty.
_WRITTEN_BY_ITSELF = {
    "auth_permission",
    "core_publicstamp",
    "django_content_type",
    "django_migrations",
    "django_session",
}
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_SEARCH_INDEX = "core_searchwords"  # SQLite's own tables behind the search index: made from core_searchdocument


class Damaged(Refused):
    """The file is not what it was when it was written. Nothing was touched."""


@dataclass(frozen=True)
class Contents:
    """Rows per table, where the audit chain ends, and the migrations that made the tables."""

    rows: dict[str, int]
    audit_last: int
    audit_hash: str
    migrations: list[str]


def engine_name() -> str:
    return by_engine(postgresql="postgresql", sqlite="sqlite")


def dump_database(to: Path) -> Contents:
    """Writes the whole database, as it is at one moment, to a new file."""
    return by_engine(postgresql=_dump_postgresql, sqlite=_dump_sqlite)(to)


def check_dump(dump: Path, contents: Contents) -> None:
    """Raises `Damaged` unless the file is whole and (where one can look inside) holds what it should."""
    if not all(_PLAIN_NAME.fullmatch(table) for table in contents.rows):
        raise Damaged(_("La copia nombra tablas que no pueden existir."))
    by_engine(postgresql=_check_postgresql, sqlite=_check_sqlite)(dump, contents)


def load_database(dump: Path, contents: Contents) -> None:
    """Puts the dump in the place of everything that the database holds. Raises `Refused`, and then nothing changed."""
    by_engine(postgresql=_load_postgresql, sqlite=_load_sqlite)(dump, contents)


def contents_now() -> Contents:
    with connection.cursor() as cursor:

        def ask(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return cursor.fetchall()

        return _contents(ask, connection.introspection.table_names(cursor))


def holds_something() -> bool:
    """Is there anything in the database that somebody would miss?"""
    rows = contents_now().rows
    return any(count for table, count in rows.items() if table not in _WRITTEN_BY_ITSELF)


def _contents(ask: Callable[[str], list[tuple[Any, ...]]], tables: Iterable[str]) -> Contents:
    named = sorted(t for t in tables if not t.startswith((_SEARCH_INDEX, "sqlite_")))
    rows = {table: int(ask(f'SELECT count(*) FROM "{table}"')[0][0]) for table in named}  # noqa: S608 - our tables
    head = ask("SELECT last, hash FROM core_audithead WHERE id = 1") if "core_audithead" in rows else []
    last, chained = head[0] if head else (0, "0" * 64)
    applied = ask("SELECT app, name FROM django_migrations ORDER BY app, name") if "django_migrations" in rows else []
    return Contents(rows, int(last), str(chained), [f"{app}.{name}" for app, name in applied])


def _compare(found: Contents, told: Contents) -> None:
    for table in sorted({*found.rows, *told.rows}):
        if found.rows.get(table) != told.rows.get(table):
            raise Damaged(
                _("La tabla %(table)s tiene %(found)s filas y la copia dice %(told)s.")
                % {"table": table, "found": found.rows.get(table, 0), "told": told.rows.get(table, 0)}
            )
    if (found.audit_last, found.audit_hash) != (told.audit_last, told.audit_hash):
        raise Damaged(_("El registro de actos no termina donde la copia dice."))


# SQLite


def _dump_sqlite(to: Path) -> Contents:
    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file: without it the copy would keep its log apart
    with closing(_opened(to)) as copy:
        _look_inside(copy)
        return _contents_of_sqlite(copy)


def _check_sqlite(dump: Path, contents: Contents) -> None:
    try:
        with closing(_opened(dump)) as copy:
            _look_inside(copy)
            _compare(_contents_of_sqlite(copy), contents)
    except sqlite3.Error as error:
        raise Damaged(_("La base de datos de la copia está dañada: %(error)s") % {"error": error}) from error


def _load_sqlite(dump: Path, contents: Contents) -> None:
    connection.ensure_connection()
    with closing(_opened(dump)) as copy:
        copy.backup(connection.connection)
    _compare(contents_now(), contents)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _look_inside(copy: sqlite3.Connection) -> None:
    found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise Damaged(_("La base de datos está dañada: %(error)s") % {"error": found})
    if copy.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged(_("En la base de datos hay filas que señalan a otras que no existen."))


def _contents_of_sqlite(copy: sqlite3.Connection) -> Contents:
    tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return _contents(lambda sql: copy.execute(sql).fetchall(), tables)


# PostgreSQL


def _dump_postgresql(to: Path) -> Contents:
    program = _program("pg_dump")
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        contents = contents_now()
        _run([program, "--format=custom", "--schema=public", "--no-owner", f"--snapshot={snapshot}", f"--file={to}"])
    return contents


def _check_postgresql(dump: Path, contents: Contents) -> None:
    try:
        _run([_program("pg_restore"), "--list", str(dump)])
    except Refused as error:
        raise Damaged(_("La base de datos de la copia está dañada: %(error)s") % {"error": error}) from error


def _load_postgresql(dump: Path, contents: Contents) -> None:
    read = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    write = [_program("psql"), "-X", "-q", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"]
    connection.close()
    source = subprocess.Popen(read, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
    target = subprocess.Popen(  # noqa: S603
        write, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        assert source.stdout is not None
        assert target.stdin is not None
        target.stdin.write(_BEFORE)
        shutil.copyfileobj(source.stdout, target.stdin)
        if source.wait() != 0:
            target.kill()  # before its input ends: it would commit what it has
            raise Damaged(_("La base de datos de la copia no se pudo leer hasta el final."))
        target.stdin.write(_checks(contents).encode())
    except BrokenPipeError:
        pass  # psql ended early: it says why
    finally:
        source.kill()
    _out, said = target.communicate()
    if target.returncode:
        raise Refused(_("PostgreSQL no aceptó la copia, y nada cambió: %(error)s") % {"error": _last_line(said)})


_BEFORE = b"""
SET client_min_messages = warning;
SET lock_timeout = '20s';
DROP SCHEMA IF EXISTS public CASCADE;
"""


def _checks(contents: Contents) -> str:
    """Statements that fail, and so undo the whole restoration, unless the rows are those of the file."""
    tests = [
        f"IF (SELECT count(*) FROM public.\"{table}\") <> {count:d} THEN RAISE EXCEPTION 'rows of {table}'; END IF;"  # noqa: S608
        for table, count in contents.rows.items()
    ]
    return f"DO $checks$ BEGIN {' '.join(tests)} END $checks$;\n"


def _environment() -> dict[str, str]:
    """How the programs find the database: never on the command line, which everybody on the machine can read."""
    given = connection.settings_dict
    found = {"PGDATABASE": given["NAME"], "PGUSER": given["USER"], "PGPASSWORD": given["PASSWORD"]}
    # A socket's folder is written in the address as ?host=…, which Django keeps among the options.
    found |= {"PGHOST": given["HOST"] or given["OPTIONS"].get("host"), "PGPORT": str(given["PORT"] or "")}
    found |= {
        f"PG{name.upper()}": given["OPTIONS"].get(name) for name in ("sslmode", "sslrootcert", "sslcert", "sslkey")
    }
    return {**os.environ, "LC_MESSAGES": "C", **{name: str(value) for name, value in found.items() if value}}


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise Refused(_("Falta el programa %(name)s: instale postgresql-client.") % {"name": name})
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        name = Path(command[0]).name
        raise Refused(_("%(program)s no pudo: %(error)s") % {"program": name, "error": _last_line(done.stderr)})


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "?"
