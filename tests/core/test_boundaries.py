"""Are files of boundaries read, mended and made light; is each bad one refused with a sentence and its place?"""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import shapefile

from convite.core import boundaries
from convite.core.boundaries import BadBoundaries, displays_of, read_boundaries
from convite.core.geometry import area_of, rings_of

SHARED = Path(__file__).parents[3] / "shared" / "data" / "boundaries"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the real boundary files are not in this checkout")

WGS84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]'
METRES = 'PROJCS["MAGNA_Medellin_Antioquia_2010",GEOGCS["GCS_MAGNA",DATUM["D_MAGNA"]]]'
SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def geojson(*rings: Any, **more: Any) -> bytes:
    features = [
        {"type": "Feature", "properties": {"CODIGO": f"0{n}"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for n, ring in enumerate(rings, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def zipped_shapefile(
    prj: str | None = WGS84, encoding: str = "utf-8", cpg: str | None = "UTF-8", **more: bytes
) -> bytes:
    shp, shx, dbf, packed = BytesIO(), BytesIO(), BytesIO(), BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, encoding=encoding) as writer:
        writer.field("CODIGO", "C", size=6)
        writer.field("NOMBRE", "C", size=40)
        writer.poly([SQUARE[::-1]])
        writer.record("0510", "Peñitas")
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for ending, part in (("shp", shp), ("shx", shx), ("dbf", dbf)):
            archive.writestr(f"barrios.{ending}", part.getvalue())
        for ending, text in (("prj", prj), ("cpg", cpg)):
            if text is not None:
                archive.writestr(f"barrios.{ending}", text)
        for name, content in more.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(BadBoundaries) as error:
        read_boundaries(content, "mapa")
    return str(error.value)


def test_read_geojson_keeps_codes_as_text() -> None:
    found = read_boundaries(geojson(SQUARE), "mapa.geojson")

    assert [feature.properties for feature in found.features] == [{"CODIGO": "01"}]
    assert found.features[0].repair == ""


def test_read_number_as_text() -> None:
    content = geojson(SQUARE).replace(b'"01"', b"5001.0")

    assert read_boundaries(content, "mapa").features[0].properties == {"CODIGO": "5001"}


def test_read_mends_a_bow_tie_and_says_so() -> None:
    found = read_boundaries(geojson([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]), "mapa").features[0]

    assert found.repair == "el borde se cruza consigo mismo (1, 1)"
    assert found.geometry["type"] == "MultiPolygon"


def test_read_bad_position_tells_its_place() -> None:
    with pytest.raises(BadBoundaries) as error:
        read_boundaries(geojson(SQUARE, [[0, 0], ["x", 0], [2, 2], [0, 0]]), "mapa")

    assert str(error.value) == "mapa trae geometrías que no se pueden usar: 1."
    assert error.value.lines == (
        "features[1].geometry.coordinates[0][1]: La coordenada «x» es un texto; debe ser un número.",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"type": "FeatureCollection",\n "features": [}', "El JSON se rompe en la línea 2, columna 15."),
        (b'{"type": "Topology"}', "Se esperaba un FeatureCollection de GeoJSON."),
        (b'{"type": "FeatureCollection", "features": []}', "El archivo no trae ningún territorio."),
        (b"\xff\xfe\x00", "El archivo no es GeoJSON en UTF-8 ni un ZIP con un shapefile."),
        (b"[" * 100_000, "El archivo anida demasiado sus datos."),
        (b"PK\x03\x04 nada", "El ZIP está dañado o tiene contraseña."),
        (
            geojson(SQUARE, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3116"}}),
            'El mapa viene en otro sistema de coordenadas ({"properties": {"name": "urn:ogc:def:crs:EPSG::3116"}}). '
            "Expórtelo en WGS 84 (EPSG:4326).",
        ),
    ],
)
def test_read_bad_file_is_refused_with_a_sentence(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


def test_read_zipped_shapefile() -> None:
    found = read_boundaries(zipped_shapefile(), "barrios.zip").features[0]

    assert found.properties == {"CODIGO": "0510", "NOMBRE": "Peñitas"}
    assert area_of(found.geometry) == pytest.approx(area_of({"type": "Polygon", "coordinates": [SQUARE]}))


def test_read_shapefile_without_cpg_in_windows_letters() -> None:
    found = read_boundaries(zipped_shapefile(encoding="cp1252", cpg=None), "barrios.zip")

    assert found.features[0].properties["NOMBRE"] == "Peñitas"


def test_read_shapefile_in_metres_is_refused() -> None:
    assert refusal(zipped_shapefile(prj=METRES)) == (
        "El mapa viene en metros (MAGNA_Medellin_Antioquia_2010). "
        "Expórtelo en grados, WGS 84 (EPSG:4326), e intente de nuevo."
    )


def test_read_shapefile_without_prj_is_refused() -> None:
    assert refusal(zipped_shapefile(prj=None)) == (
        "Falta el archivo .prj: sin él no se sabe en qué coordenadas viene el mapa."
    )


def test_read_two_shapefiles_are_refused() -> None:
    assert refusal(zipped_shapefile(otro_shp=b"")) == "El ZIP debe traer un solo .shp, y trae 2."


def test_read_archive_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped_shapefile(bomba_txt=b"0" * 1_000_000)
    monkeypatch.setattr(boundaries, "LARGEST_FILE", 100_000)

    assert refusal(content) == "El ZIP trae demasiado: divídalo."


def winding(x: float) -> list[list[float]]:
    """A border that only its own simplification, made once, keeps the same on both sides."""
    return [[x + (0.03 if step % 2 else 0.0), step / 10] for step in range(1, 20)]


def neighbours() -> list[dict[str, Any]]:
    border = winding(2)
    west = [[0, 0], [2, 0], *border, [2, 2], [0, 2], [0, 0]]
    east = [[2, 0], [4, 0], [4, 2], [2, 2], *border[::-1], [2, 0]]
    return [{"type": "Polygon", "coordinates": [ring]} for ring in (west, east)]


def test_displays_of_neighbours_share_their_border() -> None:
    displays = displays_of(neighbours(), detail=0.1)
    rings = [{tuple(p) for ring in rings_of(shape) for p in ring} for shape in displays.geometries]

    assert displays.shared is True
    assert rings[0] & rings[1] == {(2, 0), (2, 2)}
    assert sum(map(area_of, displays.geometries)) == pytest.approx(area_of(neighbours()[0]) * 2, rel=0.05)


def test_displays_of_shapes_on_each_other_are_made_light_one_by_one() -> None:
    city = {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]]}

    displays = displays_of([city, *neighbours()])

    assert displays.shared is False
    assert displays.geometries[0] == city


@needs_shared
def test_read_real_files() -> None:
    names = {
        "medellin_comunas_corregimientos.geojson": (21, [18]),
        "medellin_barrio_vereda_2014_shapefile.zip": (332, []),
        "mexico_oaxaca_municipios.geojson": (570, [57]),
    }
    read = {name: read_boundaries((SHARED / name).read_bytes(), name) for name in names}

    assert {n: (len(f.features), [x.number for x in f.features if x.repair]) for n, f in read.items()} == names
