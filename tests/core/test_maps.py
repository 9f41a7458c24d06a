"""Is a figure per territory shown rightly: its class, its words, its way to the territory, within few bytes?"""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from convite.core.boundaries import displays_of, read_boundaries
from convite.core.maps import Area, draw_map, equal_classes, quantile_classes

SHARED = Path(__file__).parents[3] / "shared" / "data" / "boundaries"


def area(number: int, value: Any = None, **fields: Any) -> Area:
    west = -75.6 + number / 10
    ring = [[west, 6.2], [west + 0.1, 6.2], [west + 0.1, 6.3], [west, 6.3], [west, 6.2]]
    name = fields.pop("name", f"Comuna {number}")
    return Area(number, name, {"type": "Polygon", "coordinates": [ring]}, value, url=f"/t/{number}/", **fields)


def paths(svg: str) -> list[tuple[str | None, str]]:
    """Class and words of each path, in order."""
    return [(path.get("class"), path[0].text or "") for path in ElementTree.fromstring(svg).iter("path")]  # noqa: S314


def test_quantile_classes_never_part_equal_values() -> None:
    classes = quantile_classes([1] * 9 + [2, 3, 4, 5, 6, 7, 8, 9])

    assert classes.ranges[0] == (1, 1)
    assert [classes.number_of(value) for value in (1, 9)] == [1, 7]


def test_few_values_stand_far_apart_on_the_ramp() -> None:
    assert [quantile_classes(range(n)).numbers for n in (1, 2, 3, 7)] == [[4], [1, 7], [1, 4, 7], [1, 2, 3, 4, 5, 6, 7]]


def test_equal_classes_have_round_borders() -> None:
    assert equal_classes([3, 55, 130]).ranges == [(n * 20.0, n * 20.0 + 20) for n in range(7)]


def test_equal_classes_of_one_value_are_one() -> None:
    assert equal_classes([5, 5]).numbers == [4]


def test_draw_map_colours_and_tells_each_area() -> None:
    drawn = draw_map(
        [area(1, 10), area(2, 30), area(3)], title="Votos", value_label="Votos", write=lambda v: f"{v} votos"
    )

    assert paths(drawn.svg) == [
        ("r1", "Comuna 1: 10 votos"),
        ("r7", "Comuna 2: 30 votos"),
        ("none", "Comuna 3: sin dato"),
    ]
    assert drawn.rows[2] == [{"text": "Comuna 3", "url": "/t/3/"}, "sin dato"]
    assert drawn.note == "rayado: sin dato"


def test_draw_map_has_a_legend_of_the_values_in_use() -> None:
    legend = draw_map([area(n, n * 10) for n in range(14)], title="Ideas").legend

    assert legend is not None
    assert legend.texts == [f"{n * 20} – {n * 20 + 10}" for n in range(7)]
    assert (legend.low, legend.high, legend.no_data) == ("0", "130", "")


def test_draw_map_without_values_shows_places() -> None:
    drawn = draw_map([area(1), area(2)], title="Territorios")

    assert paths(drawn.svg) == [(None, "Comuna 1"), (None, "Comuna 2")]
    assert (drawn.legend, drawn.columns) == (None, ["Territorio"])


def test_draw_map_marks_the_present_area_and_draws_it_last() -> None:
    svg = draw_map([area(1, 1), area(2, 2)], title="Aquí", here=1).svg

    assert paths(svg)[-1] == ("r1 here", "Comuna 1: 1")
    assert svg.count('<a href="/t/1/" class="current" aria-current="true">') == 1


def test_draw_map_has_a_name_and_no_style() -> None:
    svg = draw_map([area(1, 1)], title="Votos por comuna").svg

    assert svg.startswith('<svg class="map" role="group" aria-label="Votos por comuna" viewBox="0 0 480 ')
    assert "style" not in svg


def test_draw_map_escapes_names() -> None:
    svg = draw_map([area(1, 1, name="<script>alert('x')</script>\"")], title='"><script>').svg

    assert "<script" not in svg
    assert paths(svg) == [("r4", "<script>alert('x')</script>\": 1")]


def test_draw_map_writes_the_number_where_the_name_finds_no_room() -> None:
    areas = [area(n, n, name="San Sebastián de Palmitas", short=str(n)) for n in range(12)]

    assert re.findall(r"<text[^>]*>([^<]*)</text>", draw_map(areas, title="x").svg) == [str(n) for n in range(12)]


def test_draw_map_breaks_a_long_name() -> None:
    svg = draw_map([area(n, n, name="Doce de Octubre") for n in range(4)], title="x").svg

    assert re.findall(r"<text[^>]*>(.*?)</text>", svg)[0].replace("</tspan>", "").split("<tspan")[0] == "Doce de"


def test_draw_map_of_many_areas_stays_out_of_the_tab_order() -> None:
    svg = draw_map([area(n, n) for n in range(101)], title="x").svg

    assert (svg[:24], svg.count('tabindex="-1"')) == ('<svg class="map dense" r', 101)


def test_draw_map_of_nothing_is_empty() -> None:
    assert draw_map([], title="x").svg == ""


@pytest.mark.skipif(not SHARED.exists(), reason="the real boundary files are not in this checkout")
def test_map_of_medellin_weighs_little() -> None:
    file = read_boundaries((SHARED / "medellin_comunas_corregimientos.geojson").read_bytes(), "x")
    shapes = displays_of([feature.geometry for feature in file.features]).geometries
    areas = [
        Area(f.number, f.properties["NOMBRE"], shape, f.number, f"/territorios/{f.number:012}/", "10")
        for f, shape in zip(file.features, shapes, strict=True)
    ]

    assert len(draw_map(areas, title="Medellín").svg.encode()) <= 25_000
