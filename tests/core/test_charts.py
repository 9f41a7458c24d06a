"""Are charts drawn where the numbers say, safely, and without what the CSP forbids?"""

import re

import pytest

from convite.core import charts
from convite.core.charts import Series


def plain(value):
    return str(value)


@pytest.mark.parametrize(
    ("value", "whole", "share"),
    [(3, 4, 0.75), (9, 4, 1.0), (-1, 4, 0.0), (1, 0, 0.0), (None, 4, 0.0), (1, None, 0.0)],
)
def test_share_stays_between_nothing_and_the_whole(value, whole, share):
    assert charts.share_of(value, whole) == share


@pytest.mark.parametrize(("highest", "top"), [(8.2, 10), (436, 500), (0.118, 0.12), (0, 1), (100, 100)])
def test_nice_ceiling_is_a_round_number_above(highest, top):
    assert charts.nice_ceiling(highest) == pytest.approx(top)


def test_percent_is_written_with_a_point_whatever_the_language():
    assert charts.percent(0.12345) == "12.35%"


def test_bar_is_as_wide_as_its_share():
    assert charts.bar(0.64) == (
        '<svg class="bar " aria-hidden="true"><rect class="track" width="100%" height="100%"/>'
        '<rect class="fill" width="64%" height="100%"/></svg>'
    )


def test_bar_lost_is_hatched_not_only_coloured():
    assert re.findall(r'fill="([^"]+)"', charts.bar(0.5, "lost")) == ["url(#hatch)"]


def test_stacked_bar_leaves_the_rest_hatched():
    drawn = charts.stacked_bar([50, 25], 100)
    assert re.findall(r'<rect class="c\d" x="(\S+)" width="(\S+)"', drawn) == [("0%", "50%"), ("50%", "25%")]
    assert re.findall(r'class="rest" fill="\S+" x="(\S+)" width="(\S+)"', drawn) == [("75%", "25%")]


def test_columns_have_heights_in_proportion():
    drawn = charts.columns(["a", "b"], Series("x", [50, 100]), plain)
    low, high = (float(h) for h in re.findall(r'<rect class="col[^>]* height="(\S+)"', drawn))
    assert high == charts.FLOOR - charts.TOP
    assert low * 2 == pytest.approx(high, abs=0.2)


def test_columns_write_every_value_when_few():
    drawn = charts.columns(["a", "b", "c"], Series("x", [1, None, 3]), plain)
    assert re.findall(r'class="value"[^>]*>([^<]+)<', drawn) == ["1", "3"]


def test_columns_of_nothing_draw_no_column():
    assert re.findall("<rect", charts.columns([], Series("x", []), plain)) == []


def test_lines_break_where_a_value_is_missing():
    drawn = charts.lines(["a", "b", "c", "d"], [Series("x", [1, 2, None, 4])], plain)
    assert [points.count(",") for points in re.findall(r'points="([^"]+)"', drawn)] == [2, 1]


def test_lines_draw_three_series_at_most():
    drawn = charts.lines(["a", "b"], [Series(str(n), [1, 2]) for n in range(5)], plain)
    assert re.findall(r'<polyline class="(\w+)"', drawn) == ["s1", "s2", "s3"]


def test_labels_are_escaped():
    drawn = charts.columns(["<script>"], Series("x", [1]), lambda value: "<b>")
    assert re.findall("<(?:script|b)>", drawn) == []


def test_no_drawing_has_a_style_attribute():
    drawings = [
        charts.bar(0.5, "lost"),
        charts.stacked_bar([1, 2], 4),
        charts.columns(["a"], Series("x", [1]), plain),
        charts.lines(["a", "b"], [Series("x", [1, 2])], plain),
    ]
    assert [drawing for drawing in drawings if "style=" in drawing] == []
