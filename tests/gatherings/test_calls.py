"""How a gathering is called, changed and cancelled, and who is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from convite.conversations.models import Follow, Notice
from convite.core.errors import NotAllowed, Overtaken
from convite.core.models import OutboxMessage
from convite.core.searching import matching_ids
from convite.gatherings.actions import call_gatherings, cancel_gathering, edit_gathering
from convite.gatherings.models import Gathering, Registration
from tests.builders import at, make_boundary, make_gathering, make_registration, make_territory
from tests.watching import refusal_of, remembered, versions_of

pytestmark = pytest.mark.django_db


def follow(person, thing):
    Follow.objects.create(kind=thing._meta.label_lower, subject=thing.public_id, person=person)


def typed(**changed):
    return {
        "kind": "workshop", "title": "Taller de huertas", "place": "Sede social", "day": "2030-05-04",
        "starts": "09:00", "ends": "12:00", "call": "", "agenda": "", "access": "", "places": "", **changed,
    }  # fmt: skip


def letters():
    return list(OutboxMessage.objects.order_by("id").values_list("to", flat=True))


def test_call_from_the_page_publishes_it(as_person, commune, officer):
    response = as_person(officer).post(reverse("gathering_call"), typed(territory=commune.public_id, places="20"))

    made = Gathering.objects.get()
    assert response["Location"] == reverse("gathering_page", args=[made.public_id])
    assert (str(made.title), made.starts_at, made.places) == ("Taller de huertas", at("2030-05-04 09:00"), 20)


def test_call_elsewhere_is_not_offered(as_person, other_city, officer):
    page = as_person(officer).post(reverse("gathering_call"), typed(territory=other_city.public_id))

    assert ("territory" in page.context["form"].errors, Gathering.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends": "08:00"}, "ends"),
        ({"point": "la cancha"}, "point"),
        ({"point": "95, 200"}, "point"),
        ({"title": "x" * 4096}, "title"),
        ({"title": "a\0b"}, "title"),
    ],
)
def test_call_with_a_fault_says_where_and_stores_nothing(as_person, commune, officer, changed, field):
    page = as_person(officer).post(reverse("gathering_call"), typed(territory=commune.public_id, **changed))

    assert (list(page.context["form"].errors), Gathering.objects.count()) == ([field], 0)


def told_of_point(client, territory, point):
    page = client.post(reverse("gathering_call"), typed(territory=territory.public_id, point=point))
    return page.context["form"].errors.get("point") if page.context else None


def test_call_with_a_point_in_its_territory_keeps_it_and_shows_the_way(as_person, commune, officer):
    make_boundary(commune)

    told = told_of_point(as_person(officer), commune, "6,25; -75,55")

    made = Gathering.objects.get()
    assert (told, made.lat, made.lon) == (None, 6.25, -75.55)
    page = as_person(officer).get(reverse("gathering_page", args=[made.public_id]))
    assert 'href="geo:6.25000,-75.55000"' in page.text


def test_call_with_a_point_of_another_territory_or_of_none_is_refused(as_person, city, commune, officer):
    make_boundary(commune)
    make_boundary(make_territory("Popular", city), west=-75.7)

    told = [told_of_point(as_person(officer), commune, point) for point in ("6.25, -75.65", "6.25, -80")]

    beside = "Ese punto queda en Comuna 3 Popular, y usted escogió Comuna 3 Manrique. Cambie el punto o el territorio."
    sea = "Ese punto (latitud 6.25000, longitud -80.00000) no queda en Comuna 3 Manrique. Señale otro, o quítelo."
    assert (told, Gathering.objects.count()) == ([[beside], [sea]], 0)


@pytest.mark.parametrize(("west", "stored"), [(-75.6, 1), (-70.0, 0)])
def test_call_in_a_place_without_outline_is_judged_by_the_one_above(as_person, city, commune, officer, west, stored):
    make_boundary(city, west=west)

    told_of_point(as_person(officer), commune, "6.25, -75.55")

    assert Gathering.objects.count() == stored


def test_edit_that_puts_the_point_elsewhere_is_refused(commune, officer):
    make_boundary(commune)
    gathering = make_gathering(commune)
    gathering.lon, gathering.lat = -80.0, 6.25

    assert "no queda en Comuna 3 Manrique" in refusal_of(edit_gathering, gathering, by=officer)


def test_outlines_are_those_of_the_home_territory(client, city, commune):
    make_boundary(commune)

    told = client.get(reverse("gathering_outlines")).json()

    assert [one["properties"] for one in told["features"]] == [{"name": "Comuna 3 Manrique"}]


def test_call_tells_who_follows_the_territory_once_for_a_series(commune, officer, resident):
    follow(resident, commune)
    starts = at("2030-05-04 09:00")
    series = [
        Gathering(
            kind="workshop", title=f"Taller {n}", territory=commune, place="Sede",
            starts_at=starts + timedelta(days=n), ends_at=starts + timedelta(days=n, hours=2),
        )
        for n in range(3)
    ]  # fmt: skip

    call_gatherings(series, by=officer)

    assert list(Notice.objects.values_list("person", "text")) == [
        (resident.pk, "Se convocaron 3 encuentros en Comuna 3 Manrique.")
    ]


def test_edit_that_moves_it_tells_who_has_a_place_and_who_waits(commune, officer):
    gathering = make_gathering(commune, takes_registration=True, places=1)
    for number, state in enumerate(Registration.State):
        make_registration(gathering, contact=f"p{number}@example.org", state=state)
    gathering.place = "Otro salón"

    edit_gathering(gathering, by=officer)

    assert letters() == ["p0@example.org", "p1@example.org"]


def test_edit_of_words_tells_nobody_and_is_found_by_them(commune, officer):
    gathering = make_gathering(commune)
    make_registration(gathering, contact="ana@example.org")
    gathering.title = "Taller de murales"

    edit_gathering(gathering, by=officer)

    found = Gathering.objects.filter(pk__in=matching_ids("murales", "gatherings.gathering"))
    assert (letters(), list(found)) == ([], [gathering])


def test_edit_takes_no_gathering_over_from_another_city(commune, other_city, officer):
    gathering = make_gathering(other_city)
    gathering.territory = commune

    with pytest.raises(NotAllowed):
        edit_gathering(gathering, by=officer)

    assert Gathering.objects.get().territory == other_city


def test_edit_that_was_overtaken_shows_both_and_loses_nothing(as_person, commune, officer):
    gathering = make_gathering(commune, title="Taller")
    url = reverse("gathering_edit", args=[gathering.public_id])
    mine = typed(territory=commune.public_id, title="Lo mío", seen=gathering.version)
    gathering.title = "Lo de ella"
    edit_gathering(gathering, by=officer)

    page = as_person(officer).post(url, mine)
    again = as_person(officer).post(url, {**mine, "seen": page.context["form"]["seen"].value()})

    (title,) = (field for field in page.context["theirs"] if field.field == "title")
    assert [piece.text for piece in title.pieces] == ["Lo ", "de ella", "mío"]
    assert again.status_code == 302
    assert [act for _n, act in versions_of(gathering)] == ["edit_gathering", "edit_gathering"]


def test_cancel_without_a_reason_is_refused(commune, officer):
    said = refusal_of(cancel_gathering, make_gathering(commune), " ", by=officer)

    assert said == "Diga por qué se cancela: quienes pensaban ir lo van a leer."


def test_cancel_tells_who_has_a_place_and_shows_why(client, commune, officer):
    gathering = make_gathering(commune)
    make_registration(gathering, contact="ana@example.org")

    cancel_gathering(gathering, "Se inundó el salón.", by=officer)

    assert letters() == ["ana@example.org"]
    assert "Se inundó el salón." in client.get(reverse("gathering_page", args=[gathering.public_id])).text


def test_cancel_of_one_that_changed_meanwhile_is_overtaken(commune, officer):
    gathering, before = make_gathering(commune), Gathering.objects.get()
    edit_gathering(gathering, by=officer)

    with pytest.raises(Overtaken):
        cancel_gathering(before, "Se inundó.", by=officer)


# A series from a table

ROWS = "territorio;día;empieza;termina;lugar;clase;título;cupos\n"


def send(client, text):
    return client.post(reverse("gathering_series"), {"pasted": text})


def test_series_is_shown_first_and_called_with_the_yes(as_person, commune, officer):
    client = as_person(officer)
    text = ROWS + "".join(f"{commune.code};2030-05-{d:02};17:30;20:00;Sede;Taller;Taller {d};\n" for d in range(1, 29))

    page = send(client, text)
    before = Gathering.objects.count()
    client.post(reverse("gathering_series"), {"filas": page.context["sheet"].carried})

    assert (before, Gathering.objects.count()) == (0, 28)
    assert len(remembered("call_gathering")) == 1


def test_series_sent_twice_is_refused_the_second_time(as_person, commune, officer):
    client = as_person(officer)
    text = ROWS + f"{commune.code};2030-05-01;17:30;20:00;Sede;Taller;Taller;\n"
    client.post(reverse("gathering_series"), {"filas": send(client, text).context["sheet"].carried})

    assert send(client, text).context["sheet"].faults == ("Ya está convocado: Taller, Sede.",)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{code};2030-05-01;tarde;20:00;Sede;Taller;T;", "Fila 2: «tarde» no es una hora. Escríbala así: 17:30."),
        ("{code};2030-05-01;20:00;17:30;Sede;Taller;T;", "Fila 2: Termina antes de empezar."),
        ("99999;2030-05-01;17:30;20:00;Sede;Taller;T;", "Fila 2, columna A (territorio): El código «99999» no existe."),
    ],
)
def test_series_with_a_fault_says_the_row_and_calls_nothing(as_person, commune, officer, row, fault):
    page = send(as_person(officer), ROWS + row.format(code=commune.code))

    assert [said[-len(fault) :].lower() for said in page.context["sheet"].faults] == [fault.lower()]
    assert page.context["sheet"].carried == ""


def test_series_rows_that_somebody_made_up_are_refused(as_person, officer):
    page = as_person(officer).post(reverse("gathering_series"), {"filas": "[[]]"})

    assert (page.status_code, Gathering.objects.count()) == (409, 0)


def test_series_in_another_city_is_refused(as_person, other_city, officer):
    page = send(as_person(officer), ROWS + f"{other_city.code};2030-05-01;17:30;20:00;Sede;Taller;T;")

    assert len(page.context["sheet"].faults) == 1
