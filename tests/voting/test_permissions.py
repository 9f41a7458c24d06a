"""Who may run or count a contest where, and who sees what of it when: tables of role × case and of role × state."""

import pytest
from django.contrib.auth.models import AnonymousUser

from convite.core.actors import SYSTEM
from convite.planning.models import Edition
from convite.voting.actions import count_contest
from convite.voting.models import Contest, Result
from convite.voting.permissions import (
    can_count_contest,
    can_run_contest,
    contests_visible_to,
    results_visible_to,
)
from tests.builders import make_contest, make_edition
from tests.voting.contests import closed

pytestmark = pytest.mark.django_db
CAST = [
    "visitor", "resident", "leader", "facilitator", "officer", "evaluator", "scrutineer", "poll_worker",
    "project_manager", "auditor", "administrator", "superuser", "outsider",
]  # fmt: skip
RUN = {"in the city": ["officer"], "in its commune": ["officer"], "elsewhere": ["outsider"]}
COUNT = {
    "in the city": ["officer", "scrutineer"],
    "in its commune": ["officer", "scrutineer"],
    "elsewhere": ["outsider"],
}
RUNNING_VOTE = ["officer", "scrutineer", "auditor", "administrator", "superuser"]
SEE = {
    "draft": RUNNING_VOTE,
    "published": CAST,
    "closed": CAST,
    "counted": CAST,
    "draft elsewhere": ["administrator", "superuser", "outsider"],
    "published in a draft edition": RUNNING_VOTE,
}


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.mark.parametrize("where", RUN)
def test_can_run_and_count_contest_table(where, request, city, commune, other_city):
    place = {"in the city": city, "in its commune": commune, "elsewhere": other_city}[where]
    cast = {name: request.getfixturevalue(name) for name in CAST}

    assert [name for name, person in cast.items() if can_run_contest(person, place)] == RUN[where]
    assert [name for name, person in cast.items() if can_count_contest(person, place)] == COUNT[where]


@pytest.mark.parametrize("case", SEE)
def test_contests_visible_table(case, request, city, commune, other_city):
    state, _, where = case.partition(" ")
    place = other_city if where == "elsewhere" else commune
    edition = make_edition(city, state=Edition.State.DRAFT if "draft edition" in where else Edition.State.OPEN)
    contest = make_contest(edition, place, state=state)

    assert [name for name in CAST if contest in contests_visible_to(request.getfixturevalue(name))] == SEE[case]


@pytest.mark.parametrize("person", CAST)
def test_results_are_invisible_before_counting_and_visible_after_to_everybody(person, request, city, commune, officer):
    person = request.getfixturevalue(person)
    contest = closed(make_edition(city), commune, officer)
    assert list(results_visible_to(person)) == []

    result = count_contest(contest, by=officer)

    assert list(results_visible_to(person)) == [result]


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("state", ["draft", "published", "closed"])
def test_results_of_a_contest_that_does_not_stand_as_counted_are_hidden(person, state, request, city, commune, officer):
    """The row is there and could leak: what opens it is the contest's state."""
    count_contest(closed(make_edition(city), commune, officer), by=officer)
    Contest.objects.update(state=state)
    assert Result.objects.count() == 1

    assert list(results_visible_to(request.getfixturevalue(person))) == []


def test_results_of_a_draft_edition_are_hidden_from_staff_too(city, commune, officer):
    count_contest(closed(make_edition(city, state=Edition.State.DRAFT), commune, officer), by=officer)

    assert [list(results_visible_to(person)) for person in (officer, SYSTEM)] == [[], []]


def test_system_sees_every_contest(city, commune):
    contest = make_contest(make_edition(city), commune, state="draft")

    assert list(contests_visible_to(SYSTEM)) == [contest]
