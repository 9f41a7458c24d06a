"""What happens to a project when it may, and what refuses to: formulated, brought in, edited by two, fixed, chosen."""

import pytest
from django.db import transaction

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.searching import matching_ids
from convite.planning.models import Idea
from convite.projects.actions import bring_in_projects, edit_project, formulate_project, set_project_states
from convite.projects.models import Project, ProjectOrigin
from tests.builders import make_edition, make_idea, make_project
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city):
    return make_edition(city)


@pytest.fixture
def project(edition, commune):
    return make_project(edition, commune, state=Project.State.VIABLE)


def project_in(edition, territory, code="L1", cost_minor=100, **fields):
    words = {"title": "Luz para la cancha", "objective": "Que se juegue de noche."}
    return Project(
        edition=edition, territory=territory, code=code, cost_minor=cost_minor, currency="COP", **words, **fields
    )


def found(words):
    return list(Project.objects.filter(pk__in=matching_ids(words, "projects.project")))


def as_read_by_two(project):
    return Project.objects.get(pk=project.pk), Project.objects.get(pk=project.pk)


# Formulated and brought in


def test_formulate_project_says_from_which_ideas_it_grew(edition, commune, evaluator):
    ideas = [make_idea(edition, commune), make_idea(edition, commune)]
    untouched = make_idea(edition, commune)

    project = formulate_project(project_in(edition, commune), ideas, by=evaluator)

    assert list(ProjectOrigin.objects.order_by("id").values_list("project", "idea")) == [
        (project.pk, idea.pk) for idea in ideas
    ]
    assert list(Idea.objects.order_by("id").values_list("state", flat=True)) == ["formulated", "formulated", "proposed"]
    assert (versions_of(ideas[0]), versions_of(untouched)) == ([(2, "formulate_project")], [])
    assert found("cancha") == [project]


@pytest.mark.parametrize("cost", [0, -1])
def test_formulate_project_that_costs_nothing_is_refused(edition, commune, officer, cost):
    before = rows_of_all_tables()

    sentence = refusal_of(formulate_project, project_in(edition, commune, cost_minor=cost), by=officer)

    assert sentence == "El costo de «Luz para la cancha» debe ser mayor que cero."
    assert rows_of_all_tables() == before


def test_formulate_project_from_an_idea_that_was_withdrawn_is_refused(edition, commune, resident, officer):
    idea = make_idea(edition, commune, author=resident, state=Idea.State.WITHDRAWN)

    sentence = refusal_of(formulate_project, project_in(edition, commune), [idea], by=officer)

    assert sentence == "Quien propuso «Luz para la cancha de La Salle» la retiró: ya no se decide sobre ella."
    assert (Idea.objects.get().state, Project.objects.count()) == (Idea.State.WITHDRAWN, 0)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("draft", "Una de las ideas es un borrador que su autora o autor no ha enviado."),
        ("hidden", "«Luz para la cancha de La Salle» está oculta por moderación: "
         "mientras lo esté, de ella no nace un proyecto."),
        ("merged", "«Luz para la cancha de La Salle» se unió a otra idea: el proyecto nace de aquella."),
        ("split", "«Luz para la cancha de La Salle» se separó en varias ideas: el proyecto nace de ellas."),
    ],
)  # fmt: skip
def test_formulate_project_from_an_idea_that_is_not_on_its_way_is_refused(edition, commune, officer, state, sentence):
    idea = make_idea(edition, commune, state=state)
    before = rows_of_all_tables()

    assert refusal_of(formulate_project, project_in(edition, commune), [idea], by=officer) == sentence

    assert rows_of_all_tables() == before


def test_formulate_project_from_an_idea_of_another_city_is_not_allowed(edition, commune, other_city, outsider):
    idea, theirs = make_idea(edition, commune), make_edition(other_city)

    with pytest.raises(NotAllowed):
        formulate_project(project_in(theirs, other_city), [idea], by=outsider)

    assert (Idea.objects.get().state, Project.objects.count()) == (Idea.State.PROPOSED, 0)


def test_bring_in_projects_stores_all_with_their_origins_and_one_audit_line(edition, commune, officer):
    idea = make_idea(edition, commune)
    projects = [project_in(edition, commune, "L1"), project_in(edition, commune, "L2")]

    stored = bring_in_projects(projects, {"L2": [idea]}, by=officer)

    assert [versions_of(p) for p in stored] == [[(1, "bring_in_projects")], [(1, "bring_in_projects")]]
    assert ProjectOrigin.objects.get().project == stored[1]
    assert (officer.public_id, "projects.project", stored[0].public_id) == remembered("bring_in_projects")[0]


