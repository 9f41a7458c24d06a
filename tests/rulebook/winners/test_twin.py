"""The count against its naive twin, on thousands of small elections."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.rulebook.winners import Election, Project, count, preset, presets
from convite.rulebook.winners.completions import market_of
from convite.rulebook.winners.swift import swift_run
from tests.rulebook.winners import naive
from tests.rulebook.winners.cases import elections, examples, greedy_rules, share_rules


@given(elections(constrained=True), greedy_rules())
@examples(70)
def test_count_greedy_agrees_with_the_naive_twin(election, rule):
    assert dict(count(election, rule).grants) == naive.greedy(election, rule)


@given(elections(), share_rules())
@examples(70)
def test_count_equal_shares_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(constrained=True), share_rules())
@examples(50)
def test_count_equal_shares_with_constraints_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(kinds=("cumulative",)), share_rules(utilities=("points",)))
@examples(70)
def test_count_equal_shares_with_points_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(kinds=("ordinal",)), share_rules(utilities=("borda",)))
@examples(50)
def test_count_equal_shares_with_borda_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(), share_rules(completions=("none",)).filter(lambda rule: rule.comparison == "none"))
@examples(70)
def test_count_equal_shares_gives_the_exact_price_of_each_purchase(election, rule):
    outcome = count(election, rule)
    share = election.budget / naive.Fraction(election.ballots.voters)
    prices = naive.shares_run(election, rule, share)
    assert {pid: outcome.projects[pid].price for pid in outcome.winners} == prices


@given(elections(constrained=True), st.sampled_from(["stop", "skip"]))
@examples(70)
def test_count_phragmen_agrees_with_the_naive_twin(election, misfit):
    outcome = count(election, preset("phragmen", misfit=misfit))
    loads = naive.phragmen(election, outcome.rule)
    assert {pid: outcome.projects[pid].price for pid in outcome.winners} == loads


@given(elections(constrained=True), st.sampled_from(["stop", "skip"]))
@examples(50)
def test_explain_gives_the_load_of_every_project_in_each_round_of_phragmen(election, misfit):
    rule, rounds = preset("phragmen", misfit=misfit), []
    naive.phragmen(election, rule, rounds)
    assert [step.prices for step in count(election, rule, explain=True).rounds] == rounds


@pytest.mark.parametrize("utility", ["cost", "count", "points"])
@given(data=st.data())
@examples(25)
def test_explain_gives_the_price_of_every_project_in_each_round_of_equal_shares(utility, data):
    election = data.draw(elections(kinds=("cumulative",), constrained=True))
    rule, rounds = preset("equal-shares", utility=utility), []
    naive.shares_run(election, rule, Fraction(election.budget) / election.ballots.voters, rounds)
    assert [step.prices for step in count(election, rule, explain=True).rounds] == rounds


def test_explain_lists_first_who_was_bought():
    projects = [Project("a", 6), Project("b", 6), Project("c", 3)]
    election = Election.of(projects, [(["a"], 3), (["b"], 3), (["c"], 1)], 15)
    rounds = count(election, preset("phragmen"), explain=True).rounds
    assert [(step.bought, step.considered[0], dict(step.prices)) for step in rounds[1:]] == [
        (rounds[1].bought, rounds[1].bought, {rounds[1].bought: 2, "c": 3}),
        ("c", "c", {"c": 3}),
    ]


@given(elections(kinds=("approval", "cumulative"), fractions=False), share_rules(completions=("none",)))
@examples(70)
def test_swift_run_agrees_with_the_naive_twin_or_says_nothing(election, rule):
    share = naive.Fraction(election.budget, election.ballots.voters)
    bought = swift_run(market_of(election, rule), share)
    expected = list(naive.shares_run(election, rule, share))
    assert bought is None or [election.projects[p].id for p in bought] == expected


def dice_elections(seed, number):
    """Elections by plain dice: much faster to make than hypothesis's, which find the smallest failure instead."""
    dice = random.Random(seed)
    for _ in range(number):
        ids = [f"p{position}" for position in range(dice.randint(1, 7))]
        projects = [Project(pid, dice.randint(1, 9)) for pid in ids]
        ballots = [(dice.sample(ids, dice.randint(0, len(ids))), dice.randint(1, 3)) for _ in range(dice.randint(1, 8))]
        yield Election.of(projects, ballots, dice.randint(1, 25))


@pytest.mark.parametrize("name", presets())
def test_count_agrees_with_the_naive_twin_on_throws_of_dice(name):
    rule = preset(name, increment=Fraction(1, 2)) if "add1" in name else preset(name)
    throws = list(dice_elections(name, 150))
    assert [count(e, rule).winners for e in throws] == [naive.winners(e, rule) for e in throws]
