"""Does every visible sentence exist in the four languages? Catalogs are compared with a fresh extraction.

A new sentence without its translations fails here, and so do a doubtful one (fuzzy), a place (`%(votes)s`, `{name}`)
that a translation lost, and a translation that no source says any more.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.plan import SOURCE

LANGUAGES = ("es", "en", "fr", "pt")
PLACES = re.compile(r"%\(\w+\)[a-z]|%[a-z]|(?<!\{)\{\w*\}")


def read(folder: Path, language: str) -> Catalog:
    with (folder / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(text: object) -> tuple[str, ...]:
    """The forms of a sentence: one, or singular and plural."""
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text),)


def faults_of(message: Message, language: str) -> Iterator[str]:
    source, translated = texts(message.id), texts(message.string)
    if message.fuzzy:
        yield f"fuzzy: {source[0]}"
    if language != "es" and not all(translated):
        yield f"not translated: {source[0]}"
    wanted = [Counter(PLACES.findall(form)) for form in source]
    if any(form and Counter(PLACES.findall(form)) not in wanted for form in translated):
        yield f"other places: {source[0]}"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources whose catalogs makemessages has brought up to date."""
    assert shutil.which("xgettext"), "install gettext"
    copy = tmp_path_factory.mktemp("catalogs") / "convite"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "migrations"))
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    languages = [part for language in LANGUAGES for part in ("-l", language)]
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--ignore", "static", *languages],
        cwd=copy, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_says_everything_that_the_sources_say(extracted: Path, language: str) -> None:
    catalog = read(extracted, language)

    assert [fault for message in catalog if message.id for fault in faults_of(message, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_says_nothing_else(extracted: Path, language: str) -> None:
    said = {(m.id, m.context) for m in read(extracted, language)}

    assert [m.id for m in read(SOURCE, language) if (m.id, m.context) not in said] == []


def test_extraction_finds_the_sentences_of_all_floors(extracted: Path) -> None:
    origins = {file.split("/")[0] for m in read(extracted, "en") for file, _ in m.locations}

    assert {"core", "people", "planning", "rulebook", "templates"} - origins == set()


@pytest.mark.parametrize(
    ("string", "flags", "fault"),
    [("", (), "not translated"), ("%(n)s votes", ("fuzzy",), "fuzzy"), ("%(m)s votes", (), "other places")],
)
def test_fault_of_a_sentence_is_found(string: str, flags: tuple[str, ...], fault: str) -> None:
    message = Message("%(n)s votos", string, flags=flags)

    assert list(faults_of(message, "en")) == [f"{fault}: %(n)s votos"]
