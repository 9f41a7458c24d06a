"""Limits of a ballot: each one, at its edge and beyond."""

import pytest

from convite.rulebook.winners import BallotForm, Project

PROJECTS = [
    Project("a", 40, category="parques", extra={"neighborhood": "Norte"}),
    Project("b", 30, category="parques", extra={"neighborhood": "Sur"}),
    Project("c", 50, category="vías", extra={"neighborhood": "Norte"}),
]

CASES = [
    (BallotForm("approval"), [], []),
    (BallotForm("approval", most_marks=2), ["a", "b"], []),
    (BallotForm("approval", most_marks=2), ["a", "b", "c"], ["too_many"]),
    (BallotForm("approval", least_marks=1), [], ["too_few"]),
    (BallotForm("choose-1"), ["a", "b"], ["too_many"]),
    (BallotForm("approval"), ["a", "zz"], ["unknown"]),
    (BallotForm("approval"), ["a", "a"], ["repeated"]),
    (BallotForm("approval", most_per_category=1), ["a", "c"], []),
    (BallotForm("approval", most_per_category=1), ["a", "b"], ["category"]),
    (BallotForm("approval", most_per_place=1), ["a", "c"], ["place"]),
    (BallotForm("knapsack", most_money=70), ["a", "b"], []),
    (BallotForm("knapsack", most_money=69), ["a", "b"], ["money"]),
    (BallotForm("cumulative", most_points=3), {"a": 2, "b": 1}, []),
    (BallotForm("cumulative", most_points=3), {"a": 2, "b": 2}, ["points"]),
    (BallotForm("cumulative", least_points=3), {"a": 2}, ["points"]),
    (BallotForm("scoring", most_points_each=5), {"a": 5, "b": 0}, []),
    (BallotForm("scoring", most_points_each=5), {"a": 6, "b": -1}, ["points_each", "points_each"]),
    (BallotForm("ordinal", least_marks=3, most_marks=3), ["c", "a", "b"], []),
]


@pytest.mark.parametrize(("form", "marks", "codes"), CASES)
def test_faults_names_every_limit_that_is_broken(form, marks, codes):
    assert [fault.code for fault in form.faults(marks, PROJECTS)] == codes


def test_a_fault_is_told_with_its_numbers():
    fault = BallotForm("knapsack", most_money=69).faults(["a", "b"], PROJECTS)[0]
    assert str(fault.sentence) == "Lo marcado cuesta 70 y hay 69."
