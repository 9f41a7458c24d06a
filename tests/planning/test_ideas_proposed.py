"""Which ideas does an edition take? While it is under way, of its own territories, in them, and from whom it says."""

import pytest
from django.urls import reverse

from convite.planning.actions import propose_idea, save_draft
from convite.planning.models import Edition, Idea
from tests.builders import make_boundary, make_ceiling, make_edition, make_grant, make_idea, make_phase, make_territory
from tests.watching import refusal_of, rows_of_all_tables

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


# Where


@pytest.mark.parametrize(
    ("lon", "lat", "sentence"),
    [
        (-75.45, 6.25, "Ese punto queda en Comuna 4 Aranjuez, y usted escogió Comuna 3 Manrique. "
         "Cambie el punto o el territorio."),
        (-77.5, 6.25, "Ese punto (latitud 6.25000, longitud -77.50000) no queda en ningún territorio de Medellín. "
         "Señale otro, o quítelo y diga el lugar con palabras."),
        (-75.55, 95.0, "Esas coordenadas no son de ningún lugar: "
         "la latitud va de -90 a 90 y la longitud de -180 a 180."),
        (None, 6.25, "Al punto le falta una coordenada: dé la latitud y la longitud, o ninguna."),
    ],
)  # fmt: skip
def test_propose_idea_at_a_bad_point_is_refused_and_writes_nothing(edition, commune, resident, lon, lat, sentence):
    before = rows_of_all_tables()
    idea = draft_of(resident, edition, territory=commune, lon=lon, lat=lat)

    assert refusal_of(propose_idea, idea, by=resident) == sentence

    assert rows_of_all_tables() == before


def test_propose_idea_inside_its_territory_keeps_the_point(edition, commune, resident):
    propose_idea(draft_of(resident, edition, territory=commune, lon=-75.55, lat=6.25), by=resident)

    assert Idea.objects.get().point == (-75.55, 6.25)


def test_propose_idea_where_no_outline_is_known_takes_any_point(closed_edition, commune, resident):
    make_phase(closed_edition, acts=("propose_idea",))

    propose_idea(draft_of(resident, closed_edition, territory=commune, lon=2.1, lat=41.4), by=resident)

    assert Idea.objects.get().point == (2.1, 41.4)


# Of which edition, and for whom


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("draft", "«Ruta 2027» todavía se prepara: aún no recibe ideas."),
        ("closed", "«Ruta 2027» ya se cerró: no recibe más ideas."),
    ],
)
def test_propose_idea_in_an_edition_that_is_not_under_way_is_refused(edition, resident, state, sentence):
    Edition.objects.update(state=state)
    edition.refresh_from_db()

    assert refusal_of(propose_idea, draft_of(resident, edition), by=resident) == sentence


def test_propose_idea_for_a_territory_that_does_not_decide_is_refused(edition, resident):
    sentence = refusal_of(propose_idea, draft_of(resident, edition, territory=edition.territory), by=resident)

    assert sentence == "Medellín no es uno de los territorios que deciden en «Ruta 2027»: escoja uno de la lista."


def test_propose_idea_for_another_city_is_refused(edition, resident, other_city):
    theirs = make_territory("Usme", other_city)

    sentence = refusal_of(propose_idea, draft_of(resident, edition, territory=theirs), by=resident)

    assert sentence.endswith("no es uno de los territorios que deciden en «Ruta 2027»: escoja uno de la lista.")


def test_propose_idea_for_a_neighbourhood_inside_is_taken(edition, commune, resident):
    inside = make_territory("La Honda", commune, kind="neighbourhood")

    propose_idea(draft_of(resident, edition, territory=inside), by=resident)

    assert Idea.objects.get().state == Idea.State.PROPOSED


def test_propose_idea_where_the_whole_city_decides_is_taken_for_the_city(edition, resident):
    edition.settings = {"deciding_kinds": []}
    edition.save()

    propose_idea(draft_of(resident, edition, territory=edition.territory), by=resident)

    assert Idea.objects.get().territory == edition.territory


def test_idea_similar_with_what_cannot_be_sent_goes_back_to_writing_and_says_why(as_person, edition, resident):
    idea = save_draft(draft_of(resident, edition, territory=edition.territory), by=resident)

    page = as_person(resident).post(reverse("idea_similar", args=[idea.public_id]), {"que": "enviar"}, follow=True)

    assert page.redirect_chain[0][0] == reverse("idea_edit", args=[idea.public_id])
    assert "Medellín no es uno de los territorios que deciden" in page.text


def test_idea_list_of_a_closed_edition_offers_no_proposing(client, edition):
    Edition.objects.update(state="closed")

    assert "Proponer una idea" not in client.get(reverse("idea_list")).text


# Of an organization


def test_idea_propose_by_an_organization_keeps_and_shows_its_name(as_person, edition, commune, resident):
    typed = TYPED | {"territory": commune.public_id, "organization": "JAC La Salle"}

    page = as_person(resident).post(reverse("idea_propose"), typed, follow=True)

    idea = Idea.objects.get()
    assert (idea.origin, idea.organization, idea.author) == ("organization", "JAC La Salle", resident)
    assert "Una organización · JAC La Salle · Ana Restrepo" in page.text


def test_idea_edit_that_takes_the_organization_away_is_of_a_resident_again(as_person, edition, commune, resident):
    idea = make_idea(edition, commune, author=resident, origin="organization", organization="JAC La Salle")
    typed = TYPED | {"territory": commune.public_id, "seen": "1", "organization": ""}

    as_person(resident).post(reverse("idea_edit", args=[idea.public_id]), typed)

    assert list(Idea.objects.values_list("origin", "organization")) == [("resident", "")]


def test_idea_edit_of_what_a_workshop_said_stays_its_own(as_person, edition, commune, officer):
    idea = make_idea(edition, commune, origin="workshop")
    typed = TYPED | {"territory": commune.public_id, "seen": "1", "organization": "JAC La Salle"}

    as_person(officer).post(reverse("idea_edit", args=[idea.public_id]), typed)

    assert list(Idea.objects.values_list("origin", "organization")) == [("workshop", "JAC La Salle")]


@pytest.mark.parametrize(
    ("origins", "asked"), [(["resident"], None), (["resident", "organization"], False), (["organization"], True)]
)
def test_idea_propose_asks_for_an_organization_as_the_edition_takes_them(as_person, edition, resident, origins, asked):
    edition.settings = {"idea_origins": origins}
    edition.save()

    form = as_person(resident).get(reverse("idea_propose")).context["form"]

    field = form.fields.get("organization")
    assert (field.required if field else None) == asked


def test_idea_propose_shows_the_organization_to_a_leader_at_once(as_person, edition, commune, resident):
    folded = as_person(resident).get(reverse("idea_propose")).text
    make_grant(resident, "leader", commune)

    opened = as_person(resident).get(reverse("idea_propose")).text

    assert ('<details class="idea-for">' in folded, '<details class="idea-for" open>' in opened) == (True, True)
