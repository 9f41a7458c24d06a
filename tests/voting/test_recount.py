"""Does anybody who counts the published ballots again come to the same winners? Approval, points, rankings."""

import hashlib
import json
from collections import Counter
from io import BytesIO

import pytest
from django.urls import reverse

from convite.rulebook.pabulib import read_pb
from convite.rulebook.winners import Election, count, preset
from convite.rulebook.winners import Project as Candidate
from convite.voting.actions import count_contest
from convite.voting.models import OpenedBallot
from convite.voting.queries import ballots_hash, rows_of
from tests.builders import make_edition
from tests.voting.contests import BALLOTS, CEILING, COSTS, closed

pytestmark = pytest.mark.django_db
CASES = {
    "approval": BALLOTS,
    "knapsack": [("2,3,4", 4), ("2", 1), ("1", 6), ("", 1)],
    "choose-1": [("3", 5), ("4", 4), ("1", 3), ("", 2)],
    "cumulative": [("1:1,3:9", 4), ("1:5,2:5", 3), ("4:10", 2), ("", 6)],
    "scoring": [("1:2,2:5,3:4,4:1", 3), ("1:5", 2), ("", 1)],
    "ordinal": [("4,1,2", 5), ("1,4", 3), ("2", 4), ("", 1)],
}


@pytest.fixture(params=CASES)
def contest(request, city, commune, officer):
    places = 3 if request.param == "ordinal" else None
    contest = closed(
        make_edition(city), commune, officer, CASES[request.param], ballot_type=request.param, most_marks=places
    )
    count_contest(contest, by=officer)
    return contest


def points_of(ballot: OpenedBallot, kind: str) -> dict[str, int]:
    """What a ballot gives to each number: a vote, its points, or 3, 2, 1 by the order of preference."""
    marks = [mark.partition(":") for mark in ballot.marks.split(",") if mark]
    return {
        number: int(points) if points else 3 - place if kind == "ordinal" else 1
        for place, (number, _, points) in enumerate(marks)
    }


def winners_counted_by_hand(contest) -> set[str]:
    """By support, the cheaper of equals first, whatever still fits."""
    support, left, winners = Counter(), contest.ceiling, set()
    for ballot in contest.ballots.all():
        for number, points in points_of(ballot, contest.ballot_type).items():
            support[number] += points * ballot.weight
    cost = {str(o.number): o.project.cost_minor for o in contest.options.select_related("project")}
    for number in sorted(cost, key=lambda n: (-support[n], cost[n])):
        if support[number] and cost[number] <= left:
            winners.add(number)
            left -= cost[number]
    return winners


def winners_stored(contest) -> set[str]:
    return {str(number) for number in contest.options.filter(result__won=True).values_list("number", flat=True)}


def test_recount_of_the_stored_ballots_by_hand_gives_the_same_winners(contest):
    assert winners_counted_by_hand(contest) == winners_stored(contest)


def test_result_rows_are_the_rulebooks_own_outcome(contest, commune):
    kind = contest.ballot_type
    candidates = [Candidate(str(n), cost, title) for n, (title, cost) in enumerate(COSTS.items(), 1)]
    with_points = kind in {"cumulative", "scoring"}
    ballots = [
        (points_of(OpenedBallot(marks=marks), kind) if with_points else marks.split(",") if marks else [], weight)
        for marks, weight in CASES[kind]
    ]
    election = Election.of(candidates, ballots, CEILING, kind=kind, length=3 if kind == "ordinal" else 0)

    outcome = count(election, preset("greedy"))

    assert {(str(r.option.number), r.rank, r.support, r.won, r.code) for r in rows_of(contest.result)} == {
        (number, why.rank, why.support, why.won, why.reason.code) for number, why in outcome.projects.items()
    }


def test_ballots_file_read_again_gives_the_same_ballots_and_the_same_winners(contest, client):
    read = read_pb(BytesIO(client.get(reverse("result_ballots", args=[contest.public_id])).content), voters=True)

    written = Counter()
    for marks, weight in read.ballots.pairs([project.id for project in read.projects]):
        pairs = marks.items() if isinstance(marks, dict) else [(mark, "") for mark in marks]
        written[",".join(f"{number}:{points}" if points else number for number, points in pairs)] += weight
    assert dict(written) == dict(contest.ballots.values_list("marks", "weight"))
    assert set(count(read, preset("greedy")).winners) == winners_stored(contest)


def test_ballots_file_tells_nothing_of_who_voted(contest, client):
    read = read_pb(BytesIO(client.get(reverse("result_ballots", args=[contest.public_id])).content), voters=True)

    assert set(read.voters.columns) - {"points"} == {"voter_id", "vote"}
    assert [row[0] for row in read.voters.rows] == [str(n) for n in range(1, contest.result.ballots + 1)]


def test_ballots_file_speaks_of_money_in_pesos(contest, client):
    read = read_pb(BytesIO(client.get(reverse("result_ballots", args=[contest.public_id])).content))

    assert (read.budget, read.currency) == (CEILING // 100, "COP")
    assert {project.name: project.cost * 100 for project in read.projects} == COSTS


def test_certificate_holds_the_ballots_and_their_winners(contest, client):
    certificate = json.loads(client.get(reverse("result_certificate", args=[contest.public_id])).content)

    assert certificate == contest.result.certificate
    assert set(certificate["result"]["winners"]) == winners_stored(contest)
    assert certificate["rule"] == preset("greedy").to_dict()
    assert sum(row[0] for row in certificate["election"]["ballots"]) == contest.result.ballots


def test_ballots_hash_changes_when_one_ballot_changes(contest):
    counted = contest.result.ballots_hash
    assert ballots_hash(contest) == counted
    ballot = contest.ballots.order_by("-weight").first()

    OpenedBallot.objects.filter(pk=ballot.pk).update(weight=ballot.weight + 1)
    with_one_more = ballots_hash(contest)
    OpenedBallot.objects.filter(pk=ballot.pk).update(weight=ballot.weight, marks=f"{ballot.marks}0")

    assert len({counted, with_one_more, ballots_hash(contest)}) == 3


def test_ballots_hash_is_that_of_the_lines_in_the_order_of_their_bytes(contest):
    lines = "".join(f"{marks} {weight}\n" for marks, weight in sorted(CASES[contest.ballot_type]))

    assert ballots_hash(contest) == hashlib.sha256(lines.encode()).hexdigest()


def test_ballots_hash_does_not_depend_on_the_order_in_which_they_were_written(city, commune, officer):
    first = closed(make_edition(city), commune, officer, BALLOTS)
    second = closed(make_edition(city), commune, officer, BALLOTS[::-1])

    assert ballots_hash(first) == ballots_hash(second)


def test_paper_of_the_result_is_a_pdf_and_the_same_each_time(contest, client):
    address = reverse("result_paper", args=[contest.public_id])

    first, again = client.get(address), client.get(address)

    assert (first["Content-Type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    assert first.content == again.content
