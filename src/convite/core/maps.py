"""How is a figure per territory shown as a map? As SVG text drawn by the server, with its legend and its table twin.

Words: an *area* is a territory to draw with its value (None: no data); the *ramp* has seven classes, r1 (least) to r7;
a *label* is the name, or the short name, written where it fits. Markup (colours are CSS, no style attributes):

    <svg class="map" role="group" aria-label="…" viewBox="0 0 480 …">
      <defs><pattern id="m1f0c" href="#hatch" …/></defs>   (only with areas without data; #hatch stands in base.html)
      <g transform="scale(.1)"><a href="…"><path class="r3" d="…"><title>Popular: 131.191</title></path></a>…</g>
      <g class="labels" aria-hidden="true"><text x="…" y="…" dy=".35em">Popular</text><text class="minor" …>1</text></g>
    </svg>

A path without data is `<path class="none" fill="url(#m1f0c)">`; without any value at all the map shows places and its
paths have no class. The highlighted one is drawn last: `<a class="current" aria-current="true"><path class="r3 here">`.
A map of more than a hundred areas is "map dense" (thin edges) and its links stay out of the tab order: nobody tabs
through 570 of them, and the table has the same links. Not here: reading boundaries.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, cos, floor, log10, radians
from typing import Any
from zlib import crc32

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from convite.core.geometry import Box, Geometry, Point, box_around, box_of, label_point, rings_of

Number = int | float
Write = Callable[[Any], str]

WIDTH = 480  # units of the drawing: about the pixels it takes on a page, so that letters keep their size
TALLEST = 520
MARGIN = 3
FINE, COARSE = 10, 4  # steps per unit; where areas are many each is small, and a finer step is never seen
MANY = 100
CLASSES = 7
LETTER, LINE = 9.0, 16.5  # a letter's mean width and a line's height in units, for bold text of 15 (components.css)
PHONE = 22 / 15  # on a narrow screen labels are this much larger; those without room for it are "minor" and vanish
NUDGES = (
    (0, 0),
    (-14, 0),
    (14, 0),
    (0, -12),
    (0, 12),
    (-28, 0),
    (28, 0),
    (0, -26),
    (0, 26),
    (14, 12),
    (14, -12),
)  # where a label is tried, in units from its point


@dataclass(frozen=True)
class Area:
    """A territory to draw. `shown` is its value in words where the map's own way of writing does not serve."""

    id: Any
    name: str
    geometry: Geometry
    value: Any = None
    url: str = ""
    short: str = ""
    label_at: Point | None = None
    shown: str = ""
    is_sketch: bool = False


@dataclass(frozen=True)
class Step:
    """One class of the legend: its place on the ramp (1–7) and the values in it."""

    number: int
    text: str


@dataclass(frozen=True)
class Legend:
    """`low` and `high` are the ends of the ramp in words; `no_data` is "" where every area has a value."""

    low: str
    high: str
    steps: tuple[Step, ...]
    no_data: str = ""

    @property
    def texts(self) -> list[str]:
        """The seven texts of a full ramp; empty where fewer classes are in use."""
        return [step.text for step in self.steps] if len(self.steps) == CLASSES else []


@dataclass(frozen=True)
class MapView:
    """All that a page prints: {% map_frame m.svg m.title m.note m.legend.low m.legend.high … m.columns m.rows %}."""

    svg: SafeString
    title: str
    legend: Legend | None
    columns: list[Any]
    rows: list[list[Any]]
    description: str = ""
    note: str = ""


@dataclass(frozen=True)
class Classes:
    """`tops[i]` is the largest value of the i-th class in use, and `numbers[i]` its place on the ramp."""

    tops: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    ranges: list[tuple[Any, Any]] = field(default_factory=list)

    def number_of(self, value: Any) -> int:
        return self.numbers[min(bisect_left(self.tops, value), len(self.numbers) - 1)]


