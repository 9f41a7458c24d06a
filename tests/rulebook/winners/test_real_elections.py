"""The shared real elections: official winners reproduced, and the naive twin agrees on every file it can walk."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from convite.rulebook.winners import count, preset, rule_of_file
from tests.rulebook.winners import naive
from tests.rulebook.winners.cases import SHARED, needs_shared, read_shared, shared_files
from tests.rulebook.winners.test_certificate import faults

pytestmark = needs_shared
EXCEPTIONS = Path(__file__).resolve().parents[3] / "docs" / "rulebook" / "exceptions.tsv"
# On more marks than these (six files) the naive twin takes seconds per proportional rule. bench/agreement.py walks all.
MOST_MARKS = 20_000
# Add1 makes hundreds of runs: in a test it is walked naively on the smallest official one, with fewer and larger steps.
NAIVE_ADD1 = ("Netherlands_Assen_2024.pb",)


def exceptions():
    with EXCEPTIONS.open(encoding="utf-8") as stream:
        return {row["file"]: row for row in csv.DictReader(stream, delimiter="\t")}


def recounts():
    """Per file with a rule of its own and recorded winners: whether it was by votes, and what differs."""
    for path in shared_files():
        file = read_shared(path)
        rule = rule_of_file(file)
        if rule is not None and file.recorded_winners is not None:
            different = sorted(set(count(file, rule).winners) ^ set(file.recorded_winners))
            yield path.name, rule.method, different


def test_count_reproduces_the_recorded_winners_of_every_file_but_the_listed():
    found = list(recounts())
    greedy = [name for name, method, _ in found if method == "greedy"]
    different = [name for name, _, projects in found if projects]
    listed = [name for name, row in exceptions().items() if row["kind"] == "differs"]
    assert (len(greedy), len(found), different) == (64, 67, listed)


def test_projects_funded_outside_the_rule_are_those_listed():
    outside = {path.name: ",".join(read_shared(path).outside_the_rule) for path in shared_files()}
    listed = {name: row["projects"] for name, row in exceptions().items() if row["kind"] == "outside"}
    assert {name: projects for name, projects in outside.items() if projects} == listed


@pytest.mark.parametrize(
    ("name", "rule", "projects", "spent"),
    [
        ("Poland_Wieliczka_2023_Green_Budget.pb", "equal-shares/add1-comparison", 30, 995_079),
        ("Poland_Wieliczka_2023_Green_Budget.pb", "equal-shares/add1", 30, 995_079),
        ("Poland_Swiecie_2023.pb", "equal-shares/add1", 17, 1_040_337),
        ("Netherlands_Assen_2024.pb", "equal-shares/add1", 9, 76_700),
    ],
)
def test_count_reproduces_the_official_winners_of_equal_shares(name, rule, projects, spent):
    file = read_shared(SHARED / name)
    outcome = count(file, preset(rule))
    assert (len(outcome.winners), outcome.spent, set(outcome.winners)) == (projects, spent, set(file.recorded_winners))


def test_add1_with_exhaustive_stop_is_not_what_wieliczka_did():
    file = read_shared(SHARED / "Poland_Wieliczka_2023_Green_Budget.pb")
    assert set(count(file, preset("equal-shares/add1-exhaustive")).winners) != set(file.recorded_winners)


@pytest.mark.parametrize("path", shared_files(), ids=lambda path: path.stem)
def test_count_by_votes_agrees_with_the_naive_twin(path):
    file = read_shared(path)
    rules = [preset("greedy-no-skip"), preset("greedy-per-cost", threshold=50)]
    assert [count(file, rule).winners for rule in rules] == [naive.winners(file, rule) for rule in rules]


@pytest.mark.parametrize("path", shared_files(), ids=lambda path: path.stem)
def test_count_of_proportional_rules_agrees_with_the_naive_twin(path):
    file = read_shared(path)
    if len(file.ballots.marks) > MOST_MARKS:
        pytest.skip("too many marks for the naive twin in a test: bench/agreement.py walks it")
    rules = [preset("equal-shares"), preset("equal-shares/utilitarian", utility="count"), preset("phragmen")]
    if path.name in NAIVE_ADD1:
        rules.append(preset("equal-shares/add1", increment=40))
    assert [count(file, rule).winners for rule in rules] == [naive.winners(file, rule) for rule in rules]


def test_borda_agrees_with_the_recorded_scores():
    file = read_shared(SHARED / "Poland_Krakow_2024.pb")
    results = count(file, preset("greedy")).projects
    assert {pid: str(result.support) for pid, result in results.items()} == dict(file.recorded_scores)


@pytest.mark.parametrize("name", ["equal-shares/utilitarian", "phragmen", "greedy"])
def test_the_certificate_of_a_real_count_holds(name):
    assert faults(count(read_shared(SHARED / "Poland_Swiecie_2023.pb"), preset(name)).certificate()) == []


def test_a_forged_winner_of_a_real_count_is_found():
    outcome = count(read_shared(SHARED / "Poland_Swiecie_2023.pb"), preset("greedy"))
    forged = replace(outcome, winners=outcome.winners[1:]).certificate()
    assert faults(forged) == ["the result does not follow from the rule and the ballots"]
