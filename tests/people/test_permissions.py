"""Who may do what to whom: one table of role × case, one of role × what is seen."""

import pytest

from convite.people.models import Person, Role, RoleGrant
from convite.people.permissions import (
    can_act_for,
    can_change_profile,
    can_close_account,
    can_grant_role,
    can_open_account,
    can_reset_second_factor,
    can_see_person,
    can_see_team,
    grants_visible_to,
    people_visible_to,
)
from tests.builders import make_grant, make_person

CAST = [
    "resident",
    "leader",
    "facilitator",
    "officer",
    "evaluator",
    "scrutineer",
    "auditor",
    "administrator",
    "outsider",
]
MAY = {
    "open_account": ["administrator", "local"],
    "grant_in_commune": ["administrator", "local"],
    "grant_in_city": ["administrator", "local"],
    "grant_everywhere": ["administrator"],
    "grant_in_other_city": ["administrator"],
    "see_team": ["auditor", "administrator", "local"],
    "act_for_neighbour": ["facilitator", "officer"],
    "change_neighbour": [],
    "close_neighbour": ["administrator"],
    "reset_neighbour": ["administrator"],
    "see_neighbour": ["administrator"],
}


@pytest.fixture
def local(city):
    """Administers one city, not the installation."""
    return make_grant(make_person("Local"), Role.ADMINISTRATOR, city).person


@pytest.mark.parametrize("act", MAY)
def test_permissions_table(act, request, city, commune, other_city, neighbour):
    cases = {
        "open_account": can_open_account,
        "grant_in_commune": lambda p: can_grant_role(p, Role.OFFICER, commune),
        "grant_in_city": lambda p: can_grant_role(p, Role.OFFICER, city),
        "grant_everywhere": lambda p: can_grant_role(p, Role.OFFICER, None),
        "grant_in_other_city": lambda p: can_grant_role(p, Role.OFFICER, other_city),
        "see_team": can_see_team,
        "act_for_neighbour": lambda p: can_act_for(p, neighbour, commune),
        "change_neighbour": lambda p: can_change_profile(p, neighbour),
        "close_neighbour": lambda p: can_close_account(p, neighbour),
        "reset_neighbour": lambda p: can_reset_second_factor(p, neighbour),
        "see_neighbour": lambda p: can_see_person(p, neighbour),
    }
    people = [*CAST, "local"]
    assert [name for name in people if cases[act](request.getfixturevalue(name))] == MAY[act]


def test_permissions_of_a_closed_account_are_none(administrator):
    Person.objects.filter(pk=administrator.pk).update(is_active=False)
    closed = Person.objects.get(pk=administrator.pk)
    assert (can_open_account(closed), people_visible_to(closed).count(), grants_visible_to(closed).count()) == (
        False,
        0,
        0,
    )


def test_can_grant_role_of_an_unknown_role_is_false(administrator):
    assert can_grant_role(administrator, "queen", None) is False


def test_can_act_for_oneself_is_false(officer, commune):
    assert can_act_for(officer, officer, commune) is False


def test_can_reset_second_factor_of_oneself_is_false(administrator):
    assert can_reset_second_factor(administrator, administrator) is False


def names(grants) -> list[str]:
    return sorted(grant.person.name for grant in grants)


def test_grants_visible_to_resident_are_none(resident, officer, outsider):
    assert names(grants_visible_to(resident)) == []


def test_grants_visible_to_officer_are_her_own(officer, evaluator, outsider):
    assert names(grants_visible_to(officer)) == ["Diana Ochoa"]


def test_grants_visible_to_auditor_are_those_of_her_city(auditor, officer, outsider, administrator):
    assert names(grants_visible_to(auditor)) == ["Diana Ochoa", "Iván Palacios"]


def test_grants_visible_to_administrator_are_all(administrator, officer, outsider):
    assert grants_visible_to(administrator).count() == RoleGrant.objects.count()


def test_people_visible_to_local_administrator_are_the_team(local, officer, outsider, resident):
    assert sorted(p.name for p in people_visible_to(local)) == ["Diana Ochoa", "Local"]


def test_people_visible_to_a_visitor_are_none(resident):
    assert people_visible_to(None).count() == 0
