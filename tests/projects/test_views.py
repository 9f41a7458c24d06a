"""What the pages of the bank show, to whom, and how they refuse and keep what was typed."""

import pytest
from django.urls import reverse
from django.utils import translation

from convite.planning.models import Edition
from convite.projects.actions import edit_project
from convite.projects.models import Project
from tests.builders import make_ceiling, make_edition, make_idea, make_origin, make_project
from tests.watching import answer_to, versions_of

pytestmark = pytest.mark.django_db
PROJECT_LIST = 4  # queries, whatever its length


@pytest.fixture
def edition(city, commune):
    edition = make_edition(city)
    make_ceiling(edition, commune)
    return edition


@pytest.fixture
def project(edition, commune):
    return make_project(edition, commune, state=Project.State.VIABLE)


@pytest.fixture
def draft(edition, commune):
    return make_project(edition, commune, title="Borrador", state=Project.State.DRAFT)


def titles(response) -> list[str]:
    return [str(row) for row in response.context["page"].rows]


def typed(**changed):
    words = {
        "seen": "1",
        "title": "Graderías para la cancha",
        "problem": "No hay dónde sentarse.",
        "objective": "Que se juegue de noche.",
        "beneficiaries": "",
        "place": "La Salle",
        "theme": "sport",
        "cost": "7000000",
    }
    return words | changed


def save(client, project, **changed):
    return client.post(reverse("project_edit", args=[project.public_id]), typed(**changed))


# The list and the page


def test_project_list_hides_drafts_from_who_does_not_prepare_them(as_person, project, draft, outsider, evaluator):
    lists = [titles(as_person(p).get(reverse("project_list"))) for p in (None, outsider, evaluator)]

    assert lists == [[str(project)], [str(project)], ["Borrador", str(project)]]


def test_project_list_filters_by_what_is_asked(client, edition, project, city):
    make_project(edition, city, title="Parque", theme="environment")

    def found(**asked):
        return titles(client.get(reverse("project_list"), asked))

    assert found(tema="environment") == ["Parque"]
    assert found(edicion=edition.public_id, territorio=project.territory.public_id) == [str(project)]
    assert found(estado="won") == []
    assert found(edicion="unknown") == ["Parque", str(project)]


def test_project_list_costs_the_same_with_one_and_three_rows(client, edition, project, queries_of):
    one = queries_of(client, reverse("project_list"))
    make_project(edition)
    make_project(edition)

    assert (one, queries_of(client, reverse("project_list"))) == (PROJECT_LIST, PROJECT_LIST)


def test_project_page_shows_its_ideas_and_no_way_to_edit_to_the_public(client, edition, project):
    idea = make_idea(edition, title="Que haya luz")
    make_origin(project, idea)

    response = client.get(reverse("project_page", args=[project.public_id]))

    assert reverse("idea_page", args=[idea.public_id]) in response.text
    assert reverse("project_edit", args=[project.public_id]) not in response.text


@pytest.mark.parametrize("page", ["project_page", "project_history", "project_edit"])
def test_project_that_is_a_draft_is_not_found_by_others(as_person, draft, page, resident, outsider, officer):
    people = (resident, outsider, officer)

    assert [answer_to(as_person(p), page, draft.public_id) for p in people] == [404, 404, 200]


def test_project_of_a_draft_edition_is_not_found_by_the_public(client, city):
    project = make_project(make_edition(city, state=Edition.State.DRAFT))

    assert answer_to(client, "project_page", project.public_id) == 404


def test_project_history_shows_what_each_version_changed(client, project, officer):
    project.title = {"es": "Iluminación de la cancha nueva de La Salle"}
    edit_project(project, by=officer, seen=1)
    project.title = {"es": "Iluminación de la cancha vieja de La Salle"}
    edit_project(project, by=officer, seen=2)

    response = client.get(reverse("project_history", args=[project.public_id]))

    (change, first) = response.context["changes"]
    assert [(f.field, [(p.kind, p.text) for p in f.pieces if p.kind != "same"]) for f in change.fields] == [
        ("title", [("removed", "nueva"), ("added", "vieja")])
    ]
    assert first.fields == ()


