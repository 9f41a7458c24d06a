"""How do places get their boundaries? Drawn by somebody, or out of a file whose shapes all find their place."""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import remember, write_rows
from convite.core.boundaries import BadBoundaries, BoundaryFile, displays_of
from convite.core.errors import NotAllowed
from convite.core.geometry import Geometry, box_of, flaws_of, label_point
from convite.territories.actions.places import add_territories
from convite.territories.models import Boundary, Territory
from convite.territories.permissions import can_manage_territories
from convite.territories.queries import BoundaryPlan, plan_boundaries

NEED_PARENT = frozenset(Territory.Kind) - {
    Territory.Kind.COUNTRY, Territory.Kind.DEPARTMENT, Territory.Kind.STATE, Territory.Kind.MUNICIPALITY
}  # fmt: skip


def set_boundaries(
    shapes: Mapping[Territory, Geometry], *, source: str, by: Any, is_schematic: bool = False
) -> list[Boundary]:
    """Gives places their outlines, in place of those they had. Neighbours given together share their borders."""
    if not can_manage_territories(by):
        raise NotAllowed
    lines = [f"{place}: {flaw}" for place, shape in shapes.items() for flaw in flaws_of(shape)]
    if lines:
        raise BadBoundaries(_("Hay límites que no se pueden usar."), lines)
    if not shapes:
        return []
    boundaries = _boundaries_of(shapes, source, is_schematic)
    with transaction.atomic():
        Boundary.objects.filter(territory__in=list(shapes)).delete()
        write_rows(boundaries, batch_size=100)
        content = {place.public_id: _digest(shape) for place, shape in shapes.items()}
        remember(act="set_boundaries", thing=next(iter(shapes)), by=by, content={"source": source, "shapes": content})
    return boundaries


def import_boundaries(
    file: BoundaryFile,
    *,
    by: Any,
    source: str = "",
    parent: Territory | None = None,
    code_property: str = "",
    name_property: str = "",
    create: str = "",
) -> BoundaryPlan:
    """Stores the boundaries of a file, all or none: refuses, with the list, while any shape has no place of its own.

    `plan_boundaries` (queries) with the same arguments is the preview.
    """
    if not can_manage_territories(by):
        raise NotAllowed
    if create and parent is None and create in NEED_PARENT:
        raise BadBoundaries(_("Diga bajo qué territorio van: para esta clase hace falta (--parent CÓDIGO)."))
    plan = plan_boundaries(file, parent=parent, code_property=code_property, name_property=name_property, create=create)
    if plan.problems:
        raise BadBoundaries(_("No se importó nada: hay entidades por aclarar."), plan.problems)
    with transaction.atomic():
        add_territories(plan.new, by=by)
        shapes = {match.territory: match.feature.geometry for match in plan.matches}
        set_boundaries(shapes, source=(source or file.name)[:200], by=by)
    return plan


def _boundaries_of(shapes: Mapping[Territory, Geometry], source: str, is_schematic: bool) -> list[Boundary]:
    displays = displays_of(list(shapes.values())).geometries
    rows = []
    for (place, shape), display in zip(shapes.items(), displays, strict=True):
        box, (lon, lat) = box_of(shape), label_point(display)
        row = Boundary(
            territory=place,
            geometry=shape,
            display=display,
            west=box.west,
            south=box.south,
            east=box.east,
            north=box.north,
            label_lon=round(lon, 6),
            label_lat=round(lat, 6),
            source=source,
            is_schematic=is_schematic,
        )
        rows.append(row)
    return rows


def _digest(shape: Geometry) -> str:
    return sha256(dumps(shape).encode()).hexdigest()
