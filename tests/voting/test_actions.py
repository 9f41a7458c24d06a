"""What happens to a contest when it may, and what refuses to: prepared, published, closed with its ballots, counted."""

import pytest
from django.db import IntegrityError, transaction

from convite.core.errors import NotAllowed, Overtaken
from convite.projects.actions import edit_project
from convite.projects.models import Project
from convite.rulebook.winners import preset
from convite.voting.actions import (
    bring_in_ballots,
    count_contest,
    prepare_contest,
    publish_ballot,
    record_turnout,
)
from convite.voting.models import Contest, OpenedBallot, Option, Result, Turnout
from convite.voting.queries import ballots_hash
from tests.builders import make_edition, make_project
from tests.voting.contests import BALLOTS, closed, new_contest, prepared, projects_in, published
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city):
    return make_edition(city)


def states(contest) -> list[str]:
    return list(contest.options.order_by("number").values_list("project__state", flat=True))


# Prepared


def test_prepare_contest_numbers_the_projects_and_keeps_the_rule(edition, commune, officer):
    projects = projects_in(edition, commune)

    contest = prepare_contest(new_contest(edition, commune), projects, preset("medellin"), by=officer)

    assert list(Option.objects.order_by("number").values_list("number", "project")) == [
        (number, project.pk) for number, project in enumerate(projects, 1)
    ]
    assert (contest.rule, contest.rule_hash) == (preset("medellin").to_dict(), preset("medellin").hash)
    assert remembered("prepare_contest") == [(officer.public_id, "voting.contest", contest.public_id)]


def test_prepare_contest_without_projects_is_refused(edition, commune, officer):
    sentence = refusal_of(prepare_contest, new_contest(edition, commune), [], preset("greedy"), by=officer)

    assert sentence == "Un tarjetón necesita al menos un proyecto."
    assert Contest.objects.count() == 0


@pytest.mark.parametrize("elsewhere", ["territory", "edition"])
def test_prepare_contest_with_a_project_from_elsewhere_is_refused(
    edition, city, commune, other_city, officer, elsewhere
):
    place = other_city if elsewhere == "territory" else commune
    stranger = make_project(edition if elsewhere == "territory" else make_edition(city), place, title="Ajeno")
    projects = [*projects_in(edition, commune), stranger]

    sentence = refusal_of(prepare_contest, new_contest(edition, commune), projects, preset("greedy"), by=officer)

    assert sentence == "«Ajeno» es de otro territorio o de otra edición: no va en este tarjetón."
    assert Contest.objects.count() == 0


def test_prepare_contest_of_the_city_takes_projects_of_its_communes(edition, city, commune, officer):
    contest = prepare_contest(new_contest(edition, city), projects_in(edition, commune), preset("greedy"), by=officer)

    assert contest.options.count() == 4


