"""Where does an idea happen? Is its point inside the territory that it names, and which known place has its name?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, isfinite, radians
from urllib.parse import urlencode

from django.db.models import F, Max, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.geometry import Box, Point, contains
from convite.core.pointing import TALLEST, WIDTH
from convite.core.searching import fold
from convite.planning.models import Edition, Idea
from convite.territories.models import Boundary, Territory
from convite.territories.queries import territory_at

MOST_SHAPES = 120  # on one small drawing
MARGIN = 0.04  # of a box's side
FLATTEST = 0.6  # of a small map's width
NEAREST = 0.004  # degrees: the closest that one looks, some 450 m

_NUMBER = r"-?\d{1,3}(\.\d{1,8})?"
_FRAME = re.compile(rf"{_NUMBER}(,{_NUMBER}){{3}}")


def fault_of_place(idea: Idea) -> str:
    """Why the idea cannot be where it says; "" where it can, or says nothing."""
    if (idea.lon is None) != (idea.lat is None):
        return _("Al punto le falta una coordenada: dé la latitud y la longitud, o ninguna.")
    return fault_of_point(idea.point, idea.territory, idea.edition) if idea.point else ""


def fault_of_point(point: Point, territory: Territory, edition: Edition) -> str:
    """Where no outline is known nothing can be wrong."""
    lon, lat = point
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        return _("Esas coordenadas no son de ningún lugar: la latitud va de -90 a 90 y la longitud de -180 a 180.")
    own = Boundary.objects.filter(territory=territory).first()
    if own is not None and contains(own.geometry, lon, lat):
        return ""
    found = territory_at(lon, lat, below=edition.territory)
    if found is not None and found.path.startswith(territory.path):
        return ""
    if found is not None and found != edition.territory:
        names = {"found": _deciding(found, edition).full_name, "chosen": territory.full_name}
        return _("Ese punto queda en %(found)s, y usted escogió %(chosen)s. Cambie el punto o el territorio.") % names
    if own is None and _is_near(point, edition):
        return ""
    place = {"place": edition.territory.full_name, "lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}
    return (
        _(
            "Ese punto (latitud %(lat)s, longitud %(lon)s) no queda en ningún territorio de %(place)s. "
            "Señale otro, o quítelo y diga el lugar con palabras."
        )
        % place
    )


def _is_near(point: Point, edition: Edition) -> bool:
    """Inside the box of all that is known of the edition: of a place without an outline no more can be said."""
    box = box_of_edition(edition)
    return box is None or box.holds(*point)


def _deciding(found: Territory, edition: Edition) -> Territory:
    """The one right below the edition's: people choose among those, not among neighbourhoods."""
    step = found
    while step.parent is not None and step.parent_id != edition.territory_id:
        step = step.parent
    return step if step.parent_id == edition.territory_id else found


def territory_of_point(point: Point, edition: Edition) -> Territory | None:
    """Which of the edition's territories holds the point, if its outline is known."""
    found = territory_at(*point, below=edition.territory)
    return None if found is None or found == edition.territory else _deciding(found, edition)


def known_places(territory: Territory) -> list[str]:
    """The names of the neighbourhoods and veredas inside, to choose from while one writes."""
    below = Territory.objects.filter(path__startswith=territory.path).exclude(pk=territory.pk)
    return list(below.order_by("name").values_list("name", flat=True)[:400])


def point_of_place(name: str, territory: Territory) -> Point | None:
    """The middle of the only neighbourhood inside that bears this name: what somebody says is put on the map."""
    wanted = fold(name).strip()
    inside = Territory.objects.filter(path__startswith=territory.path).exclude(pk=territory.pk)
    named = [place for place in inside.select_related("boundary")[:2_000] if fold(place.name) == wanted]
    if not wanted or len(named) != 1:
        return None
    outline = getattr(named[0], "boundary", None)
    if outline is not None and outline.label_lon is not None and outline.label_lat is not None:
        return outline.label_lon, outline.label_lat
    centre = named[0].centre_lon, named[0].centre_lat
    return None if None in centre else centre  # type: ignore[return-value]


