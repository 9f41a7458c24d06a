"""What becomes of ideas that are merged, split, and parted again: nothing is lost, and who said them is told."""

import pytest
from django.urls import reverse

from convite.conversations.actions import follow
from convite.conversations.models import Notice
from convite.core.errors import NotAllowed, Overtaken
from convite.core.translated import Translated
from convite.planning.actions import decide_ideas, edit_idea, merge_ideas, split_idea, undo_join
from convite.planning.models import Idea, IdeaJoin
from convite.planning.queries import similar_ideas, steps_of_idea
from tests.builders import make_edition, make_idea, make_join
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city):
    return make_edition(city)


@pytest.fixture
def ideas(edition, resident, neighbour):
    """Ana's and Luz Marina's: they ask for the same."""
    kept = make_idea(edition, title="Luz para la cancha", author=resident)
    return kept, make_idea(edition, title="Iluminar la cancha", author=neighbour, state=Idea.State.READY)


def again(idea):
    return Idea.objects.get(pk=idea.pk)


def test_merge_ideas_leads_the_other_into_the_kept_one(ideas, officer):
    kept, other = ideas

    join = merge_ideas(kept, [other], " Piden lo mismo. ", by=officer)

    stored = again(other)
    assert (stored.state, stored.merged_into, stored.state_reason) == (
        Idea.State.MERGED, kept, {"es": "Piden lo mismo."},
    )  # fmt: skip
    assert again(kept).state == Idea.State.PROPOSED
    assert [(part.idea, part.state_before) for part in join.parts.all()] == [(other, Idea.State.READY)]


def test_merge_ideas_tells_authors_and_followers_why(ideas, officer, leader):
    kept, other = ideas
    follow(other, by=leader)

    merge_ideas(kept, [other], "Piden lo mismo.", by=officer)

    said = "La idea «Iluminar la cancha» se unió a «Luz para la cancha», que pide lo mismo. Por qué: Piden lo mismo."
    told = Notice.objects.order_by("person__name").values_list("person__name", "text", "url")
    url = reverse("idea_page", args=[other.public_id])
    assert list(told) == [("Bernardo Zapata", said, url), ("Luz Marina Gil", said, url)]


def test_merge_ideas_is_remembered_for_each(ideas, officer):
    kept, other = ideas

    join = merge_ideas(kept, [other], "Piden lo mismo.", by=officer)

    who = officer.public_id
    assert remembered("merge_ideas") == [
        (who, "planning.ideajoin", join.public_id),
        (who, "planning.idea", other.public_id),
        (who, "planning.idea", kept.public_id),
    ]
    assert versions_of(other) == versions_of(kept) == [(2, "merge_ideas")]


@pytest.mark.parametrize(
    "state",
    [Idea.State.DRAFT, Idea.State.HIDDEN, Idea.State.WITHDRAWN, Idea.State.FORMULATED, Idea.State.MERGED],
)
def test_merge_ideas_that_are_not_open_is_refused_and_writes_nothing(ideas, officer, state):
    kept, other = ideas
    Idea.objects.filter(pk=other.pk).update(state=state)
    before = rows_of_all_tables()

    sentence = refusal_of(merge_ideas, kept, [again(other)], "Piden lo mismo.", by=officer)

    label = Idea.State(state).label
    assert sentence == f"«Iluminar la cancha» no se puede unir ni separar: su estado es «{label}»."
    assert rows_of_all_tables() == before


def test_merge_ideas_of_another_edition_is_refused(ideas, city, officer):
    other = make_idea(make_edition(city, year=2026), title="De antes")

    sentence = refusal_of(merge_ideas, ideas[0], [other], "Lo mismo.", by=officer)

    assert sentence == "«De antes» es de otra edición: solo se unen ideas de la misma."


@pytest.mark.parametrize("others", [0, 1])
def test_merge_ideas_with_none_or_itself_is_refused(ideas, officer, others):
    sentence = refusal_of(merge_ideas, ideas[0], [ideas[0]] * others, "Lo mismo.", by=officer)

    assert sentence == "Escoja al menos dos ideas distintas para unirlas."


