"""What each rule promises, on small elections at random; and every advice, verified by counting again."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convite.rulebook.winners import Ballots, Election, Project, count, margin, preset, presets
from tests.rulebook.winners import naive
from tests.rulebook.winners.cases import elections, examples, greedy_rules, share_rules

any_preset = st.sampled_from(presets())


def again_with_ballots(election, pairs):
    ids = [project.id for project in election.projects]
    return replace(election, ballots=Ballots.from_pairs(pairs, ids, election.ballots.kind, election.ballots.length))


def pairs_of(election):
    return election.ballots.pairs([project.id for project in election.projects])


@given(elections(constrained=True), any_preset)
@examples(40)
def test_count_stays_within_budget_and_ceilings(election, name):
    outcome = count(election, preset(name))
    over = [c.name for c in election.ceilings if sum(outcome.grants.get(p, 0) for p in c.projects) > c.money]
    assert (outcome.left >= 0, outcome.spent + outcome.left, over) == (True, election.budget, [])


@given(elections(), any_preset, st.randoms(use_true_random=False))
@examples(40)
def test_count_does_not_depend_on_the_order_of_ballots(election, name, dice):
    shuffled = pairs_of(election)
    dice.shuffle(shuffled)
    assert count(again_with_ballots(election, shuffled), preset(name)).grants == count(election, preset(name)).grants


@given(elections(), any_preset)
@examples(40)
def test_count_does_not_depend_on_merging(election, name):
    single = [(marks, 1) for marks, weight in pairs_of(election) for _ in range(weight)]
    ballots = again_with_ballots(election, single).ballots
    apart = Ballots.from_rows(
        ballots.kind,
        ballots.project_count,
        [len(marks) for marks, _ in single],
        [election.index[pid] for marks, _ in single for pid in marks],
        None
        if ballots.points is None
        else [int(points * ballots.points_scale) for marks, _ in single for points in marks.values()],
        points_scale=ballots.points_scale,
        length=ballots.length,
        merge=False,
    )
    assert (apart.rows, count(replace(election, ballots=apart), preset(name)).winners) == (
        len(single),
        count(election, preset(name)).winners,
    )


@given(elections(), st.sampled_from(["greedy", "medellin", "greedy-per-cost", "equal-shares/utilitarian"]))
@examples(40)
def test_count_is_exhaustive_where_the_rule_promises_it(election, name):
    outcome = count(election, preset(name))
    fitting = [r.id for r in outcome.projects.values() if not r.won and r.votes > 0 and r.cost <= outcome.left]
    assert fitting == []


@given(elections(kinds=("approval",), fractions=False), st.data())
@examples(40)
def test_more_votes_never_hurt_a_winner_by_votes(election, data):
    winner = data.draw(st.sampled_from(count(election, preset("greedy")).winners or ("",)))
    assume(winner)
    more = election.with_ballots([([winner], data.draw(st.integers(1, 3)))])
    assert winner in count(more, preset("greedy")).winners


@given(elections(kinds=("approval",)), st.data())
@examples(40)
def test_a_lower_cost_never_hurts_a_winner_of_equal_shares(election, data):
    winner = data.draw(st.sampled_from(count(election, preset("equal-shares", utility="count")).winners or ("",)))
    assume(winner)
    cheaper = election.with_cost(winner, election.projects[election.index[winner]].cost / Fraction(2))
    assert winner in count(cheaper, preset("equal-shares", utility="count")).winners


def cohesive_groups(election):
    """(T, its cost, who) for every set T of projects whose cost is within the share of those who all want all of T."""
    cost = {project.id: project.cost for project in election.projects}
    for size in range(1, len(cost) + 1):
        for together in map(set, combinations(sorted(cost), size)):
            members = [(set(marks), weight) for marks, weight in pairs_of(election) if together <= set(marks)]
            price, voters = sum(cost[pid] for pid in together), sum(weight for _, weight in members)
            if members and price * election.ballots.voters <= election.budget * voters:
                yield together, price, [marks for marks, _ in members]


@given(elections(kinds=("approval",)))
@examples(60)
def test_equal_shares_gives_cohesive_groups_what_they_deserve_up_to_one_project(election):
    """Extended justified representation up to one project (Peters, Pierczyński, Skowron 2021), by trying all groups.

    Some member's utility reaches the cost of T, or would pass it with one project of T more.
    """
    won = set(count(election, preset("equal-shares")).winners)

    def utility(marks):
        return sum(election.projects[election.index[pid]].cost for pid in marks)

    denied = [
        together
        for together, price, members in cohesive_groups(election)
        if not any(utility(marks & won) >= price for marks in members)
        and not any(utility(marks & (won | {one})) > price for marks in members for one in together - won)
    ]
    assert denied == []


@given(elections(constrained=True), greedy_rules())
@examples(70)
def test_advice_of_less_cost_wins_when_counted_again_and_a_unit_less_does_not(election, rule):
    outcome, unit = count(election, rule), Fraction(1, election.money_scale)
    told, found = {}, {}
    for result in outcome.projects.values():
        reduction = result.cost_reduction_needed
        if reduction is not None:
            told[result.id] = (True, False)
            enough = election.with_cost(result.id, result.cost - reduction)
            short = election.with_cost(result.id, result.cost - reduction + unit)
            found[result.id] = tuple(
                count(e, rule).grants.get(result.id) == e.projects[e.index[result.id]].cost for e in (enough, short)
            )
    assert found == told


def with_more_points(election, pid, points):
    """The same ballots, and one more that gives only points to one project."""
    marks = {pid: points} if election.ballots.points is not None else [pid]
    return election.with_ballots([(marks, 1 if election.ballots.points is not None else points)])


@given(elections(kinds=("approval", "cumulative"), constrained=True), greedy_rules())
@examples(70)
def test_advice_of_more_support_wins_when_counted_again_and_one_less_does_not(election, rule):
    rule = replace(rule, ties=("lower-cost", "lot"))
    outcome = count(election, rule)
    told, found = {}, {}
    for result in outcome.projects.values():
        missing = result.votes_missing
        if missing is not None:
            told[result.id] = (True, False)
            pair = (with_more_points(election, result.id, int(missing)), election)
            if missing > 1:
                pair = (pair[0], with_more_points(election, result.id, int(missing) - 1))
            found[result.id] = tuple(count(e, rule).grants.get(result.id) == result.cost for e in pair)
    assert found == told


@given(elections(kinds=("approval",), fractions=False), share_rules(completions=("none", "utilitarian")))
@examples(60)
def test_advice_of_less_cost_in_equal_shares_wins_when_counted_again(election, rule):
    rule = replace(rule, comparison="none")
    advised = [r for r in count(election, rule).projects.values() if r.cost_reduction_needed is not None]
    cheaper = [election.with_cost(r.id, r.cost - r.cost_reduction_needed) for r in advised]
    assert [r.id for r, e in zip(advised, cheaper, strict=True) if r.id not in count(e, rule).winners] == []


def with_votes_of_the_richest(election, rule, pid, votes):
    """One ballot per voter, and the mark added to those who hold the most at the end of the naive count."""
    single = [(list(marks), 1) for marks, weight in pairs_of(election) for _ in range(weight)]
    apart = again_with_ballots(election, single)
    share = Fraction(election.budget, election.ballots.voters)
    rates = naive.shares_run(apart, rule, share)
    money = []
    for marks, _ in single:
        held = share
        for bought, rate in rates.items():
            cost = election.projects[election.index[bought]].cost
            held -= min(held, rate * (cost if rule.utility == "cost" else 1)) if bought in marks else 0
        money.append(held)
    others = [number for number, (marks, _) in enumerate(single) if pid not in marks]
    for number in sorted(others, key=money.__getitem__, reverse=True)[:votes]:
        single[number][0].append(pid)
    return again_with_ballots(election, single)


@given(elections(kinds=("approval",), fractions=False), st.sampled_from(["cost", "count"]))
@examples(60)
def test_advice_of_votes_of_the_richest_in_equal_shares_wins_when_counted_again(election, utility):
    rule = preset("equal-shares", utility=utility)
    advised = [r for r in count(election, rule).projects.values() if r.votes_missing is not None]
    more = [with_votes_of_the_richest(election, rule, r.id, r.votes_missing) for r in advised]
    assert [r.id for r, e in zip(advised, more, strict=True) if r.id not in count(e, rule).winners] == []


@given(elections(), st.sampled_from(["stop"]))
@examples(40)
def test_advice_of_less_cost_in_phragmen_wins_when_counted_again(election, misfit):
    rule = preset("phragmen", misfit=misfit)
    advised = [r for r in count(election, rule).projects.values() if r.cost_reduction_needed is not None]
    cheaper = [election.with_cost(r.id, r.cost - r.cost_reduction_needed) for r in advised]
    assert [r.id for r, e in zip(advised, cheaper, strict=True) if r.id not in count(e, rule).winners] == []


@given(elections(kinds=("approval",)))
@examples(40)
def test_a_tie_said_not_to_be_decisive_is_not(election):
    """Whatever the seed of the lot, and whichever goes first, the winners are the same."""
    rules = [preset("greedy", ties=ties, seed=seed) for seed in "abc" for ties in (("lot",), ("lower-cost", "lot"))]
    outcomes = [count(election, rule) for rule in rules]
    free = not any(tie.decisive for outcome in outcomes for tie in outcome.ties)
    assert not free or len({frozenset(outcome.winners) for outcome in outcomes}) == 1


@given(elections(), any_preset)
@examples(40)
def test_every_project_gets_a_reason_in_words(election, name):
    results = count(election, preset(name)).projects.values()
    assert [r.id for r in results if not str(r.reason.sentence)] == []


@given(elections())
@examples(30)
def test_explain_changes_no_winner(election):
    rule = preset("equal-shares")
    assert count(election, rule, explain=True).winners == count(election, rule).winners


def test_election_refuses_a_float_as_money():
    with pytest.raises(TypeError, match="a float would be rounded"):
        Election.of([], [], 0.1)


@given(elections(kinds=("approval",), fractions=False), any_preset)
@examples(30)
def test_margin_wins_and_one_unit_less_does_not(election, name):
    outcome = count(election, preset(name))
    lost = next((r for r in outcome.projects.values() if not r.won), None)
    assume(lost)
    found = margin(outcome, lost.id)
    tries = []
    if found.cost_reduction:
        costs = [lost.cost - found.cost_reduction + more for more in (0, 1)]
        tries += [lost.id in count(election.with_cost(lost.id, cost), outcome.rule).winners for cost in costs]
    if found.ballots:
        more = [[([lost.id], found.ballots - less)] if found.ballots > less else [] for less in (0, 1)]
        tries += [lost.id in count(election.with_ballots(ballots), outcome.rule).winners for ballots in more]
    assert tries == [True, False] * (len(tries) // 2)


@given(elections(kinds=("approval",), fractions=False), st.sampled_from(["phragmen", *presets()[4:9]]))
@examples(30)
def test_explained_advice_of_proportional_rules_is_the_margin_found_by_counting_again(election, name):
    outcome = count(election, preset(name), explain=True)
    lost = [r for r in outcome.projects.values() if not r.won and r.reason.code != "no_support"]
    found = {r.id: margin(outcome, r.id) for r in lost}
    told = {r.id: (r.verified, r.votes_missing, r.cost_reduction_needed, r.reason.advice) for r in lost}
    assert told == {pid: (True, m.ballots, m.cost_reduction, m.sentences) for pid, m in found.items()}


def test_advice_that_was_not_counted_again_says_so_and_where_to_ask():
    votes = [(["a"], 6), (["b"], 4), (["c"], 3)]
    election = Election.of([Project("a", 60), Project("b", 40), Project("c", 30)], votes, 100)
    advice = count(election, preset("equal-shares")).projects["c"].reason.advice
    assert [str(sentence) for sentence in advice][-2:] == [
        "Si costara 7 menos, habría ganado; quizá bastaba con menos.",
        "Cuánto le faltó exactamente lo dice «convite count --margin c», contando de nuevo.",
    ]


def test_explain_counts_again_only_as_far_as_its_work_goes(monkeypatch):
    monkeypatch.setattr("convite.rulebook.winners.margins.MOST_WORK", 0)
    election = Election.of([Project("a", 60), Project("b", 60)], [(["a"], 6), (["b"], 4)], 100)
    result = count(election, preset("equal-shares/add1"), explain=True).projects["b"]
    assert (result.verified, [str(sentence) for sentence in result.reason.advice]) == (
        False,
        ["Cuánto le faltó exactamente lo dice «convite count --margin b», contando de nuevo."],
    )


def test_the_comparison_takes_back_the_advice_of_the_result_by_votes():
    votes = [(["a"], 6), (["b"], 4), (["a", "c"], 5)]
    election = Election.of([Project("a", 60), Project("b", 60), Project("c", 50)], votes, 115)
    outcome = count(election, preset("equal-shares", comparison="greedy"))
    assert [r.votes_missing for r in outcome.projects.values()] == [None] * 3
