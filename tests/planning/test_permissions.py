"""Who may do what on the route, where; and who sees what is not public: tables of role × case."""

import pytest
from django.contrib.auth.models import AnonymousUser

from convite.core.actors import SYSTEM
from convite.people.models import Person, Role
from convite.people.queries import where_held
from convite.planning.models import Edition, Idea
from convite.planning.permissions import (
    can_plan,
    can_propose_idea,
    editions_visible_to,
    ideas_visible_to,
    plans_visible_to,
)
from convite.territories.models import Territory
from tests.builders import make_edition, make_grant, make_idea, make_person, make_plan

pytestmark = pytest.mark.django_db
CAST = [
    "visitor", "resident", "leader", "facilitator", "officer", "evaluator", "scrutineer", "poll_worker",
    "project_manager", "auditor", "administrator", "superuser", "outsider",
]  # fmt: skip
MAY = {
    "plan in the city": ["officer", "administrator", "superuser"],
    "plan in its commune": ["officer", "administrator", "superuser"],
    "plan in another city": ["administrator", "superuser", "outsider"],
    "propose": [name for name in CAST if name != "visitor"],
}
PREPARING = ["officer", "evaluator", "auditor", "administrator", "superuser"]
SEE = {
    "public edition": CAST,
    "closed edition": CAST,
    "draft edition": PREPARING,
    "draft edition elsewhere": ["administrator", "superuser", "outsider"],
    "public idea": CAST,
    "withdrawn idea": ["resident", *PREPARING],  # Ana's: she sees it, her neighbour does not
    "idea of a draft edition": PREPARING,
}


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.mark.parametrize("act", MAY)
def test_permissions_table(act, request, city, commune, other_city):
    may = {
        "plan in the city": lambda person: can_plan(person, city),
        "plan in its commune": lambda person: can_plan(person, commune),
        "plan in another city": lambda person: can_plan(person, other_city),
        "propose": can_propose_idea,
    }[act]

    assert [name for name in CAST if may(request.getfixturevalue(name))] == MAY[act]


@pytest.mark.parametrize("thing", SEE)
def test_visibility_table(thing, request, city, commune, other_city, resident):
    edition, draft = make_edition(city), make_edition(city, state=Edition.State.DRAFT)
    thing_itself = {
        "public edition": lambda: edition,
        "closed edition": lambda: make_edition(city, state=Edition.State.CLOSED),
        "draft edition": lambda: draft,
        "draft edition elsewhere": lambda: make_edition(other_city, state=Edition.State.DRAFT),
        "public idea": lambda: make_idea(edition, commune),
        "withdrawn idea": lambda: make_idea(edition, commune, author=resident, state=Idea.State.WITHDRAWN),
        "idea of a draft edition": lambda: make_idea(draft, commune),
    }[thing]()
    visible = ideas_visible_to if isinstance(thing_itself, Idea) else editions_visible_to

    assert [name for name in CAST if thing_itself in visible(request.getfixturevalue(name))] == SEE[thing]


def test_ideas_visible_to_neighbour_leave_out_what_another_withdrew(city, resident, neighbour):
    edition = make_edition(city)
    public = make_idea(edition)
    make_idea(edition, author=resident, state=Idea.State.WITHDRAWN)

    assert list(ideas_visible_to(neighbour)) == [public]


def test_system_sees_and_may_all(city):
    draft = make_edition(city, state=Edition.State.DRAFT)
    idea = make_idea(draft, state=Idea.State.WITHDRAWN)

    assert list(editions_visible_to(SYSTEM)) == [draft]
    assert list(ideas_visible_to(SYSTEM)) == [idea]
    assert can_plan(SYSTEM, city)


def test_officer_whose_account_was_closed_may_and_sees_nothing_more(city, officer):
    make_edition(city, state=Edition.State.DRAFT)
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    closed = Person.objects.get(pk=officer.pk)

    assert (can_plan(closed, city), can_propose_idea(closed), list(editions_visible_to(closed))) == (False, False, [])


def test_where_held_reaches_the_territories_of_the_role_and_below(city, commune, other_city):
    person = make_person()
    make_grant(person, Role.OFFICER, commune)
    make_grant(person, Role.AUDITOR, other_city)

    def reached(*roles):
        return sorted(t.name for t in Territory.objects.filter(where_held(person, *roles, path="path")))

    assert reached(Role.OFFICER) == ["Manrique"]
    assert reached(Role.AUDITOR) == ["Cartagena"]
    assert reached(Role.OFFICER, Role.AUDITOR) == ["Cartagena", "Manrique"]
    assert reached(Role.EVALUATOR) == []


def test_plans_are_visible_to_everybody(commune, visitor):
    plan = make_plan(commune)

    assert list(plans_visible_to(visitor)) == [plan]
