"""Can the team put right what it wrote down of who came, without writing over each other?"""

from typing import Any

import pytest
from django.urls import reverse

from convite.core.errors import NotAllowed, Overtaken
from convite.gatherings.actions import bring_attendees, correct_attendee
from convite.gatherings.models import Attendee, FieldConflict, Gathering
from convite.gatherings.queries import AttendeeRow, attendance_of, attendees_of, participant_key
from convite.gatherings.queries.attendees import row_of
from tests.builders import make_attendee, make_gathering, make_registration
from tests.watching import refusal_of, rows_of_all_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathering(commune: Any) -> Gathering:
    return make_gathering(commune)


@pytest.fixture
def rosa(gathering: Gathering, facilitator: Any) -> Attendee:
    rows = [AttendeeRow("a", "Roza", document="123", sex="m"), AttendeeRow("b", "Iván", document="456", sex="m")]
    bring_attendees(gathering, rows, door=Attendee.Door.KEYED, by=facilitator)
    return gathering.attendees.get(client_key="a")


@pytest.fixture
def client(as_person: Any, gathering: Gathering, facilitator: Any) -> Any:
    """Of the facilitator, who has said what she needs the names for."""
    client = as_person(facilitator)
    client.post(reverse("people_open", args=[gathering.public_id]), {"purpose": "verify"})
    return client


def page_of(attendee: Attendee) -> str:
    return reverse("attendee_edit", args=[attendee.gathering.public_id, attendee.pk])


def typed(**changed: Any) -> dict[str, Any]:
    return {"name": "Rosa Múnera", "document": "", "sex": "f", "age_band": "", "organization": "", "seen": 1, **changed}


def names(gathering: Gathering) -> list[str]:
    return [attendee.name for attendee in attendees_of(gathering)]


# Put right


def test_correction_changes_the_row_and_the_counts(client: Any, gathering: Gathering, rosa: Attendee) -> None:
    answer = client.post(page_of(rosa), typed(organization="JAC La Honda"))

    rosa.refresh_from_db()
    assert answer["Location"] == reverse("attendance_people", args=[gathering.public_id])
    assert (rosa.name, rosa.sex, rosa.organization, rosa.edition) == ("Rosa Múnera", "f", "JAC La Honda", 2)
    counts = attendance_of(Gathering.objects.all())
    assert (counts.women, counts.men) == (1, 1)


@pytest.mark.parametrize(("document", "known_as"), [("", "123"), ("789", "789")])
def test_correction_takes_a_new_document_and_keeps_the_old_one_without(
    client: Any, gathering: Gathering, rosa: Attendee, document: str, known_as: str
) -> None:
    client.post(page_of(rosa), typed(document=document))

    rosa.refresh_from_db()
    assert rosa.participant_key == participant_key(known_as, gathering.public_id)


def test_correction_keeps_what_the_page_does_not_ask(client: Any, gathering: Gathering, commune: Any) -> None:
    hers = make_attendee(gathering, registration=make_registration(gathering), territory=commune, group="victim")

    client.post(page_of(hers), typed(name="Otra"))

    kept = gathering.attendees.values_list("name", "registration", "territory", "group").get()
    assert kept == ("Otra", hers.registration_id, commune.pk, "victim")


def test_correction_with_the_document_of_another_row_is_refused(
    client: Any, gathering: Gathering, rosa: Attendee
) -> None:
    page = client.post(page_of(rosa), typed(document="456"))

    said = "Esa persona ya está en otro registro de este encuentro: quite uno de los dos."
    assert (page.context["form"].non_field_errors(), names(gathering)) == ([said], ["Roza", "Iván"])


@pytest.mark.parametrize("changed", [{"name": "x" * 4096}, {"name": "a\0b"}, {"sex": "q"}, {"seen": ""}])
def test_correction_with_a_fault_changes_nothing(client: Any, rosa: Attendee, changed: dict[str, Any]) -> None:
    before = rows_of_all_tables()

    page = client.post(page_of(rosa), typed(**changed))

    assert (page.status_code, rows_of_all_tables()) == (200, before)
    assert Attendee.objects.get(pk=rosa.pk).edition == 1


