"""What can one ask of places? Who lies above and below, which one holds a point, how many live there, what a map needs.

The tree is asked by path («57/05/05001/0500103/»): whatever lies below a place begins with its path.
Not here: which place a shape of a file belongs to (matching.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from convite.core.geometry import Locator, contains
from convite.core.maps import Area, MapView, draw_map
from convite.core.saying import number_text
from convite.territories.models import Boundary, Population, Territory


def territory_by_code(code: str) -> Territory | None:
    return Territory.objects.filter(code=code).first()


def children_of(territory: Territory) -> QuerySet[Territory]:
    """The places right below, as the city orders them."""
    return territory.children.order_by("order", "name")


def ancestors_of(territory: Territory) -> list[Territory]:
    """The places above, from the root down; without the place itself."""
    steps = territory.path.split("/")[:-2]
    paths = ["/".join(steps[: end + 1]) + "/" for end in range(len(steps))]
    return sorted(Territory.objects.filter(path__in=paths), key=lambda t: len(t.path)) if paths else []


def descendants_of(territory: Territory) -> QuerySet[Territory]:
    """Everything below, at any depth."""
    return Territory.objects.filter(path__startswith=territory.path).exclude(pk=territory.pk)


def mapped_territories() -> QuerySet[Territory]:
    """The places of which a map can be drawn: those with children whose boundary is known (`mapped` says how many)."""
    mapped = Count("children", filter=Q(children__boundary__isnull=False))
    return Territory.objects.annotate(mapped=mapped).filter(mapped__gt=0).order_by("path")


def home_territory() -> Territory | None:
    """The place that this installation is about (see `home_among`)."""
    return home_among(list(mapped_territories()))


def home_among(mapped: Sequence[Territory]) -> Territory | None:
    """The deepest place above all that is mapped, if it has a map itself; else, of the highest that have one, the one
    with the most places in it. Without any map, the deepest place above all others."""
    if not mapped:
        path = _common_path(Territory.objects.filter(children__isnull=True).values_list("path", flat=True))
        return Territory.objects.filter(path=path).first() or Territory.objects.order_by("path").first()
    above = _common_path(place.path for place in mapped)
    return min(mapped, key=lambda place: (place.path != above, place.path.count("/"), -place.mapped, place.path))


def _common_path(paths: Iterable[str]) -> str:
    """The path of the deepest place at or above all of them; "" where they have none in common."""
    many = [path.split("/")[:-1] for path in paths]
    shared = takewhile(lambda steps: steps[0] == steps[1], zip(min(many), max(many), strict=False)) if many else ()
    return "".join(f"{step}/" for step, _same in shared)


def territory_at(lon: float, lat: float, below: Territory | None = None) -> Territory | None:
    """The deepest place that holds the point. Boxes are compared by the database, sides by us."""
    found = Boundary.objects.filter(west__lte=lon, east__gte=lon, south__lte=lat, north__gte=lat)
    if below is not None:
        found = found.filter(territory__path__startswith=below.path)
    rows = found.select_related("territory").defer("display")
    for boundary in sorted(rows, key=lambda b: -b.territory.path.count("/")):
        if contains(boundary.geometry, lon, lat):
            return boundary.territory
    return None


def locator_of(territories: QuerySet[Territory]) -> Locator[int]:
    """For many points: says for each in which of these places it lies, by key."""
    return Locator(Boundary.objects.filter(territory__in=territories).values_list("territory_id", "geometry"))


def areas_for_map(parent: Territory, values: Mapping[int, Any] | None = None) -> list[Area]:
    """The places right below with a boundary, ready to be drawn (core/maps.py); `values` by key. One query."""
    rows = Boundary.objects.filter(territory__parent=parent).select_related("territory").defer("geometry")
    return [
        Area(
            id=row.territory_id,
            name=row.territory.name,
            geometry=row.display,
            value=values.get(row.territory_id) if values else None,
            url=row.territory.get_absolute_url(),
            short=row.territory.short_name,
            label_at=None if row.label_lon is None or row.label_lat is None else (row.label_lon, row.label_lat),
            is_sketch=row.is_schematic,
        )
        for row in rows.order_by("territory__order", "territory__name")
    ]


def population_of(territory: Territory, year: int | None = None) -> int | None:
    """How many people live in the place, in that year or the last one known; None where nobody said."""
    return populations_of([territory], year).get(territory.pk)


def populations_of(territories: Iterable[Any], year: int | None = None) -> dict[int, int]:
    """People by key of the place, for places or their keys; of each its last known year, if none is asked for."""
    rows = Population.objects.filter(territory__in=territories)
    if year is not None:
        rows = rows.filter(year=year)
    years: dict[int, dict[int, dict[tuple[str, str], int]]] = {}
    for pk, when, sex, band, count in rows.values_list("territory_id", "year", "sex", "age_band", "count"):
        years.setdefault(pk, {}).setdefault(when, {})[sex, band] = count
    return {pk: _total(known[max(known)]) for pk, known in years.items()}


def _total(groups: Mapping[tuple[str, str], int]) -> int:
    """All people from whatever groups were counted: the total itself, or the sexes, or the age bands, or both."""
    if ("", "") in groups:
        return groups["", ""]
    for belongs in (lambda sex, band: not band, lambda sex, band: not sex, lambda sex, band: True):
        counts = [count for group, count in groups.items() if belongs(*group)]
        if counts:
            return sum(counts)
    return 0


def map_of_people(parent: Territory) -> MapView | None:
    """The map of a place by how many people live in each part; None where no boundary is known."""
    areas = areas_for_map(parent)
    if not areas:
        return None
    people = populations_of([area.id for area in areas])
    drawn = [replace(area, value=people.get(area.id)) for area in areas]
    most = max(((people[area.id], area.name) for area in areas if area.id in people), default=None)
    title = _("Los territorios de %(place)s") % {"place": parent.name}
    if most:
        title = _("Donde más gente vive: %(place)s, %(people)s personas")
        title = title % {"place": most[1], "people": number_text(most[0])}
    return draw_map(drawn, title=title, value_label=_("Personas"), write=number_text)


@dataclass
class Branch:
    """A place with what lies below it."""

    territory: Territory
    children: list["Branch"] = field(default_factory=list)


def tree_below(territory: Territory, most: int = 2000) -> list[Branch]:
    """All that lies below, as branches in the city's order; no more than `most` places. One query."""
    rows: Sequence[Territory] = descendants_of(territory).order_by("order", "name")[:most]
    branches = {row.pk: Branch(row) for row in rows}
    top = []
    for branch in branches.values():
        above = branches.get(branch.territory.parent_id or 0)
        if above is not None:
            above.children.append(branch)
        elif branch.territory.parent_id == territory.pk:
            top.append(branch)
    return top
