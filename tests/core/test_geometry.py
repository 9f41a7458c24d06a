"""Is a shape told from what is none, with the place of the flaw? Does each point find its area?"""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.core.geometry import Box, Locator, area_of, box_around, box_of, contains, flaws_of, label_point


def square(west: float = 0, south: float = 0, side: float = 2) -> dict[str, Any]:
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def with_position(position: Any) -> dict[str, Any]:
    shape = square()
    shape["coordinates"][0][2] = position
    return shape


def test_flaws_of_sound_shapes_are_none() -> None:
    several = {"type": "MultiPolygon", "coordinates": [square()["coordinates"], square(5)["coordinates"]]}

    assert flaws_of(square()) == flaws_of(several) == []


@pytest.mark.parametrize(
    ("position", "reason"),
    [
        (["2", 2], "La coordenada «2» es un texto; debe ser un número."),
        ([math.nan, 2], "La coordenada «nan» no es un número."),
        ([True, 2], "La coordenada «True» no es un número."),
        ([None, 2], "La coordenada «None» no es un número."),
        ([2], "Una posición son dos números: longitud y latitud."),
        ([17, -96.7], "La latitud -96.7 no existe: longitud y latitud parecen estar invertidas."),
        (
            [834000, 1180000],
            "La posición 834000, 1180000 no está en grados: parece un sistema de coordenadas en metros.",
        ),
    ],
)
def test_flaws_of_bad_position_tell_its_place(position: Any, reason: str) -> None:
    assert [str(flaw) for flaw in flaws_of(with_position(position), "f")] == [f"f.coordinates[0][2]: {reason}"]


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (None, "f: No trae geometría."),
        ({"type": "Point", "coordinates": [1, 2]}, "f: Se esperaba Polygon o MultiPolygon y llegó «Point»."),
        ({"type": "Polygon", "coordinates": []}, "f.coordinates: La geometría está vacía."),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "f.coordinates[0]: El polígono está vacío."),
        ({"type": "Polygon", "coordinates": [[]]}, "f.coordinates[0]: El anillo está vacío."),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]},
            "f.coordinates[0]: Un anillo necesita al menos cuatro puntos, y este tiene 3.",
        ),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]},
            "f.coordinates[0]: El anillo no cierra: su último punto debe ser igual al primero.",
        ),
    ],
)
def test_flaws_of_what_is_no_shape_tell_the_place(geometry: Any, told: str) -> None:
    assert [str(flaw) for flaw in flaws_of(geometry, "f")] == [told]


def test_flaws_of_one_ring_tell_only_the_first() -> None:
    shape = {"type": "Polygon", "coordinates": [[["x", 0], ["y", 0], [1, 1], ["x", 0]]]}

    assert len(flaws_of(shape)) == 1


def test_contains_is_false_in_a_hole() -> None:
    shape = {"type": "Polygon", "coordinates": [*square(side=10)["coordinates"], *square(4, 4)["coordinates"]]}

    assert [contains(shape, *point) for point in ((1, 1), (5, 5), (11, 5))] == [True, False, False]


def test_boxes() -> None:
    both = box_around([box_of(square()), box_of(square(5, 5))])

    assert both == Box(0, 0, 7, 7)
    assert [both.holds(3, 3), both.holds(8, 3), both.touches(Box(7, 7, 9, 9))] == [True, False, True]


def test_area_of_a_degree_at_the_equator() -> None:
    assert round(area_of(square(-0.5, -0.5, 1))) == 12392


def test_locator_finds_each_area() -> None:
    locator = Locator([("a", square()), ("b", square(2)), ("c", square(10, 10))])

    assert locator.at_each([(1, 1), (3, 1), (11, 11), (7, 7), (-9, 1)]) == ["a", "b", "c", None, None]


@given(
    border=st.lists(st.floats(0.1, 9.9, allow_nan=False), min_size=1, max_size=12),
    point=st.tuples(st.floats(0.001, 9.999), st.floats(0.001, 9.999)),
)
def test_point_lies_in_exactly_one_of_two_neighbours(border: list[float], point: tuple[float, float]) -> None:
    """Whatever border they share, even on it or at the height of its corners."""
    line = [[x, 10 * (place + 1) / (len(border) + 1)] for place, x in enumerate(border)]
    line = [[5, 0], *line, [5, 10]]
    west = {"type": "Polygon", "coordinates": [[[0, 0], *line, [0, 10], [0, 0]]]}
    east = {"type": "Polygon", "coordinates": [[[10, 0], [10, 10], *line[::-1], [10, 0]]]}

    assert contains(west, *point) + contains(east, *point) == 1
    assert Locator([(True, west)]).at(*point) == (contains(west, *point) or None)


def test_label_point_of_a_horseshoe_is_inside() -> None:
    ring = [[0, 0], [9, 0], [9, 9], [7, 9], [7, 2], [2, 2], [2, 9], [0, 9], [0, 0]]
    shape = {"type": "Polygon", "coordinates": [ring]}

    assert contains(shape, *label_point(shape)) is True


def test_label_point_lies_in_the_largest_part() -> None:
    shape = {"type": "MultiPolygon", "coordinates": [square(20)["coordinates"], square(side=10)["coordinates"]]}

    assert [round(degrees, 1) for degrees in label_point(shape)] == [5, 5]