# Off and back


def test_correction_takes_off_and_takes_back(client: Any, gathering: Gathering, rosa: Attendee) -> None:
    client.post(page_of(rosa), {"remove": "1", "seen": 1})
    without = names(gathering), attendance_of(Gathering.objects.all()).total
    people = client.get(reverse("attendance_people", args=[gathering.public_id]))

    client.post(page_of(rosa), {"restore": "1", "seen": 2})

    assert (without, [one.name for one in people.context["removed"]]) == ((["Iván"], 1), ["Roza"])
    assert (names(gathering), attendance_of(Gathering.objects.all()).total) == (["Roza", "Iván"], 2)


def test_correction_that_takes_back_whom_another_row_has_is_refused(
    gathering: Gathering, rosa: Attendee, facilitator: Any
) -> None:
    correct_attendee(rosa, row_of(rosa, removed=True), by=facilitator)
    bring_attendees(gathering, [AttendeeRow("c", "Rosa", document="123")], door="keyed", by=facilitator)
    rosa.refresh_from_db()

    said = refusal_of(correct_attendee, rosa, row_of(rosa), by=facilitator)

    assert said == "Esa persona ya está en otro registro de este encuentro: quite uno de los dos."
    assert names(gathering) == ["Iván", "Rosa"]


# Two at once


def test_correction_of_two_at_once_shows_both_and_keeps_none_until_she_decides(
    client: Any, gathering: Gathering, rosa: Attendee, officer: Any
) -> None:
    correct_attendee(rosa, row_of(rosa, name="Rosalba"), by=officer)

    page = client.post(page_of(rosa), typed(sex="m"))
    kept = names(gathering), FieldConflict.objects.count()
    client.post(page_of(rosa), typed(sex="m", seen=page.context["form"]["seen"].value()))

    assert page.context["told"] == [("Nombre", "Rosalba", "Rosa Múnera")]
    assert page.context["form"].non_field_errors() == [
        "Otra persona cambió este renglón mientras usted lo corregía: compare y decida."
    ]
    assert (kept, names(gathering)) == ((["Rosalba", "Iván"], 0), ["Rosa Múnera", "Iván"])


def test_correction_of_a_row_that_was_taken_off_meanwhile_says_so(
    gathering: Gathering, rosa: Attendee, officer: Any, facilitator: Any
) -> None:
    seen = row_of(rosa, name="Rosa")
    correct_attendee(rosa, row_of(rosa, removed=True), by=officer)

    with pytest.raises(Overtaken, match="Otra persona quitó este renglón"):
        correct_attendee(rosa, seen, by=facilitator)


def test_correction_that_takes_off_what_changed_meanwhile_leaves_it(
    client: Any, gathering: Gathering, rosa: Attendee, officer: Any
) -> None:
    correct_attendee(rosa, row_of(rosa, name="Rosalba"), by=officer)

    client.post(page_of(rosa), {"remove": "1", "seen": 1})

    assert names(gathering) == ["Rosalba", "Iván"]


# Who


def test_correction_page_asks_what_for_before_it_shows_a_name(as_person: Any, rosa: Attendee, officer: Any) -> None:
    page = as_person(officer).get(page_of(rosa))

    assert ("Roza" in page.text, "¿Para qué necesita ver los nombres?" in page.text) == (False, True)


def test_correction_of_another_city_is_not_done(rosa: Attendee, outsider: Any) -> None:
    with pytest.raises(NotAllowed):
        correct_attendee(rosa, row_of(rosa, name="x"), by=outsider)


def test_correction_of_another_gathering_s_row_is_not_found(client: Any, commune: Any, gathering: Gathering) -> None:
    theirs = make_attendee(make_gathering(commune))

    assert client.get(reverse("attendee_edit", args=[gathering.public_id, theirs.pk])).status_code == 404
