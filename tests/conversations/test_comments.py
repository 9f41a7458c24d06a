"""What can be said, by whom and until when? And how do threads stand on the page?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convite.conversations.actions import (
    delete_comment,
    edit_comment,
    follow,
    hide_comment,
    show_comment,
    support,
    write_comment,
)
from convite.conversations.models import Comment
from convite.conversations.queries.comments import Said, thread_of, threads_page
from convite.conversations.queries.tallies import tally_of
from convite.core.errors import NotAllowed, Overtaken
from convite.core.models import Version
from convite.people.models import Person
from convite.planning.models import Edition, Idea
from convite.territories.models import Territory
from tests.builders import make_comment, make_edition, make_gathering, make_idea, make_person
from tests.watching import refusal_of, remembered, versions_of


@pytest.fixture
def idea(commune: Territory) -> Idea:
    return make_idea(make_edition(commune.parent), commune)


def number_of(idea: Idea) -> int:
    return tally_of(idea).comments


def test_write_comment_is_remembered_and_counted(idea: Idea, resident: Person) -> None:
    comment = write_comment(idea, " Falta luz.\r\nDe verdad. ", by=resident, alignment="for")

    assert (comment.text, comment.alignment, comment.root) == ("Falta luz.\nDe verdad.", "for", None)
    assert (number_of(idea), len(remembered("write_comment"))) == (1, 1)


def test_answer_belongs_to_the_thread_of_what_it_answers(idea: Idea, resident: Person, neighbour: Person) -> None:
    root = write_comment(idea, "uno", by=resident)
    answer = write_comment(idea, "dos", by=neighbour, parent=root)
    deeper = write_comment(idea, "tres", by=resident, parent=answer)

    assert [(c.parent, c.root) for c in (answer, deeper)] == [(root, root), (answer, root)]


@pytest.mark.parametrize("text", ["", "   ", "\0", "\n\n"])
def test_empty_comment_is_refused(idea: Idea, resident: Person, text: str) -> None:
    assert refusal_of(write_comment, idea, text, by=resident) == "Escriba su comentario."
    assert number_of(idea) == 0


def test_long_comment_is_refused_with_its_length(idea: Idea, resident: Person) -> None:
    said = refusal_of(write_comment, idea, "x" * 4321, by=resident)

    assert said == "El comentario tiene 4.321 letras y caben 4.000. Acórtelo o divídalo en dos."


def test_same_words_again_are_refused(idea: Idea, resident: Person, neighbour: Person) -> None:
    write_comment(idea, "Voten por mí", by=resident)
    write_comment(idea, "Voten por mí", by=neighbour)

    said = refusal_of(write_comment, make_idea(idea.edition), "  voten  POR mi ", by=resident)

    assert said == "Ya escribió ese mismo comentario. Si quiere agregar algo, dígalo con otras palabras."


def test_many_comments_in_an_hour_are_refused_until_a_moment(idea: Idea, resident: Person) -> None:
    now = timezone.now()
    for number in range(20):
        write_comment(idea, f"comentario {number}", by=resident, now=now)

    said = refusal_of(write_comment, idea, "uno más", by=resident, now=now)

    assert said.startswith("Ha escrito 20 comentarios en una hora. Puede escribir otra vez desde: ")
    assert write_comment(idea, "después", by=resident, now=now + timedelta(hours=1, seconds=1))


def test_comment_is_refused_when_the_edition_is_over(resident: Person) -> None:
    idea = make_idea(make_edition(state=Edition.State.CLOSED))

    assert refusal_of(write_comment, idea, "hola", by=resident) == "Esta edición ya terminó."


def test_gathering_takes_no_comments(resident: Person) -> None:
    with pytest.raises(NotAllowed):
        write_comment(make_gathering(), "hola", by=resident)


def test_closed_account_says_nothing(idea: Idea) -> None:
    with pytest.raises(NotAllowed):
        write_comment(idea, "hola", by=make_person(is_active=False))


def test_answer_to_a_comment_of_another_subject_is_not_allowed(idea: Idea, resident: Person) -> None:
    elsewhere = make_comment(make_idea(idea.edition))

    with pytest.raises(NotAllowed):
        write_comment(idea, "hola", by=resident, parent=elsewhere)


def test_answer_to_a_hidden_comment_is_refused(idea: Idea, resident: Person) -> None:
    hidden = make_comment(idea, state="hidden")

    said = refusal_of(write_comment, idea, "hola", by=resident, parent=hidden)

    assert said == "El comentario al que responde ya no está publicado."


def test_answer_tells_who_is_answered(idea: Idea, resident: Person, neighbour: Person) -> None:
    root = write_comment(idea, "uno", by=resident)
    write_comment(idea, "dos", by=neighbour, parent=root)
    write_comment(idea, "tres", by=resident, parent=root)

    told = resident.notices.values_list("text", flat=True)
    assert list(told) == [f"Luz Marina Gil respondió a su comentario en «{idea.title}»."]


def test_followers_are_told_of_comments_once_a_day(idea: Idea, resident: Person, neighbour: Person) -> None:
    follow(idea, by=resident)
    write_comment(idea, "uno", by=neighbour)
    write_comment(idea, "dos", by=neighbour)

    assert [n.text for n in resident.notices.all()] == [f"Hay comentarios nuevos en «{idea.title}»."]


# Mending and taking back


def test_edit_keeps_how_it_stood(idea: Idea, resident: Person) -> None:
    comment = write_comment(idea, "Fata luz", by=resident)

    edit_comment(comment, "Falta luz", alignment="for", by=resident)

    assert versions_of(comment) == [(1, "write_comment"), (2, "edit_comment")]


def test_edit_after_a_quarter_of_an_hour_is_refused(idea: Idea, resident: Person) -> None:
    comment = write_comment(idea, "Fata luz", by=resident)
    later = comment.created_at + timedelta(minutes=15)

    said = refusal_of(edit_comment, comment, "Falta luz", alignment="for", by=resident, now=later)

    assert said == "Un comentario se puede corregir durante los primeros quince minutos. Escriba otro debajo."


def test_edit_of_another_s_comment_is_not_allowed(idea: Idea, resident: Person, officer: Person) -> None:
    with pytest.raises(NotAllowed):
        edit_comment(write_comment(idea, "hola", by=resident), "x", alignment="for", by=officer)


def test_edit_over_a_newer_version_is_overtaken(idea: Idea, resident: Person) -> None:
    comment = write_comment(idea, "uno", by=resident)
    edit_comment(Comment.objects.get(), "dos", alignment="for", by=resident)

    with pytest.raises(Overtaken) as overtaken:
        edit_comment(comment, "tres", alignment="for", by=resident, seen=1)

    assert overtaken.value.theirs.text == "dos"


def test_delete_erases_the_words_and_keeps_the_answers(idea: Idea, resident: Person, neighbour: Person) -> None:
    comment = write_comment(idea, "Mi teléfono es 300", by=resident)
    write_comment(idea, "Gracias", by=neighbour, parent=comment)

    delete_comment(comment, by=resident)

    texts = [v.snapshot["text"] for v in Version.objects.filter(thing_id=comment.pk, kind="conversations.comment")]
    assert (texts, Comment.objects.count(), number_of(idea)) == (["", ""], 2, 1)


def test_delete_by_another_is_not_allowed(idea: Idea, resident: Person, officer: Person) -> None:
    with pytest.raises(NotAllowed):
        delete_comment(write_comment(idea, "hola", by=resident), by=officer)


# Hiding


def test_hide_and_show_move_the_count(idea: Idea, resident: Person, officer: Person) -> None:
    comment = write_comment(idea, "hola", by=resident)

    hide_comment(comment, "Insulta", by=officer)
    hidden = number_of(idea)
    show_comment(comment, by=officer)

    assert (hidden, number_of(idea), comment.state_reason) == (0, 1, "")


@pytest.mark.parametrize("who", ["resident", "neighbour", "facilitator", "evaluator", "auditor", "leader", "outsider"])
def test_who_does_not_look_after_the_place_hides_nothing(idea: Idea, request: Any, who: str) -> None:
    comment = make_comment(idea)

    with pytest.raises(NotAllowed):
        hide_comment(comment, "porque sí", by=request.getfixturevalue(who))


def test_officer_never_hides_her_own(idea: Idea, officer: Person) -> None:
    with pytest.raises(NotAllowed):
        hide_comment(write_comment(idea, "hola", by=officer), "x", by=officer)


# Threads


def shown(idea: Idea, person: Person | None = None, moderates: bool = False, **asked: str) -> list[Said]:
    page = threads_page(idea, asked, person=person, moderates=moderates, now=timezone.now())
    return list(page.rows)


def tree(said: list[Said]) -> list[Any]:
    return [(one.comment.text, tree(one.answers)) if one.answers else one.comment.text for one in said]


def test_threads_stand_newest_first_and_their_answers_in_order(idea: Idea) -> None:
    first, second = make_comment(idea, text="a"), make_comment(idea, text="b")
    make_comment(idea, text="a1", parent=first)
    make_comment(idea, text="a2", parent=first)

    assert tree(shown(idea)) == ["b", ("a", ["a1", "a2"])]
    assert second.root is None


def test_what_is_deeper_than_three_stands_at_the_third(idea: Idea) -> None:
    parent = None
    for text in "abcde":
        parent = make_comment(idea, text=text, parent=parent)

    (root,) = shown(idea)

    assert tree([root]) == [("a", [("b", ["c", "d", "e"])])]
    assert [one.answering and one.answering.text for one in root.answers[0].answers] == [None, "c", "d"]


def test_threads_by_support(idea: Idea, resident: Person, neighbour: Person) -> None:
    comments = [make_comment(idea, text=text) for text in "abc"]
    support(comments[0], by=resident)
    support(comments[0], by=neighbour)
    support(comments[1], by=resident)

    assert tree(shown(idea, orden="apoyos")) == ["a", "b", "c"]


def test_pages_by_support_miss_and_repeat_nothing(idea: Idea, resident: Person) -> None:
    comments = [make_comment(idea, text=f"{n}") for n in range(5)]
    for comment in comments[1::2]:
        support(comment, by=resident)
    seen, asked = [], {"orden": "apoyos"}
    while asked:
        page = threads_page(idea, asked, person=None, moderates=False, now=timezone.now(), size=2)
        seen += tree(page.rows)
        asked = dict(pair.split("=") for pair in page.next_url[1:].split("&")) if page.next_url else {}

    assert seen == ["3", "1", "4", "2", "0"]


def test_long_thread_says_how_many_more_there_are(idea: Idea) -> None:
    root = make_comment(idea)
    for _ in range(23):
        make_comment(idea, parent=root)

    (said,) = shown(idea)

    assert (len(said.answers), said.more) == (20, 3)


def test_thread_page_begins_where_its_comment_stands(idea: Idea) -> None:
    root = make_comment(idea)
    answers = [make_comment(idea, text=f"{n}", parent=root) for n in range(105)]

    thread = thread_of(answers[103], "", person=None, moderates=False, now=timezone.now())

    assert ([a.comment.text for a in thread.said.answers], thread.is_continued) == (["103", "104"], True)


def test_thread_goes_on_after_its_last_answer(idea: Idea) -> None:
    root = make_comment(idea)
    answers = [make_comment(idea, text=f"{n}", parent=root) for n in range(102)]

    first = thread_of(root, "", person=None, moderates=False, now=timezone.now())
    rest = thread_of(root, first.more_after, person=None, moderates=False, now=timezone.now())

    assert first.more_after == answers[99].public_id
    assert ([a.comment.text for a in rest.said.answers], rest.more_after) == (["100", "101"], "")


@pytest.mark.parametrize("comments", [1, 9])
def test_threads_cost_the_same_for_few_and_many(idea: Idea, resident: Person, comments: int) -> None:
    for _ in range(comments):
        root = make_comment(idea, author=make_person())
        make_comment(idea, author=make_person(), parent=make_comment(idea, parent=root))

    with CaptureQueriesContext(connection) as queries:
        shown(idea, resident)

    assert len(queries) == 5


@pytest.mark.parametrize(("who", "reads"), [("visitor", False), ("author", True), ("team", True), ("neighbour", False)])
def test_hidden_text_is_for_its_author_and_the_team(
    idea: Idea, resident: Person, neighbour: Person, officer: Person, who: str, reads: bool
) -> None:
    make_comment(idea, author=resident, state="hidden")
    person = {"visitor": None, "author": resident, "team": officer, "neighbour": neighbour}[who]

    (said,) = shown(idea, person, moderates=who == "team")

    assert said.may_be_read is reads
