"""How is an idea written? As a draft that only its author sees, with its place, for oneself or for somebody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convite.core.errors import NotAllowed, Overtaken
from convite.core.models import Version
from convite.core.searching import matching_ids
from convite.core.translated import Translated
from convite.planning.actions import (
    discard_draft,
    edit_idea,
    propose_idea,
    record_idea,
    restore_idea,
    save_draft,
    withdraw_idea,
)
from convite.planning.models import Edition, Idea
from convite.planning.permissions import ideas_visible_to
from convite.planning.queries import route_figures, whereabouts_of
from tests.builders import (
    at,
    make_boundary,
    make_ceiling,
    make_edition,
    make_gathering,
    make_idea,
    make_phase,
    make_territory,
    picture_bytes,
)
from tests.watching import answer_to, refusal_of

pytestmark = pytest.mark.django_db
TYPED = {"title": "Luz para la cancha", "description": "De noche nadie juega.", "theme": "sport", "place": "La Salle"}


@pytest.fixture
def edition(city, commune):
    """It takes ideas now; Manrique is a square, with Aranjuez to the east of it."""
    edition = make_edition(city)
    make_ceiling(edition, commune)
    make_phase(edition, acts=("propose_idea",))
    make_boundary(commune)
    make_boundary(make_territory("Aranjuez", city, order="04"), west=-75.5)
    return edition


@pytest.fixture
def closed_edition(city, commune):
    edition = make_edition(city)
    make_ceiling(edition, commune)
    return edition


def draft_of(person, edition, **fields):
    words = {"title": "Luz para la cancha", "origin": "resident", "state": "draft"}
    where = getattr(person, "territory", None) or edition.territory
    return Idea(edition=edition, author=person, **({"territory": where} | words | fields))


# Drafts


def test_save_draft_before_ideas_are_taken_is_seen_by_its_author_alone(closed_edition, resident, officer, superuser):
    idea = save_draft(draft_of(resident, closed_edition), by=resident)

    seen = [idea in ideas_visible_to(person) for person in (resident, officer, superuser, None)]
    assert seen == [True, False, False, False]


def test_save_draft_is_neither_counted_nor_found(edition, resident):
    save_draft(draft_of(resident, edition), by=resident)

    assert route_figures(edition).ideas == 0
    assert list(Idea.objects.filter(pk__in=matching_ids("cancha", "planning.idea"))) == []


def test_save_draft_of_somebody_else_is_not_allowed(edition, resident, neighbour):
    with pytest.raises(NotAllowed):
        save_draft(draft_of(resident, edition), by=neighbour)

    assert Idea.objects.count() == 0


def test_propose_idea_out_of_a_draft_makes_it_public(edition, resident):
    idea = save_draft(draft_of(resident, edition), by=resident)

    propose_idea(idea, by=resident)

    assert list(ideas_visible_to(None)) == [idea]
    assert list(Idea.objects.filter(pk__in=matching_ids("cancha", "planning.idea"))) == [idea]


def test_propose_idea_twice_is_refused(edition, resident):
    idea = propose_idea(draft_of(resident, edition), by=resident)

    assert refusal_of(propose_idea, idea, by=resident) == "«Luz para la cancha» ya se había enviado."


def test_discard_draft_leaves_no_word_of_it(edition, resident):
    idea = save_draft(draft_of(resident, edition), by=resident)

    discard_draft(idea, by=resident)

    assert Idea.objects.count() == 0
    assert Version.objects.filter(kind="planning.idea").count() == 0


def test_discard_draft_that_was_sent_is_refused(edition, resident):
    idea = propose_idea(draft_of(resident, edition), by=resident)

    sentence = refusal_of(discard_draft, idea, by=resident)

    assert sentence == "«Luz para la cancha» ya se envió: puede retirarla, y queda en el registro."


@pytest.mark.parametrize("state", [Idea.State.DRAFT, Idea.State.HIDDEN])
def test_unlisted_idea_is_on_no_public_page(client, edition, commune, state):
    idea = make_idea(edition, commune, title="Secreta de prueba", state=state)
    paths = [reverse("idea_list"), reverse("idea_map"), reverse("search") + "?q=secreta",
             reverse("edition_page", args=[edition.public_id]), reverse("territory_page", args=[commune.public_id]),
             reverse("open_data_file", args=["ideas", "csv"])]  # fmt: skip

    pages = [b"".join(client.get(path)) for path in paths]

    assert [path for path, page in zip(paths, pages, strict=True) if b"Secreta de prueba" in page] == []
    assert answer_to(client, "idea_page", idea.public_id) == 404


# Editing


def test_edit_idea_by_its_author_until_it_is_decided(edition, resident):
    idea = propose_idea(draft_of(resident, edition), by=resident)
    idea.title = Translated(es="Luz y gradas")

    edit_idea(idea, by=resident, seen=1)

    assert list(Idea.objects.filter(pk__in=matching_ids("gradas", "planning.idea"))) == [idea]


def test_edit_idea_that_was_decided_is_refused_to_its_author(edition, resident):
    idea = make_idea(edition, author=resident, state=Idea.State.READY)

    sentence = refusal_of(edit_idea, idea, by=resident, seen=1)

    assert sentence == "Sobre «Luz para la cancha de La Salle» ya se decidió: su texto no se cambia."


def test_edit_idea_of_two_officers_tells_the_second_and_loses_nothing(edition, officer):
    mine, theirs = make_idea(edition), Idea.objects.get()
    theirs.title = Translated(es="Luz", en="Light")
    edit_idea(theirs, by=officer, seen=1)
    mine.title = Translated(es="Luces")

    with pytest.raises(Overtaken) as overtaken:
        edit_idea(mine, by=officer, seen=1)

    assert overtaken.value.theirs.title == {"es": "Luz", "en": "Light"}
    assert Idea.objects.get().title == {"es": "Luz", "en": "Light"}


def test_idea_edit_page_shows_both_versions_to_the_second_officer(as_person, edition, commune, officer):
    idea = make_idea(edition, commune)
    idea.title = Translated(es="Luz de verdad")
    edit_idea(idea, by=officer, seen=1)
    typed = TYPED | {"seen": "1", "territory": commune.public_id, "que": "enviar", "title": "Luces mías"}

    response = as_person(officer).post(reverse("idea_edit", args=[idea.public_id]), typed)

    assert 'value="Luces mías"' in response.text
    assert "verdad" in response.text
    assert 'name="seen" value="2"' in response.text
    assert str(Idea.objects.get().title) == "Luz de verdad"


def test_restore_idea_gives_it_back_as_it_was(edition, resident):
    idea = propose_idea(draft_of(resident, edition), by=resident)
    withdraw_idea(idea, by=resident)

    restore_idea(idea, by=resident)

    assert Idea.objects.get().state == Idea.State.PROPOSED
    assert list(ideas_visible_to(None)) == [idea]


# For somebody else


def test_record_idea_keeps_who_said_it_and_who_wrote_it(edition, resident, facilitator):
    idea = record_idea(draft_of(resident, edition, state=""), by=facilitator)

    stored = Idea.objects.get(pk=idea.pk)
    assert (stored.author, stored.recorded_by, stored.state) == (resident, facilitator, Idea.State.PROPOSED)


def test_record_idea_of_nobody_is_refused(edition, facilitator):
    sentence = refusal_of(record_idea, draft_of(None, edition), by=facilitator)

    assert sentence == "Diga quién la dijo: una persona, una organización o un encuentro."


@pytest.mark.parametrize("person", ["resident", "evaluator", "outsider"])
def test_record_idea_by_who_may_not_is_not_allowed(edition, person, request):
    with pytest.raises(NotAllowed):
        record_idea(draft_of(None, edition, said_by="Doña Rosa"), by=request.getfixturevalue(person))


def test_record_idea_with_an_origin_that_the_edition_does_not_take_is_refused(city, facilitator):
    edition = make_edition(city, settings={"idea_origins": ["workshop"]})

    sentence = refusal_of(record_idea, draft_of(None, edition, said_by="Doña Rosa"), by=facilitator)

    assert sentence == "Esta edición no recibe ideas con este origen: Una persona."


def test_idea_record_page_takes_the_gathering_in_which_it_was_said(as_person, edition, commune, facilitator):
    gathering = make_gathering(commune, edition)
    typed = TYPED | {"territory": commune.public_id, "gathering": gathering.public_id, "said_by": "Doña Rosa"}

    as_person(facilitator).post(reverse("idea_record", args=[edition.public_id]), typed)

    idea = Idea.objects.get()
    assert (idea.gathering, idea.said_by, idea.origin) == (gathering, "Doña Rosa", Idea.Origin.WORKSHOP)


# The page on which one writes


def test_idea_propose_keeps_a_draft_and_says_what_is_missing(as_person, closed_edition, resident):
    client = as_person(resident)

    response = client.post(reverse("idea_propose"), {"title": "Luz", "que": "borrador"}, follow=True)

    assert Idea.objects.get().state == Idea.State.DRAFT
    assert "Falta: qué pasa y qué se necesita, la comuna o el corregimiento." in response.text


def test_idea_propose_with_a_touch_on_the_map_keeps_the_point_and_the_photo(as_person, edition, commune, resident):
    typed = TYPED | {"territory": commune.public_id, "mapa.x": "144", "mapa.y": "144", "alt_1": "La cancha"}
    typed |= {"marco": "-75.6,6.2,-75.5,6.3", "photo_1": SimpleUploadedFile("cancha.jpg", picture_bytes())}

    response = as_person(resident).post(reverse("idea_propose"), typed)

    idea = Idea.objects.get()
    lon, lat = idea.point
    assert (round(lon, 2), round(lat, 2), idea.state, idea.photos.count()) == (-75.55, 6.25, Idea.State.DRAFT, 1)
    assert response["Location"].startswith(reverse("idea_edit", args=[idea.public_id]) + "?marco=")


def test_idea_propose_with_a_touch_outside_says_where_it_lies(as_person, edition, commune, resident):
    typed = TYPED | {"territory": commune.public_id, "mapa.x": "280", "mapa.y": "10"}

    response = as_person(resident).post(reverse("idea_propose"), typed | {"marco": "-75.6,6.2,-75.4,6.4"})

    assert "no queda en ningún territorio de Medellín" in response.text
    assert Idea.objects.count() == 0


def test_idea_propose_like_another_asks_first(as_person, edition, commune, resident, neighbour):
    first = propose_idea(draft_of(neighbour, edition, territory=commune), by=neighbour)

    response = as_person(resident).post(
        reverse("idea_propose"), TYPED | {"territory": commune.public_id, "que": "enviar"}, follow=True
    )

    assert [one.idea for one in response.context["alike"]] == [first]
    assert Idea.objects.get(author=resident).state == Idea.State.DRAFT


def test_idea_similar_sends_her_own_all_the_same(as_person, edition, resident):
    idea = save_draft(draft_of(resident, edition), by=resident)

    as_person(resident).post(reverse("idea_similar", args=[idea.public_id]), {"que": "enviar"})

    assert Idea.objects.get().state == Idea.State.PROPOSED


@pytest.mark.parametrize("typed", ["la cancha", "6.25", "1e5, 3", "6.25, -75.5, 4", "\x00"])
def test_idea_propose_with_what_is_no_point_says_so(as_person, edition, commune, resident, typed):
    response = as_person(resident).post(
        reverse("idea_propose"), TYPED | {"territory": commune.public_id, "point": typed}
    )

    assert list(response.context["form"].errors) == ["point"]
    assert Idea.objects.count() == 0


def test_idea_propose_at_a_neighbourhood_by_name_puts_it_on_the_map(as_person, edition, commune, resident):
    make_territory("La Honda", commune, centre_lon=-75.55, centre_lat=6.24)

    as_person(resident).post(reverse("idea_propose"), TYPED | {"territory": commune.public_id, "place": "la honda"})

    assert Idea.objects.get().point == (-75.55, 6.24)


@pytest.mark.parametrize("state", [state for state in Idea.State if state != Idea.State.DRAFT])
def test_whereabouts_of_every_state_say_something(edition, state):
    assert whereabouts_of(make_idea(edition, state=state)).now != ""


def test_whereabouts_of_a_proposed_idea_tell_what_comes_next_and_when(edition):
    make_phase(edition, "formulation", opens_at=at("2090-01-01"), closes_at=at("2090-02-01"))

    said = whereabouts_of(make_idea(edition)).next

    assert said.startswith("Lo que sigue es «Formulación», del 1 de enero de 2090")


def test_idea_list_near_a_point_leaves_out_what_is_far(client, edition):
    make_idea(edition, title="Cerca", lon=-75.55, lat=6.25)
    make_idea(edition, title="Lejos", lon=-75.45, lat=6.25)
    make_idea(edition, title="Sin punto")

    page = client.get(reverse("idea_list"), {"cerca": "6.2501, -75.5501"}).context["page"]

    assert [str(idea.title) for idea in page.rows] == ["Cerca"]


@pytest.mark.parametrize("marco", ["", "x", "1,2,3", "-75.6,6.2,-75.6,6.3", "nan,nan,nan,nan", "-75.6,6.2,-75.5,95"])
def test_idea_ground_of_a_bad_frame_is_not_found(client, edition, marco):
    assert answer_to(client, "idea_ground", marco=marco) == 404


def test_idea_of_a_draft_edition_is_in_no_list(client, city):
    make_idea(make_edition(city, state=Edition.State.DRAFT), title="Aún no")

    assert answer_to(client, "idea_list") == 404
