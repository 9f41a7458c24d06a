"""What one may ask of the bank: filters, origins, steps of life, sums by state, places to filter by."""

import pytest

from convite.core.money import Money
from convite.planning.models import Phase, Theme
from convite.projects.actions import formulate_project
from convite.projects.models import Project
from convite.projects.queries import (
    filter_places,
    filtered,
    origins_of,
    projects_by_state,
    steps_of_project,
)
from tests.builders import (
    at,
    make_ceiling,
    make_edition,
    make_gathering,
    make_idea,
    make_origin,
    make_phase,
    make_project,
    make_territory,
)

pytestmark = pytest.mark.django_db
MAY = at("2027-05-01")


@pytest.fixture
def edition(city):
    return make_edition(city)


def test_filtered_by_edition_territory_theme_and_state(edition, city, commune):
    wanted = make_project(edition, commune, theme=Theme.WATER, state=Project.State.WON)
    make_project(edition, city, theme=Theme.SPORT)
    make_project(make_edition(city, year=2026), city, theme=Theme.SPORT)

    def found(**asked):
        return list(filtered(Project.objects.all(), asked))

    assert found(territorio=commune.public_id) == [wanted]
    assert found(tema="water") == [wanted]
    assert found(estado="won") == [wanted]
    assert len(found(edicion=edition.public_id)) == 2
    assert len(found()) == 3


def test_filtered_by_words_finds_titles_and_codes(edition, commune, officer):
    words = {"title": "Parque de La Salle", "cost_minor": 1, "currency": "COP"}
    project = formulate_project(Project(edition=edition, territory=commune, code="LC-77", **words), by=officer)
    make_project(edition, commune)

    assert list(filtered(Project.objects.all(), {"q": "parques"})) == [project]
    assert list(filtered(Project.objects.all(), {"q": "77"})) == [project]
    assert list(filtered(Project.objects.all(), {"q": "teleférico"})) == []


def test_origins_are_the_projects_own_ideas_in_their_order(edition):
    project, other = make_project(edition), make_project(edition)
    ideas = [make_idea(edition) for _ in range(3)]
    make_origin(project, ideas[1])
    make_origin(project, ideas[0])
    make_origin(other, ideas[2])

    assert origins_of(project) == ideas[:2]


def test_steps_of_project_go_from_where_it_was_said_to_the_formulation(edition):
    make_phase(edition, Phase.Kind.FORMULATION, opens_at=MAY, closes_at=at("2027-06-01"))
    gathering = make_gathering(edition=edition, title="Taller de La Salle")
    project = make_project(edition)
    make_origin(project, make_idea(edition, gathering=gathering, title="Luz"))
    make_origin(project, make_idea(edition, said_by="Ana", title="Gradas", created_at=at("2027-02-02")))

    assert [(s.at, s.title, s.text) for s in steps_of_project(project)] == [
        (gathering.starts_at, "Idea: Luz", "Taller de La Salle"),
        (at("2027-02-02"), "Idea: Gradas", "Ana"),
        (MAY, "Se formuló el proyecto", ""),
    ]


def test_projects_by_state_add_up_in_the_order_of_the_states(edition):
    for cost, state in [(3, "won"), (4, "won"), (5, "draft")]:
        make_project(edition, cost_minor=cost, state=state)

    counts = projects_by_state(Project.objects.all(), "COP")

    assert [(c.state, c.number, c.cost) for c in counts] == [
        ("draft", 1, Money(5, "COP")),
        ("won", 2, Money(7, "COP")),
    ]


def test_filter_places_are_those_of_the_edition_or_of_every_project(edition, city, commune):
    with_project, bare = make_territory("Aranjuez", city, order="04"), make_territory("Buenos Aires", city, order="09")
    make_ceiling(edition, commune)
    make_project(edition, with_project)

    assert filter_places(edition) == [commune]
    assert filter_places(None) == [with_project]
    assert bare not in filter_places(None)


@pytest.mark.parametrize(("state", "kind"), [("won", "good"), ("on_ballot", "now"), ("draft", "")])
def test_state_kind_is_the_mark_of_the_badge(state, kind):
    assert Project(state=state).state_kind == kind
