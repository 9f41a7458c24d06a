"""Rules: named, versioned, hashed, and the same after a trip through JSON."""

import json
from fractions import Fraction
from types import SimpleNamespace

import pytest

from convite.rulebook.winners import Election, Project, Rule, count, preset, presets, rule_of_file


@pytest.mark.parametrize("name", presets())
def test_a_rule_survives_json(name):
    rule = preset(name, seed="4711", increment=Fraction(1, 3), part_funding=Fraction(1, 2))
    assert Rule.from_dict(json.loads(json.dumps(rule.to_dict()))) == rule


def test_presets_are_those_promised():
    assert presets() == (
        "greedy",
        "greedy-no-skip",
        "greedy-threshold",
        "greedy-per-cost",
        "equal-shares",
        "equal-shares/utilitarian",
        "equal-shares/add1",
        "equal-shares/add1-exhaustive",
        "equal-shares/add1-comparison",
        "phragmen",
        "medellin",
    )


def test_the_hash_of_a_preset_does_not_change_by_accident():
    """Published hashes must stay true: who changes a parameter's meaning raises the version."""
    assert (preset("medellin").hash[:16], preset("equal-shares").hash[:16]) == ("b7a1ea9c3586afa5", "280ce8ba207fbe6a")


def test_every_parameter_moves_the_hash():
    changed = {"threshold": 1, "misfit": "stop", "seed": "a", "increment": 2, "start": "floor", "version": 2}
    hashes = {preset("greedy", **{name: value}).hash for name, value in changed.items()}
    assert len(hashes | {preset("greedy").hash}) == len(changed) + 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("method", "dice"),
        ("misfit", "cut"),
        ("ties", ("lower-cost",)),
        ("ties", ()),
        ("increment", 0),
        ("part_funding", 2),
        ("threshold", "3"),
        ("seed", 4711),
        ("exhaustive_stop", 1),
        ("place_points", ("5",)),
        ("place_points", (2**63,)),
    ],
)
def test_a_rule_with_a_wrong_parameter_is_refused(name, value):
    with pytest.raises(ValueError, match=r"may be|ends in lot|above zero|share between"):
        preset("greedy", **{name: value})


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"name": "x", "parameters": {"method": "greedy", "colour": 1}},
        {"name": "x", "parameters": {}},
        {"name": "x", "parameters": {"method": "greedy", "part_funding": "1/0"}},
        {"name": "x", "parameters": {"method": "greedy", "increment": float("inf")}},
        {**preset("greedy").to_dict(), "hash": "0"},
    ],
)
def test_from_dict_refuses_what_is_not_a_rule(data):
    with pytest.raises(ValueError, match=r"a rule is|unknown parameter|not complete|the hash"):
        Rule.from_dict(data)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("greedy", "greedy"),
        ("greedy-exclusive", "greedy"),
        ("equalshares/add1-comparison", "equal-shares/add1-comparison"),
        ("equalshares/add1", "equal-shares/add1"),
        ("equalshares", "equal-shares"),
    ],
)
def test_rule_of_file_knows_the_names_of_pabulib(said, name):
    assert rule_of_file(SimpleNamespace(meta={"rule": said})).name == name


def test_rule_of_file_takes_the_threshold():
    meta = {"rule": "greedy-threshold", "min_project_score_threshold": "50"}
    assert rule_of_file(SimpleNamespace(meta=meta)) == preset("greedy-threshold", threshold=50)


def test_rule_of_file_is_none_when_unknown():
    assert rule_of_file(SimpleNamespace(meta={"rule": "unknown"})) is None


def test_count_refuses_points_where_there_are_none():
    election = Election.of([Project("a", 1)], [(["a"], 1)], 5)
    with pytest.raises(ValueError, match="these ballots have no points"):
        count(election, preset("greedy", support="points"))
