"""Is a gathering's point where the gathering says? And over which ground does one point at it?"""

from math import isfinite
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.geometry import Box, Point, box_around, contains
from convite.gatherings.models import Gathering
from convite.territories.models import Boundary, Territory
from convite.territories.queries import home_territory, territory_at


def fault_of_place(gathering: Gathering) -> str:
    """Why it cannot be there; "" where it can, or says nothing."""
    if (gathering.lon is None) != (gathering.lat is None):
        return _("Al punto le falta una coordenada: dé la latitud y la longitud, o ninguna.")
    return "" if gathering.lon is None else fault_of_point((gathering.lon, gathering.lat), gathering.territory)


def fault_of_point(point: Point, territory: Territory) -> str:
    """Judged by the territory's outline, or by the nearest one above that is known; where none is, nothing is wrong."""
    lon, lat = point
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        return _("Esas coordenadas no son de ningún lugar: la latitud va de -90 a 90 y la longitud de -180 a 180.")
    outline = _outline_around(territory)
    if outline is None or contains(outline.geometry, lon, lat):
        return ""
    found = territory_at(lon, lat)
    if found is None:
        place = {"place": outline.territory.full_name, "lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}
        said = _("Ese punto (latitud %(lat)s, longitud %(lon)s) no queda en %(place)s. Señale otro, o quítelo.")
        return said % place
    if found.path.startswith(territory.path):
        return ""
    names = {"found": found.full_name, "chosen": territory.full_name}
    return _("Ese punto queda en %(found)s, y usted escogió %(chosen)s. Cambie el punto o el territorio.") % names


def _outline_around(territory: Territory) -> Boundary | None:
    above = [territory.path[: end + 1] for end, letter in enumerate(territory.path) if letter == "/"]
    known = Boundary.objects.filter(territory__path__in=above).select_related("territory")
    return max(known, key=lambda outline: len(outline.territory.path), default=None)


def ground_of_calls() -> dict[str, str] | None:
    """What the map shows on which one points: its edges, and where its outlines are; None where nothing is drawn."""
    edges = [Box(o.west, o.south, o.east, o.north) for o in _outlines()]
    if not edges:
        return None
    box = box_around(edges)
    frame = ",".join(f"{edge:.6f}" for edge in (box.west, box.south, box.east, box.north))
    return {"frame": frame, "outlines": reverse("gathering_outlines")}


def outlines_of_calls() -> dict[str, Any]:
    """The places right below the home territory, light enough for a telephone."""
    drawn = [
        {"type": "Feature", "geometry": o.display, "properties": {"name": o.territory.full_name}} for o in _outlines()
    ]
    return {"type": "FeatureCollection", "features": drawn}


def _outlines() -> QuerySet[Boundary]:
    found = Boundary.objects.filter(territory__parent=home_territory(), territory__valid_to__isnull=True)
    return found.select_related("territory").defer("geometry").order_by("territory__path")
