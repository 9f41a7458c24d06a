"""What does a phone get and send over the wire, and what of it is understood?"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convite.core.actors import SYSTEM
from convite.gatherings.actions import bring_attendees
from convite.gatherings.models import Agreement, Attendee, FieldConflict, Gathering
from convite.gatherings.queries import AttendeeRow
from convite.planning.models import FieldPhone, Idea
from convite.planning.queries.field import FIELD_FILES, FIELD_MODULES
from tests.builders import make_edition, make_gathering, make_territory


@pytest.fixture
def gathering(commune: Any, city: Any) -> Gathering:
    return make_gathering(commune, make_edition(city), starts_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def client_of(as_person: Any, facilitator: Any) -> Client:
    return as_person(facilitator)


def entry(key: str = "k1", kind: str = "attendee", data: Any = None, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "edition": 0, "removed": False, "data": data or {"name": "Rosa"}, **more}


def send(client: Client, gathering: Gathering | str, *entries: Any) -> tuple[int, Any]:
    told = {"phone": "phone-1", "gathering": getattr(gathering, "public_id", gathering), "entries": entries}
    answer = client.post(reverse("field_sync"), json.dumps(told), content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def answers(sent: tuple[int, Any]) -> list[tuple[str, str]]:
    assert sent[0] == 200, sent
    return [(answer["key"], answer["outcome"]) for answer in sent[1]["answers"]]


ALL = (
    entry("p", data={"name": "Rosa", "document": "123", "sex": "f", "age_band": "60+"}, at="2026-11-20T10:00:00.000Z"),
    entry("i", "idea", {"title": "Luz", "theme": "sport", "said_by": "Rosa"}),
    entry("a", "agreement", {"text": "Visitar", "due_on": "2027-02-01"}),
)


def test_field_sync_takes_each_kind(client_of: Client, gathering: Gathering) -> None:
    assert answers(send(client_of, gathering, *ALL)) == [("p", "new"), ("i", "new"), ("a", "new")]
    assert (Attendee.objects.get().door, str(Idea.objects.get().title), Agreement.objects.get().text) == (
        "phone", "Luz", "Visitar",
    )  # fmt: skip


def test_field_sync_twice_answers_the_same_twice(client_of: Client, gathering: Gathering) -> None:
    send(client_of, gathering, *ALL)

    assert answers(send(client_of, gathering, *ALL)) == [("p", "same"), ("i", "same"), ("a", "same")]


@pytest.mark.parametrize(
    "bad",
    [
        "no es un registro",
        {"key": "x"},
        entry("x", "minutes"),
        entry("x", data={"name": 5}),
        entry("x", data={"name": "a", "territory": "nowhere"}),
        entry("x", "agreement", {"text": "a", "due_on": "31 de febrero"}),
        entry("x", data={"name": "a" * 10_001}),
        entry("x", edition="9e999"),
    ],
)
def test_entry_that_is_none_is_refused_alone(client_of: Client, gathering: Gathering, bad: Any) -> None:
    told = dict(answers(send(client_of, gathering, bad, entry("good"))))

    assert (told.pop("good"), set(told.values())) == ("new", {"refused"})


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"phone": ""}'])
def test_body_that_is_no_batch_is_refused(client_of: Client, body: bytes) -> None:
    answer = client_of.post(reverse("field_sync"), body, content_type="application/json")

    assert (answer.status_code, list(json.loads(answer.content))) == (409, ["said"])


def test_too_many_entries_at_once_are_refused(client_of: Client, gathering: Gathering) -> None:
    status, told = send(client_of, gathering, *[entry(str(n)) for n in range(201)])

    assert (status, told) == (409, {"said": "Envíe a lo sumo 200 registros a la vez."})


@pytest.mark.parametrize("where", ["nowhere", "\0"])
def test_gathering_of_nobody_is_refused(client_of: Client, where: str) -> None:
    said = "Este encuentro ya no está entre los suyos. Guarde el archivo y envíelo a la oficina."

    assert send(client_of, where, entry()) == (409, {"said": said})


def test_gathering_of_weeks_ago_still_takes_what_was_written(client_of: Client, commune: Any) -> None:
    old = make_gathering(commune, starts_at=timezone.now() - timedelta(days=40))

    assert answers(send(client_of, old, entry())) == [("k1", "new")]


def test_field_sync_without_gathering_makes_the_phone_known(client_of: Client, facilitator: Any) -> None:
    assert send(client_of, "") == (200, {"answers": []})
    assert list(FieldPhone.objects.values_list("person", "key")) == [(facilitator.pk, "phone-1")]


def test_field_sync_without_token_is_refused(facilitator: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(facilitator)

    assert client.post(reverse("field_sync"), "{}", content_type="application/json").status_code == 403


def test_field_data_names_the_account_and_may_not_be_kept(client_of: Client, facilitator: Any) -> None:
    answer = client_of.get(reverse("field_data"))

    assert (answer.json()["account"], "no-store" in answer["Cache-Control"]) == (facilitator.public_id, True)


def test_field_worker_names_every_file_of_the_pages(client: Client, db: None) -> None:
    source = client.get(reverse("field_worker")).content.decode()

    assert [path for path in (*FIELD_FILES, *FIELD_MODULES) if path not in source] == []


def test_field_page_holds_no_name_of_who_came(client_of: Client, gathering: Gathering) -> None:
    bring_attendees(gathering, [AttendeeRow("a", "Rosa Múnera")], door="phone", by=SYSTEM)

    page = client_of.get(reverse("field_gathering", args=[gathering.public_id])).content.decode()

    assert ("Rosa" in page, "Taller de ideas" in page) == (False, True)


def test_field_page_without_edition_takes_no_ideas(client_of: Client, commune: Any) -> None:
    page = client_of.get(reverse("field_gathering", args=[make_gathering(commune).public_id]))

    assert (page.context["takes_ideas"], 'id="ideas"' in page.content.decode()) == (False, False)


def test_lost_phone_is_told_so_and_found_again(client_of: Client, gathering: Gathering) -> None:
    send(client_of, "")
    address = reverse("field_phone", args=[FieldPhone.objects.get().public_id])

    client_of.post(address, {"lost": "1"})
    while_lost = send(client_of, gathering, entry())[0]
    client_of.post(address, {"lost": "0"})

    assert (while_lost, answers(send(client_of, gathering, entry()))) == (409, [("k1", "new")])


def test_settle_field_conflict_by_its_page(client_of: Client, gathering: Gathering) -> None:
    for name, seen in (("Roza", 0), ("Rosa", 1), ("Rosa M.", 1)):
        send(client_of, gathering, entry(data={"name": name}, edition=seen))
    shown = client_of.get(reverse("field_conflicts")).content.decode()

    client_of.post(reverse("settle_field_conflict", args=[FieldConflict.objects.get().public_id]), {"choice": "phone"})

    assert ("Rosa M." in shown, Attendee.objects.get().name) == (True, "Rosa M.")
    assert "Nada por resolver" in client_of.get(reverse("field_conflicts")).content.decode()


def test_phones_and_conflicts_of_others_are_not_found(
    client_of: Client, gathering: Gathering, as_person: Any, outsider: Any
) -> None:
    for name, seen in (("Roza", 0), ("Rosa", 1), ("Rosa M.", 1)):
        send(client_of, gathering, entry(data={"name": name}, edition=seen))
    addresses = [
        reverse("field_phone", args=[FieldPhone.objects.get().public_id]),
        reverse("settle_field_conflict", args=[FieldConflict.objects.get().public_id]),
    ]

    found = [as_person(outsider).post(address, {"choice": "phone", "lost": "1"}).status_code for address in addresses]

    assert (found, Attendee.objects.get().name) == ([404, 404], "Rosa")


def differ(client: Client, gathering: Gathering, place: Any) -> None:
    """Brings a conflict about somebody who comes from `place`."""
    key = f"k{FieldConflict.objects.count()}"
    for name, seen in (("Roza", 0), ("Rosa", 1), ("Rosa M.", 1)):
        send(client, gathering, entry(key, data={"name": name, "territory": place.public_id}, edition=seen))


def test_field_kit_costs_the_same_for_one_and_three(client_of: Client, commune: Any, queries_of: Any) -> None:
    make_gathering(commune)
    one = queries_of(client_of, reverse("field_kit"))
    for _ in range(2):
        make_gathering(commune)

    assert (one, queries_of(client_of, reverse("field_kit"))) == (8, 8)


def test_field_conflicts_cost_the_same_for_one_and_three(
    client_of: Client, gathering: Gathering, commune: Any, queries_of: Any
) -> None:
    differ(client_of, gathering, commune)
    one = queries_of(client_of, reverse("field_conflicts"))
    for name in ("La Honda", "La Cruz"):
        differ(client_of, gathering, make_territory(name, commune, kind="neighbourhood"))

    assert (one, queries_of(client_of, reverse("field_conflicts"))) == (7, 7)
