"""What is kept of a gathering: minutes, agreements, photos, and what those who came thought of it."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from convite.core.errors import NotAllowed
from convite.core.translated import Translated
from convite.gatherings.actions import (
    Opinion,
    change_agreement,
    evaluate,
    key_opinions,
    publish_minutes,
    write_minutes,
)
from convite.gatherings.models import Agreement, Evaluation, Gathering, GatheringFile
from convite.gatherings.queries import opinions_of, overdue, ticket_of
from tests.builders import make_agreement, make_gathering, make_gathering_file, make_registration
from tests.watching import refusal_of, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathering(commune):
    return make_gathering(
        commune, starts_at=timezone.now() - timedelta(days=1), state=Gathering.State.HELD, title="Taller"
    )


def url(name, thing):
    return reverse(name, args=[thing.public_id])


# Minutes


def test_minutes_are_the_team_s_until_they_are_published(client, as_person, gathering, facilitator):
    gathering.minutes = Translated(es="Se habló de la cancha.")
    write_minutes(gathering, by=facilitator)
    page = url("gathering_page", gathering)
    draft = [one.get(page).text for one in (client, as_person(facilitator))]

    publish_minutes(gathering, by=facilitator)

    shown = [*draft, client.get(page).text]
    assert ["Se habló de la cancha." in text for text in shown] == [False, True, True]
    assert versions_of(gathering) == [(2, "write_minutes"), (3, "publish_minutes")]


def test_minutes_that_are_blank_are_not_published(gathering, facilitator):
    said = refusal_of(publish_minutes, gathering, by=facilitator)

    assert said == "El acta está vacía: escríbala antes de publicarla."


def test_minutes_of_two_at_once_are_both_shown_and_both_kept(as_person, gathering, officer, facilitator):
    page, seen = url("gathering_minutes", gathering), gathering.version
    as_person(officer).post(page, {"minutes": "Lo de Diana", "seen": seen})
    mine = {"minutes": "Lo de Carmen", "seen": seen}

    shown = as_person(facilitator).post(page, mine)
    as_person(facilitator).post(page, {**mine, "seen": shown.context["form"]["seen"].value()})

    pieces = [piece.text for field in shown.context["theirs"] for piece in field.pieces]
    assert pieces == ["Lo de ", "Diana", "Carmen"]
    assert str(Gathering.objects.get().minutes) == "Lo de Carmen"
    assert [number for number, _act in versions_of(gathering)] == [2, 3]


def test_minutes_of_another_city_are_not_written(gathering, outsider):
    with pytest.raises(NotAllowed):
        write_minutes(gathering, by=outsider)


# Agreements


def test_agreements_keyed_twice_are_stored_once(as_person, gathering, facilitator):
    sent = {"lines": "2", "r0-text": "Arreglar la luz", "r0-responsible": "EPM", "r0-key": "agr-1", "r1-key": "agr-2"}
    for _n in range(2):
        as_person(facilitator).post(url("gathering_agreements", gathering), sent)

    assert list(Agreement.objects.values_list("text", "responsible")) == [("Arreglar la luz", "EPM")]


def test_agreement_dropped_without_a_reason_is_refused(gathering, facilitator):
    agreement = make_agreement(gathering)
    agreement.state = Agreement.State.DROPPED

    said = refusal_of(change_agreement, agreement, by=facilitator)

    assert said == "Explique por qué no se cumplirá: quienes lo acordaron lo van a leer."


def test_agreement_kept_is_told_with_what_happened(client, as_person, gathering, facilitator):
    agreement = make_agreement(gathering)
    sent = {"seen": 1, "text": agreement.text, "state": "kept", "state_reason": "Quedó el 3 de mayo."}

    as_person(facilitator).post(url("agreement_change", agreement), sent)

    assert "Quedó el 3 de mayo." in client.get(url("gathering_page", gathering)).text


def test_agreement_of_two_at_once_shows_both(as_person, gathering, facilitator):
    agreement = make_agreement(gathering, "Uno")
    sent = {"seen": 1, "text": "Dos", "state": "open"}
    as_person(facilitator).post(url("agreement_change", agreement), sent)

    shown = as_person(facilitator).post(url("agreement_change", agreement), {**sent, "text": "Tres"})

    assert [piece.text for field in shown.context["theirs"] for piece in field.pieces] == ["Dos", "Tres"]


def test_overdue_agreements_are_open_and_past_their_day(client, gathering):
    today = timezone.localdate()
    late = make_agreement(gathering, due_on=today - timedelta(days=1))
    make_agreement(gathering, due_on=today)
    make_agreement(gathering, due_on=today - timedelta(days=1), state=Agreement.State.KEPT)
    make_agreement(gathering)

    page = client.get(reverse("agreement_list"), {"estado": "vencidos"})

    assert list(overdue(Agreement.objects.all(), today)) == list(page.context["page"].rows) == [late]


def test_agreements_are_filtered_by_territory(client, city, gathering):
    here, _there = make_agreement(gathering), make_agreement(make_gathering(city))

    page = client.get(reverse("agreement_list"), {"territorio": gathering.territory.public_id})

    assert (list(page.context["page"].rows), page.context["counts"].total) == ([here], 1)


# Photos and products


def photo(width=40, height=30):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#0b5d4b").save(file, "PNG")
    file.seek(0)
    file.name = "foto.png"
    return file


def add(client, gathering, file, **changed):
    given = {"kind": "photo", "caption": "Votan a mano alzada", "file": file, **changed}
    return client.post(url("gathering_files", gathering), given)


def test_photo_without_consent_is_for_the_team_only(client, as_person, gathering, facilitator):
    add(as_person(facilitator), gathering, photo())

    made = GatheringFile.objects.get()
    answers = [one.get(url("gathering_file", made)).status_code for one in (client, as_person(facilitator))]
    assert (answers, "Votan a mano alzada" in client.get(url("gathering_page", gathering)).text) == ([404, 200], False)


def test_photo_with_consent_is_public_until_it_is_taken_back(client, as_person, gathering, facilitator):
    add(as_person(facilitator), gathering, photo(), has_consent="on")
    made = GatheringFile.objects.get()
    before = client.get(url("gathering_file", made)).status_code

    as_person(facilitator).post(url("file_consent", made), {"seen": made.version})

    assert (before, client.get(url("gathering_file", made)).status_code) == (200, 404)


def test_signed_list_is_never_public(client, gathering):
    made = make_gathering_file(gathering, kind=GatheringFile.Kind.LIST, has_consent=True)

    assert client.get(url("gathering_file", made)).status_code == 404


def test_photo_that_is_a_bomb_is_refused_and_nothing_is_stored(as_person, gathering, facilitator):
    page = add(as_person(facilitator), gathering, photo(20_000, 20_000))

    assert (len(page.context["form"].errors["file"]), GatheringFile.objects.count()) == (1, 0)


def test_archive_that_calls_itself_a_photo_is_refused(as_person, gathering, facilitator):
    bomb = io.BytesIO(b"PK\x03\x04" + b"0" * 1000)
    bomb.name = "foto.jpg"

    page = add(as_person(facilitator), gathering, bomb)

    assert (list(page.context["form"].errors), GatheringFile.objects.count()) == (["file"], 0)


# What those who came thought


def opinion(gathering, holder="a", useful=4, heard=5, text=""):
    return Opinion(ticket_of(gathering, holder), useful, heard, text)


def test_evaluate_from_the_registration_once(client, gathering):
    page = reverse(
        "gathering_evaluate", args=[gathering.public_id, ticket_of(gathering, make_registration(gathering).code)]
    )
    for _n in range(2):
        answer = client.post(page, {"useful": "5", "heard": "4", "text": "Más sillas"})

    assert list(Evaluation.objects.values_list("useful", "heard", "text")) == [(5, 4, "Más sillas")]
    assert answer.context["form"].non_field_errors() == ["Ya recibimos su opinión. Gracias."]


def test_evaluate_keeps_no_way_back_to_the_registration(gathering):
    hers = make_registration(gathering)

    evaluate(gathering, opinion(gathering, hers.code))

    assert hers.code not in Evaluation.objects.get().ticket


def test_evaluate_with_a_made_up_ticket_is_not_found(client, gathering):
    page = reverse("gathering_evaluate", args=[gathering.public_id, "0" * 32])

    assert client.get(page).status_code == 404


def test_evaluate_with_the_ticket_of_another_gathering_is_not_allowed(commune, gathering):
    with pytest.raises(NotAllowed):
        evaluate(gathering, opinion(make_gathering(commune)))


@pytest.mark.parametrize("days", [-1, 32])
def test_evaluate_before_it_begins_or_long_after_is_refused(commune, days):
    gathering = make_gathering(commune, starts_at=timezone.now() - timedelta(days=days))

    said = refusal_of(evaluate, gathering, opinion(gathering))

    assert said == "El encuentro se evalúa desde que empieza hasta treinta días después."


def test_opinions_are_told_from_five_on(client, gathering, facilitator):
    rows = [opinion(gathering, str(n), text=f"Opinión {n}") for n in range(5)]
    key_opinions(gathering, rows[:4], by=facilitator)
    few = opinions_of(gathering)
    page = client.get(url("gathering_page", gathering)).text

    key_opinions(gathering, rows, by=facilitator)

    assert (few.are_told, few.texts, "Opinión 1" in page) == (False, [], False)
    told = opinions_of(gathering)
    assert (told.number, told.useful, len(told.texts)) == (5, 4, 5)
    assert "Opinión 1" in client.get(url("gathering_page", gathering)).text


def test_opinions_keyed_from_paper_want_both_answers(as_person, gathering, facilitator):
    sent = {"lines": "2", "r0-useful": "5", "r0-heard": "4", "r1-useful": "5", "r1-heard": "9"}

    page = as_person(facilitator).post(url("evaluation_key", gathering), sent)

    assert [line for line, _control, _text in page.context["grid"].faults] == ["2"]
    assert Evaluation.objects.count() == 0