def quantile_classes(values: Iterable[Any]) -> Classes:
    """Up to seven classes with about as many areas in each; equal values are never parted.

    >>> quantile_classes([1, 2, 3]).numbers, quantile_classes(range(14)).ranges[0]
    ([1, 4, 7], (0, 1))
    """
    found = sorted(values)
    distinct = sorted(set(found))
    if len(distinct) <= CLASSES:
        tops = distinct
    else:
        tops = sorted({found[ceil(len(found) * part / CLASSES) - 1] for part in range(1, CLASSES + 1)})
    starts = [distinct[0], *(distinct[bisect_right(distinct, top)] for top in tops[:-1])] if distinct else []
    return Classes(tops, _spread(len(tops)), list(zip(starts, tops, strict=True)))


def equal_classes(values: Iterable[Any]) -> Classes:
    """Up to seven classes of the same round width: 0–20, 20–40, …

    >>> equal_classes([3, 55, 130]).ranges[:2]
    [(0.0, 20.0), (20.0, 40.0)]
    """
    found = [float(value) for value in values]
    if not found or min(found) == max(found):
        return quantile_classes(found)
    width = _round_step((max(found) - min(found)) / CLASSES)
    while ceil(max(found) / width) - floor(min(found) / width) > CLASSES:
        width = _round_step(width * 1.01)
    first = floor(min(found) / width)
    edges = [round(edge * width, 10) for edge in range(first, max(ceil(max(found) / width), first + 1) + 1)]
    return Classes(edges[1:], _spread(len(edges) - 1), list(pairwise(edges)))


def _round_step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= least * 0.9999)


def _spread(count: int) -> list[int]:
    """Few classes take places far from each other on the ramp, so that they are told apart."""
    if count <= 1:
        return [4] * count
    return [1 + round(place * (CLASSES - 1) / (count - 1)) for place in range(count)]


class _Sheet:
    """Lays degrees on paper: at a state's size the flat projection at the middle latitude is true enough."""

    def __init__(self, box: Box, steps: int) -> None:
        across = cos(radians((box.south + box.north) / 2))
        width = max((box.east - box.west) * across, 1e-9)
        height = max(box.north - box.south, 1e-9)
        scale = min((WIDTH - 2 * MARGIN) / width, (TALLEST - 2 * MARGIN) / height)
        self.height = ceil(height * scale + 2 * MARGIN)
        self.steps = steps
        self._x = scale * across
        self._y = scale
        self._left = box.west - ((WIDTH - width * scale) / 2) / self._x
        self._top = box.north + MARGIN / self._y

    def place(self, lon: float, lat: float) -> Point:
        return (lon - self._left) * self._x, (self._top - lat) * self._y

    def rings(self, geometry: Geometry) -> list[list[tuple[int, int]]]:
        """The rings in whole steps, without the points that fall on the one before; what vanishes is left out."""
        kx, ky, left, top = self._x * self.steps, self._y * self.steps, self._left, self._top
        drawn = []
        for ring in rings_of(geometry):
            points: list[tuple[int, int]] = []
            for position in ring:
                point = (round((position[0] - left) * kx), round((top - position[1]) * ky))
                if not points or point != points[-1]:
                    points.append(point)
            if len(points) > 1 and points[0] == points[-1]:
                points.pop()
            if len(points) > 2:
                drawn.append(points)
        return drawn


def _path(rings: list[list[tuple[int, int]]]) -> str:
    """Path data in relative steps: «M12 30l5-3 8 2z»."""
    parts = []
    for ring in rings:
        x, y = ring[0]
        parts.append(f"M{x} {y}l")
        steps = []
        for nx, ny in ring[1:]:
            steps.append(f"{nx - x}{ny - y}" if ny < y else f"{nx - x} {ny - y}")
            x, y = nx, ny
        line = " ".join(steps).replace(" -", "-")
        parts.append(line + "z")
    return "".join(parts)


