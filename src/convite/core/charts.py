"""How is a series of numbers drawn? As SVG text, by pure functions: no script, no style attribute, same in a PDF.

Words: a *share* is a part of one (0–1); *labels* go along the x axis; a *series* is (name, values), where a value may
be None (nothing is drawn); *write* turns a value into the reader's text. Horizontal places are percentages and vertical
ones pixels, so a chart fills any width and its letters keep their size on a phone.
Colours come from CSS classes (components.css). Not here: titles, tables and figures around a drawing (the ui tags).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = int | float
Write = Callable[[Number], str]

HEIGHT = 236
TOP = 30  # room for the value over the highest column
FLOOR = HEIGHT - 28  # the base line; the labels of the x axis stand below it
MOST_VALUES_WRITTEN = 9
MOST_SERIES = 3


@dataclass(frozen=True)
class Series:
    """A line or a row of columns: its name and one value per label."""

    name: str
    values: Sequence[Number | None]


def share_of(value: Number | None, whole: Number | None) -> float:
    """
    >>> share_of(3, 4), share_of(9, 4), share_of(1, 0), share_of(None, 4)
    (0.75, 1.0, 0.0, 0.0)
    """
    if not value or not whole or whole <= 0:
        return 0.0
    return min(max(float(value) / float(whole), 0.0), 1.0)


def nice_ceiling(highest: Number) -> float:
    """The round number at or above the highest value, so that grid lines fall on numbers people say.

    >>> nice_ceiling(8.2), nice_ceiling(436), nice_ceiling(0)
    (10.0, 500.0, 1.0)
    """
    if highest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(highest))
    steps = [step * power for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)]
    return next((step for step in steps if step >= highest * 0.999), 10 * power)


def percent(share: float) -> str:
    """A place for an SVG attribute, always with a point: 0.125 → "12.5%"."""
    return f"{round(share * 100, 2):g}%"


def bar(share: float, kind: str = "") -> SafeString:
    """One horizontal bar. Kinds: "" green, "paid" blue, "late" red, "lost" hatched (told apart without colour)."""
    fill = format_html('<rect class="{}" width="{}" height="100%"/>', "fill", percent(share))
    if kind == "lost":
        fill = format_html('<rect fill="url(#hatch)" width="{}" height="100%"/>', percent(share))
    return format_html(
        '<svg class="bar {}" aria-hidden="true"><rect class="track" width="100%" height="100%"/>{}</svg>', kind, fill
    )


def stacked_bar(values: Sequence[Number], whole: Number) -> SafeString:
    """Parts of a whole side by side with a gap of paper between them; what is left over is hatched."""
    parts, start = [], 0.0
    for place, value in enumerate(values):
        share = share_of(value, whole)
        parts.append((place % 2 + 1, percent(start), percent(share)))
        start += share
    rest = max(0.0, 1.0 - start)
    return format_html(
        '<rect class="rest" fill="url(#hatch)" x="{}" width="{}" height="100%"/>{}{}',
        percent(min(start, 1.0)),
        percent(rest),
        format_html_join("", '<rect class="c{}" x="{}" width="{}" height="100%"/>', parts),
        format_html_join("", '<rect class="gap" x="{}" width="2" height="100%"/>', [(x,) for _, x, _w in parts[1:]]),
    )


def columns(labels: Sequence[str], series: Series, write: Write, now: int | None = None) -> SafeString:
    """Columns with their value written on top; ``now`` marks the one that the title is about (the last by default)."""
    count = max(len(labels), 1)
    now = count - 1 if now is None else now
    highest = max((v for v in series.values if v is not None), default=0)
    top = max(highest, 0) or 1
    slot, width = 1 / count, 0.68 / count
    drawn, written = [], []
    for place, value in enumerate(series.values[:count]):
        if value is None:
            continue
        height = max((FLOOR - TOP) * share_of(value, top), 1 if value else 0)
        left = slot * place + (slot - width) / 2
        drawn.append(
            (
                "col now" if place == now else "col",
                percent(left),
                f"{FLOOR - height:.1f}",
                percent(width),
                f"{height:.1f}",
            )
        )
        if count <= MOST_VALUES_WRITTEN or place in (0, now, count - 1) or value == highest:
            kind = "value minor" if count > 5 and (count - 1 - place) % 2 and place != now else "value"
            anchor, where = _edge_anchor(place, count, left, width)
            written.append((kind, anchor, percent(where), f"{FLOOR - height - 8:.1f}", write(value)))
    return format_html(
        '{}<line class="base" x1="0" x2="100%" y1="{f}" y2="{f}"/>{}{}',
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1.5"/>', drawn),
        format_html_join("", '<text class="{}" text-anchor="{}" x="{}" y="{}">{}</text>', written),
        _x_labels(labels, [slot * (place + 0.5) for place in range(count)], centred=True),
        f=FLOOR,
    )


def lines(labels: Sequence[str], many: Sequence[Series], write: Write) -> SafeString:
    """Up to three lines over a light grid; the last value of each is written, gaps stay gaps."""
    many = list(many)[:MOST_SERIES]
    count = max(len(labels), 1)
    highest = max((v for s in many for v in s.values if v is not None), default=0)
    top = nice_ceiling(highest)
    places = [0.1 + 0.84 * place / max(count - 1, 1) for place in range(count)]
    strokes = [
        (number, " ".join(f"{places[place] * 100:.2f},{_height(value, top):.1f}" for place, value in run))
        for number, one in enumerate(many, 1)
        for run in _runs(one.values[:count])
    ]
    ends = [
        (number, run[-1][0], run[-1][1]) for number, one in enumerate(many, 1) for run in _runs(one.values[:count])[-1:]
    ]
    return format_html(
        '{}<svg viewBox="0 0 100 {h}" width="100%" height="{h}" preserveAspectRatio="none">{}</svg>{}{}{}',
        _grid(top, write),
        format_html_join("", '<polyline class="s{}" points="{}"/>', strokes),
        format_html_join(
            "",
            '<circle class="s{}" r="5" cx="{}" cy="{}"/>',
            [(n, percent(places[p]), f"{_height(v, top):.1f}") for n, p, v in ends],
        ),
        format_html_join(
            "",
            '<text class="value" text-anchor="end" x="{}" y="{}">{}</text>',
            [(percent(places[p] + 0.01), f"{_height(v, top) - 12:.1f}", write(v)) for _n, p, v in ends],
        ),
        _x_labels(labels, places, centred=False),
        h=HEIGHT,
    )


def _edge_anchor(place: int, count: int, left: float, width: float) -> tuple[str, float]:
    """A value stands over the middle of its column; among many, the first and the last keep inside the drawing."""
    if count > 5 and place == count - 1:
        return "end", left + width
    if count > 5 and place == 0:
        return "start", left
    return "middle", left + width / 2


def _height(value: Number, top: float) -> float:
    return FLOOR - (FLOOR - TOP) * share_of(value, top)


def _runs(values: Sequence[Number | None]) -> list[list[tuple[int, Number]]]:
    """The stretches without gaps, as (place, value)."""
    runs: list[list[tuple[int, Number]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]


def _grid(top: float, write: Write) -> SafeString:
    """Three lines, each with its number sitting on it at the left, and the base line."""
    marks = [(_height(top * part, top), write(top * part)) for part in (0.5, 1.0)]
    return format_html(
        '{}<line class="base" x1="0" x2="100%" y1="{f}" y2="{f}"/>',
        format_html_join(
            "",
            '<line class="grid" x1="0" x2="100%" y1="{0}" y2="{0}"/><text x="0" y="{1}">{2}</text>',
            [(f"{y:.1f}", f"{y - 5:.1f}", text) for y, text in marks],
        ),
        f=FLOOR,
    )


def _x_labels(labels: Sequence[str], places: Sequence[float], centred: bool) -> SafeString:
    """All labels on a wide screen; on a phone every one marked "minor" steps back when there are many."""
    last = len(labels) - 1
    every = max(1, -(-len(labels) // 12))
    texts = []
    for place, label in enumerate(labels):
        if (last - place) % every:
            continue
        minor = len(labels) > 5 and (last - place) // every % 2 == 1
        at_end = not centred and place == last and last
        anchor = "end" if at_end else "middle"
        where = places[place] + (0.03 if at_end else 0)
        texts.append(("minor" if minor else "", anchor, percent(where), HEIGHT - 8, label))
    return format_html_join("", '<text class="{}" text-anchor="{}" x="{}" y="{}">{}</text>', texts)
