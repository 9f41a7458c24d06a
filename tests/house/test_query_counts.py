"""Does a list cost the same with two rows more? The literal number of queries of each list stands here.

Each row brings what its list could ask for once per row: authors, gatherings, goals, attendance.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from convite.conversations.actions import follow
from convite.core.actors import SYSTEM
from convite.people.models import Person, Role
from convite.planning.models import Edition, Sharing
from convite.territories.models import Territory
from convite.voting.actions import count_contest
from convite.voting.models import Contest
from tests.builders import (
    make_agreement,
    make_attendance,
    make_ballots,
    make_comment,
    make_contest,
    make_edition,
    make_gathering,
    make_grant,
    make_idea,
    make_option,
    make_origin,
    make_person,
    make_plan,
    make_plan_item,
    make_project,
    make_report,
    make_sharing,
    make_territory,
)
from tests.house.audience import address_names

MOST = 12  # the promise of bench/ for public pages


def add_edition(edition: Edition, place: Territory) -> None:
    make_edition(edition.territory)


def add_idea(edition: Edition, place: Territory) -> None:
    make_idea(edition, place, author=make_person(), gathering=make_gathering(place, edition))


def add_project(edition: Edition, place: Territory) -> None:
    project = make_project(edition, place, goal=make_plan_item(make_plan(place)))
    make_origin(project, make_idea(edition, place))


def add_gathering(edition: Edition, place: Territory) -> None:
    make_attendance(make_gathering(place, edition))


def add_agreement(edition: Edition, place: Territory) -> None:
    make_agreement(make_gathering(place, edition))


def add_result(edition: Edition, place: Territory) -> None:
    """Of an edition of its own: the page lists editions."""
    contest = make_contest(make_edition(edition.territory), place, state=Contest.State.CLOSED)
    make_option(contest)
    make_ballots(contest, "1")
    count_contest(contest, by=SYSTEM)


def add_territory(edition: Edition, place: Territory) -> None:
    make_territory("Un barrio", edition.territory)


def add_grant(edition: Edition, place: Territory) -> None:
    make_grant(make_person(), Role.FACILITATOR, place)


def add_sharing(edition: Edition, place: Territory) -> None:
    make_sharing(edition, {place: 100}, state=Sharing.State.REPLACED)


def add_plan(edition: Edition, place: Territory) -> None:
    make_plan_item(make_plan(place))


def add_follow(edition: Edition, place: Territory) -> None:
    follow(make_idea(edition, place), by=Person.objects.get(name="Julia Arango"))


def add_reports(edition: Edition, place: Territory) -> None:
    """An idea and a comment, each reported by two."""
    idea = make_idea(edition, place, author=make_person())
    comment = make_comment(idea, author=make_person())
    for thing in (idea, idea, comment, comment):
        make_report(thing, place, reporter=make_person())


LISTS: dict[str, tuple[Callable[[Edition, Territory], None], int]] = {
    "edition_list": (add_edition, 2),
    "plan_list": (add_plan, 2),
    "idea_list": (add_idea, 6),
    "project_list": (add_project, 4),
    "gathering_list": (add_gathering, 3),
    "agreement_list": (add_agreement, 4),
    "result_list": (add_result, 4),
    "territory_list": (add_territory, 5),
    "sharing_list": (add_sharing, 3),
    "role_list": (add_grant, 8),
    "follow_list": (add_follow, 7),
    "report_list": (add_reports, 12),
}
OF_THE_TEAM = {"role_list", "follow_list", "report_list"}


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_with_one_row_and_with_three(
    administrator: Person,
    city: Territory,
    commune: Territory,
    as_person: Callable[[Person | None], Client],
    queries_of: Callable[[Client, str], int],
    name: str,
) -> None:
    add, expected = LISTS[name]
    client = as_person(administrator if name in OF_THE_TEAM else None)
    edition = make_edition(city)
    add(edition, commune)
    with_one = queries_of(client, reverse(name))
    add(edition, commune)
    add(edition, commune)

    assert (with_one, queries_of(client, reverse(name))) == (expected, expected)


def test_every_list_is_counted() -> None:
    lists = {name for name in address_names() if name.endswith("_list") and ":" not in name}

    assert lists - {"admin:app_list"} == set(LISTS)


def test_promise_is_kept() -> None:
    assert [name for name, (_, queries) in LISTS.items() if queries > MOST and name not in OF_THE_TEAM] == []