def draw_map(
    areas: Sequence[Area],
    *,
    title: str,
    value_label: str = "",
    write: Write = str,
    classes: Callable[[Iterable[Any]], Classes] = quantile_classes,
    here: Any = None,
    description: str = "",
    note: str = "",
) -> MapView:
    """Draws the areas. Without any value at all it is a map of places; `here` is the id of the area to highlight."""
    values = [area.value for area in areas if area.value is not None]
    used = classes(values) if values else None
    texts = {area.id: _text_of(area, write) or (_("sin dato") if used else "") for area in areas}
    lacks = used is not None and len(values) < len(areas)
    legend = _legend(used, write, lacks) if used else None
    rows = [[{"text": a.name, "url": a.url}, *([texts[a.id]] if used else [])] for a in areas]
    columns: list[Any] = [_("Territorio"), *([{"label": value_label, "number": True}] if used else [])]
    svg = _drawn(areas, texts, used, title, here) if areas else SafeString("")
    notes = [note, _("rayado: sin dato") if lacks else "", _("dibujo esquemático") if _is_sketch(areas) else ""]
    return MapView(svg, title, legend, columns, rows, description, " · ".join(filter(None, notes)))


def _is_sketch(areas: Sequence[Area]) -> bool:
    return any(area.is_sketch for area in areas)


def _text_of(area: Area, write: Write) -> str:
    return area.shown or ("" if area.value is None else write(area.value))


def _legend(used: Classes, write: Write, lacks: bool) -> Legend:
    texts = [write(low) if low == high else f"{write(low)} – {write(high)}" for low, high in used.ranges]
    steps = tuple(Step(number, text) for number, text in zip(used.numbers, texts, strict=True))
    low, high = write(used.ranges[0][0]), write(used.ranges[-1][1])
    return Legend(low, high, steps, _("sin dato") if lacks else "")


def _drawn(areas: Sequence[Area], texts: dict[Any, str], used: Classes | None, title: str, here: Any) -> SafeString:
    is_dense = len(areas) > MANY
    steps = COARSE if is_dense else FINE
    sheet = _Sheet(box_around(box_of(area.geometry) for area in areas), steps)
    hatch = f"m{crc32(title.encode()):x}"
    lacks = used is not None and any(area.value is None for area in areas)
    shapes, labels = [], []
    for area in sorted(areas, key=lambda area: area.id == here):  # the highlighted edge lies over its neighbours'
        rings = sheet.rings(area.geometry)
        said = f"{area.name}: {texts[area.id]}" if texts[area.id] else area.name
        path = _path_tag(rings, _classes_of(area, used, area.id == here), hatch, said)
        mark = ' class="current" aria-current="true"' if area.id == here else ' tabindex="-1"' if is_dense else ""
        shapes.append(f'<a href="{escape(area.url)}"{mark}>{path}</a>' if area.url else path)
        labels.append(_label(area, sheet, rings))
    return mark_safe(  # noqa: S308 - every text in it went through escape
        f'<svg class="{"map dense" if is_dense else "map"}" role="group" aria-label="{escape(title)}"'
        f' viewBox="0 0 {WIDTH} {sheet.height}">{_hatch(hatch, steps) if lacks else ""}'
        f'<g transform="scale({1 / steps:g})">{"".join(shapes)}</g>'
        f'<g class="labels" aria-hidden="true">{"".join(labels)}</g></svg>'
    )


def _classes_of(area: Area, used: Classes | None, is_here: bool) -> list[str]:
    kinds = [] if used is None else ["none"] if area.value is None else [f"r{used.number_of(area.value)}"]
    return [*kinds, "here"] if is_here else kinds


def _path_tag(rings: list[list[tuple[int, int]]], kinds: list[str], hatch: str, said: str) -> str:
    attributes = f' class="{" ".join(kinds)}"' if kinds else ""
    if "none" in kinds:
        attributes += f' fill="url(#{hatch})"'
    return f'<path{attributes} d="{_path(rings)}"><title>{escape(said)}</title></path>'


