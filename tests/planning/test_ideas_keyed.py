"""Do the paper forms of a workshop come in once, each line judged by itself, and by whom it should?"""

import pytest
from django.urls import reverse

from convite.core.searching import matching_ids
from convite.gatherings.models import FieldConflict
from convite.planning.models import Edition, Idea
from tests.builders import make_edition, make_gathering
from tests.watching import answer_to, remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city):
    return make_edition(city)


@pytest.fixture
def gathering(commune, edition):
    return make_gathering(commune, edition)


@pytest.fixture
def page(gathering):
    return reverse("idea_key", args=[gathering.public_id])


def keyed(*titles, **more):
    lines = {f"r{n}-{name}": value for n, title in enumerate(titles) for name, value in
             (("title", title), ("key", f"idea-{n}"))}  # fmt: skip
    return {"lines": str(len(titles)), **lines, **more}


def titles():
    return [str(idea.title) for idea in Idea.objects.order_by("id")]


def test_keyed_idea_keeps_what_the_paper_says_and_where_it_was_said(as_person, page, gathering, facilitator):
    sent = {"r0-description": "De noche.", "r0-said_by": "Doña Rosa", "r0-theme": "sport", "r0-place": "La Salle"}

    as_person(facilitator).post(page, keyed("Luz", **sent))

    idea = Idea.objects.get()
    assert (str(idea.description), idea.said_by, idea.theme, idea.place) == ("De noche.", "Doña Rosa", "sport",
                                                                            "La Salle")  # fmt: skip
    assert (idea.origin, idea.gathering, idea.territory) == ("workshop", gathering, gathering.territory)
    assert (idea.recorded_by, idea.author, idea.state) == (facilitator, None, "proposed")


def test_keyed_ideas_are_found_and_remembered(as_person, page, facilitator):
    as_person(facilitator).post(page, keyed("Luz", "Agua"))

    assert [str(idea.title) for idea in Idea.objects.filter(pk__in=matching_ids("agua", "planning.idea"))] == ["Agua"]
    assert {who for who, _kind, _thing in remembered("bring_ideas")} == {facilitator.public_id}


def test_keyed_ideas_sent_twice_are_stored_once_and_blank_lines_left_out(as_person, page, facilitator):
    client = as_person(facilitator)

    answers = [client.post(page, keyed("Luz", "", "Agua"), follow=True).text for _n in range(2)]

    assert titles() == ["Luz", "Agua"]
    assert ("2 ideas quedaron registradas." in answers[0], "2 ya estaban." in answers[1]) == (True, True)


def test_keyed_line_with_a_fault_stays_alone_and_the_good_ones_are_kept(as_person, page, facilitator):
    shown = as_person(facilitator).post(page, keyed("Luz", "x" * 4096, "Agua"))

    sheet = shown.context["grid"]
    assert titles() == ["Luz", "Agua"]
    assert [line["key"].value() for line in sheet.lines] == ["idea-1"]
    assert [line for line, _control, _text in sheet.faults] == ["1"]


def test_keyed_line_that_was_corrected_comes_in_once(as_person, page, facilitator):
    client = as_person(facilitator)
    client.post(page, keyed("Luz", "x" * 4096))

    client.post(page, {"lines": "1", "r0-key": "idea-1", "r0-title": "Agua"})

    assert titles() == ["Luz", "Agua"]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"r0-title": "", "r0-said_by": "Doña Rosa"}, "Escriba la idea en una frase."),
        ({"r0-title": "Luz\x07"}, "En «título» hay caracteres que no se ven: escríbalo de nuevo."),
    ],
)
def test_keyed_line_says_what_is_wrong_with_it(as_person, page, facilitator, fields, fault):
    shown = as_person(facilitator).post(page, keyed("Luz") | fields)

    assert [text for _line, _control, text in shown.context["grid"].faults] == [fault]
    assert titles() == []


@pytest.mark.parametrize("bad", ["Luz\x00", "x" * 4096])
def test_keyed_line_with_bad_letters_is_never_an_error_of_the_page(as_person, page, facilitator, bad):
    fields = {f"r0-{name}": bad for name in ("key", "title", "description", "said_by", "theme", "place")}

    assert as_person(facilitator).post(page, {"lines": "1", **fields}).status_code == 200

    assert titles() == []


def test_keyed_page_without_any_line_says_so(as_person, page, facilitator):
    shown = as_person(facilitator).post(page, keyed("", ""))

    assert shown.context["grid"].problem == "No hay renglones llenos: escriba al menos uno."


def test_keying_more_lines_keeps_what_was_typed_and_stores_nothing(as_person, page, facilitator):
    shown = as_person(facilitator).post(page, keyed("Luz", more="1"))

    assert (len(shown.context["grid"].lines), 'value="Luz"' in shown.text, titles()) == (11, True, [])


def test_keyed_line_that_says_something_else_than_before_loses_neither(as_person, page, facilitator):
    client = as_person(facilitator)
    client.post(page, keyed("Luz"))

    client.post(page, keyed("Luces"))

    assert (titles(), FieldConflict.objects.get().client_key) == (["Luz"], "idea-0")


def test_keying_without_an_edition_under_way_shows_no_lines_and_stores_none(as_person, page, facilitator):
    Edition.objects.update(state="closed")

    shown = as_person(facilitator).post(page, keyed("Luz"))

    assert ("No hay una edición que reciba estas ideas" in shown.text, titles()) == (True, [])


@pytest.mark.parametrize(
    ("person", "answer"), [("officer", 200), ("facilitator", 200), ("resident", 403), ("outsider", 403)]
)
def test_keying_is_for_who_keeps_the_gathering(as_person, gathering, person, answer, request):
    assert answer_to(as_person(request.getfixturevalue(person)), "idea_key", gathering.public_id) == answer


@pytest.mark.parametrize("where", ["gathering_page", "gathering_attendance"])
def test_keying_is_linked_from_the_pages_of_the_team(as_person, page, gathering, facilitator, where):
    assert page in as_person(facilitator).get(reverse(where, args=[gathering.public_id])).text


def test_keying_is_not_offered_to_a_resident(as_person, page, gathering, resident):
    assert page not in as_person(resident).get(reverse("gathering_page", args=[gathering.public_id])).text
