"""How does one point at a place on a map without a program in the browser? On a drawing that a form sends back.

`<input type="image">` sends where on the picture it was touched; the page comes again with the point marked and the map
nearer. The picture is an SVG file of its own, so its colours stand in it and not in the page's style sheets.
Not here: which outlines are drawn (the room asks), and whether the point is a good one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from convite.core.geometry import Box, Geometry, Point, rings_of

WIDTH = 288  # what a telephone of 320 pixels has room for: the picture is never scaled, or the touch would be false
TALLEST = 400
_COORDINATES = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*")
_WITH_COMMAS = re.compile(r"\s*(-?\d{1,3},\d{1,12})\s*[; ]\s*(-?\d{1,3},\d{1,12})\s*")
NO_COORDINATES = _("«%(typed)s» no son coordenadas: escriba latitud y longitud, «6.2518, -75.5636».")
LETTER = 5.6  # a letter's mean width in pixels, in the drawing's small type


@dataclass(frozen=True)
class Outline:
    """A place to draw; its name stands at `label_at` where that is on the picture and there is room for it."""

    name: str
    geometry: Geometry
    label_at: Point | None = None
    is_chosen: bool = False


def point_of(text: str) -> Point | None:
    """Longitude and latitude out of what a telephone shows: «6.2518, -75.5636», latitude first.

    >>> point_of("6.2518, -75.5636"), point_of("6,2518; -75,5636"), point_of("la cancha")
    ((-75.5636, 6.2518), (-75.5636, 6.2518), None)
    """
    found = _COORDINATES.fullmatch(text) or _WITH_COMMAS.fullmatch(text)
    return (float(found[2].replace(",", ".")), float(found[1].replace(",", "."))) if found else None


def coordinates_of(point: Point | None) -> str:
    return f"{point[1]:.5f}, {point[0]:.5f}" if point else ""


def point_at(box: Box, x: float, y: float, width: float, height: float) -> Point:
    """The place under a pixel of the picture of a box.

    >>> point_at(Box(-76.0, 6.0, -75.0, 7.0), 50, 25, 100, 100)
    (-75.5, 6.75)
    """
    return box.west + (box.east - box.west) * x / width, box.north - (box.north - box.south) * y / height


def draw_ground(box: Box, outlines: Iterable[Outline], point: Point | None, width: int, height: int) -> str:
    """The SVG of what lies in the box, with a pin on the point."""
    across, down = width / (box.east - box.west), height / (box.north - box.south)

    def place(lon: float, lat: float) -> tuple[float, float]:
        return (lon - box.west) * across, (box.north - lat) * down

    shapes, names, taken = [], [], []
    for outline in outlines:
        lines = (
            "L".join(f"{x:.0f} {y:.0f}" for x, y in (place(*p[:2]) for p in ring))
            for ring in rings_of(outline.geometry)
        )
        fill = "#d7e6c8" if outline.is_chosen else "#fbf8f2"
        shapes.append(f'<path d="{"".join(f"M{line}z" for line in lines)}" fill="{fill}" stroke="#84806f"/>')
        spot = place(*outline.label_at) if outline.label_at else None
        if spot and _has_room(outline.name, spot, taken, width, height):
            names.append(f'<text x="{spot[0]:.0f}" y="{spot[1]:.0f}">{escape(outline.name)}</text>')
    pin = ""
    if point and box.holds(*point):
        x, y = place(*point)
        pin = f'<g fill="none" stroke="#a4262c" stroke-width="3"><circle cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        pin += f'<path d="M{x:.1f} {y - 15:.1f}v30M{x - 15:.1f} {y:.1f}h30" stroke-width="1.5"/></g>'
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="#e5edf6"/><g fill-rule="evenodd">{"".join(shapes)}</g>'
        '<g font-family="system-ui, sans-serif" font-size="11" text-anchor="middle" fill="#1d2a2f" stroke="#fff"'
        f' stroke-width="3" paint-order="stroke">{"".join(names)}</g>{pin}</svg>'
    )


def _has_room(
    name: str, spot: tuple[float, float], taken: list[tuple[float, float, float]], width: int, height: int
) -> bool:
    """On the picture, and on no other name."""
    half = len(name) * LETTER / 2
    x, y = spot
    if not (half <= x <= width - half and 12 <= y <= height - 4):
        return False
    if any(abs(x - other) < half + wide and abs(y - line) < 13 for other, line, wide in taken):
        return False
    taken.append((x, y, half))
    return True
