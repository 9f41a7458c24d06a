"""What does every test find? The cast by name, Spanish, a home of its own, and settings that keep tests fast.

The cast lives in one city: whoever holds a role holds it on `city` and everything below. The outsider is an officer
too, of another city: what is refused to him is not refused for want of a role.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation

from convite.core.engines import is_postgresql
from convite.people.models import Person, Role
from convite.territories.models import Territory
from tests.builders import make_grant, make_person, make_second_factor, make_territory

HOME = Path(tempfile.mkdtemp(prefix="convite-tests-"))


# Nothing is written outside HOME, and nothing slow is done that no test is about.
SETTINGS = override_settings(
    MEDIA_ROOT=HOME / "files",
    STATIC_ROOT=HOME / "static",
    EMAIL_FILE_PATH=HOME / "mail",
    STORAGES={
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    PUBLIC_PAGE_CACHE_SIZE=0,
)


def pytest_configure() -> None:
    (HOME / "static").mkdir()
    SETTINGS.enable()


def pytest_unconfigure() -> None:
    SETTINGS.disable()
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    """The source language; a page read in another one leaves it active, so each test begins anew."""
    with translation.override("es"):
        yield


@contextmanager
def append_only_tables_may_be_emptied() -> Iterator[None]:
    """Lifts the triggers that refuse DELETE and TRUNCATE, and puts them back."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            tables = [name for (name,) in cursor.fetchall()]
            lift = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
            restore = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            lift = [f"DROP TRIGGER {name}" for name, _ in triggers]
            restore = [sql for _, sql in triggers]
        for statement in lift:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in restore:
                cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def flush_empties_append_only_tables() -> Iterator[None]:
    """`django_db(transaction=True)` empties every table after a test, the audit log too, which refuses that.

    The triggers are lifted for the length of that flush alone; within a test they hold as in production.
    """
    flush = connection.ops.execute_sql_flush

    def lifted(statements: list[str]) -> Any:
        with append_only_tables_may_be_emptied():
            return flush(statements)

    connection.ops.execute_sql_flush = lifted
    yield
    connection.ops.execute_sql_flush = flush


# The places


@pytest.fixture
def city(db: None) -> Territory:
    return make_territory("Medellín", code="05001")


@pytest.fixture
def commune(city: Territory) -> Territory:
    return make_territory("Manrique", city, code="0500103")


@pytest.fixture
def other_city(db: None) -> Territory:
    return make_territory("Cartagena", code="13001")


# The cast


@pytest.fixture
def resident(commune: Territory) -> Person:
    return make_person("Ana Restrepo", territory=commune)


@pytest.fixture
def neighbour(commune: Territory) -> Person:
    """Another resident: what is Ana's is not hers."""
    return make_person("Luz Marina Gil", territory=commune)


@pytest.fixture
def leader(city: Territory) -> Person:
    return make_grant(make_person("Bernardo Zapata"), Role.LEADER, city).person


@pytest.fixture
def facilitator(city: Territory) -> Person:
    return make_grant(make_person("Carmen Ibarra"), Role.FACILITATOR, city).person


@pytest.fixture
def officer(city: Territory) -> Person:
    return make_grant(make_person("Diana Ochoa"), Role.OFFICER, city).person


@pytest.fixture
def evaluator(city: Territory) -> Person:
    return make_grant(make_person("Esteban Vélez"), Role.EVALUATOR, city).person


@pytest.fixture
def scrutineer(city: Territory) -> Person:
    return make_grant(make_person("Fabiola Cano"), Role.SCRUTINEER, city).person


@pytest.fixture
def poll_worker(city: Territory) -> Person:
    return make_grant(make_person("Gustavo Marín"), Role.POLL_WORKER, city).person


@pytest.fixture
def project_manager(city: Territory) -> Person:
    return make_grant(make_person("Hilda Mosquera"), Role.PROJECT_MANAGER, city).person


@pytest.fixture
def auditor(city: Territory) -> Person:
    return make_grant(make_person("Iván Palacios"), Role.AUDITOR, city).person


@pytest.fixture
def administrator(db: None) -> Person:
    """Of the whole installation, by a role without territory."""
    return make_grant(make_person("Julia Arango"), Role.ADMINISTRATOR).person


@pytest.fixture
def superuser(db: None) -> Person:
    """Who may enter Django's admin."""
    person = make_person("Keila Torres", is_superuser=True)
    make_second_factor(person)
    return person


@pytest.fixture
def outsider(other_city: Territory) -> Person:
    """An officer of another city, without any role in this one."""
    return make_grant(make_person("Leonel Bustos", territory=other_city), Role.OFFICER, other_city).person


# The doors


@pytest.fixture
def as_person() -> Callable[[Person | None], Client]:
    """`as_person(officer)` is a client logged in as her; `as_person(None)` a visitor."""

    def client_of(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return client_of


@pytest.fixture
def queries_of(db: None) -> Callable[[Client, str], int]:
    """How many queries a page costs, once what is read once per process has been read."""

    def count(client: Client, url: str) -> int:
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    return count
