"""What differs between SQLite and PostgreSQL? Everything that does stands here; no other module asks for the engine."""

from collections.abc import Callable
from typing import Any

from django.db import connection, migrations
from django.db.backends.base.base import BaseDatabaseWrapper


def is_postgresql(using: BaseDatabaseWrapper | None = None) -> bool:
    return (using or connection).vendor == "postgresql"


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
