"""Who has a place, who waits, who moves up, and who is told: also when fifty come at once."""

from datetime import timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from convite.core.models import OutboxMessage
from convite.gatherings.actions import VISITOR, cancel_registration, edit_gathering, register, remind_registered
from convite.gatherings.actions import registrations as registering
from convite.gatherings.models import Gathering, Registration
from tests.builders import make_gathering, make_registration
from tests.watching import refusal_of, remembered

pytestmark = pytest.mark.django_db
STATE = Registration.State


@pytest.fixture
def gathering(commune):
    return make_gathering(commune, takes_registration=True, places=2)


def come(gathering, name="Rosa", **given):
    return register(gathering, name=name, by=given.pop("by", VISITOR), **given)


def states():
    return list(Registration.objects.order_by("id").values_list("state", flat=True))


def letters():
    return list(OutboxMessage.objects.order_by("id").values_list("to", "subject"))


def test_register_fills_the_places_and_then_the_waiting_list(gathering):
    for name in "abc":
        come(gathering, name)

    assert states() == [STATE.CONFIRMED, STATE.CONFIRMED, STATE.WAITING]
    assert remembered("register")[0] == ("visitor", "gatherings.gathering", gathering.public_id)


def test_register_lies_closed_in_the_database(gathering):
    come(gathering, "Rosa Múnera", contact="rosa@example.org", needs="Rampa")

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, contact, needs FROM gatherings_registration")
        stored = " ".join(cursor.fetchone())
    assert [word for word in ("Rosa", "rosa@", "Rampa") if word in stored] == []


def test_register_twice_with_one_address_is_one_and_only_the_address_hears_of_it(gathering):
    first = come(gathering, contact="Rosa@example.org")

    assert come(gathering, "Otra", contact="rosa@example.org ") == first
    assert letters() == [
        ("rosa@example.org", "Tiene un puesto: Taller de ideas"),
        ("rosa@example.org", "Su inscripción: Taller de ideas"),
    ]


def test_register_page_answers_the_same_whether_the_address_is_known(client, gathering):
    url = reverse("gathering_register", args=[gathering.public_id])
    answers = [client.post(url, {"name": "Rosa", "contact": "rosa@example.org"}, follow=True) for _n in range(2)]

    said = [(a.redirect_chain, [str(m) for m in a.context["messages"]]) for a in answers]
    assert (said[0], Registration.objects.count()) == (said[1], 1)


def test_register_with_an_account_is_one_tap_and_one_place(as_person, gathering, resident):
    client, url = as_person(resident), reverse("gathering_register", args=[gathering.public_id])
    for _n in range(2):
        response = client.post(url, {"con_mi_cuenta": "1"})

    made = Registration.objects.get()
    assert (made.person, made.name, made.contact) == (resident, resident.name, resident.email)
    assert response["Location"] == reverse("registration_page", args=[made.code])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": Gathering.State.CANCELLED}, "El encuentro se canceló; no recibe inscripciones."),
        ({"takes_registration": False}, "Este encuentro no pide inscripción: llegue y participe."),
        (
            {"starts_at": timezone.now() - timedelta(hours=1)},
            "Las inscripciones se cerraron cuando empezó el encuentro. Si hay sitio, puede entrar igual.",
        ),
    ],
)
def test_register_where_it_is_closed_is_refused(commune, fields, sentence):
    gathering = make_gathering(commune, **{"takes_registration": True, **fields})

    assert refusal_of(come, gathering) == sentence


def test_cancel_moves_the_first_who_waits_up_and_tells_her(gathering):
    made = [come(gathering, name, contact=f"{name}@example.org") for name in "abcd"]
    OutboxMessage.objects.all().delete()

    cancel_registration(made[0], by=VISITOR)

    assert states() == [STATE.CANCELLED, STATE.CONFIRMED, STATE.CONFIRMED, STATE.WAITING]
    assert letters() == [("c@example.org", "Ahora tiene un puesto: Taller de ideas")]


def test_cancel_of_who_waits_moves_nobody(gathering):
    made = [come(gathering, name) for name in "abcd"]

    cancel_registration(made[2], by=VISITOR)

    assert states() == [STATE.CONFIRMED, STATE.CONFIRMED, STATE.CANCELLED, STATE.WAITING]


def test_cancel_twice_is_refused_and_frees_one_place(gathering):
    made = [come(gathering, name) for name in "abcd"]
    cancel_registration(made[0], by=VISITOR)

    assert refusal_of(cancel_registration, made[0], by=VISITOR) == "Esta inscripción ya estaba cancelada."
    assert states().count(STATE.CONFIRMED) == 2


def test_cancel_by_the_link_of_the_letter_needs_no_account(client, gathering):
    made = come(gathering)

    client.post(reverse("registration_cancel", args=[made.code]))

    assert states() == [STATE.CANCELLED]


def test_more_places_move_up_those_who_wait_in_order(gathering, officer):
    for name in "abcde":
        come(gathering, name)
    gathering.places = 4

    edit_gathering(gathering, by=officer)

    assert states() == [STATE.CONFIRMED] * 4 + [STATE.WAITING]


# Reminders


def test_remind_the_day_before_those_with_a_place_once(commune):
    now = timezone.now()
    soon = make_gathering(commune, starts_at=now + timedelta(hours=20))
    earlier = now - timedelta(days=3)
    for name, state in (("si", STATE.CONFIRMED), ("espera", STATE.WAITING), ("no", STATE.CANCELLED)):
        make_registration(soon, contact=f"{name}@example.org", state=state, registered_at=earlier)
    make_registration(soon, contact="ayer@example.org", registered_at=now)
    make_registration(make_gathering(commune), contact="lejos@example.org", registered_at=earlier)

    assert [remind_registered(now), remind_registered(now)] == [1, 0]
    assert letters() == [("si@example.org", "Es pronto: Taller de ideas")]


def test_remind_of_a_cancelled_one_writes_nothing(commune):
    now = timezone.now()
    gathering = make_gathering(commune, starts_at=now + timedelta(hours=20), state=Gathering.State.CANCELLED)
    make_registration(gathering, contact="si@example.org", registered_at=now - timedelta(days=3))

    assert remind_registered(now) == 0


# Many at once


def all_at_once(gathering, number):
    ready = Barrier(number)

    def one(name):
        ready.wait(timeout=60)
        while True:
            try:
                register(gathering, name=name, by=VISITOR)
                break
            except OperationalError as error:  # SQLite in memory does not wait for its turn, as a file does
                if "locked" not in str(error):
                    raise
                sleep(0.005)
        connection.close()

    threads = [Thread(target=one, args=(f"Persona {n}",)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_register_fifty_at_once_for_ten_places_gives_ten(commune):
    gathering = make_gathering(commune, takes_registration=True, places=10)

    all_at_once(gathering, 50)

    assert states() == [STATE.CONFIRMED] * 10 + [STATE.WAITING] * 40


@pytest.mark.django_db(transaction=True)
def test_register_at_once_without_looking_gives_too_many(commune, monkeypatch):
    """The control: if places were counted before the gathering's row is held, this is what would happen."""
    gathering = make_gathering(commune, takes_registration=True, places=10)
    before = registering.has_place(gathering)
    monkeypatch.setattr(registering, "has_place", lambda gathering: before)

    all_at_once(gathering, 20)

    assert states().count(STATE.CONFIRMED) == 20