def test_prepare_contest_a_second_time_is_impossible(edition, commune, officer):
    prepared(edition, commune, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        prepared(edition, commune, officer)

    assert Contest.objects.count() == 1


@pytest.mark.parametrize("person", ["scrutineer", "evaluator", "administrator", "outsider"])
def test_prepare_contest_by_others_is_not_allowed(edition, commune, person, request):
    with pytest.raises(NotAllowed):
        prepared(edition, commune, request.getfixturevalue(person))

    assert Contest.objects.count() == 0


# Published


def test_publish_ballot_makes_it_public_and_its_projects_fixed(edition, commune, officer):
    contest = publish_ballot(prepared(edition, commune, officer), by=officer)

    project = contest.options.get(number=1).project
    assert (Contest.objects.get().state, states(contest)) == (Contest.State.PUBLISHED, ["on_ballot"] * 4)
    assert refusal_of(edit_project, project, by=officer, seen=project.version) == (
        "El proyecto ya está en el tarjetón: ni su texto ni su costo se pueden cambiar."
    )


@pytest.mark.parametrize("state", ["published", "closed", "counted"])
def test_publish_ballot_that_is_public_is_refused(edition, commune, officer, state):
    contest = prepared(edition, commune, officer)
    contest.state = state

    assert refusal_of(publish_ballot, contest, by=officer) == "Este tarjetón ya es público."
    assert states(contest) == ["viable"] * 4


def test_publish_ballot_that_another_published_is_overtaken_and_changes_no_project(edition, commune, officer):
    read_before = prepared(edition, commune, officer)
    publish_ballot(Contest.objects.get(), by=officer)
    Project.objects.update(state=Project.State.VIABLE)

    with pytest.raises(Overtaken):
        publish_ballot(read_before, by=officer)

    assert states(read_before) == ["viable"] * 4


def test_publish_ballot_by_a_scrutineer_is_not_allowed(edition, commune, officer, scrutineer):
    with pytest.raises(NotAllowed):
        publish_ballot(prepared(edition, commune, officer), by=scrutineer)

    assert Contest.objects.get().state == Contest.State.DRAFT


# Ballots


def test_bring_in_ballots_keeps_them_and_closes_the_contest(edition, commune, officer):
    contest = bring_in_ballots(published(edition, commune, officer), BALLOTS, by=officer, source="urna.pb")

    assert sorted(OpenedBallot.objects.values_list("marks", "weight")) == sorted(BALLOTS)
    stored = Contest.objects.get()
    assert (stored.state, stored.source) == (Contest.State.CLOSED, "urna.pb")
    assert remembered("bring_in_ballots") == [(officer.public_id, "voting.contest", contest.public_id)] * 2


@pytest.mark.parametrize("state", ["draft", "closed", "counted"])
def test_bring_in_ballots_to_a_contest_that_is_not_open_is_refused(edition, commune, officer, state):
    contest = published(edition, commune, officer)
    Contest.objects.update(state=state)
    contest.refresh_from_db()

    sentence = refusal_of(bring_in_ballots, contest, BALLOTS, by=officer, source="")

    assert sentence == "Solo se traen votos a un tarjetón publicado y sin contar."
    assert OpenedBallot.objects.count() == 0


@pytest.mark.parametrize(("marks", "weight"), [("5", 1), ("0", 1), ("1,1", 1), ("1,", 1), ("mural", 1), ("1", 0)])
def test_bring_in_ballots_that_cannot_be_read_is_refused_whole(edition, commune, officer, marks, weight):
    contest = published(edition, commune, officer)
    before = rows_of_all_tables()

    sentence = refusal_of(bring_in_ballots, contest, [("1", 3), (marks, weight)], by=officer, source="")

    assert sentence == f"El voto «{marks}» no se puede leer en este tarjetón."
    assert (rows_of_all_tables(), Contest.objects.get().state) == (before, Contest.State.PUBLISHED)


@pytest.mark.parametrize("marks", ["1", "1:x", "1:2,1:1", "1:2,9:1"])
def test_bring_in_ballots_with_points_that_cannot_be_read_is_refused(edition, commune, officer, marks):
    contest = published(edition, commune, officer, ballot_type="cumulative")

    sentence = refusal_of(bring_in_ballots, contest, [(marks, 1)], by=officer, source="")

    assert sentence == f"El voto «{marks}» no se puede leer en este tarjetón."


def test_bring_in_ballots_of_another_city_is_not_allowed(edition, commune, officer, outsider):
    with pytest.raises(NotAllowed):
        bring_in_ballots(published(edition, commune, officer), BALLOTS, by=outsider, source="")

    assert OpenedBallot.objects.count() == 0


# Turnout


def test_record_turnout_replaces_what_was_said(edition, commune, officer, scrutineer):
    contest = closed(edition, commune, officer)
    record_turnout(contest, {("online", "", ""): 1}, by=officer)

    record_turnout(contest, {("online", "", ""): 11, ("station", "", ""): 6}, by=scrutineer)

    assert list(Turnout.objects.order_by("channel").values_list("channel", "count")) == [("online", 11), ("station", 6)]
    assert remembered("record_turnout")[-1] == (scrutineer.public_id, "voting.contest", contest.public_id)


def test_record_turnout_by_a_poll_worker_is_not_allowed(edition, commune, officer, poll_worker):
    with pytest.raises(NotAllowed):
        record_turnout(closed(edition, commune, officer), {("", "", ""): 1}, by=poll_worker)

    assert Turnout.objects.count() == 0


# Counted


def test_count_contest_keeps_the_result_and_says_who_won(edition, commune, officer, scrutineer):
    contest = closed(edition, commune, officer)

    result = count_contest(contest, by=scrutineer)

    assert (result.ballots, result.blank_ballots, result.spent) == (17, 2, 800_00)
    assert (Contest.objects.get().state, states(contest)) == ("counted", ["won", "won", "not_chosen", "not_chosen"])
    assert (result.rule_hash, result.ballots_hash) == (contest.rule_hash, ballots_hash(contest))
    assert result.matches_recorded is None
    assert remembered("count_contest") == [
        (scrutineer.public_id, "voting.contest", contest.public_id),
        (scrutineer.public_id, "voting.result", result.public_id),
    ]


@pytest.mark.parametrize("state", ["draft", "published", "counted"])
def test_count_contest_that_is_not_closed_is_refused(edition, commune, officer, state):
    contest = closed(edition, commune, officer)
    Contest.objects.update(state=state)
    contest.refresh_from_db()

    assert refusal_of(count_contest, contest, by=officer) == "Solo se cuenta una votación cerrada y sin contar."
    assert Result.objects.count() == 0


def test_count_contest_that_another_counted_is_overtaken_and_counts_once(edition, commune, officer, scrutineer):
    closed(edition, commune, officer)
    mine, theirs = Contest.objects.get(), Contest.objects.get()
    count_contest(theirs, by=scrutineer)
    before = rows_of_all_tables()

    with pytest.raises(Overtaken):
        count_contest(mine, by=officer)

    assert rows_of_all_tables() == before


@pytest.mark.parametrize("person", ["resident", "evaluator", "auditor", "administrator", "outsider"])
def test_count_contest_by_others_is_not_allowed(edition, commune, officer, person, request):
    contest = closed(edition, commune, officer)

    with pytest.raises(NotAllowed):
        count_contest(contest, by=request.getfixturevalue(person))

    assert (Result.objects.count(), Contest.objects.get().state) == (0, Contest.State.CLOSED)


@pytest.mark.parametrize(
    ("recorded", "matches"), [({"Cancha": 1, "Parque": 1}, True), ({"Cancha": 1, "Luz": 1}, False), ({}, None)]
)
def test_count_contest_says_whether_it_equals_what_was_recorded(edition, commune, officer, recorded, matches):
    projects = projects_in(edition, commune)
    codes = {project.code: recorded.get(str(project.title), 0) for project in projects} if recorded else None
    contest = prepare_contest(new_contest(edition, commune), projects, preset("greedy"), by=officer, recorded=codes)
    bring_in_ballots(publish_ballot(contest, by=officer), BALLOTS, by=officer, source="")

    assert count_contest(contest, by=officer).matches_recorded is matches


def test_count_contest_with_blank_ballots_only_chooses_nothing(edition, commune, officer):
    contest = closed(edition, commune, officer, [("", 5)])

    result = count_contest(contest, by=officer)

    assert (result.ballots, result.blank_ballots, result.spent) == (5, 5, 0)
    assert states(contest) == ["not_chosen"] * 4


def test_count_contest_without_a_ballot_chooses_nothing(edition, commune, officer):
    result = count_contest(closed(edition, commune, officer, []), by=officer)

    assert (result.ballots, result.blank_ballots, result.spent) == (0, 0, 0)


def test_contest_remembers_every_step(edition, commune, officer):
    contest = closed(edition, commune, officer)
    count_contest(contest, by=officer)

    assert versions_of(contest) == [
        (1, "prepare_contest"), (2, "publish_ballot"), (3, "bring_in_ballots"), (4, "count_contest"),
    ]  # fmt: skip
