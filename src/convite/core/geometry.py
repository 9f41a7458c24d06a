"""Where does a shape lie, what does it hold, and is it a shape at all? Pure functions over GeoJSON in WGS 84.

Words: a *position* is [longitude, latitude]; a *ring* is a closed line of positions; a *polygon* is its outer ring and
its holes; a *shape* is a GeoJSON Polygon or MultiPolygon; a *flaw* says what is wrong and at which place of the JSON.
Not here: reading files and repairing shapes (boundaries.py), drawing them (maps.py).
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import cos, hypot, isfinite, radians, sqrt
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

Geometry = dict[str, Any]
Point = tuple[float, float]
Edge = tuple[float, float, float, float]  # south, north, longitude at the south end, degrees of longitude per degree
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a geometry, and where in its JSON: `coordinates[0][3]`."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def flaws_of(geometry: Any, place: str = "geometry") -> list[Flaw]:
    """Everything that keeps `geometry` from being a shape; of one ring only its first bad position is told."""
    if not geometry:
        return [Flaw(place, _("No trae geometría."))]
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        return [Flaw(place, _("Se esperaba Polygon o MultiPolygon y llegó «%s».") % str(kind)[:40])]
    place += ".coordinates"
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, (list, tuple)) or not coordinates:
        return [Flaw(place, _("La geometría está vacía."))]
    if kind == "Polygon":
        return list(_polygon_flaws(coordinates, place))
    return [flaw for i, polygon in enumerate(coordinates) for flaw in _polygon_flaws(polygon, f"{place}[{i}]")]


def _polygon_flaws(polygon: Any, place: str) -> Iterator[Flaw]:
    if not isinstance(polygon, (list, tuple)) or not polygon:
        yield Flaw(place, _("El polígono está vacío."))
        return
    for number, ring in enumerate(polygon):
        flaw = _ring_flaw(ring, f"{place}[{number}]")
        if flaw:
            yield flaw


def _ring_flaw(ring: Any, place: str) -> Flaw | None:
    if not isinstance(ring, (list, tuple)) or not ring:
        return Flaw(place, _("El anillo está vacío."))
    for number, position in enumerate(ring):
        reason = _position_flaw(position)
        if reason:
            return Flaw(f"{place}[{number}]", reason)
    if list(ring[0][:2]) != list(ring[-1][:2]):
        return Flaw(place, _("El anillo no cierra: su último punto debe ser igual al primero."))
    if len(ring) < 4:
        return Flaw(place, _("Un anillo necesita al menos cuatro puntos, y este tiene %d.") % len(ring))
    return None


def _position_flaw(position: Any) -> str:
    if not isinstance(position, (list, tuple)) or len(position) < 2:
        return _("Una posición son dos números: longitud y latitud.")
    for number in position[:2]:
        if isinstance(number, str):
            return _("La coordenada «%s» es un texto; debe ser un número.") % number[:40]
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not isfinite(number):
            return _("La coordenada «%s» no es un número.") % str(number)[:40]
    lon, lat = position[:2]
    if abs(lon) <= 180 and abs(lat) <= 90:
        return ""
    if abs(lon) <= 90 and abs(lat) <= 180:
        return _("La latitud %s no existe: longitud y latitud parecen estar invertidas.") % lat
    return _("La posición %(lon)s, %(lat)s no está en grados: parece un sistema de coordenadas en metros.") % {
        "lon": lon,
        "lat": lat,
    }


@dataclass(frozen=True)
class Box:
    """The rectangle of degrees around a shape."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def touches(self, other: "Box") -> bool:
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


def box_around(boxes: Iterable[Box]) -> Box:
    """The box that holds all of them."""
    many = list(boxes)
    return Box(
        min(b.west for b in many), min(b.south for b in many), max(b.east for b in many), max(b.north for b in many)
    )


def polygons_of(geometry: Geometry) -> list[list[Sequence[Sequence[float]]]]:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def rings_of(geometry: Geometry) -> Iterator[Sequence[Sequence[float]]]:
    for polygon in polygons_of(geometry):
        yield from polygon


def box_of(geometry: Geometry) -> Box:
    """
    >>> box_of({"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 3], [0, 0]]]})
    Box(west=0, south=0, east=4, north=3)
    """
    lons = [position[0] for polygon in polygons_of(geometry) for position in polygon[0]]
    lats = [position[1] for polygon in polygons_of(geometry) for position in polygon[0]]
    return Box(min(lons), min(lats), max(lons), max(lats))


def _edges_of(geometry: Geometry) -> Iterator[Edge]:
    """The sides of all rings from south to north. Two neighbours read their common side as the very same numbers, so a
    point beside it lies in exactly one of them."""
    for ring in rings_of(geometry):
        before = ring[-1]
        for after in ring:
            if before[1] != after[1]:
                low, high = (before, after) if before[1] < after[1] else (after, before)
                yield low[1], high[1], low[0], (high[0] - low[0]) / (high[1] - low[1])
            before = after


def contains(geometry: Geometry, lon: float, lat: float) -> bool:
    """Does the shape hold the point? A ray to the east crosses its sides an odd number of times; holes count as sides.

    >>> square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    >>> contains(square, 1, 1), contains(square, 3, 1)
    (True, False)
    """
    inside = False
    for south, north, start, slope in _edges_of(geometry):
        if south <= lat < north and lon < start + (lat - south) * slope:
            inside = not inside
    return inside


