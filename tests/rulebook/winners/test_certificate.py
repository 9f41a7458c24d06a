"""Certificates hold, and a certificate that anybody changed does not."""

import copy
import importlib.util
import json
import random
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.rulebook.winners import Ceiling, Election, Project, count, preset
from convite.rulebook.winners.certificates import canonical_hash
from tests.rulebook.winners.cases import elections, examples, greedy_rules, share_rules

CHECKER = Path(__file__).resolve().parents[3] / "bench" / "check_certificate.py"


def checker():
    """The program as who doubts a result runs it: with its neighbour beside it, and nothing else."""
    spec = importlib.util.spec_from_file_location("check_certificate", CHECKER)
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(CHECKER.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(CHECKER.parent))
    return module


faults = checker().faults


def certificate_of(election, rule):
    """As it comes out of a file."""
    return json.loads(json.dumps(count(election, rule).certificate()))


@given(elections(constrained=True), greedy_rules())
@examples(50)
def test_check_accepts_the_certificate_of_a_greedy_count(election, rule):
    assert faults(certificate_of(election, rule)) == []


@given(elections(constrained=True), share_rules())
@examples(50)
def test_check_accepts_the_certificate_of_equal_shares(election, rule):
    assert faults(certificate_of(election, rule)) == []


@given(elections(kinds=("cumulative",)), share_rules(utilities=("points",)))
@examples(40)
def test_check_accepts_the_certificate_of_equal_shares_with_points(election, rule):
    assert faults(certificate_of(election, rule)) == []


@given(elections(kinds=("ordinal",), constrained=True), st.sampled_from(["borda", "dowdall", "places", "votes"]))
@examples(40)
def test_check_accepts_the_certificate_of_a_count_of_rankings(election, support):
    rule = preset("equal-shares/utilitarian", utility="borda", support=support, place_points=(5, 2))
    assert faults(certificate_of(election, rule)) == []


@given(elections(constrained=True), st.sampled_from(["stop", "skip"]))
@examples(40)
def test_check_accepts_the_certificate_of_phragmen(election, misfit):
    assert faults(certificate_of(election, preset("phragmen", misfit=misfit, part_funding=Fraction(1, 2)))) == []


def commune():
    projects = [Project("park", 50, "Parque"), Project("school", 30), Project("road", 60), Project("well", 25)]
    ballots = [(["park"], 60), (["park", "school"], 30), (["road", "well"], 40), (["well"], 7), ([], 3)]
    north = Ceiling("norte", 90, frozenset({"park", "road"}))
    exclusive = [[["park", "well"], ["road"]]]
    return Election.of(projects, ballots, 120, incompatible=[["road", "well"]], exclusive=exclusive, ceilings=[north])


RULES = ("medellin", "greedy-per-cost", "equal-shares/utilitarian", "equal-shares/add1-comparison", "phragmen")


def leaves(value, path=()):
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*path, key))
    elif isinstance(value, list):
        yield path
        for position, item in enumerate(value):
            yield from leaves(item, (*path, position))
    else:
        yield path


def changed(value, dice):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + dice.choice([-1, 1, 10])
    if isinstance(value, list):
        return value[1:] if value and dice.random() < 0.5 else [*value, copy.deepcopy(value[0]) if value else 0]
    return dice.choice(["7", "park", "1/3"]) if value not in ("7", "park", "1/3") else "9"


def tampered(certificate, dice):
    """The certificate with one place changed, and hashes that match again wherever the forger can make them."""
    forged = copy.deepcopy(certificate)
    path = dice.choice([path for path in leaves(forged) if path and path[-1] not in ("hash", "election_hash")])
    place = forged
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = changed(place[path[-1]], dice)
    rule = {key: forged["rule"][key] for key in ("format", "name", "version", "parameters")}
    forged["rule"]["hash"] = canonical_hash(rule)
    forged["election_hash"] = canonical_hash(forged["election"])
    forged["hash"] = canonical_hash({key: value for key, value in forged.items() if key != "hash"})
    return forged


@pytest.mark.parametrize("name", RULES)
def test_check_rejects_every_tampering_though_the_forger_renews_the_hashes(name):
    dice, certificate = random.Random(name), certificate_of(commune(), preset(name))
    published = certificate["rule"]["hash"], certificate["election_hash"]
    assert faults(certificate, *published) == []
    rejected = [bool(faults(tampered(certificate, dice), *published)) for _ in range(200)]
    assert rejected == [True] * 200


def test_check_rejects_a_changed_byte():
    certificate = certificate_of(commune(), preset("medellin"))
    certificate["result"]["spent"] = "79"
    assert faults(certificate) == ["the certificate was changed"]


def test_check_rejects_another_rule_than_the_published_one():
    certificate = certificate_of(commune(), preset("medellin"))
    assert faults(certificate, preset("greedy").hash) == ["the rule's hash is wrong"]


def test_check_is_not_kept_busy_by_a_rule_without_an_end():
    forged = certificate_of(commune(), preset("equal-shares/add1"))
    forged["rule"]["parameters"]["increment"] = "0"
    rule = {key: forged["rule"][key] for key in ("format", "name", "version", "parameters")}
    forged["rule"]["hash"] = canonical_hash(rule)
    forged["hash"] = canonical_hash({key: value for key, value in forged.items() if key != "hash"})
    assert faults(forged) == ["the result does not follow from the rule and the ballots"]


def test_check_rejects_what_is_not_a_certificate():
    assert faults([]) == ["the certificate cannot be followed: list indices must be integers or slices, not str"]