def box_of_edition(edition: Edition) -> Box | None:
    """Around all that is drawn below the edition's territory."""
    edges = Boundary.objects.filter(territory__path__startswith=edition.territory.path).aggregate(
        west=Min("west"), south=Min("south"), east=Max("east"), north=Max("north")
    )
    return None if edges["west"] is None else _wider(Box(**edges))


def box_to_look_at(edition: Edition, territory: Territory | None) -> Box | None:
    """What the small map shows first: the territory if its outline is known, else all of the edition."""
    own = Boundary.objects.filter(territory=territory).first() if territory else None
    return _wider(Box(own.west, own.south, own.east, own.north)) if own else box_of_edition(edition)


def _wider(box: Box) -> Box:
    lon, lat = (box.east - box.west) * MARGIN, (box.north - box.south) * MARGIN
    return Box(box.west - lon, box.south - lat, box.east + lon, box.north + lat)


def nearer(box: Box, point: Point, times: float = 3) -> Box:
    """A third of the box around the point; `times` below one looks from farther away."""
    lon = max((box.east - box.west) / times / 2, NEAREST / 2)
    lat = lon * (box.north - box.south) / (box.east - box.west) if box.east > box.west else NEAREST / 2
    return Box(point[0] - lon, point[1] - lat, point[0] + lon, point[1] + lat)


def shapes_in(box: Box, edition: Edition) -> Sequence[Boundary]:
    """The outlines that meet the box, the large ones first so that small ones are drawn over them."""
    found = Boundary.objects.filter(
        Q(west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south),
        territory__path__startswith=edition.territory.path,
    )
    found = found.annotate(wide=F("east") - F("west")).order_by("-wide", "id").select_related("territory")
    return list(found.defer("geometry")[:MOST_SHAPES])


def degrees_high(box: Box) -> float:
    """How much higher than wide the box is drawn, so that a metre is as long both ways."""
    middle = radians((box.south + box.north) / 2)
    return (box.north - box.south) / ((box.east - box.west) * max(cos(middle), 0.01))


@dataclass(frozen=True)
class Ground:
    """The small map on which one points: the box that it shows, its size in pixels, and where the picture is."""

    box: Box
    width: int
    height: int
    url: str

    @property
    def frame(self) -> str:
        return frame_of(self.box)


def frame_of(box: Box) -> str:
    """The box as a form carries it: west, south, east, north."""
    return ",".join(f"{edge:.6f}" for edge in (box.west, box.south, box.east, box.north))


def ground_of(edition: Edition, territory: Territory | None, point: Point | None, frame: str = "") -> Ground | None:
    """The map of a frame that was shown before, or of the territory; None where nothing is drawn of the edition."""
    box = box_of_frame(frame) or box_to_look_at(edition, territory)
    if box is None:
        return None
    fitted = _fitted(box)
    edges = {"marco": frame_of(fitted), "edicion": edition.public_id}
    asked = edges | ({"punto": f"{point[1]:.6f},{point[0]:.6f}"} if point else {})
    asked |= {"territorio": territory.public_id} if territory else {}
    height = round(WIDTH * degrees_high(fitted))
    return Ground(fitted, WIDTH, height, f"{reverse('idea_ground')}?{urlencode(asked)}")


def box_of_frame(frame: str) -> Box | None:
    """What `Ground.frame` wrote; None for whatever else somebody may send."""
    if not _FRAME.fullmatch(frame):
        return None
    west, south, east, north = (float(edge) for edge in frame.split(","))
    is_sound = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return Box(west, south, east, north) if is_sound else None


def _fitted(box: Box) -> Box:
    """Neither higher than a telephone's screen nor a strip."""
    ratio = degrees_high(box)
    if ratio > TALLEST / WIDTH:
        more = (box.east - box.west) * (ratio * WIDTH / TALLEST - 1) / 2
        return Box(box.west - more, box.south, box.east + more, box.north)
    if ratio < FLATTEST:
        more = (box.north - box.south) * (FLATTEST / ratio - 1) / 2
        return Box(box.west, box.south - more, box.east, box.north + more)
    return box
