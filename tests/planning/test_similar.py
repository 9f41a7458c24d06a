"""Which ideas are found to say the same as what somebody writes, on both engines alike."""

import pytest
from django.urls import reverse

from convite.core.actors import SYSTEM
from convite.planning.actions import record_ideas
from convite.planning.models import Idea
from convite.planning.queries import similar_ideas
from convite.planning.queries.similar import CANDIDATES, likeness, weight_of, words_of_idea
from tests.builders import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city):
    return make_edition(city)


def said(edition, *titles, **fields):
    """Ideas with these titles, found by their words."""
    return record_ideas(
        [
            Idea(edition=edition, origin=Idea.Origin.WORKSHOP, title=t, **({"territory": edition.territory} | fields))
            for t in titles
        ],
        by=SYSTEM,
    )


def alike(edition, title, description="", **named):
    return [str(one.idea.title) for one in similar_ideas(edition, title, description, **named)]


@pytest.fixture
def others(edition):
    """What makes a word common or rare."""
    return said(edition, *(f"{what} en el sector {n}" for n in range(8) for what in ("Parque", "Escaleras", "Huerta")))


def test_similar_ideas_finds_the_same_words_in_other_forms(edition, others):
    said(edition, "Iluminar las canchas de La Salle")

    assert alike(edition, "Iluminación de la cancha La Salle") == ["Iluminar las canchas de La Salle"]


def test_similar_ideas_leaves_out_what_shares_common_words_only(edition, others):
    assert alike(edition, "Biblioteca en el sector") == []


def test_similar_ideas_of_another_edition_are_not_found(edition, city, others):
    said(make_edition(city, year=2026), "Puente peatonal sobre la quebrada")

    assert alike(edition, "Puente peatonal sobre la quebrada") == []


@pytest.mark.parametrize("state", Idea.UNLISTED)
def test_similar_ideas_that_are_not_public_are_not_found(edition, others, state):
    said(edition, "Puente peatonal sobre la quebrada", state=state)

    assert alike(edition, "Puente peatonal sobre la quebrada") == []


def test_similar_ideas_leave_out_the_draft_itself(edition, others):
    (own,) = said(edition, "Puente peatonal sobre la quebrada")

    assert alike(edition, "Puente peatonal sobre la quebrada", but=own) == []


def test_similar_ideas_elsewhere_count_less_than_here(edition, commune, others):
    said(edition, "Puente peatonal sobre la quebrada")
    said(edition, "Puente peatonal en la quebrada", territory=commune)

    found = similar_ideas(edition, "Puente peatonal de la quebrada", territory=commune)

    assert [(str(one.idea.title), one.why) for one in found] == [
        ("Puente peatonal en la quebrada", "Dice casi lo mismo, en el mismo territorio."),
        ("Puente peatonal sobre la quebrada", "Parecida, en Medellín."),
    ]


@pytest.mark.parametrize("text", ["", "   ", "¿?", "de la en", "\x00", "🙂" * 50, "x" * 4_000])
def test_similar_ideas_of_odd_texts_are_none(edition, others, text):
    assert alike(edition, text, text) == []


def test_similar_ideas_cost_the_same_with_few_and_with_many(edition, others, django_assert_num_queries):
    said(edition, *(f"Puente {n} de la quebrada" for n in range(CANDIDATES + 10)))

    with django_assert_num_queries(5):
        similar_ideas(edition, "Puente 3 de la quebrada", "Para pasar a la escuela.")


def test_likeness_of_the_same_words_is_whole():
    words = words_of_idea("Puente peatonal", "Sobre la quebrada")

    assert likeness(words, words, {word: weight_of(1, 100) for word in words}) == 1000


def test_weight_of_rare_words_is_greater():
    assert weight_of(1, 100) > weight_of(50, 100) > weight_of(100, 100)


def test_idea_lookup_page_names_those_that_are_alike(client, edition, others):
    said(edition, "Puente peatonal sobre la quebrada")

    text = client.get(reverse("idea_lookup"), {"title": "Puente peatonal, quebrada"}).text

    assert "Puente peatonal sobre la quebrada" in text


def test_idea_lookup_page_of_hardly_a_word_is_empty(client, edition, others):
    assert client.get(reverse("idea_lookup"), {"title": "Par"}).text.strip() == ""
