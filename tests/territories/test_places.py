"""Do places come into the tree whole, and does the tree hold when they change?"""

import pytest

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.models import AuditEntry, Version
from convite.core.searching import matching_ids
from convite.people.models import Person
from convite.territories.actions import add_territories, add_territory, change_territory
from convite.territories.models import Territory

pytestmark = pytest.mark.django_db


def place(
    code: str, name: str = "Manrique", parent: Territory | None = None, kind: str = "commune", order: str = ""
) -> Territory:
    return Territory(code=code, name=name, parent=parent, kind=kind, order=order)


def paths() -> dict[str, str]:
    return dict(Territory.objects.values_list("code", "path"))


def test_add_territory_gives_path_version_and_audit_line() -> None:
    city = add_territory(place("05001", "Medellín", kind="municipality"), by=SYSTEM)
    ward = add_territory(place("0500103", parent=city), by=SYSTEM)

    assert ward.path == "05001/0500103/"
    assert Version.objects.filter(kind="territories.territory").count() == 2
    assert list(AuditEntry.objects.values_list("act", "thing")) == [
        ("add_territory", city.public_id),
        ("add_territory", ward.public_id),
    ]


def test_add_territories_takes_parents_from_the_same_list() -> None:
    city = place("05001", "Medellín", kind="municipality")
    ward = place("0500103", parent=city)
    add_territories([place("050010301", "La Salle", ward, "neighbourhood"), ward, city], by=SYSTEM)

    assert paths() == {
        "05001": "05001/", "0500103": "05001/0500103/", "050010301": "05001/0500103/050010301/"
    }  # fmt: skip


def test_add_territory_is_found_by_its_name() -> None:
    ward = add_territory(place("0500112", "La América", order="12"), by=SYSTEM)

    found = [
        list(Territory.objects.filter(pk__in=matching_ids(words, "territories.territory")))
        for words in ("america", "comuna 12", "0500112", "manrique")
    ]
    assert found == [[ward], [ward], [ward], []]


def test_add_territory_by_officer_is_not_allowed(officer: Person) -> None:
    with pytest.raises(NotAllowed):
        add_territory(place("x"), by=officer)


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (place("05001"), "Ya hay un territorio con el código 05001."),
        (place("a/b"), "«a/b» no sirve de código: no puede estar vacío ni tener «/»."),
        (place("x", kind="planet"), "El territorio x: Valor 'planet' no es una opción válida."),
        (place("x", parent=place("y")), "Falta el territorio y, de mayor nivel."),
    ],
)
def test_add_territory_that_cannot_be_is_refused(city: Territory, new: Territory, reason: str) -> None:
    with pytest.raises(Refused) as error:
        add_territory(new, by=SYSTEM)

    assert str(error.value) == reason


def test_add_territories_is_all_or_nothing(city: Territory) -> None:
    with pytest.raises(Refused):
        add_territories([place("a"), place("b", kind="planet")], by=SYSTEM)

    assert paths() == {"05001": "05001/"}


def test_change_territory_moves_all_below(city: Territory, other_city: Territory) -> None:
    ward = add_territory(place("0500103", parent=city), by=SYSTEM)
    add_territory(place("050010301", "La Salle", ward, "neighbourhood"), by=SYSTEM)
    ward.parent = other_city
    change_territory(ward, by=SYSTEM)

    assert paths()["050010301"] == "13001/0500103/050010301/"


def test_change_territory_below_itself_is_refused(city: Territory, commune: Territory) -> None:
    city.parent = commune

    with pytest.raises(Refused, match="no puede quedar debajo de sí mismo"):
        change_territory(city, by=SYSTEM)


def test_change_territory_that_another_changed_is_overtaken(city: Territory) -> None:
    change_territory(Territory.objects.get(pk=city.pk), by=SYSTEM)

    with pytest.raises(Overtaken):
        change_territory(city, by=SYSTEM)
