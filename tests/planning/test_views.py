"""What the pages of the route show, to whom, and how they refuse."""

import pytest
from django.urls import reverse

from convite.planning.models import Edition, Idea, Theme
from convite.planning.queries import phases_of
from tests.builders import at, make_ceiling, make_edition, make_idea, make_phase
from tests.watching import answer_to

pytestmark = pytest.mark.django_db
JANUARY, MARCH, MAY = at("2027-01-01"), at("2027-03-01"), at("2027-05-01")
TYPED = {"title": "Luz para la cancha", "description": "De noche nadie juega.", "theme": "sport", "place": "La Salle"}


@pytest.fixture
def edition(city, commune):
    edition = make_edition(city)
    make_ceiling(edition, commune)
    return edition


@pytest.fixture
def open_edition(edition):
    make_phase(edition, acts=("propose_idea",))
    return edition


@pytest.fixture
def draft(city):
    return make_edition(city, name="Ruta secreta", state=Edition.State.DRAFT)


def titles(response) -> list[str]:
    return [str(row) for row in response.context["page"].rows]


# Editions


def test_edition_current_leads_to_the_edition_under_way(client, edition, draft):
    response = client.get(reverse("edition_current"))

    assert response["Location"] == reverse("edition_page", args=[edition.public_id])


def test_edition_current_without_any_leads_to_the_empty_list(client, draft):
    response = client.get(reverse("edition_current"), follow=True)

    assert response.redirect_chain == [(reverse("edition_list"), 302)]
    assert titles(response) == []


def test_edition_list_shows_drafts_to_those_who_prepare_them(as_person, edition, draft, officer, outsider):
    url = reverse("edition_list")

    assert [titles(as_person(person).get(url)) for person in (None, outsider, officer)] == [
        ["Ruta 2027"], ["Ruta 2027"], ["Ruta secreta", "Ruta 2027"],
    ]  # fmt: skip


def test_edition_list_costs_the_same_with_one_and_three_rows(client, city, queries_of):
    make_edition(city)
    one = queries_of(client, reverse("edition_list"))
    make_edition(city, year=2026)
    make_edition(city, year=2025)

    assert (one, queries_of(client, reverse("edition_list"))) == (EDITION_LIST, EDITION_LIST)


# Ideas


def test_idea_list_filters_by_territory_theme_state_and_words(client, edition, city, commune):
    make_idea(edition, commune, title="Luz")
    make_idea(edition, city, title="Parque", theme=Theme.ENVIRONMENT, state=Idea.State.MERGED)

    def found(**asked):
        return titles(client.get(reverse("idea_list"), asked))

    assert found() == ["Parque", "Luz"]
    assert found(territorio=commune.public_id) == ["Luz"]
    assert found(tema="environment") == ["Parque"]
    assert found(estado="merged") == ["Parque"]
    assert found(estado="merged", territorio=commune.public_id) == []
    assert found(tema="astrology") == ["Parque", "Luz"]


def test_idea_list_finds_by_words(client, open_edition, commune, resident, as_person):
    make_idea(open_edition, commune, title="Parque")
    as_person(resident).post(reverse("idea_propose"), TYPED | {"territory": commune.public_id})

    assert titles(client.get(reverse("idea_list"), {"q": "canchas"})) == ["Luz para la cancha"]


def test_idea_list_hides_withdrawn_ideas_from_neighbours(as_person, edition, resident, neighbour):
    make_idea(edition, title="Luz")
    make_idea(edition, title="Retirada", author=resident, state=Idea.State.WITHDRAWN)

    assert [titles(as_person(p).get(reverse("idea_list"))) for p in (None, neighbour, resident)] == [
        ["Luz"], ["Luz"], ["Retirada", "Luz"],
    ]  # fmt: skip


def test_idea_list_of_an_edition_that_one_may_not_see_is_not_found(as_person, draft, outsider, officer):
    make_idea(draft)

    answers = [answer_to(as_person(p), "idea_list", edicion=draft.public_id) for p in (None, outsider, officer)]

    assert answers == [404, 404, 200]


def test_idea_list_without_any_edition_is_not_found(client, db):
    assert answer_to(client, "idea_list") == 404


@pytest.mark.parametrize("edicion", ["nothing", "\x00", "'"])
def test_idea_list_of_an_unknown_edition_is_not_found(client, edition, edicion):
    assert answer_to(client, "idea_list", edicion=edicion) == 404


def test_idea_list_costs_the_same_with_one_and_three_rows(client, edition, queries_of):
    make_idea(edition)
    one = queries_of(client, reverse("idea_list"))
    make_idea(edition)
    make_idea(edition)

    assert (one, queries_of(client, reverse("idea_list"))) == (IDEA_LIST, IDEA_LIST)


def test_idea_page_shows_the_idea_and_why_it_went_no_further(client, edition):
    idea = make_idea(edition, state=Idea.State.NOT_VIABLE, state_reason="El lote es privado.")

    response = client.get(reverse("idea_page", args=[idea.public_id]))

    assert response.context["idea"] == idea
    assert "El lote es privado." in response.text


