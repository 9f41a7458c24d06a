"""Do tables of people come in by their headings, all or none, and is what does not add up told?"""

import pytest

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed, Refused
from convite.core.tables.sandbox import RawBook, RawSheet
from convite.people.models import Person
from convite.territories.actions import BadPopulation, PopulationRow, import_population
from convite.territories.forms import PopulationTable
from convite.territories.models import Population, Territory
from convite.territories.queries import population_of
from tests.builders import make_population

pytestmark = pytest.mark.django_db


def book(*rows: list[object]) -> RawBook:
    return RawBook([RawSheet("", list(enumerate(rows, 1)))])  # type: ignore[arg-type]


def row(code: str = "0500103", name: str = "", total: int | None = 10, **groups: int) -> PopulationRow:
    known = {("", ""): total} if total is not None else {}
    return PopulationRow(2, code, name, 2020, known | {(sex, ""): count for sex, count in groups.items()})  # type: ignore[arg-type]


def test_table_by_spanish_headings() -> None:
    table = PopulationTable(
        book(["Código", "Nombre", "Tipo", "Población"], ["COM01", "Popular", "comuna", "131191"]), 2024
    )

    groups = {("", ""): 131191}
    assert table.rows == [{"line": 2, "code": "COM01", "name": "Popular", "year": 2024, "groups": groups}]
    assert (table.unused, table.faults) == (["Tipo"], [])


def test_table_by_english_headings_joins_two_codes() -> None:
    table = PopulationTable(
        book(["state_code", "municipio_code", "year", "pop_male", "pop_female"], ["20", "067", "2020.0", "1", "2"])
    )

    assert table.rows == [
        {"line": 2, "code": "20067", "name": "", "year": 2020, "groups": {("f", ""): 2, ("m", ""): 1}}
    ]


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("muchos", "Fila 2: «muchos» no es un número."),
        ("131.191", "Fila 2: «131.191» puede leerse de dos maneras. Escriba el número sin puntos de miles y, si tiene "
                    "decimales, con punto: 1234.56."),
        ("-5", "Fila 2: «-5» no es un número entero de personas."),
        ("", "Fila 2: falta la población."),
    ],
)  # fmt: skip
def test_table_with_a_bad_cell_tells_its_row(cell: str, fault: str) -> None:
    assert PopulationTable(book(["codigo", "poblacion"], ["01", cell]), 2024).faults == [fault]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "La tabla está vacía."),
        ([["codigo", "poblacion"]], "La tabla no dice de qué año es. Indíquelo (--year)."),
        (
            [["a", "b"]],
            "No se reconocen las columnas. Hace falta un código o un nombre, y la población; llegaron: a, b.",
        ),
    ],
)
def test_table_that_says_too_little_is_refused(rows: list[list[object]], reason: str) -> None:
    with pytest.raises(Refused) as error:
        PopulationTable(book(*rows))

    assert str(error.value) == reason


def test_import_population_replaces_the_same_year(commune: Territory) -> None:
    make_population(commune, 7, 2019)
    make_population(commune, 8, 2020)
    report = import_population([row(total=30, f=17, m=13)], by=SYSTEM, source="censo")

    assert (report.places, report.people, report.years, report.oddities) == (1, 30, [2020], [])
    stored = Population.objects.order_by("year", "sex").values_list("year", "sex", "count", "source")
    assert list(stored) == [
        (2019, "", 7, ""),
        (2020, "", 30, "censo"),
        (2020, "f", 17, "censo"),
        (2020, "m", 13, "censo"),
    ]


def test_import_population_of_an_unknown_place_stores_nothing(commune: Territory) -> None:
    with pytest.raises(BadPopulation) as error:
        import_population([row(), row("99", "Nada")], by=SYSTEM, source="censo")

    assert error.value.lines == ("Fila 2 (99 Nada): no hay ningún territorio así.",)
    assert Population.objects.count() == 0


def test_import_population_of_known_places_only(commune: Territory) -> None:
    report = import_population([row(), row("99")], by=SYSTEM, source="censo", only_known=True)

    assert (report.places, report.left_out) == (1, 1)


def test_import_population_twice_in_a_table_is_refused(commune: Territory) -> None:
    with pytest.raises(BadPopulation):
        import_population([row(), row()], by=SYSTEM, source="censo")


def test_import_population_tells_odd_sums(city: Territory, commune: Territory) -> None:
    make_population(city, 999, 2020)
    report = import_population([row(name="Manrrique", total=30, f=17, m=12)], by=SYSTEM, source="censo")

    assert report.oddities == [
        "Fila 2 (Manrique): mujeres y hombres suman 29 y el total dice 30.",
        "Fila 2: el archivo dice «Manrrique» y aquí se llama «Manrique».",
        "Medellín, 2020: sus partes suman 30 y el total dice 999.",
    ]


def test_import_population_dry_run_stores_nothing(commune: Territory) -> None:
    import_population([row()], by=SYSTEM, source="censo", dry_run=True)

    assert population_of(commune) is None


def test_import_population_by_officer_is_not_allowed(officer: Person) -> None:
    with pytest.raises(NotAllowed):
        import_population([row()], by=officer, source="censo")
