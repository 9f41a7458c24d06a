"""When and where will people meet? The list to come, the agenda by month, the map."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.gatherings.models import Gathering
from convite.gatherings.queries import map_of_coming
from tests.builders import at, make_boundary, make_gathering, make_territory

pytestmark = pytest.mark.django_db


def test_list_to_come_is_soonest_first_and_past_newest_first(client, commune):
    now = timezone.now()
    for days in (9, 2, -3, -1):
        make_gathering(commune, title=str(days), starts_at=now + timedelta(days=days))

    def titles(when):
        page = client.get(reverse("gathering_list"), {"cuando": when}).context["page"]
        return [str(row) for row in page.rows]

    assert [titles("por-venir"), titles("pasados")] == [["2", "9"], ["-1", "-3"]]


def test_agenda_of_a_city_has_what_lies_in_it_by_day(client, city, commune, other_city):
    first, second = (make_gathering(commune, starts_at=at(f"2030-05-{day} 09:00")) for day in ("04", "20"))
    make_gathering(other_city, starts_at=at("2030-05-05 09:00"))
    make_gathering(commune, starts_at=at("2030-06-01 00:00"))

    asked = {"territorio": city.public_id, "mes": "2030-05"}
    month = client.get(reverse("gathering_agenda"), asked).context["month"]

    assert [rows for _day, rows in month.days] == [[first], [second]]
    assert (month.before, month.after) == ("2030-04", "2030-06")


@pytest.mark.parametrize("asked", ["", "2030-13", "x" * 4096, "0001-01", "9999-12", "a\0b"])
def test_agenda_of_no_month_is_that_of_the_present_one(client, db, asked):
    month = client.get(reverse("gathering_agenda"), {"mes": asked, "territorio": asked}).context["month"]

    assert month.first == timezone.localdate().replace(day=1)


def test_map_counts_what_is_to_come_in_each_place_and_below_it(city, commune):
    make_boundary(commune)
    now = timezone.now()
    make_gathering(commune)
    make_gathering(make_territory("La Salle", commune))
    make_gathering(commune, state=Gathering.State.CANCELLED)
    make_gathering(commune, starts_at=now - timedelta(days=2))

    drawn = map_of_coming(Gathering.objects.all(), city, now)

    assert drawn.title == "2 encuentros por venir"
