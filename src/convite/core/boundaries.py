"""What does a file of boundaries hold, and can it be drawn? GeoJSON or a zipped shapefile, read, repaired, made light.

Words: a *feature* is one shape with its properties, all as text; its *repair* says what was wrong with a shape that
could be mended; the *display* of a shape is the light form that pages draw, simplified together with its neighbours.
Not here: whose boundary it is (territories).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from statistics import median
from typing import Any
from zipfile import BadZipFile, ZipFile

import shapefile
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from convite.core.errors import Refused
from convite.core.geometry import Flaw, Geometry, flaws_of

LARGEST_FILE = 80_000_000  # bytes, packed or not: a state's municipalities in full detail take some 30 MB
MOST_MEMBERS = 60
MOST_FLAWS_TOLD = 20
EXACT, LIGHT = 7, 6  # decimals kept: 1 cm as it came, 11 cm for a page
DETAIL = 0.02  # a display may lose details smaller than this part of the median territory's side
MOST_AREA_LOST = 0.05  # where cleaning takes more from a shape, shapes lie on each other and are not neighbours
# Datums within a metre of WGS 84, by the words that a .prj or a GeoJSON crs names them with.
SAME_AS_WGS84 = ("WGS_1984", "WGS 84", "WGS84", "CRS84", "4326", "MAGNA", "4686", "SIRGAS", "MEXICO_ITRF", "6365")
REASONS = {
    "Self-intersection": gettext_lazy("el borde se cruza consigo mismo"),
    "Ring Self-intersection": gettext_lazy("el borde se toca consigo mismo"),
    "Hole lies outside shell": gettext_lazy("un hueco queda fuera del polígono"),
    "Nested shells": gettext_lazy("una parte queda dentro de otra"),
    "Nested holes": gettext_lazy("un hueco queda dentro de otro"),
    "Duplicate Rings": gettext_lazy("una parte está repetida"),
    "Interior is disconnected": gettext_lazy("un hueco parte el polígono en dos"),
}


class BadBoundaries(Refused):
    """The file cannot be used; `lines` are one sentence per flaw, the first twenty of them."""

    def __init__(self, reason: str, lines: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.lines = tuple(lines)


@dataclass(frozen=True)
class Feature:
    """`number` counts from 1 as in the file; `repair` is "" where the shape was sound."""

    number: int
    properties: dict[str, str]
    geometry: Geometry
    repair: str = ""


@dataclass(frozen=True)
class BoundaryFile:
    name: str
    features: tuple[Feature, ...]

    @property
    def property_names(self) -> list[str]:
        return list(dict.fromkeys(name for feature in self.features for name in feature.properties))


def read_boundaries(content: bytes, name: str) -> BoundaryFile:
    """Reads a GeoJSON FeatureCollection or a zipped shapefile, in degrees. The content decides, not the name."""
    if len(content) > LARGEST_FILE:
        raise BadBoundaries(_("El archivo pasa de %d MB.") % (LARGEST_FILE // 1_000_000))
    found = _read_shapefile(content) if content[:2] == b"PK" else _read_geojson(content)
    if not found:
        raise BadBoundaries(_("El archivo no trae ningún territorio."))
    features, lines = [], []
    for number, (properties, geometry) in enumerate(found, 1):
        flaws = flaws_of(geometry, f"features[{number - 1}].geometry")
        mended, repair = (None, "") if flaws else _repaired(geometry)
        if not flaws and mended is None:
            flaws = [Flaw(f"features[{number - 1}].geometry", _("No queda ningún polígono después de repararla."))]
        lines += [str(flaw) for flaw in flaws]
        if mended is not None:
            features.append(Feature(number, properties, mended, repair))
    if lines:
        reason = _("%(file)s trae geometrías que no se pueden usar: %(count)d.") % {"file": name, "count": len(lines)}
        raise BadBoundaries(reason, lines[:MOST_FLAWS_TOLD])
    return BoundaryFile(name, tuple(features))


def _read_geojson(content: bytes) -> list[tuple[dict[str, str], Any]]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadBoundaries(_("El archivo no es GeoJSON en UTF-8 ni un ZIP con un shapefile.")) from error
    except RecursionError as error:
        raise BadBoundaries(_("El archivo anida demasiado sus datos.")) from error
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise BadBoundaries(_("El JSON se rompe en la línea %(line)d, columna %(column)d.") % place) from error
    kind = data.get("type") if isinstance(data, dict) else None
    features = [data] if kind == "Feature" else data.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise BadBoundaries(_("Se esperaba un FeatureCollection de GeoJSON."))
    if data.get("crs"):
        _check_reference(json.dumps(data["crs"]))
    return [(_as_texts(feature.get("properties") or {}), feature.get("geometry")) for feature in features]


def _read_shapefile(content: bytes) -> list[tuple[dict[str, str], Any]]:
    parts = _unpacked(content)
    if ".prj" not in parts:
        raise BadBoundaries(_("Falta el archivo .prj: sin él no se sabe en qué coordenadas viene el mapa."))
    _check_reference(parts[".prj"].decode("utf-8", "replace"))
    try:
        with shapefile.Reader(
            shp=BytesIO(parts[".shp"]),
            dbf=BytesIO(parts[".dbf"]),
            encoding=_encoding_of(parts),
            encodingErrors="replace",
        ) as reader:
            if reader.shapeTypeName not in {"POLYGON", "POLYGONZ", "POLYGONM"}:
                raise BadBoundaries(_("El shapefile trae %s, no polígonos.") % reader.shapeTypeName)
            return [
                (_as_texts(entry.record.as_dict()), entry.shape.__geo_interface__ if entry.shape.points else None)
                for entry in reader.iterShapeRecords()
            ]
    except BadBoundaries:
        raise
    except Exception as error:  # pyshp fails in as many ways as there are broken files
        raise BadBoundaries(_("El shapefile está dañado: no se pudo leer.")) from error


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of the one shapefile in the archive by their ending, never more than the limit of bytes."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX")]
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_FILE:
                raise BadBoundaries(_("El ZIP trae demasiado: divídalo."))
            shapes = [PurePath(m.filename) for m in members if m.filename.lower().endswith(".shp")]
            if len(shapes) != 1:
                raise BadBoundaries(_("El ZIP debe traer un solo .shp, y trae %d.") % len(shapes))
            mine = [m for m in members if PurePath(m.filename).with_suffix("") == shapes[0].with_suffix("")]
            parts = {PurePath(m.filename).suffix.lower(): _read_member(archive, m) for m in mine}
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BadBoundaries(_("El ZIP está dañado o tiene contraseña.")) from error
    if ".dbf" not in parts:
        raise BadBoundaries(_("Falta el archivo .dbf, que trae los códigos y los nombres."))
    return parts


def _read_member(archive: ZipFile, member: Any) -> bytes:
    with archive.open(member) as stream:  # the size that the archive declares may lie; the stream cannot
        content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise BadBoundaries(_("El ZIP trae demasiado: divídalo."))
    return content


def _encoding_of(parts: dict[str, bytes]) -> str:
    """What the .cpg says; without one UTF-8 if the table can be read so, else the Windows code page of the region."""
    said = parts.get(".cpg", b"").decode("ascii", "ignore").strip().lower()
    if said:
        said = f"cp{said}" if said.isdigit() else said
        try:
            "".encode(said)
        except LookupError:
            said = ""
    if not said:
        try:
            parts[".dbf"].decode("utf-8")
            said = "utf-8"
        except UnicodeDecodeError:
            said = "cp1252"
    return said


def _check_reference(text: str) -> None:
    """Degrees of WGS 84 or of a datum that is the same within a metre; all else is named and refused."""
    named = text.split('"')[1] if text.count('"') > 1 else text
    if text.lstrip().upper().startswith(("PROJCS", "PROJCRS")):
        raise BadBoundaries(
            _("El mapa viene en metros (%s). Expórtelo en grados, WGS 84 (EPSG:4326), e intente de nuevo.") % named[:80]
        )
    if not any(word in text.upper() for word in SAME_AS_WGS84):
        raise BadBoundaries(
            _("El mapa viene en otro sistema de coordenadas (%s). Expórtelo en WGS 84 (EPSG:4326).") % text[:80]
        )


def _as_texts(properties: dict[str, Any]) -> dict[str, str]:
    """All values as text: a code is text even where a program wrote it as a number; 5001.0 is «5001»."""
    texts = {}
    for name, value in properties.items():
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        texts[str(name)] = "" if value is None else str(value).replace("\x00", "").strip()
    return texts


def _repaired(geometry: Geometry) -> tuple[Geometry | None, str]:
    """The shape as a sound one, and what was wrong with it; None where nothing with an area is left."""
    drawn, repair = shapely.force_2d(shape(geometry)), ""
    if not drawn.is_valid:
        repair = _reason(shapely.is_valid_reason(drawn))
        drawn = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    drawn = _only_polygons(drawn)
    return (None, repair) if drawn.is_empty else (_written(drawn, EXACT), repair)


def _reason(said: str) -> str:
    """GEOS says «Ring Self-intersection[-95.1 17.2]»; we say it in words and keep the place."""
    kind, _bracket, place = said.partition("[")
    words = str(REASONS.get(kind, _("la geometría no era válida")))
    return f"{words} ({place.rstrip(']').replace(' ', ', ')})" if place else words


def _only_polygons(drawn: BaseGeometry, smallest: float = 0.0) -> BaseGeometry:
    """Without lines, points and the parts under `smallest` (but never without the largest one)."""
    parts = [p for p in shapely.get_parts(drawn, return_index=False) if p.geom_type in {"Polygon", "MultiPolygon"}]
    parts = [p for part in parts for p in shapely.get_parts(part) if not p.is_empty]
    if not parts:
        return shapely.Polygon()
    largest = max(parts, key=lambda p: p.area)
    kept = [p for p in parts if p is largest or p.area >= smallest]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def _written(drawn: BaseGeometry, decimals: int) -> Geometry:
    data = mapping(drawn)
    return {"type": data["type"], "coordinates": _rounded(data["coordinates"], decimals)}


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [round(coordinates[0], decimals), round(coordinates[1], decimals)]
    return [_rounded(part, decimals) for part in coordinates]


@dataclass(frozen=True)
class Displays:
    """One light shape per shape given, in its order; `shared` is False where neighbours could not be joined."""

    geometries: list[Geometry]
    shared: bool


def displays_of(geometries: Sequence[Geometry], detail: float = DETAIL) -> Displays:
    """Makes shapes light together: a border that two territories share stays one line, so that no gap opens.

    Cracks and overlaps of a few metres between neighbours are closed first. Where shapes truly lie on each other (two
    levels in one file), each is made light by itself.
    """
    drawn = [shape(geometry) for geometry in geometries]
    tolerance = detail * median(d.area**0.5 for d in drawn)
    joined = _coverage_of(drawn)
    if joined is None:
        light = [d.simplify(tolerance, preserve_topology=True) for d in drawn]
    else:
        light = list(shapely.coverage_simplify(joined, tolerance))
    return Displays(list(_light_geometries(drawn, light, tolerance)), joined is not None)


def _coverage_of(drawn: list[BaseGeometry]) -> list[BaseGeometry] | None:
    """The shapes as neighbours that share their borders exactly, or None where they are no neighbours."""
    if shapely.coverage_is_valid(drawn):
        return drawn
    try:
        cleaned = list(shapely.coverage_clean(drawn))
    except shapely.errors.GEOSException:
        return None
    pairs = zip(drawn, cleaned, strict=True)
    if any(new is None or abs(new.area - old.area) > MOST_AREA_LOST * old.area for old, new in pairs):
        return None
    return cleaned


def _light_geometries(drawn: list[BaseGeometry], light: list[BaseGeometry], tolerance: float) -> Iterator[Geometry]:
    for before, after in zip(drawn, light, strict=True):
        sound = after if after.is_valid else shapely.make_valid(after, method="structure", keep_collapsed=False)
        kept = _only_polygons(sound, smallest=tolerance * tolerance)
        yield _written(before if kept.is_empty else kept, LIGHT)