def test_idea_page_that_was_withdrawn_is_found_by_its_author_only(as_person, edition, resident, neighbour):
    idea = make_idea(edition, author=resident, state=Idea.State.WITHDRAWN)

    answers = [answer_to(as_person(p), "idea_page", idea.public_id) for p in (None, neighbour, resident)]

    assert answers == [404, 404, 200]


def test_idea_propose_asks_a_visitor_to_log_in(client, open_edition):
    response = client.get(reverse("idea_propose"))

    assert response["Location"] == f"{reverse('account_login')}?next={reverse('idea_propose')}"


def test_idea_propose_stores_it_in_the_name_of_the_person(as_person, open_edition, commune, resident):
    response = as_person(resident).post(reverse("idea_propose"), TYPED | {"territory": commune.public_id})

    idea = Idea.objects.get()
    assert response["Location"] == reverse("idea_page", args=[idea.public_id])
    assert (idea.edition, idea.territory, idea.author, idea.speaker) == (open_edition, commune, resident, resident.name)
    assert (idea.title, idea.theme, idea.place) == ({"es": "Luz para la cancha"}, "sport", "La Salle")


def test_idea_propose_after_the_time_says_so_and_keeps_what_was_typed(as_person, edition, commune, resident):
    make_phase(
        edition, opens_at=JANUARY.replace(year=2020), closes_at=JANUARY.replace(year=2021), acts=("propose_idea",)
    )

    response = as_person(resident).post(reverse("idea_propose"), TYPED | {"territory": commune.public_id})

    assert [e.replace("\u202f", " ") for e in response.context["form"].non_field_errors()] == [
        "Esto cerró el 1 de enero de 2021, 12:00 a. m."
    ]
    assert 'value="Luz para la cancha"' in response.text
    assert "De noche nadie juega.</textarea>" in response.text
    assert Idea.objects.count() == 0


def test_idea_propose_in_a_territory_elsewhere_is_refused_and_keeps_what_was_typed(
    as_person, open_edition, other_city, resident
):
    response = as_person(resident).post(reverse("idea_propose"), TYPED | {"territory": other_city.public_id})

    assert list(response.context["form"].errors) == ["territory"]
    assert 'value="Luz para la cancha"' in response.text
    assert Idea.objects.count() == 0


def test_idea_propose_before_the_time_says_when_it_opens(as_person, edition, resident):
    make_phase(edition, opens_at=at("2090-01-01"), closes_at=at("2090-02-01"), acts=("propose_idea",))

    response = as_person(resident).get(reverse("idea_propose"))

    assert response.context["reason"].startswith("Esto abre el 1 de enero de 2090")
    assert 'value="borrador"' in response.text
    assert "Enviar la idea" not in response.text


# Phases


def move(client, edition, **typed):
    form = {"opens_at": "2027-01-01T00:00", "closes_at": "2027-04-01T00:00", "reason": "Lluvias."}
    return client.post(reverse("phase_move", args=[edition.public_id, 1]), form | typed)


@pytest.fixture
def route(edition):
    make_phase(edition, name="Planeación", opens_at=JANUARY, closes_at=MARCH)
    make_phase(edition, name="Formulación", opens_at=MAY, closes_at=at("2027-07-01"))
    return edition


def test_phase_move_by_an_officer_moves_it(as_person, route, officer):
    response = move(as_person(officer), route)

    assert response["Location"] == reverse("edition_page", args=[route.public_id])
    assert route.phases.get(position=1).closes_at == at("2027-04-01")


def test_phase_move_over_another_says_so_and_keeps_what_was_typed(as_person, route, officer):
    response = move(as_person(officer), route, closes_at="2027-06-01T00:00")

    assert response.context["form"].non_field_errors() == ["«Formulación» abre antes de que cierre «Planeación»."]
    assert 'value="2027-06-01T00:00"' in response.text
    assert "Lluvias.</textarea>" in response.text
    assert phases_of(route)[0].closes_at == MARCH


@pytest.mark.parametrize("person", ["resident", "evaluator", "outsider"])
def test_phase_move_by_who_does_not_plan_there_is_forbidden(as_person, route, person, request):
    assert move(as_person(request.getfixturevalue(person)), route).status_code == 403
    assert route.phases.get(position=1).closes_at == MARCH


def test_phase_move_asks_a_visitor_to_log_in(client, route):
    assert move(client, route)["Location"].startswith(f"{reverse('account_login')}?next=")


def test_phase_move_of_an_edition_that_one_may_not_see_is_not_found(as_person, draft, resident, outsider, officer):
    make_phase(draft)

    answers = [answer_to(as_person(p), "phase_move", draft.public_id, 1) for p in (resident, outsider, officer)]

    assert answers == [404, 404, 200]


@pytest.mark.parametrize("path", ["/ideas/%00/", "/ediciones/%00/fases/1/"])
def test_address_that_names_nothing_is_not_found(as_person, officer, path):
    assert as_person(officer).get(path).status_code == 404


# Queries of a list, whatever its length
EDITION_LIST = 2
IDEA_LIST = 6
