"""What one may ask of the vote: canonical marks, reasons in the reader's language, steps of life, turnout, sums."""

import pytest
from django.utils import translation

from convite.core.money import Money
from convite.core.trace import trace_of
from convite.planning.models import Phase
from convite.rulebook.winners import preset
from convite.voting.actions import bring_in_ballots, count_contest, prepare_contest, publish_ballot, record_turnout
from convite.voting.models import Contest
from convite.voting.permissions import results_visible_to
from convite.voting.queries import (
    EditionResult,
    TurnoutFigures,
    differences_of,
    editions_with_results,
    marks_as_text,
    marks_from_text,
    money_bar,
    result_of_edition,
    results_of_editions,
    rows_of,
    steps_of_project,
    support_text,
    turnout_of,
)
from tests.builders import at, make_edition, make_phase, make_territory
from tests.voting.contests import BALLOTS, closed, new_contest, prepared, projects_in, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city):
    return make_edition(city)


@pytest.fixture
def counted(edition, commune, officer):
    contest = closed(edition, commune, officer)
    count_contest(contest, by=officer)
    return contest


@pytest.mark.parametrize(
    ("marks", "ordered", "text"),
    [([7, 3], False, "3,7"), ([7, 3], True, "7,3"), ({7: 1, 3: 2}, False, "3:2,7:1"), ([], False, ""), ({}, False, "")],
)
def test_marks_as_text_are_canonical(marks, ordered, text):
    assert marks_as_text(marks, ordered) == text


@pytest.mark.parametrize(
    ("text", "with_points", "marks"),
    [("3,7", False, ["3", "7"]), ("3:2,7:1", True, {"3": 2, "7": 1}), ("", False, []), ("", True, {})],
)
def test_marks_from_text_are_as_the_rulebook_takes_them(text, with_points, marks):
    assert marks_from_text(text, with_points) == marks


@pytest.mark.parametrize(
    ("ballot_type", "support", "text"),
    [
        ("approval", 1, "1 voto"),
        ("approval", 1204, "1.204 votos"),
        ("cumulative", 2, "2 puntos"),
        ("ordinal", 1, "1 punto"),
    ],
)
def test_support_text_counts_votes_or_points(ballot_type, support, text):
    assert support_text(Contest(ballot_type=ballot_type), support) == text


def test_rows_of_result_tell_each_project_its_place_and_why(counted):
    rows = [(row.rank, str(row.project), row.support_text, row.won, row.code) for row in rows_of(counted.result)]

    assert rows == [
        (1, "Parque", "10 votos", True, "funded"),
        (2, "Cancha", "8 votos", True, "funded"),
        (3, "Luz", "4 votos", False, "does_not_fit"),
        (4, "Mural", "0 votos", False, "no_support"),
    ]


def test_reasons_are_said_with_money_as_people_write_it(counted):
    reason = next(row.reason for row in rows_of(counted.result) if str(row.project) == "Luz")

    assert "$300" in reason
    assert "30000" not in reason


def test_reasons_are_said_with_the_numbers_of_the_readers_language(counted):
    with translation.override("en"):
        reason = next(row.reason for row in rows_of(counted.result) if str(row.project) == "Luz")

    assert "COP" in reason


def test_reasons_say_what_would_have_been_enough(counted):
    assert rows_of(counted.result)[3].reason == "Nadie lo votó. Con 8 votos más habría ganado."


def test_money_bar_has_a_part_per_winner_and_says_what_is_left(counted):
    bar = money_bar(counted.result, rows_of(counted.result))

    assert [(part["label"], part["value"]) for part in bar["parts"]] == [
        ("Parque", Money(300_00, "COP")),
        ("Cancha", Money(500_00, "COP")),
    ]
    assert bar["share_note"] == ""


