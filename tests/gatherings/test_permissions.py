"""Who may call a gathering where: a table of role × territory; everybody sees what was called."""

import pytest
from django.contrib.auth.models import AnonymousUser

from convite.core.actors import SYSTEM
from convite.gatherings.permissions import can_call_gathering, gatherings_visible_to
from tests.builders import make_gathering

pytestmark = pytest.mark.django_db
CAST = [
    "visitor", "resident", "leader", "facilitator", "officer", "evaluator", "scrutineer", "poll_worker",
    "project_manager", "auditor", "administrator", "superuser", "outsider",
]  # fmt: skip
MAY = {
    "in the city": ["facilitator", "officer"],
    "in its commune": ["facilitator", "officer"],
    "elsewhere": ["outsider"],
}


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.mark.parametrize("where", MAY)
def test_can_call_gathering_table(where, request, city, commune, other_city):
    territory = {"in the city": city, "in its commune": commune, "elsewhere": other_city}[where]

    assert [name for name in CAST if can_call_gathering(request.getfixturevalue(name), territory)] == MAY[where]


@pytest.mark.parametrize("person", CAST)
def test_gatherings_are_visible_to_everybody(person, request, commune, other_city):
    called = [make_gathering(commune), make_gathering(other_city)]

    assert list(gatherings_visible_to(request.getfixturevalue(person)).order_by("id")) == called


def test_system_may_call_anywhere(commune):
    assert can_call_gathering(SYSTEM, commune)
