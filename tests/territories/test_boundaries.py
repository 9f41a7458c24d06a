"""Does each shape of a file find its place, and is nothing stored while one is unclear?"""

import pytest

from convite.core.actors import SYSTEM
from convite.core.boundaries import BadBoundaries, BoundaryFile, Feature
from convite.core.errors import NotAllowed
from convite.core.models import AuditEntry
from convite.people.models import Person
from convite.territories.actions import import_boundaries, set_boundaries
from convite.territories.models import Boundary, Territory
from convite.territories.queries import plan_boundaries
from tests.builders import make_boundary, make_territory

pytestmark = pytest.mark.django_db


def square(place: int) -> dict[str, object]:
    west = -75.6 + place / 10
    ring = [[west, 6.2], [west + 0.1, 6.2], [west + 0.1, 6.3], [west, 6.3], [west, 6.2]]
    return {"type": "Polygon", "coordinates": [ring]}


def file(*called: tuple[str, str], first: int = 0) -> BoundaryFile:
    """A file of squares side by side, with (code, name) each."""
    features = [
        Feature(n, {"CODIGO": code, "NOMBRE": name}, square(first + n - 1)) for n, (code, name) in enumerate(called, 1)
    ]
    return BoundaryFile("mapa.geojson", tuple(features))


@pytest.fixture
def wards(city: Territory) -> list[Territory]:
    rows = (("01", "Popular"), ("12", "La América"), ("50", "Palmitas"))
    return [make_territory(name, city, code=f"05001{order}", order=order) for order, name in rows]


def lines(found: BoundaryFile, **options: object) -> tuple[str, ...]:
    with pytest.raises(BadBoundaries) as error:
        import_boundaries(found, by=SYSTEM, **options)
    return error.value.lines


@pytest.mark.parametrize(
    ("code", "name", "how"),
    [
        ("0500112", "", "code"),
        ("500112", "", "code"),
        ("12", "", "local code"),
        ("", "LA AMERICA", "name"),
        ("", "Comuna 12 La América", "name"),
    ],
)
def test_boundary_finds_its_place(wards: list[Territory], code: str, name: str, how: str) -> None:
    plan = plan_boundaries(file((code, name)))

    assert [(match.territory, match.how) for match in plan.matches] == [(wards[1], how)]


def test_short_code_of_a_department_is_still_the_communes_number(wards: list[Territory]) -> None:
    make_territory("Bolívar", code="12", order="")

    plan = plan_boundaries(file(("01", ""), ("12", ""), ("50", "")))

    assert [match.territory for match in plan.matches] == wards


def test_lettered_codes_are_local_where_all_are_lettered(wards: list[Territory]) -> None:
    plan = plan_boundaries(file(("COM01", ""), ("COR50", "")))

    assert [match.territory for match in plan.matches] == [wards[0], wards[2]]


def test_other_name_of_a_known_code_is_told(wards: list[Territory]) -> None:
    plan = plan_boundaries(file(("50", "SAN SEBASTIAN DE PALMITAS")))

    assert [match.differs for match in plan.matches] == ["SAN SEBASTIAN DE PALMITAS"]


def test_known_name_beside_unknown_code_is_another_place(wards: list[Territory]) -> None:
    assert lines(file(("01", "Popular"), ("99", "La América"))) == (
        "Entidad 2 (99 La América): no hay ningún territorio así.",
    )
    assert Boundary.objects.count() == 0


def test_name_of_two_places_is_refused(wards: list[Territory], city: Territory) -> None:
    make_territory("Popular", city, order="99")

    assert lines(file(("", "Popular"))) == ("Entidad 1 (Popular): hay 2 territorios así.",)


def test_two_shapes_of_one_place_are_refused(wards: list[Territory]) -> None:
    assert lines(file(("01", ""), ("0500101", ""))) == ("Varias entidades serían el territorio 0500101: 1, 2.",)


def test_unknown_property_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadBoundaries) as error:
        plan_boundaries(file(("01", "x")), code_property="COMUNA")

    assert str(error.value) == "El archivo no trae la propiedad «COMUNA». Trae: CODIGO, NOMBRE."


def test_map_of_elsewhere_is_refused(wards: list[Territory], city: Territory) -> None:
    make_boundary(wards[0])

    assert lines(file(("01", ""), first=90), parent=city) == (
        "El mapa queda lejos de Medellín. ¿Están invertidas la longitud y la latitud?",
    )


def test_import_boundaries_stores_them_with_their_box_and_label(wards: list[Territory]) -> None:
    import_boundaries(file(("01", "")), by=SYSTEM, source="GeoMedellín")
    stored = wards[0].boundary

    assert (stored.west, stored.south, stored.east, stored.north) == (-75.6, 6.2, -75.5, 6.3)
    assert (stored.label_lon, stored.label_lat) == pytest.approx((-75.55, 6.25), abs=0.001)
    assert stored.source == "GeoMedellín"
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["set_boundaries"]


def test_import_boundaries_again_replaces_them(wards: list[Territory]) -> None:
    for _time in range(2):
        import_boundaries(file(("01", ""), ("12", "")), by=SYSTEM)

    assert Boundary.objects.count() == 2


def test_import_boundaries_creates_what_is_missing(city: Territory) -> None:
    import_boundaries(file(("01", "POPULAR"), ("80", "SAN ANTONIO DE PRADO")), by=SYSTEM, parent=city, create="commune")

    stored = Territory.objects.filter(parent=city).values_list("code", "name", "order", "path")
    assert list(stored.order_by("code")) == [
        ("0500101", "Popular", "01", "05001/0500101/"),
        ("0500180", "San Antonio de Prado", "80", "05001/0500180/"),
    ]


def test_import_boundaries_keeps_whole_codes(db: None) -> None:
    state = make_territory("Oaxaca", code="20", kind="state")
    import_boundaries(
        file(("20067", "Oaxaca de Juárez"), ("20001", "Abejones")), by=SYSTEM, parent=state, create="municipality"
    )

    assert list(Territory.objects.filter(parent=state).order_by("code").values_list("code", "order")) == [
        ("20001", "001"),
        ("20067", "067"),
    ]


def test_import_neighbourhoods_puts_each_where_it_lies(wards: list[Territory], city: Territory) -> None:
    import_boundaries(file(("01", ""), ("12", "")), by=SYSTEM)
    barrios = file(("0110", "Granizal"), ("Inst_3", "Cementerio"))
    import_boundaries(barrios, by=SYSTEM, parent=city, create="neighbourhood")

    stored = Territory.objects.filter(kind="neighbourhood").order_by("code").values_list("code", "parent__code")
    assert list(stored) == [("050010110", "0500101"), ("0500112Inst_3", "0500112")]
    assert plan_boundaries(barrios, parent=city).problems == []


def test_import_communes_without_parent_is_refused() -> None:
    with pytest.raises(BadBoundaries, match="Diga bajo qué territorio van"):
        import_boundaries(file(("01", "x")), by=SYSTEM, create="commune")


def test_import_boundaries_by_officer_is_not_allowed(officer: Person, wards: list[Territory]) -> None:
    with pytest.raises(NotAllowed):
        import_boundaries(file(("01", "")), by=officer)


def test_set_boundaries_with_a_flaw_stores_nothing(wards: list[Territory]) -> None:
    with pytest.raises(BadBoundaries) as error:
        set_boundaries({wards[0]: square(0), wards[1]: {"type": "Point"}}, source="x", by=SYSTEM)

    assert error.value.lines == ("La América: geometry: Se esperaba Polygon o MultiPolygon y llegó «Point».",)
    assert Boundary.objects.count() == 0