def test_differences_are_what_the_file_records_otherwise(edition, commune, officer):
    projects = projects_in(edition, commune)
    recorded = dict(zip((p.code for p in projects), (1, 0, 2, 1), strict=True))  # Parque won and is not recorded
    contest = prepare_contest(new_contest(edition, commune), projects, preset("greedy"), by=officer, recorded=recorded)
    bring_in_ballots(publish_ballot(contest, by=officer), BALLOTS, by=officer, source="")

    result = count_contest(contest, by=officer)

    assert [(str(d.option.project), d.recorded, d.won) for d in differences_of(result)] == [
        ("Parque", 0, True), ("Luz", 2, False), ("Mural", 1, False),
    ]  # fmt: skip


def test_turnout_adds_channels_and_leaves_out_who_they_were(edition, city, commune, officer):
    contests = [closed(edition, commune, officer), closed(edition, make_territory("Belén", city), officer)]
    for contest in contests:
        groups = {("online", "", ""): 10, ("station", "", ""): 5, ("", "", ""): 2, ("", "f", ""): 9, ("", "m", ""): 8}
        record_turnout(contest, groups, by=officer)

    assert turnout_of(contests) == TurnoutFigures(total=34, online=20, station=10)
    assert turnout_of([]) == TurnoutFigures(0, 0, 0)


def test_result_of_edition_adds_its_contests_and_no_others(edition, city, commune, officer):
    count_contest(closed(edition, commune, officer), by=officer)
    published(edition, make_territory("Belén", city), officer)
    prepared(edition, make_territory("Aranjuez", city), officer)
    count_contest(closed(make_edition(city, year=2026), commune, officer), by=officer)

    assert result_of_edition(edition) == EditionResult(
        contests=2,
        counted=1,
        options=8,
        winners=2,
        ballots=17,
        spent=Money(800_00, "COP"),
        ceiling=Money(1600_00, "COP"),
    )


def test_results_of_editions_come_in_the_order_asked(edition, city, commune, officer):
    bare = make_edition(city, year=2026)
    count_contest(closed(edition, commune, officer), by=officer)

    assert [result.contests for result in results_of_editions([bare, edition])] == [0, 1]
    assert results_of_editions([]) == []


def test_editions_with_results_are_those_counted_each_once(edition, city, commune, officer):
    closed(make_edition(city, year=2026), commune, officer)
    for territory in (commune, make_territory("Belén", city)):
        count_contest(closed(edition, territory, officer), by=officer)

    assert list(editions_with_results(results_visible_to(None))) == [edition]


# A project's life


def titles_of_steps(contest, number: int) -> list[str]:
    return [str(step.title) for step in steps_of_project(contest.options.get(number=number).project)]


def test_steps_of_project_before_the_ballot_is_public_are_none(edition, commune, officer):
    assert titles_of_steps(prepared(edition, commune, officer), 2) == []


def test_steps_of_project_before_counting_say_its_number_only(edition, commune, officer):
    assert titles_of_steps(closed(edition, commune, officer), 2) == ["Número 2 del tarjetón"]


def test_steps_of_project_after_counting_say_what_became_of_it(counted):
    assert titles_of_steps(counted, 2) == ["Número 2 del tarjetón", "Priorizado: 10 votos"]
    assert titles_of_steps(counted, 3) == ["Número 3 del tarjetón", "No priorizado: 4 votos"]


def test_trace_of_project_joins_formulation_ballot_and_result_in_order(edition, commune, officer):
    make_phase(edition, Phase.Kind.FORMULATION, opens_at=at("2027-03-01"), closes_at=at("2027-05-01"))
    make_phase(edition, Phase.Kind.PRIORITISATION, opens_at=at("2027-05-01"), closes_at=at("2027-06-01"))
    contest = closed(edition, commune, officer)
    count_contest(contest, by=officer)

    steps = trace_of(contest.options.get(number=1).project)

    assert [str(step.title) for step in steps] == [
        "Se formuló el proyecto", "Número 1 del tarjetón", "Priorizado: 8 votos",
    ]  # fmt: skip
