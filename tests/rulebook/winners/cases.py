"""Small elections at random, for hypothesis; and the shared real ones, when they are there."""

import os
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from convite.rulebook.pabulib import read_pb
from convite.rulebook.winners import Ceiling, Election, Project, preset

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "elections"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared elections are not beside this checkout")

# Every test tries so many times its number of examples: 1 every day, 20 before a release.
THOROUGH = int(os.environ.get("CONVITE_THOROUGH", "1"))


def examples(number):
    """How many random elections a test tries."""
    return settings(max_examples=number * THOROUGH, deadline=None)


def shared_files():
    """The shared `.pb` files, by name."""
    return sorted(SHARED.glob("*.pb")) if SHARED.is_dir() else []


@cache
def read_shared(path):
    """A shared election, read once."""
    return read_pb(path)


@st.composite
def elections(draw, kinds=("approval", "cumulative", "ordinal"), constrained=False, fractions=True):
    """A few projects, voters and marks: small numbers, so that ties and exact fits are common."""
    kind = draw(st.sampled_from(kinds))
    size = draw(st.integers(1, 6))
    ids = [f"p{number}" for number in range(size)]
    unit = draw(st.sampled_from([1, 1, Fraction(1, 3)])) if fractions else 1
    costs = draw(st.lists(st.integers(1, 12), min_size=size, max_size=size))
    projects = [Project(pid, cost * unit) for pid, cost in zip(ids, costs, strict=True)]
    marks = st.lists(st.sampled_from(ids), unique=True, max_size=size)
    if kind == "cumulative":
        marks = st.dictionaries(st.sampled_from(ids), st.integers(0, 4), max_size=size)
    ballots = draw(st.lists(st.tuples(marks, st.integers(1, 3)), min_size=1, max_size=6))
    budget = draw(st.integers(1, 30)) * unit
    more = draw(constraints(ids, unit)) if constrained else {}
    return Election.of(projects, ballots, budget, kind=kind, length=size if kind == "ordinal" else 0, **more)


@st.composite
def constraints(draw, ids, unit):
    groups = st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True)
    found = {}
    if draw(st.booleans()):
        found["incompatible"] = [draw(groups)]
    if draw(st.booleans()):
        found["exclusive"] = [[draw(groups), draw(groups)]]
    if draw(st.booleans()):
        found["ceilings"] = [Ceiling("norte", draw(st.integers(1, 15)) * unit, frozenset(draw(groups)))]
    return found


@st.composite
def greedy_rules(draw):
    order = draw(st.sampled_from(["support", "support-per-cost"]))
    part = draw(st.sampled_from([None, None, Fraction(1, 2)]))
    return preset(
        "greedy",
        order=order,
        misfit=draw(st.sampled_from(["skip", "stop"])),
        threshold=draw(st.integers(0, 4)),
        part_funding=part,
        seed=draw(st.sampled_from(["", "a", "b"])),
    )


@st.composite
def share_rules(draw, utilities=("cost", "count"), completions=("none", "utilitarian", "add1", "add1-utilitarian")):
    return preset(
        "equal-shares",
        utility=draw(st.sampled_from(utilities)),
        completion=draw(st.sampled_from(completions)),
        increment=draw(st.sampled_from([Fraction(1), Fraction(1, 2)])),
        start=draw(st.sampled_from(["exact", "floor"])),
        exhaustive_stop=draw(st.booleans()),
        comparison=draw(st.sampled_from(["none", "none", "greedy"])),
        seed=draw(st.sampled_from(["", "a"])),
    )
