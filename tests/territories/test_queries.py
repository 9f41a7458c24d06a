"""Who lies above and below, what holds a point, how many live there, what a map needs?"""

import pytest
from django.test.utils import CaptureQueriesContext

from convite.territories.models import Boundary, Territory
from convite.territories.queries import (
    ancestors_of,
    areas_for_map,
    children_of,
    descendants_of,
    home_territory,
    locator_of,
    map_of_people,
    population_of,
    populations_of,
    territory_at,
    territory_by_code,
    tree_below,
)
from tests.builders import make_boundary, make_population, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Territory:
    return make_territory("Colombia", code="CO", kind="country")


@pytest.fixture
def town(country: Territory) -> Territory:
    return make_territory("Medellín", country, code="05001", kind="municipality", order="")


@pytest.fixture
def ward(town: Territory) -> Territory:
    return make_territory("Manrique", town, code="0500103", order="03")


@pytest.fixture
def block(ward: Territory) -> Territory:
    return make_territory("La Salle", ward, code="050010301", kind="neighbourhood", order="01")


def test_tree_upwards_and_downwards(country: Territory, town: Territory, ward: Territory, block: Territory) -> None:
    make_territory("Bello", country, code="05", kind="municipality")  # «05/» begins like «05001/»

    assert ancestors_of(block) == [country, town, ward]
    assert ancestors_of(country) == []
    assert set(descendants_of(town)) == {ward, block}


def test_children_come_in_the_order_of_the_city(town: Territory) -> None:
    for name, order in (("Robledo", "07"), ("Popular", "01"), ("Palmitas", "50")):
        make_territory(name, town, order=order)

    assert [child.name for child in children_of(town)] == ["Popular", "Robledo", "Palmitas"]


def test_territory_by_code_keeps_leading_zeros(town: Territory) -> None:
    assert (territory_by_code("05001"), territory_by_code("5001")) == (town, None)


def test_territory_at_finds_the_deepest(town: Territory, ward: Territory, block: Territory) -> None:
    make_boundary(town, -76, 6, 1)
    make_boundary(ward, -75.6, 6.2, 0.1)

    assert territory_at(-75.55, 6.25) == ward
    assert territory_at(-75.1, 6.9) == town
    assert territory_at(-75.1, 6.9, below=ward) is None
    assert territory_at(6.25, -75.55) is None


def test_locator_of_children(town: Territory, ward: Territory) -> None:
    make_boundary(ward)

    assert locator_of(children_of(town)).at_each([(-75.55, 6.25), (0, 0)]) == [ward.pk, None]


def test_home_territory_is_above_all_that_is_mapped(town: Territory, ward: Territory, block: Territory) -> None:
    make_boundary(ward)
    make_boundary(block)

    assert home_territory() == town


def test_home_territory_of_several_states_has_the_most_places() -> None:
    for code, number in (("20", 3), ("21", 2)):
        state = make_territory(code, code=code, kind="state")
        for place in range(number):
            make_boundary(make_territory("x", state, code=f"{code}{place}"))

    assert home_territory() == territory_by_code("20")


def test_home_territory_without_map_is_above_all(town: Territory, ward: Territory) -> None:
    make_territory("Robledo", town, order="07")

    assert home_territory() == town


def test_home_territory_of_nothing_is_none() -> None:
    assert home_territory() is None


def test_areas_for_map_is_one_query(
    town: Territory, ward: Territory, django_assert_num_queries: CaptureQueriesContext
) -> None:
    make_boundary(ward)
    Boundary.objects.update(label_lon=-75.55, label_lat=6.25)
    make_territory("Robledo", town, order="07")  # without boundary: not on the map

    with django_assert_num_queries(1):
        areas = areas_for_map(town, {ward.pk: 12})

    shown = [(a.id, a.name, a.short, a.value, a.label_at, a.url) for a in areas]
    assert shown == [(ward.pk, "Manrique", "3", 12, (-75.55, 6.25), f"/territorios/{ward.public_id}/")]


def test_population_is_the_last_known(ward: Territory) -> None:
    make_population(ward, 900, 2018)
    make_population(ward, 1000, 2026)

    assert (population_of(ward), population_of(ward, 2018), population_of(ward, 1990)) == (1000, 900, None)


@pytest.mark.parametrize(
    "groups",
    [
        {("", ""): 30, ("f", ""): 17},
        {("f", ""): 17, ("m", ""): 13},
        {("", "0-13"): 10, ("", "14+"): 20},
        {("f", "0-13"): 5, ("m", "0-13"): 5, ("f", "14+"): 12, ("m", "14+"): 8},
    ],
)
def test_populations_add_up_whatever_was_counted(ward: Territory, groups: dict[tuple[str, str], int]) -> None:
    for (sex, band), people in groups.items():
        make_population(ward, people, sex=sex, age_band=band)

    assert populations_of([ward]) == {ward.pk: 30}


def test_tree_below_is_one_query(
    town: Territory, ward: Territory, block: Territory, django_assert_num_queries: CaptureQueriesContext
) -> None:
    with django_assert_num_queries(1):
        tree = tree_below(town)

    assert [(b.territory, [child.territory for child in b.children]) for b in tree] == [(ward, [block])]


def test_map_of_people_says_where_most_live(town: Territory, ward: Territory) -> None:
    make_boundary(ward)
    Boundary.objects.update(is_schematic=True)
    make_population(ward, 131191)
    shown = map_of_people(town)

    assert shown is not None
    assert shown.title == "Donde más gente vive: Manrique, 131.191 personas"
    assert shown.note == "dibujo esquemático"


def test_map_without_boundaries_is_none(town: Territory, ward: Territory) -> None:
    assert map_of_people(town) is None