class _Banded:
    """A shape whose sides are sorted into bands of latitude, so that a point meets only the few sides beside it."""

    __slots__ = ("bands", "box", "height")

    def __init__(self, geometry: Geometry) -> None:
        self.box = box_of(geometry)
        edges = list(_edges_of(geometry))
        count = max(1, int(sqrt(len(edges)) * 2))
        self.height = (self.box.north - self.box.south) / count or 1.0
        self.bands: list[list[Edge]] = [[] for _band in range(count + 1)]
        for edge in edges:
            first = int((edge[0] - self.box.south) / self.height)
            last = int((edge[1] - self.box.south) / self.height)
            for band in range(first, min(last, count) + 1):
                self.bands[band].append(edge)

    def holds(self, lon: float, lat: float) -> bool:
        if not self.box.holds(lon, lat):
            return False
        inside = False
        for south, north, start, slope in self.bands[int((lat - self.box.south) / self.height)]:
            if south <= lat < north and lon < start + (lat - south) * slope:
                inside = not inside
        return inside


class Locator(Generic[Key]):
    """Says for many points in which of many areas each lies.

    Columns of longitude are cut at the areas' edges of their boxes; each knows the areas over it.
    """

    def __init__(self, areas: Iterable[tuple[Key, Geometry]]) -> None:
        self._areas = [(key, _Banded(geometry)) for key, geometry in areas]
        cuts = sorted({side for _key, area in self._areas for side in (area.box.west, area.box.east)})
        self._cuts = cuts
        self._columns: list[list[tuple[Key, _Banded]]] = [[] for _cut in range(len(cuts) + 1)]
        for key, area in self._areas:
            first = bisect_right(cuts, area.box.west)
            for column in range(first, bisect_right(cuts, area.box.east) + 1):
                self._columns[column].append((key, area))

    def at(self, lon: float, lat: float) -> Key | None:
        for key, area in self._columns[bisect_right(self._cuts, lon)]:
            if area.holds(lon, lat):
                return key
        return None

    def at_each(self, points: Iterable[Point]) -> list[Key | None]:
        return [self.at(lon, lat) for lon, lat in points]


def _signed_area(ring: Sequence[Sequence[float]]) -> float:
    total, before = 0.0, ring[-1]
    for after in ring:
        total += before[0] * after[1] - after[0] * before[1]
        before = after
    return total / 2


def area_of(geometry: Geometry) -> float:
    """The area in square kilometres, as on a flat sheet at the shape's own latitude: right within 1 % for a city."""
    box = box_of(geometry)
    degree = 111.32
    squares = sum(
        abs(_signed_area(polygon[0])) - sum(abs(_signed_area(hole)) for hole in polygon[1:])
        for polygon in polygons_of(geometry)
    )
    return squares * degree * degree * cos(radians((box.south + box.north) / 2))


def label_point(geometry: Geometry) -> Point:
    """The point inside the largest part that is farthest from its edge: where a name has most room.

    The search halves squares, best first, and stops when none can hold a point better by 2 % of the shape's size
    (the pole of inaccessibility, as Agafonkin's polylabel looks for it).
    """
    polygon = max(polygons_of(geometry), key=lambda rings: abs(_signed_area(rings[0])))
    middle = sum(p[1] for p in polygon[0]) / len(polygon[0])
    across = cos(radians(middle))
    x, y = _pole_of([[(p[0] * across, p[1]) for p in ring] for ring in polygon])
    return x / across, y


def _pole_of(rings: list[list[Point]]) -> Point:
    xs, ys = [p[0] for p in rings[0]], [p[1] for p in rings[0]]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    precision = max(width, height) / 50
    half = min(width, height) / 2
    if half <= 0:
        return xs[0], ys[0]
    best = max(((_room_at(x, y, rings), x, y) for x, y in (_centroid(rings[0]), (min(xs) + half, min(ys) + half))))
    queue: list[tuple[float, float, float, float]] = []

    def look(x: float, y: float, half: float) -> None:
        nonlocal best
        room = _room_at(x, y, rings)
        best = max(best, (room, x, y))
        if room + half * 1.4143 > best[0] + precision:
            heappush(queue, (-(room + half * 1.4143), x, y, half))

    for column in range(int(width / (2 * half)) + 1):
        for row in range(int(height / (2 * half)) + 1):
            look(min(xs) + half * (2 * column + 1), min(ys) + half * (2 * row + 1), half)
    while queue and -queue[0][0] > best[0] + precision:
        _hope, x, y, half = heappop(queue)
        for dx, dy in ((-half, -half), (half, -half), (-half, half), (half, half)):
            look(x + dx / 2, y + dy / 2, half / 2)
    return best[1], best[2]


def _centroid(ring: list[Point]) -> Point:
    area = _signed_area(ring)
    if not area:
        return ring[0]
    x = y = 0.0
    ox, oy = ring[0]  # measured from a corner: degrees are large against a neighbourhood
    before = ring[-1]
    for after in ring:
        cross = (before[0] - ox) * (after[1] - oy) - (after[0] - ox) * (before[1] - oy)
        x += (before[0] + after[0] - 2 * ox) * cross
        y += (before[1] + after[1] - 2 * oy) * cross
        before = after
    return ox + x / (6 * area), oy + y / (6 * area)


def _room_at(x: float, y: float, rings: list[list[Point]]) -> float:
    """The distance from the point to the nearest side, negative outside."""
    inside, nearest = False, float("inf")
    for ring in rings:
        ax, ay = ring[-1]
        for bx, by in ring:
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            part = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
            nearest = min(nearest, hypot(x - ax - part * dx, y - ay - part * dy))
            ax, ay = bx, by
    return nearest if inside else -nearest
