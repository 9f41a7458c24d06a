"""What docs/rulebook says of the count is what the program does; so are the examples in the code."""

import doctest
import importlib
import pkgutil
from fractions import Fraction
from pathlib import Path

import pytest

import convite.rulebook.pabulib
import convite.rulebook.winners

DOCS = Path(__file__).resolve().parents[3] / "docs" / "rulebook"
PAGES = ("index", "greedy", "equal-shares", "phragmen", "ballots", "ties", "certificate", "pabulib")
MODULES = ["convite.rulebook.words"] + [
    f"{package.__name__}.{module.name}"
    for package in (convite.rulebook.winners, convite.rulebook.pabulib)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_hold(page):
    found = doctest.testfile(str(DOCS / f"{page}.md"), module_relative=False, globs={"Fraction": Fraction})
    assert (found.failed, found.attempted > 0) == (0, True)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
