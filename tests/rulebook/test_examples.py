"""Do the examples in the rulebook's modules, and on its pages about the route and the works, say what happens?

The pages of the count are tried in `winners/test_docs.py`.
"""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import convite.rulebook

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rulebook"
MODULES = [f"convite.rulebook.{m.name}" for m in pkgutil.iter_modules(convite.rulebook.__path__) if not m.ispkg]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", ["ceilings", "phases", "routes", "works"])
def test_the_examples_of_a_page_hold(page: str) -> None:
    found = doctest.testfile(str(DOCS / f"{page}.md"), module_relative=False)

    assert (found.failed, found.attempted > 0) == (0, True)
