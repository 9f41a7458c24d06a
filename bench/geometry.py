"""How fast do places answer, how heavy is a map? Points located per second, a map's milliseconds and bytes, as JSON.

    python bench/geometry.py [FILE.geojson …]

Without files it measures made-up cities: honeycombs of 48 and of 570 areas with winding borders.
"""

import gzip
import json
import os
import random
import sys
import time
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
django.setup()

from convite.core.boundaries import displays_of, read_boundaries  # noqa: E402
from convite.core.geometry import Locator, box_around, box_of, label_point, rings_of  # noqa: E402
from convite.core.maps import Area, draw_map  # noqa: E402

POINTS = 5_000
TIMES = 7


def grid(columns: int, rows: int, bends: int = 24) -> list[dict[str, Any]]:
    """Areas side by side; each side winds through `bends` points that both neighbours share."""

    def line(ax: float, ay: float, bx: float, by: float) -> list[list[float]]:
        steps = [step / bends for step in range(bends)]
        sway = [0.02 * sin(2 * pi * 3 * step) * cos(ax + ay) for step in steps]
        return [
            [ax + (bx - ax) * t + (by - ay) * s, ay + (by - ay) * t + (bx - ax) * s]
            for t, s in zip(steps, sway, strict=True)
        ]

    shapes = []
    for x in range(columns):
        for y in range(rows):
            south, east = line(x, y, x + 1, y), line(x + 1, y, x + 1, y + 1)
            north, west = line(x, y + 1, x + 1, y + 1), line(x, y, x, y + 1)
            back = [[x + 1, y + 1], *north[:0:-1], [x, y + 1], *west[:0:-1]]
            ring = [[-75 + lon / 100, 6 + lat / 100] for lon, lat in (*south, *east, *back, south[0])]
            shapes.append({"type": "Polygon", "coordinates": [ring]})
    return shapes


def best(work: Any) -> float:
    """Seconds of processor, of the fastest of a few runs: what else the machine does is not the program's."""
    spent = []
    for _time in range(TIMES):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def measure(name: str, geometries: list[dict[str, Any]]) -> dict[str, Any]:
    box = box_around(map(box_of, geometries))
    chance = random.Random(1)
    points = [(chance.uniform(box.west, box.east), chance.uniform(box.south, box.north)) for _ in range(POINTS)]
    begun = time.process_time()
    locator = Locator(enumerate(geometries))
    built = time.process_time() - begun
    located = best(lambda: locator.at_each(points))
    begun = time.process_time()
    displays = displays_of(geometries).geometries
    lightened = time.process_time() - begun
    areas = [
        Area(
            number,
            f"Territorio {number}",
            shape,
            number,
            f"/territorios/{number:012d}/",
            str(number),
            label_point(shape),
        )
        for number, shape in enumerate(displays)
    ]
    drawn = draw_map(areas, title=name)
    svg = drawn.svg.encode()
    return {
        "name": name,
        "areas": len(geometries),
        "vertices": sum(len(ring) for shape in geometries for ring in rings_of(shape)),
        "locator_built_ms": round(built * 1000, 1),
        "points_per_second": round(POINTS / located),
        "simplified_s": round(lightened, 2),
        "map_ms": round(best(lambda: draw_map(areas, title=name)) * 1000, 1),
        "map_bytes": len(svg),
        "map_bytes_gzip": len(gzip.compress(svg)),
    }


def main(files: list[str]) -> None:
    if files:
        read = {Path(file).name: read_boundaries(Path(file).read_bytes(), Path(file).name) for file in files}
        cases = {name: [feature.geometry for feature in found.features] for name, found in read.items()}
    else:
        cases = {"48": grid(8, 6), "570": grid(30, 19)}
    print(json.dumps([measure(name, shapes) for name, shapes in cases.items()], indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
