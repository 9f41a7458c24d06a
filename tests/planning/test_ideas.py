"""What happens to an idea when it may, and what refuses to: proposed in its time, recorded, decided, withdrawn."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from convite.core.errors import NotAllowed, Overtaken
from convite.core.saying import say_moment
from convite.core.searching import matching_ids
from convite.planning.actions import decide_idea, propose_idea, record_ideas, withdraw_idea
from convite.planning.models import Idea
from convite.projects.actions import formulate_project
from convite.projects.models import Project
from tests.builders import at, make_edition, make_idea, make_phase, make_project
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db
JANUARY, MARCH = at("2027-01-01"), at("2027-03-01")


def idea_of(person, edition, **fields):
    words = {"title": "Luz para la cancha", "description": "De noche nadie puede jugar.", "origin": "resident"}
    where = getattr(person, "territory", None) or edition.territory
    return Idea(edition=edition, territory=where, author=person, **words, **fields)


def found(words):
    return list(Idea.objects.filter(pk__in=matching_ids(words, "planning.idea")).order_by("id"))


@pytest.fixture
def edition(city):
    """It takes ideas in January and February."""
    edition = make_edition(city)
    make_phase(edition, name="Planeación", opens_at=JANUARY, closes_at=MARCH, acts=("propose_idea",))
    return edition


def test_propose_idea_while_open_is_stored_found_and_remembered(edition, resident):
    idea = propose_idea(idea_of(resident, edition), by=resident, now=JANUARY)

    assert Idea.objects.get().author == resident
    assert found("cancha") == [idea]
    assert versions_of(idea) == [(1, "propose_idea")]
    assert remembered("propose_idea") == [(resident.public_id, "planning.idea", idea.public_id)]


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (JANUARY - timedelta(seconds=1), f"Esto abre el {say_moment(JANUARY)}"),
        (MARCH, f"Esto cerró el {say_moment(MARCH)}"),
    ],
)
def test_propose_idea_out_of_its_time_is_refused_and_says_when(edition, resident, now, sentence):
    before = rows_of_all_tables()

    assert refusal_of(propose_idea, idea_of(resident, edition), by=resident, now=now) == sentence

    assert rows_of_all_tables() == before


def test_propose_idea_says_the_day_and_the_hour_as_people_read_them(edition, resident):
    sentence = refusal_of(propose_idea, idea_of(resident, edition), by=resident, now=at("2026-12-01"))

    assert sentence.replace("\u202f", " ").replace("\xa0", " ") == "Esto abre el 1 de enero de 2027, 12:00 a. m."


def test_propose_idea_in_an_edition_that_takes_none_is_refused(city, resident):
    sentence = refusal_of(propose_idea, idea_of(resident, make_edition(city)), by=resident)

    assert sentence == "En esta edición no se hace esto."


def test_propose_idea_without_an_account_is_not_allowed(edition, resident):
    resident.is_active = False

    for person in (AnonymousUser(), resident):
        with pytest.raises(NotAllowed):
            propose_idea(idea_of(None, edition), by=person, now=JANUARY)

    assert Idea.objects.count() == 0


def test_propose_idea_longer_than_its_field_is_refused(edition, resident):
    sentence = refusal_of(propose_idea, idea_of(resident, edition, place="x" * 301), by=resident, now=JANUARY)

    assert sentence.startswith("Luz para la cancha: lugar: ")
    assert Idea.objects.count() == 0


def test_record_ideas_stores_all_with_one_audit_line(edition, officer):
    stored = record_ideas([idea_of(None, edition), idea_of(None, edition)], by=officer)

    assert found("cancha") == stored
    assert remembered("record_ideas") == [(officer.public_id, "planning.idea", stored[0].public_id)]


def test_record_ideas_with_one_of_another_city_stores_none(edition, other_city, officer):
    theirs = Idea(edition=edition, territory=other_city, title="Otra", origin=Idea.Origin.WORKSHOP)

    with pytest.raises(NotAllowed):
        record_ideas([idea_of(None, edition), theirs], by=officer)

    assert Idea.objects.count() == 0


def test_decide_idea_that_goes_no_further_needs_a_reason(edition, officer):
    idea = make_idea(edition)

    sentence = refusal_of(decide_idea, idea, Idea.State.NOT_VIABLE, "  ", by=officer)

    assert sentence == "Explique por qué: quien propuso la idea lo va a leer."
    assert Idea.objects.get().state == Idea.State.PROPOSED


def test_decide_idea_keeps_what_was_decided_and_why(edition, officer):
    idea = make_idea(edition)

    decide_idea(idea, Idea.State.NOT_VIABLE, " El lote es privado. ", by=officer)

    stored = Idea.objects.get()
    assert (stored.state, stored.state_reason) == (Idea.State.NOT_VIABLE, {"es": "El lote es privado."})
    assert versions_of(idea) == [(2, "decide_idea")]


def test_decide_idea_with_an_unknown_state_is_refused(edition, officer):
    sentence = refusal_of(decide_idea, make_idea(edition), "loved", "Porque sí.", by=officer)

    assert sentence == "Eso no se decide así: escoja si pasa, si no pasa o si se vuelve a revisar."


def test_decide_idea_that_another_officer_decided_is_overtaken(edition, officer):
    mine, theirs = make_idea(edition), Idea.objects.get()
    decide_idea(theirs, Idea.State.READY, "Es clara.", by=officer)

    with pytest.raises(Overtaken) as overtaken:
        decide_idea(mine, Idea.State.NOT_VIABLE, "No cabe.", by=officer, seen=1)

    assert overtaken.value.theirs.state == Idea.State.READY
    assert Idea.objects.get().state == Idea.State.READY


def test_decide_idea_that_was_withdrawn_is_refused(edition, resident, officer):
    idea = make_idea(edition, author=resident, state=Idea.State.WITHDRAWN)

    sentence = refusal_of(decide_idea, idea, Idea.State.NOT_VIABLE, "No cabe.", by=officer)

    assert sentence == "Quien propuso «Luz para la cancha de La Salle» la retiró: ya no se decide sobre ella."
    assert Idea.objects.get().state == Idea.State.WITHDRAWN


def test_decide_idea_of_another_city_is_not_allowed(edition, outsider):
    with pytest.raises(NotAllowed):
        decide_idea(make_idea(edition), Idea.State.NOT_VIABLE, "No cabe.", by=outsider)

    assert Idea.objects.get().state == Idea.State.PROPOSED


def test_withdraw_idea_by_its_author_takes_it_out_of_the_search(edition, resident):
    idea = propose_idea(idea_of(resident, edition), by=resident, now=JANUARY)

    withdraw_idea(idea, by=resident)

    assert Idea.objects.get().state == Idea.State.WITHDRAWN
    assert found("cancha") == []
    assert versions_of(idea) == [(1, "propose_idea"), (2, "withdraw_idea")]


@pytest.mark.parametrize("person", ["neighbour", "officer", "administrator"])
def test_withdraw_idea_of_somebody_else_is_not_allowed(edition, resident, person, request):
    idea = make_idea(edition, author=resident)

    with pytest.raises(NotAllowed):
        withdraw_idea(idea, by=request.getfixturevalue(person))

    assert Idea.objects.get().state == Idea.State.PROPOSED


def test_withdraw_idea_that_became_a_project_is_refused(edition, resident):
    idea = make_idea(edition, author=resident, state=Idea.State.FORMULATED)

    assert refusal_of(withdraw_idea, idea, by=resident) == "La idea ya es un proyecto; no se puede retirar."


def test_withdraw_idea_that_became_a_project_meanwhile_is_overtaken(edition, resident, officer):
    idea, read_before = make_idea(edition, author=resident), Idea.objects.get()
    made = make_project(edition)
    project = Project(edition=edition, territory=made.territory, code="N1", title="Luz", cost_minor=1, currency="COP")
    formulate_project(project, [idea], by=officer)

    with pytest.raises(Overtaken):
        withdraw_idea(read_before, by=resident)

    assert Idea.objects.get().state == Idea.State.FORMULATED