@pytest.mark.parametrize(
    ("bad", "error"),
    [({"cost_minor": 0}, Refused), ({"code": "L1"}, Refused), ({"elsewhere": True}, NotAllowed)],
)
def test_bring_in_projects_with_one_bad_brings_in_none(edition, commune, other_city, officer, bad, error):
    fields = {"code": "L2"} | bad
    place = other_city if fields.pop("elsewhere", False) else commune
    before = rows_of_all_tables()

    with pytest.raises(error), transaction.atomic():
        bring_in_projects([project_in(edition, commune, "L1"), project_in(edition, place, **fields)], by=officer)

    assert rows_of_all_tables() == before


# Edited, by one and by two


def test_edit_project_keeps_the_new_text_and_finds_it(project, officer):
    project.title = {"es": "Graderías para la cancha"}

    edit_project(project, by=officer, seen=1)

    assert Project.objects.get().title == {"es": "Graderías para la cancha"}
    assert found("graderías") == [project]
    assert remembered("edit_project") == [(officer.public_id, "projects.project", project.public_id)]


def test_edit_project_by_two_at_once_tells_the_second_and_loses_nothing(project, officer, evaluator):
    first, second = as_read_by_two(project)
    first.title, second.objective = {"es": "Graderías"}, {"es": "Que jueguen las niñas."}
    edit_project(first, by=officer, seen=1)

    with pytest.raises(Overtaken) as overtaken:
        edit_project(second, by=evaluator, seen=1)

    assert overtaken.value.theirs.title == {"es": "Graderías"}
    assert str(overtaken.value) == (
        "Otra persona cambió esto mientras usted lo editaba. Nada se perdió: compare y decida."
    )
    stored = Project.objects.get()
    assert (stored.title, stored.objective) == ({"es": "Graderías"}, {"es": "Que se juegue de noche."})


def test_edit_project_again_after_being_told_keeps_both_in_the_history(project, officer, evaluator):
    first, second = as_read_by_two(project)
    first.title, second.title = {"es": "Graderías"}, {"es": "Camerinos"}
    edit_project(first, by=officer, seen=1)

    edit_project(second, by=evaluator, seen=2)

    assert Project.objects.get().title == {"es": "Camerinos"}
    assert versions_of(project) == [(2, "edit_project"), (3, "edit_project")]


@pytest.mark.parametrize("cost", [0, -500])
def test_edit_project_to_cost_nothing_is_refused(project, officer, cost):
    project.cost_minor = cost

    sentence = refusal_of(edit_project, project, by=officer, seen=1)

    assert sentence == "El costo de «Iluminación de la cancha de La Salle» debe ser mayor que cero."
    assert Project.objects.get().cost_minor == 5_000_000_00


@pytest.mark.parametrize("state", [Project.State.ON_BALLOT, Project.State.WON, Project.State.NOT_CHOSEN])
def test_edit_project_that_stands_on_a_ballot_is_refused(edition, commune, officer, state):
    project = make_project(edition, commune, state=state)
    project.cost_minor = 1

    sentence = refusal_of(edit_project, project, by=officer, seen=1)

    assert sentence == "El proyecto ya está en el tarjetón: ni su texto ni su costo se pueden cambiar."
    assert Project.objects.get().cost_minor == 5_000_000_00


def test_edit_project_read_before_it_went_on_the_ballot_is_overtaken(project, officer):
    read_before, published = as_read_by_two(project)
    set_project_states([published], Project.State.ON_BALLOT, act="place_on_ballot", by=officer)
    read_before.cost_minor = 1

    with pytest.raises(Overtaken):
        edit_project(read_before, by=officer, seen=1)

    stored = Project.objects.get()
    assert (stored.state, stored.cost_minor) == (Project.State.ON_BALLOT, 5_000_000_00)


def test_edit_project_of_another_city_is_not_allowed(project, outsider):
    project.title = {"es": "Otra cosa"}

    with pytest.raises(NotAllowed):
        edit_project(project, by=outsider, seen=1)

    assert Project.objects.get().title == {"es": "Iluminación de la cancha de La Salle"}


# States of many


def test_set_project_states_is_a_version_of_each_and_one_audit_line(edition, commune, officer):
    chosen = [make_project(edition, commune), make_project(edition, commune)]
    other = make_project(edition, commune)

    set_project_states(chosen, Project.State.WON, act="choose_projects", by=officer)

    states = dict(Project.objects.values_list("pk", "state"))
    assert states == {chosen[0].pk: "won", chosen[1].pk: "won", other.pk: "on_ballot"}
    assert [(p.state, p.version, versions_of(p)) for p in chosen] == [("won", 2, [(2, "choose_projects")])] * 2
    assert remembered("choose_projects") == [(officer.public_id, "projects.project", chosen[0].public_id)]


def test_set_project_states_of_none_remembers_nothing(officer):
    set_project_states([], Project.State.WON, act="choose_projects", by=officer)

    assert remembered("choose_projects") == []
