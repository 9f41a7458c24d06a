"""What differs between SQLite and PostgreSQL? Everything that does stands here; no other module asks for the engine."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.db import connection, migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

T = TypeVar("T")
KEYS_OF_A_KIND = 2**40


def is_postgresql(using: BaseDatabaseWrapper | None = None) -> bool:
    return (using or connection).vendor == "postgresql"


def by_engine(*, postgresql: T, sqlite: T) -> T:
    """The one of two that this engine wants: `by_engine(postgresql=dump_with_pg_dump, sqlite=copy_online)`."""
    return postgresql if is_postgresql() else sqlite


def on_each(postgresql: str, sqlite: str, undo_postgresql: str = "", undo_sqlite: str = "") -> migrations.RunPython:
    """A migration step in each engine's own SQL."""

    def run(pg: str, lite: str) -> Callable[[Any, Any], None]:
        def forwards(apps: Any, schema_editor: Any) -> None:
            sql = pg if is_postgresql(schema_editor.connection) else lite
            if not sql:
                return
            with schema_editor.connection.cursor() as cursor:
                if is_postgresql(schema_editor.connection):
                    cursor.execute(sql)
                else:
                    for statement in sql.split("--;"):
                        cursor.execute(statement)

        return forwards

    return migrations.RunPython(run(postgresql, sqlite), run(undo_postgresql, undo_sqlite))


@dataclass(frozen=True)
class Durability:
    """Does what is acknowledged survive a power cut? `version` of the engine, and the settings that say no."""

    version: str
    wrong: tuple[str, ...]


def durability() -> Durability:
    return by_engine(postgresql=_durability_of_postgresql, sqlite=_durability_of_sqlite)()


def _durability_of_postgresql() -> Durability:
    wanted = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    return Durability(f"PostgreSQL {_ask('SHOW server_version')}", _differing(wanted, "SHOW {}"))


def _durability_of_sqlite() -> Durability:
    wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}  # 2: FULL
    return Durability(f"SQLite {_ask('SELECT sqlite_version()')}", _differing(wanted, "PRAGMA {}"))


def _differing(wanted: dict[str, str], question: str) -> tuple[str, ...]:
    found = {name: _ask(question.format(name)) for name in wanted}
    return tuple(f"{name}={value}" for name, value in found.items() if value != wanted[name])


def _ask(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


def append_only(table: str) -> migrations.RunPython:
    """Triggers that refuse to change or delete a row of `table`, whoever asks, on both engines."""
    return on_each(
        postgresql=f"""
            CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
            CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only();
        """,
        sqlite=f"""
            CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
            --;
            CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """,
        undo_postgresql=f"DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"
        f" DROP FUNCTION {table}_is_append_only()",
        undo_sqlite=f"DROP TRIGGER {table}_no_update --; DROP TRIGGER {table}_no_delete",
    )


def search_index() -> migrations.RunPython:
    """The index over `core_searchdocument.words`, kept in step by the database itself whoever writes the table.

    Neither engine parses words: they are parted at spaces and nowhere else (FTS5's `ascii` takes every letter beyond
    ASCII as part of a word). A migration that rebuilds the table on SQLite must make its triggers anew.

    On PostgreSQL lexemes stand apart from their row (EXTERNAL), so that thousands of hits are few pages; and
    `core_costly` does nothing but tell the planner what it does not count: that reading every row's lexemes, instead
    of the index, takes a hundred times longer.
    """
    return on_each(
        postgresql="""
            ALTER TABLE core_searchdocument ADD COLUMN lexemes tsvector
                GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
            ALTER TABLE core_searchdocument ALTER COLUMN lexemes SET STORAGE EXTERNAL,
                ALTER COLUMN words SET STORAGE EXTERNAL, SET (toast_tuple_target = 128);
            CREATE FUNCTION core_costly(lexemes tsvector) RETURNS tsvector
                LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'BEGIN RETURN lexemes; END';
            CREATE INDEX core_searchdocument_lexemes ON core_searchdocument USING gin (core_costly(lexemes));
        """,
        sqlite="""
            CREATE VIRTUAL TABLE core_searchwords USING fts5(
                words, content='core_searchdocument', content_rowid='id', tokenize='ascii', prefix='2 3 4',
                detail='none', columnsize=0)
            --;
            CREATE TRIGGER core_searchdocument_added AFTER INSERT ON core_searchdocument BEGIN
                INSERT INTO core_searchwords (rowid, words) VALUES (new.id, new.words);
            END
            --;
            CREATE TRIGGER core_searchdocument_removed AFTER DELETE ON core_searchdocument BEGIN
                INSERT INTO core_searchwords (core_searchwords, rowid, words) VALUES ('delete', old.id, old.words);
            END
            --;
            CREATE TRIGGER core_searchdocument_changed AFTER UPDATE ON core_searchdocument BEGIN
                INSERT INTO core_searchwords (core_searchwords, rowid, words) VALUES ('delete', old.id, old.words);
                INSERT INTO core_searchwords (rowid, words) VALUES (new.id, new.words);
            END
            --;
            INSERT INTO core_searchwords (core_searchwords) VALUES ('rebuild')
        """,
        undo_postgresql="ALTER TABLE core_searchdocument DROP COLUMN lexemes; DROP FUNCTION core_costly(tsvector)",
        undo_sqlite="""
            DROP TRIGGER core_searchdocument_added --; DROP TRIGGER core_searchdocument_removed
            --; DROP TRIGGER core_searchdocument_changed --; DROP TABLE core_searchwords
        """,
    )


def first_key(kind: str) -> int:
    """Where the keys of a kind begin: a document's key is this and its thing's, so the index alone names the things.

    Two kinds with one beginning (1 in 4 million) would be refused by the database; a test compares those that exist.
    """
    return (int.from_bytes(sha256(kind.encode()).digest()[:4]) >> 10) * KEYS_OF_A_KIND


def ids_with_words(kind: str, asked: list[list[str]], beginning: str) -> RawSQL:
    """A subquery for `pk__in`: things of a kind that have one form of every list in `asked`.

    For the last list a form that begins with `beginning` will do as well. Forms are letters and digits only.
    """
    return by_engine(postgresql=_ids_in_tsvector, sqlite=_ids_in_fts5)(kind, asked, beginning)


def _ids_in_tsvector(kind: str, asked: list[list[str]], beginning: str) -> RawSQL:
    parts = [[f"'{form}'" for form in forms] for forms in asked]
    if beginning:
        parts[-1].append(f"'{beginning}':*")
    query = "&".join(f"({'|'.join(part)})" for part in parts)
    sql = "SELECT thing_id FROM core_searchdocument WHERE kind = %s AND core_costly(lexemes) @@ CAST(%s AS tsquery)"
    return RawSQL(sql, (kind, query))  # noqa: S611 - what people type is a parameter


def _ids_in_fts5(kind: str, asked: list[list[str]], beginning: str) -> RawSQL:
    parts = [[f'"{form}"' for form in forms] for forms in asked]
    if beginning:
        parts[-1].append(f'"{beginning}"*')
    query = " AND ".join(f"({' OR '.join(part)})" for part in parts)
    first = first_key(kind)
    sql = "SELECT rowid - %s FROM core_searchwords WHERE core_searchwords MATCH %s AND rowid BETWEEN %s AND %s"
    return RawSQL(sql, (first, query, first, first + KEYS_OF_A_KIND - 1))  # noqa: S611 - what people type is a parameter
