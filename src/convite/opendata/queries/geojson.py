"""What do the territories look like on a map? A GeoJSON FeatureCollection (RFC 7946), one feature at a time."""

import json
from collections.abc import Iterator

from convite.territories.models import Boundary
from convite.territories.permissions import territories_visible_to

MEDIA_TYPE = "application/geo+json"
AT_ONCE = 20  # boundaries are heavy


def territories_geojson(person: object) -> Iterator[bytes]:
    """Every territory that has a boundary; its code as `id`. Longitude first, WGS 84."""
    rows = Boundary.objects.filter(territory__in=territories_visible_to(person)).order_by("territory__path")
    fields = (
        "territory__code", "territory__name", "territory__kind", "territory__parent__code", "territory__order",
        "source", "is_schematic", "west", "south", "east", "north", "geometry",
    )  # fmt: skip
    before = '{"type":"FeatureCollection","features":[\n'
    for code, name, kind, parent, order, source, is_schematic, *box, geometry in rows.values_list(*fields).iterator(
        AT_ONCE
    ):
        properties = {"code": code, "name": name, "kind": kind, "parent": parent, "order": order, "source": source}
        feature = {
            "type": "Feature",
            "id": code,
            "bbox": box,
            "properties": properties | {"is_schematic": is_schematic},
            "geometry": geometry,
        }
        yield (before + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))).encode()
        before = ",\n"
    yield (("" if before == ",\n" else before) + "\n]}\n").encode()