@pytest.mark.parametrize("path", ["/proyectos/%00/", "/proyectos/%00/historia/", "/proyectos/%00/editar/"])
def test_address_that_names_nothing_is_not_found(as_person, officer, path):
    assert as_person(officer).get(path).status_code == 404


# The form


def test_project_edit_asks_a_visitor_to_log_in(client, project):
    url = reverse("project_edit", args=[project.public_id])

    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("person", ["resident", "auditor", "outsider"])
def test_project_edit_by_who_may_not_is_forbidden(as_person, project, person, request):
    assert save(as_person(request.getfixturevalue(person)), project).status_code == 403
    assert Project.objects.get().version == 1


def test_project_edit_stores_what_was_typed(as_person, project, evaluator):
    response = save(as_person(evaluator), project)

    stored = Project.objects.get()
    assert response["Location"] == reverse("project_page", args=[project.public_id])
    assert (stored.title, stored.cost_minor, stored.place) == (
        {"es": "Graderías para la cancha"},
        7_000_000_00,
        "La Salle",
    )


def test_project_edit_in_another_language_leaves_the_first_as_it_is(as_person, project, evaluator):
    client = as_person(evaluator)
    with translation.override("en"):
        url = reverse("project_edit", args=[project.public_id])

    client.post(url, typed(title="Stands", problem="", objective=""))

    stored = Project.objects.get()
    assert stored.title == {"es": "Iluminación de la cancha de La Salle", "en": "Stands"}
    assert stored.problem == {"es": "La cancha se cierra al caer el sol."}


def test_project_edit_by_two_shows_the_second_both_and_keeps_what_she_typed(as_person, project, officer, evaluator):
    save(as_person(officer), project, title="Camerinos")

    response = save(as_person(evaluator), project, title="Graderías")

    pieces = {f.field: [(p.kind, p.text) for p in f.pieces] for f in response.context["theirs"]}
    assert pieces == {"title": [("removed", "Camerinos"), ("added", "Graderías")]}
    assert response.context["form"].non_field_errors() == [
        "Otra persona cambió esto mientras usted lo editaba. Nada se perdió: compare y decida."
    ]
    assert 'value="Graderías"' in response.text
    assert Project.objects.get().title == {"es": "Camerinos"}


def test_project_edit_saved_again_after_the_notice_keeps_both_versions(as_person, project, officer, evaluator):
    save(as_person(officer), project, title="Camerinos")
    told = save(as_person(evaluator), project, title="Graderías")

    save(as_person(evaluator), project, title="Graderías", seen=told.context["form"]["seen"].value())

    assert Project.objects.get().title == {"es": "Graderías"}
    assert versions_of(project) == [(2, "edit_project"), (3, "edit_project")]


def test_project_edit_on_the_ballot_says_that_it_is_fixed(as_person, project, officer):
    Project.objects.update(state=Project.State.ON_BALLOT)

    response = save(as_person(officer), project)

    assert response.context["form"].non_field_errors() == [
        "El proyecto ya está en el tarjetón: ni su texto ni su costo se pueden cambiar."
    ]
    assert 'value="Graderías para la cancha"' in response.text
    assert Project.objects.get().version == 1


@pytest.mark.parametrize(
    ("cost", "field", "sentence"),
    [
        ("0", "__all__", "El costo de «Graderías para la cancha» debe ser mayor que cero."),
        ("-1", "__all__", "El costo de «Graderías para la cancha» debe ser mayor que cero."),
        ("mucho", "cost", "«mucho» no es una cantidad de dinero."),
        ("120.000", "cost", "«120.000» no es una cantidad de dinero."),
        ("1e999999999", "cost", "«1e999999999» no es una cantidad de dinero."),
    ],
)
def test_project_edit_with_a_bad_cost_says_so_and_keeps_what_was_typed(
    as_person, project, officer, cost, field, sentence
):
    response = save(as_person(officer), project, cost=cost)

    assert response.context["form"].errors == {field: [sentence]}
    assert f'value="{cost}"' in response.text
    assert 'value="Graderías para la cancha"' in response.text
    assert Project.objects.get().cost_minor == 5_000_000_00
