"""Who may formulate a project where, and who sees one that is not public: tables of role × case."""

import pytest
from django.contrib.auth.models import AnonymousUser

from convite.core.actors import SYSTEM
from convite.planning.models import Edition
from convite.projects.models import Project
from convite.projects.permissions import can_formulate_project, projects_visible_to
from tests.builders import make_edition, make_project

pytestmark = pytest.mark.django_db
CAST = [
    "visitor", "resident", "leader", "facilitator", "officer", "evaluator", "scrutineer", "poll_worker",
    "project_manager", "auditor", "administrator", "superuser", "outsider",
]  # fmt: skip
MAY = {"in the city": ["officer", "evaluator"], "in its commune": ["officer", "evaluator"], "elsewhere": ["outsider"]}
PREPARING = ["officer", "evaluator", "auditor", "administrator", "superuser"]
SEE = {
    "viable": CAST,
    "not viable": CAST,
    "won": CAST,
    "draft": PREPARING,
    "draft elsewhere": ["administrator", "superuser", "outsider"],
    "viable in a draft edition": PREPARING,
}


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.mark.parametrize("where", MAY)
def test_can_formulate_project_table(where, request, city, commune, other_city):
    territory = {"in the city": city, "in its commune": commune, "elsewhere": other_city}[where]

    may = [name for name in CAST if can_formulate_project(request.getfixturevalue(name), territory)]

    assert may == MAY[where]


@pytest.mark.parametrize("case", SEE)
def test_projects_visible_table(case, request, city, commune, other_city):
    edition, unopened = make_edition(city), make_edition(city, state=Edition.State.DRAFT)
    project = {
        "viable": lambda: make_project(edition, commune, state=Project.State.VIABLE),
        "not viable": lambda: make_project(edition, commune, state=Project.State.NOT_VIABLE),
        "won": lambda: make_project(edition, commune, state=Project.State.WON),
        "draft": lambda: make_project(edition, commune, state=Project.State.DRAFT),
        "draft elsewhere": lambda: make_project(make_edition(other_city), state=Project.State.DRAFT),
        "viable in a draft edition": lambda: make_project(unopened, commune, state=Project.State.VIABLE),
    }[case]()

    assert [name for name in CAST if project in projects_visible_to(request.getfixturevalue(name))] == SEE[case]


def test_system_sees_every_project(city):
    draft = make_project(make_edition(city), state=Project.State.DRAFT)

    assert list(projects_visible_to(SYSTEM)) == [draft]
