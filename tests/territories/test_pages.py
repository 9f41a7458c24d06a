"""Does the list of territories show the map, the table, the tree, at the same cost however many there are?"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from convite.territories.models import Territory
from tests.builders import make_boundary, make_population, make_territory

pytestmark = pytest.mark.django_db
QUERIES = 4


@pytest.mark.parametrize("number", [1, 3])
def test_territory_list_costs_the_same(
    client: Client, city: Territory, queries_of: Callable[..., int], number: int
) -> None:
    for place in range(number):
        ward = make_territory(f"Comuna {place}", city, order=f"{place + 1:02}")
        make_boundary(ward, -75.6 + place / 10)
        make_population(ward, 1000 + place)
        make_territory("Barrio", ward, kind="neighbourhood")

    assert queries_of(client, reverse("territory_list")) == QUERIES


def test_territory_list_shows_map_and_tree(client: Client, city: Territory, commune: Territory) -> None:
    make_boundary(commune)
    make_population(commune, 160253)
    page = client.get(reverse("territory_list")).content.decode()

    assert page.count("Comuna 3 Manrique") == 1
    assert page.count("<title>Manrique: 160.253</title>") == 1


def test_territory_list_shows_the_chosen_map(client: Client, city: Territory, commune: Territory) -> None:
    block = make_territory("La Salle", commune, kind="neighbourhood")
    make_boundary(commune)
    make_boundary(block)
    response = client.get(reverse("territory_list"), {"mapa": commune.public_id})

    assert response.context["territory"] == commune


@pytest.mark.parametrize("asked", ["", "nada", "' OR 1=1"])
def test_territory_list_of_an_unknown_map_shows_home(
    client: Client, city: Territory, commune: Territory, asked: str
) -> None:
    make_boundary(commune)

    assert client.get(reverse("territory_list"), {"mapa": asked}).context["territory"] == city


def test_territory_list_without_territories_says_what_to_do(client: Client) -> None:
    assert "convite import boundaries" in client.get(reverse("territory_list")).content.decode()
