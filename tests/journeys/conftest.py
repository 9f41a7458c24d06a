"""How does a test see pages as people do? The demo city on a real server, and one real Chromium.

Both start once for all journeys. Tests here talk to the server only: the process of the tests never opens its database.
"""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.reading import Reader
from tests.journeys.serving import Site, convite, environment, run_python, served

FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--disable-quic",
    "--disable-sync", "--no-first-run", *(["--no-sandbox"] if os.geteuid() == 0 else []),
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data of a demo city, made as `script/demo --once` makes them."""
    home = tmp_path_factory.mktemp("demo")
    made = subprocess.run(convite("demo", "--once"), env=environment(home), capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    run_python(home, "tests.journeys.equipped")
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="package")
def site(demo_home: Path) -> Iterator[Site]:
    with served(demo_home) as running:
        yield running


@pytest.fixture(scope="package")
def addresses(site: Site) -> dict[str, dict[str, str]]:
    """Where every page is: name → {role → address}."""
    return json.loads(run_python(site.home, "tests.journeys.addresses"))


def copy_city(demo_home: Path, home: Path) -> None:
    """With its keys: signed addresses lead to the same pages, and closed texts open."""
    with sqlite3.connect(demo_home / "convite.sqlite3") as real, sqlite3.connect(home / "convite.sqlite3") as copy:
        real.backup(copy)
    for key in demo_home.glob("*.key"):
        shutil.copy(key, home)


@pytest.fixture(scope="package")
def hostile_site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the demo city in which every text of every model is an attack."""
    home = tmp_path_factory.mktemp("hostile")
    copy_city(demo_home, home)
    run_python(home, "tests.journeys.hostile")
    with served(home) as running:
        yield running
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="package")
def open_site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the demo city that takes ideas now, on which journeys may write."""
    home = tmp_path_factory.mktemp("open")
    copy_city(demo_home, home)
    run_python(home, "tests.journeys.taking_ideas")
    with served(home) as running:
        yield running
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "install chromium"
    # Playwright keeps an event loop running, in which Django would refuse the tests that come after these.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def readers(browser: Browser) -> Iterator[Callable[[Site, str], Reader]]:
    """`readers(site, "officer")` is the one window in which the officer of that site reads."""
    kept: dict[tuple[str, str], Reader] = {}

    def reader(site: Site, role: str) -> Reader:
        if (site.url, role) not in kept:
            kept[site.url, role] = Reader(browser, site.url, role)
        return kept[site.url, role]

    yield reader
    for one in kept.values():
        one.close()