def _hatch(name: str, steps: int) -> str:
    """The page's hatching, made as large again as the group of shapes is made small."""
    return f'<defs><pattern id="{name}" href="#hatch" patternTransform="rotate(45) scale({steps})"/></defs>'


def _label(area: Area, sheet: _Sheet, rings: list[list[tuple[int, int]]]) -> str:
    """The name on one line or two where it fits inside the area, else the short name, else nothing."""
    x, y = sheet.place(*(area.label_at or label_point(area.geometry)))
    room = _Room(rings, sheet.steps)
    for lines in _ways_to_write(area):
        width, height = max(map(len, lines)) * LETTER + 2, len(lines) * LINE - 4
        for dx, dy in NUDGES:
            if room.holds(width, height, x + dx, y + dy):
                is_minor = not room.holds(width * PHONE, height * PHONE, x + dx, y + dy)
                return _text_tag(lines, x + dx, y + dy, ' class="minor"' if is_minor else "")
    return ""


def _text_tag(lines: Sequence[str], x: float, y: float, kind: str) -> str:
    first = ".35em" if len(lines) == 1 else "-.2em"
    rest = "".join(f'<tspan x="{x:.0f}" dy="1.1em">{escape(line)}</tspan>' for line in lines[1:])
    return f'<text{kind} x="{x:.0f}" y="{y:.0f}" dy="{first}">{escape(lines[0])}{rest}</text>'


def _ways_to_write(area: Area) -> Iterator[Sequence[str]]:
    yield (area.name,)
    spaces = [place for place, letter in enumerate(area.name) if letter == " "]
    if spaces:
        middle = min(spaces, key=lambda place: abs(place - len(area.name) / 2))
        yield area.name[:middle], area.name[middle + 1 :]
    if area.short:
        yield (area.short,)


class _Room:
    """Where there is room inside a drawn area. Rectangles are in units, the rings in steps of them."""

    def __init__(self, rings: list[list[tuple[int, int]]], steps: int) -> None:
        self.steps = steps
        self.sides = [side for ring in rings for side in zip((ring[-1], *ring), ring, strict=False)]
        self._walls: dict[float, list[float]] = {}

    def holds(self, width: float, height: float, x: float, y: float) -> bool:
        """Does the rectangle around (x, y) lie inside? Its middle line goes first: most fail there, at little cost."""
        west, east = (x - width / 2) * self.steps, (x + width / 2) * self.steps
        walls = self._walls_at(y * self.steps)
        before = bisect_left(walls, west)
        if before % 2 == 0 or before == len(walls) or walls[before] < east:
            return False
        north, south = (y - height / 2) * self.steps, (y + height / 2) * self.steps
        return not any(
            min(ax, bx) < east
            and max(ax, bx) > west
            and min(ay, by) < south
            and max(ay, by) > north
            and _crosses(ax, ay, bx, by, (west, north, east, south))
            for (ax, ay), (bx, by) in self.sides
        )

    def _walls_at(self, y: float) -> list[float]:
        """From west to east, where the level line crosses the sides: between the first and the second one is inside."""
        if y not in self._walls:
            self._walls[y] = sorted(
                (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in self.sides if (ay > y) != (by > y)
            )
        return self._walls[y]


def _crosses(ax: int, ay: int, bx: int, by: int, box: tuple[float, float, float, float]) -> bool:
    """Does the side pass through the rectangle? Cut it at each edge in turn and see whether anything is left."""
    west, north, east, south = box
    start, end = 0.0, 1.0
    for delta, room in ((ax - bx, ax - west), (bx - ax, east - ax), (ay - by, ay - north), (by - ay, south - ay)):
        if delta == 0:
            if room < 0:
                return False
        elif delta < 0:
            start = max(start, room / delta)
        else:
            end = min(end, room / delta)
    return start < end
