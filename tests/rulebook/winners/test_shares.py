"""Equal Shares at its edges: what costs too much, what fits altogether, what would never end."""

import pytest

from convite.rulebook.winners import Election, Project, count, preset


def test_a_project_dearer_than_the_budget_is_left_out():
    outcome = count(
        Election.of([Project("a", 6), Project("b", 11)], [(["a", "b"], 2)], 10), preset("equal-shares/add1")
    )
    assert (outcome.winners, outcome.projects["b"].reason.code) == (("a",), "too_expensive")


def test_a_project_dearer_than_the_budget_does_not_stop_phragmen():
    outcome = count(Election.of([Project("a", 6), Project("b", 11)], [(["b"], 9), (["a"], 1)], 10), preset("phragmen"))
    assert (outcome.winners, outcome.projects["b"].reason.code) == (("a",), "too_expensive")


def test_add1_makes_one_run_when_everything_fits():
    dear = Election.of([Project("a", 10**15), Project("b", 7)], [(["a"], 1), (["b"], 10**6)], 2 * 10**15)
    outcome = count(dear, preset("equal-shares/add1"))
    assert (set(outcome.winners), len(outcome.runs)) == ({"a", "b"}, 1)


def test_add1_refuses_an_increment_that_would_take_forever(monkeypatch):
    monkeypatch.setattr("convite.rulebook.winners.completions.MOST_RUNS", 50)
    dear = Election.of([Project("a", 10**9), Project("b", 10**9)], [(["a"], 1), (["b"], 1), ([], 10**6)], 10**9)
    with pytest.raises(ValueError, match="choose a larger increment"):
        count(dear, preset("equal-shares/add1"))


@pytest.mark.parametrize(
    "name", ["greedy", "equal-shares", "equal-shares/add1", "equal-shares/utilitarian", "phragmen"]
)
def test_nobody_wins_where_nobody_votes(name):
    outcome = count(Election.of([Project("a", 6)], [], 10), preset(name))
    assert (outcome.winners, outcome.projects["a"].reason.code) == ((), "no_support")
