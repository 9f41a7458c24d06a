"""Does a person see how much the system holds of her, and does she, and only she, take all of it away?"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from convite.conversations.models import Follow, Support
from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed, Refused
from convite.core.models import AuditEntry
from convite.people.actions import close_account, take_own_data
from convite.people.actions.own_data import MOST_A_DAY
from convite.people.models import Person
from convite.people.queries import holdings_of
from convite.territories.models import Territory
from tests.builders import (
    make_comment,
    make_edition,
    make_gathering,
    make_idea,
    make_notice,
    make_person,
    make_registration,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each(resident: Person, neighbour: Person, city: Territory) -> None:
    """What the resident did, and as much of a neighbour."""
    edition = make_edition(city)
    for person in (resident, neighbour):
        idea = make_idea(edition, author=person, title=f"Idea de {person.name}")
        make_comment(idea, author=person, text=f"Lo dice {person.name}")
        Support.objects.create(kind="planning.idea", subject=idea.public_id, person=person)
        Follow.objects.create(kind="planning.idea", subject=idea.public_id, person=person)
        make_notice(person, subject=idea.public_id)
        make_report(idea, reporter=person)
        make_registration(make_gathering(city), person.name, person=person)


def taken(client: Client) -> dict[str, Any]:
    return json.loads(client.post(reverse("own_data")).content)


ROOMS = ["comments", "supports", "follows", "notices", "reports", "registrations", "ideas"]


@pytest.mark.usefixtures("one_of_each")
def test_holdings_count_what_each_room_holds_of_her(resident: Person) -> None:
    assert {holding.name: count for holding, count in holdings_of(resident)} == dict.fromkeys(ROOMS, 1)


def test_holdings_of_who_did_nothing_are_empty(resident: Person) -> None:
    assert {holding.name: count for holding, count in holdings_of(resident)} == dict.fromkeys(ROOMS, 0)


@pytest.mark.usefixtures("one_of_each")
def test_own_data_holds_her_rows_and_nobody_elses(resident: Person, neighbour: Person, as_person: Any) -> None:
    data = taken(as_person(resident))

    assert [len(data[room]) for room in ROOMS] == [1] * len(ROOMS)
    assert data["comments"][0]["text"] == f"Lo dice {resident.name}"
    assert data["registrations"][0]["name"] == resident.name
    assert neighbour.name not in json.dumps(data, ensure_ascii=False)


def test_own_data_is_a_file_and_no_cache_keeps_it(resident: Person, as_person: Any) -> None:
    answer = as_person(resident).post(reverse("own_data"))

    assert answer["Content-Disposition"] == 'attachment; filename="mis-datos.json"'
    assert "no-store" in answer["Cache-Control"]


def test_own_data_holds_the_account_without_its_secrets(resident: Person, as_person: Any) -> None:
    client = as_person(resident)

    account = taken(client)["account"]

    assert (account["email"], account["name"], account["id"]) == (resident.email, resident.name, resident.public_id)
    assert {"password", "session_salt"} & set(account) == set()


def test_take_own_data_is_remembered(resident: Person) -> None:
    take_own_data(resident, by=resident)

    assert AuditEntry.objects.order_by("-id").values_list("act", "by", "thing").first() == (
        "take_own_data",
        resident.public_id,
        resident.public_id,
    )


def test_take_own_data_of_somebody_else_is_not_allowed(resident: Person, administrator: Person) -> None:
    for other in (administrator, SYSTEM):
        with pytest.raises(NotAllowed):
            take_own_data(resident, by=other)


def test_take_own_data_of_a_closed_account_is_not_allowed(resident: Person) -> None:
    close_account(resident, by=resident)

    with pytest.raises(NotAllowed):
        take_own_data(resident, by=resident)


def test_take_own_data_too_often_waits_until_tomorrow(resident: Person) -> None:
    for _ in range(MOST_A_DAY):
        take_own_data(resident, by=resident)

    with pytest.raises(Refused):
        take_own_data(resident, by=resident)
    assert take_own_data(resident, by=resident, now=timezone.now() + timedelta(days=1, hours=1))["comments"] == []


def test_own_data_by_a_link_changes_nothing(resident: Person, as_person: Any) -> None:
    assert as_person(resident).get(reverse("own_data")).status_code == 405


@pytest.mark.usefixtures("one_of_each")
def test_profile_says_how_much_each_room_holds(resident: Person, as_person: Any) -> None:
    page = as_person(resident).get(reverse("profile")).content.decode()

    assert "<dt>Comentarios que escribió</dt><dd>1</dd>" in page


def test_profile_costs_as_many_queries_with_three_comments_as_with_one(
    resident: Person, city: Territory, as_person: Any
) -> None:
    idea, client = make_idea(make_edition(city)), as_person(resident)
    make_comment(idea, author=resident)
    client.get(reverse("profile"))
    number = _queries(client)
    for _ in range(2):
        make_comment(idea, author=make_person())
        make_comment(idea, author=resident)

    assert _queries(client) == number


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("profile"))
    return len(asked)
