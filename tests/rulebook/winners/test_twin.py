"""The count against its naive twin, on thousands of small elections."""

from hypothesis import given, settings
from hypothesis import strategies as st

from convite.rulebook.winners import count, preset
from convite.rulebook.winners.completions import market_of
from convite.rulebook.winners.swift import swift_run
from tests.rulebook.winners import naive
from tests.rulebook.winners.cases import elections, greedy_rules, share_rules


@given(elections(constrained=True), greedy_rules())
@settings(max_examples=1000, deadline=None)
def test_count_greedy_agrees_with_the_naive_twin(election, rule):
    assert dict(count(election, rule).grants) == naive.greedy(election, rule)


@given(elections(), share_rules())
@settings(max_examples=1000, deadline=None)
def test_count_equal_shares_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(constrained=True), share_rules())
@settings(max_examples=300, deadline=None)
def test_count_equal_shares_with_constraints_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(kinds=("cumulative",)), share_rules(utilities=("points",)))
@settings(max_examples=500, deadline=None)
def test_count_equal_shares_with_points_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(kinds=("ordinal",)), share_rules(utilities=("borda",)))
@settings(max_examples=300, deadline=None)
def test_count_equal_shares_with_borda_agrees_with_the_naive_twin(election, rule):
    assert count(election, rule).winners == naive.winners(election, rule)


@given(elections(), share_rules(completions=("none",)).filter(lambda rule: rule.comparison == "none"))
@settings(max_examples=500, deadline=None)
def test_count_equal_shares_gives_the_exact_price_of_each_purchase(election, rule):
    outcome = count(election, rule)
    share = election.budget / naive.Fraction(election.ballots.voters)
    prices = naive.shares_run(election, rule, share)
    assert {pid: outcome.projects[pid].price for pid in outcome.winners} == prices


@given(elections(constrained=True), st.sampled_from(["stop", "skip"]))
@settings(max_examples=1000, deadline=None)
def test_count_phragmen_agrees_with_the_naive_twin(election, misfit):
    outcome = count(election, preset("phragmen", misfit=misfit))
    loads = naive.phragmen(election, outcome.rule)
    assert {pid: outcome.projects[pid].price for pid in outcome.winners} == loads


@given(elections(kinds=("approval", "cumulative"), fractions=False), share_rules(completions=("none",)))
@settings(max_examples=500, deadline=None)
def test_swift_run_agrees_with_the_naive_twin_or_says_nothing(election, rule):
    share = naive.Fraction(election.budget, election.ballots.voters)
    bought = swift_run(market_of(election, rule), share)
    expected = list(naive.shares_run(election, rule, share))
    assert bought is None or [election.projects[p].id for p in bought] == expected