def test_merge_ideas_without_a_reason_is_refused(ideas, officer):
    sentence = refusal_of(merge_ideas, ideas[0], [ideas[1]], "  ", by=officer)

    assert sentence == "Explique por qué: las personas autoras lo van a leer."


@pytest.mark.parametrize("person", ["resident", "facilitator", "evaluator", "outsider"])
def test_merge_ideas_by_who_does_not_plan_there_is_not_allowed(ideas, person, request):
    with pytest.raises(NotAllowed):
        merge_ideas(ideas[0], [ideas[1]], "Lo mismo.", by=request.getfixturevalue(person))

    assert IdeaJoin.objects.count() == 0


def test_merge_ideas_that_another_officer_merged_meanwhile_is_overtaken(ideas, edition, officer):
    kept, other = ideas
    seen = {kept.pk: 1, other.pk: 1}
    merge_ideas(again(kept), [make_idea(edition, title="Otra más")], "Primera.", by=officer)

    with pytest.raises(Overtaken):
        merge_ideas(kept, [other], "Segunda.", by=officer, seen=seen)

    assert again(other).state == Idea.State.READY
    assert IdeaJoin.objects.get().reason == "Primera."


def test_undo_join_gives_each_back_its_state_though_the_kept_one_was_edited(ideas, officer, neighbour):
    kept, other = ideas
    join = merge_ideas(kept, [other], "Piden lo mismo.", by=officer)
    edited = again(kept)
    edited.title = Translated(es="Luz y gradas")
    edit_idea(edited, by=officer, seen=edited.version)

    undo_join(join, "Una pide gradas.", by=officer)

    stored = again(other)
    assert (stored.state, stored.merged_into, stored.state_reason) == (Idea.State.READY, None, {})
    assert again(kept).title == {"es": "Luz y gradas"}
    assert Notice.objects.filter(person=neighbour).latest("id").text == (
        "La idea «Iluminar la cancha» vuelve a seguir su propio camino. Por qué: Una pide gradas."
    )


def test_undo_join_stays_in_the_history_and_in_the_trace(ideas, officer):
    kept, other = ideas
    join = merge_ideas(kept, [other], "Piden lo mismo.", by=officer)

    undo_join(join, "No eran lo mismo.", by=officer)

    assert [(j.undone_by, j.undone_reason) for j in IdeaJoin.objects.all()] == [
        (officer.public_id, "No eran lo mismo.")
    ]
    assert [step.title for step in steps_of_idea(again(other))] == [
        "Se propuso", "Se unió con otras", "Se deshizo la unión o separación",
    ]  # fmt: skip


def test_undo_join_twice_is_refused(ideas, officer):
    join = merge_ideas(ideas[0], [ideas[1]], "Piden lo mismo.", by=officer)
    undo_join(join, "No eran lo mismo.", by=officer)

    assert refusal_of(undo_join, join, "Otra vez.", by=officer) == "Esto ya se deshizo."


def test_undo_join_leaves_a_part_that_went_elsewhere_where_it_is(ideas, edition, officer):
    kept, other = ideas
    join = make_join(kept, other)
    elsewhere = make_idea(edition, title="Tercera")
    Idea.objects.filter(pk=other.pk).update(merged_into=elsewhere)

    undo_join(join, "No eran lo mismo.", by=officer)

    assert again(other).merged_into == elsewhere


def test_merged_idea_is_no_longer_what_a_new_one_is_like(ideas, officer):
    kept, other = ideas
    merge_ideas(kept, [other], "Piden lo mismo.", by=officer)

    assert [one.idea for one in similar_ideas(kept.edition, "Iluminar la cancha")] != [other]


def test_split_idea_makes_parts_of_the_same_author_and_place(edition, resident, officer):
    idea = make_idea(edition, title="Luz y gradas", author=resident, place="La Salle", lon=-75.5, lat=6.2)

    split_idea(idea, [Idea(title="Luz"), Idea(title="Gradas")], "Son dos obras.", by=officer)

    parts = Idea.objects.filter(split_from=idea).order_by("id")
    assert [(str(p.title), p.author, p.place, p.point, p.state) for p in parts] == [
        ("Luz", resident, "La Salle", (-75.5, 6.2), Idea.State.PROPOSED),
        ("Gradas", resident, "La Salle", (-75.5, 6.2), Idea.State.PROPOSED),
    ]
    assert again(idea).state == Idea.State.SPLIT


