"""By which way does an idea enter where an edition has several, and on which days?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.planning.actions import propose_idea, save_draft
from convite.planning.models import Idea, Phase
from convite.planning.queries import whereabouts_of
from tests.builders import make_edition, make_idea, make_phase
from tests.watching import refusal_of

pytestmark = pytest.mark.django_db
TRACKS = {"idea": "Idea lo local", "imaginemos": "Imaginemos lo local"}
TYPED = {"title": "Luz para la cancha", "description": "De noche nadie juega.", "theme": "sport", "que": "enviar"}


@pytest.fixture
def edition(city, commune):
    """«Idea lo local» takes ideas now; «Imaginemos lo local» in ten days."""
    edition = make_edition(city, settings={"tracks": TRACKS})
    phase = make_phase(edition, closes_at=timezone.now() + timedelta(days=30))
    later = (timezone.now() + timedelta(days=10)).isoformat()
    acts = [
        {"act": "propose_idea", "opens_at": None, "closes_at": None, "track": "idea"},
        {"act": "propose_idea", "opens_at": later, "closes_at": None, "track": "imaginemos"},
    ]
    Phase.objects.filter(pk=phase.pk).update(acts=acts)
    return edition


def idea_of(person, edition, track):
    words = {"title": "Luz para la cancha", "origin": "resident", "state": "draft"}
    return Idea(edition=edition, author=person, territory=person.territory, track=track, **words)


def test_propose_idea_on_an_open_track_keeps_it(edition, resident):
    idea = propose_idea(idea_of(resident, edition, "idea"), by=resident)

    assert (idea.state, Idea.objects.get().track_name) == ("proposed", "Idea lo local")


def test_propose_idea_on_a_track_that_opens_later_is_refused_with_its_day(edition, resident):
    assert refusal_of(propose_idea, idea_of(resident, edition, "imaginemos"), by=resident).startswith("Esto abre el ")


@pytest.mark.parametrize("track", ["", "otra"])
def test_propose_idea_without_a_track_that_the_edition_knows_is_refused(edition, resident, track):
    sentence = "Escoja por cuál vía entra la idea: Idea lo local, Imaginemos lo local."

    assert refusal_of(propose_idea, idea_of(resident, edition, track), by=resident) == sentence


def test_draft_on_a_track_tells_when_that_one_opens(edition, resident):
    idea = save_draft(idea_of(resident, edition, "imaginemos"), by=resident)

    assert whereabouts_of(idea).next.startswith("Podrá enviarla desde el ")


def test_idea_propose_asks_for_the_track_only_where_there_are_several(as_person, resident, city, edition):
    url, client = reverse("idea_propose"), as_person(resident)
    plain = make_edition(city)

    asked = client.get(url, {"edicion": edition.public_id}).context["form"]
    other = client.get(url, {"edicion": plain.public_id}).context["form"]

    labels = [label.split(".")[0] for _key, label in asked.fields["track"].choices]
    assert (labels, "track" in other.fields) == (list(TRACKS.values()), False)


def test_idea_propose_keeps_the_track_that_was_chosen(as_person, resident, commune, edition):
    typed = TYPED | {"edicion": edition.public_id, "territory": commune.public_id, "track": "idea"}

    as_person(resident).post(reverse("idea_propose"), typed)

    assert [(idea.state, idea.track) for idea in Idea.objects.all()] == [("proposed", "idea")]


def test_idea_propose_without_a_track_says_so_beside_the_field(as_person, resident, commune, edition):
    typed = TYPED | {"edicion": edition.public_id, "territory": commune.public_id}

    response = as_person(resident).post(reverse("idea_propose"), typed)

    assert (list(response.context["form"].errors), Idea.objects.count()) == (["track"], 0)


def test_idea_that_was_sent_stays_on_its_track(as_person, resident, commune, edition):
    idea = make_idea(edition, commune, author=resident, track="idea")
    form = as_person(resident).get(reverse("idea_edit", args=[idea.public_id])).context["form"]

    assert "track" not in form.fields