def test_split_idea_into_one_is_refused(edition, officer):
    sentence = refusal_of(split_idea, make_idea(edition), [Idea(title="Luz")], "Son dos.", by=officer)

    assert sentence == "Para separar una idea escriba al menos dos partes."


def test_undo_join_of_a_split_makes_it_one_again(edition, officer):
    idea = make_idea(edition, title="Luz y gradas")
    join = split_idea(idea, [Idea(title="Luz"), Idea(title="Gradas")], "Son dos obras.", by=officer)

    undo_join(join, "Es una sola obra.", by=officer)

    assert again(idea).state == Idea.State.PROPOSED
    assert set(Idea.objects.filter(split_from=idea).values_list("state", "merged_into")) == {("merged", idea.pk)}


def test_undo_join_of_a_split_whose_part_became_a_project_is_refused(edition, officer):
    idea = make_idea(edition, title="Luz y gradas")
    join = split_idea(idea, [Idea(title="Luz"), Idea(title="Gradas")], "Son dos obras.", by=officer)
    Idea.objects.filter(split_from=idea, title__es="Luz").update(state=Idea.State.FORMULATED)

    sentence = refusal_of(undo_join, join, "Es una sola obra.", by=officer)

    assert sentence == "La parte «Luz» ya siguió su camino (Convertida en proyecto): no se puede deshacer."
    assert again(idea).state == Idea.State.SPLIT


def test_decide_ideas_says_for_each_whether_it_was_decided(ideas, edition, officer):
    formulated = make_idea(edition, title="Ya es proyecto", state=Idea.State.FORMULATED)

    outcomes = decide_ideas([ideas[0], formulated], Idea.State.READY, "", by=officer)

    assert [outcome.refusal for outcome in outcomes] == [
        "", "«Ya es proyecto» ya es un proyecto: su decisión no se cambia aquí.",
    ]  # fmt: skip
    assert again(ideas[0]).state == Idea.State.READY


# Pages


def test_idea_merge_page_merges_those_that_were_chosen(as_person, ideas, officer):
    kept, other = ideas
    typed = {"idea": [kept.public_id, other.public_id], "kept": kept.public_id, "reason": "Piden lo mismo."}
    typed |= {f"seen_{idea.public_id}": 1 for idea in ideas}

    response = as_person(officer).post(reverse("idea_merge"), typed)

    assert response["Location"] == reverse("idea_page", args=[kept.public_id])
    assert again(other).merged_into == kept


def test_idea_merge_page_tells_the_second_officer_and_loses_nothing(as_person, ideas, officer):
    kept, other = ideas
    typed = {"idea": [kept.public_id, other.public_id], "kept": kept.public_id, "reason": "Mi razón."}
    typed |= {f"seen_{idea.public_id}": 1 for idea in ideas}
    other.title = Translated(es="Iluminar bien la cancha")
    edit_idea(other, by=officer, seen=1)

    response = as_person(officer).post(reverse("idea_merge"), typed)

    assert "Otra persona cambió esto" in response.text
    assert "Iluminar bien la cancha" in response.text
    assert "Mi razón." in response.text
    assert again(other).state == Idea.State.READY


def test_join_undo_page_parts_them_again(as_person, ideas, officer):
    kept, other = ideas
    join = make_join(kept, other)

    as_person(officer).post(
        reverse("join_undo", args=[join.public_id]), {"seen": join.version, "reason": "No eran lo mismo."}
    )

    assert again(other).state == Idea.State.READY


def test_idea_page_shows_what_was_merged_with_its_author(client, ideas, officer):
    kept, other = ideas
    merge_ideas(kept, [other], "Piden lo mismo.", by=officer)

    text = client.get(reverse("idea_page", args=[kept.public_id])).text

    assert "Iluminar la cancha" in text
    assert "Luz Marina Gil" in text
