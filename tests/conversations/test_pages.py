"""What do the pages do, and what do they never show?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from convite.conversations.actions import settle_reports
from convite.conversations.models import Comment, Follow, Notice, NoticePreference, Report, Support
from convite.conversations.queries.letters import unsubscribe_token
from convite.conversations.queries.tallies import tally_of
from convite.conversations.templatetags.conversation import said
from convite.people.actions import close_account
from convite.people.models import Person
from convite.planning.models import Idea
from convite.territories.models import Territory
from tests.builders import make_comment, make_edition, make_idea, make_notice, make_person, make_report

Doors = Callable[[Person | None], Client]


@pytest.fixture
def idea(commune: Territory) -> Idea:
    return make_idea(make_edition(commune.parent), commune)


def path(name: str, thing: Any) -> str:
    return reverse(name, args=[thing._meta.label_lower, thing.public_id])


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# Writing


def test_comment_is_written_and_leads_to_its_place(idea: Idea, resident: Person, as_person: Doors) -> None:
    response = as_person(resident).post(path("comment_write", idea), {"text": "Falta luz", "alignment": "for"})

    assert response["Location"] == f"/ideas/{idea.public_id}/#c-{Comment.objects.get().public_id}"


def test_refused_comment_keeps_what_was_typed(idea: Idea, resident: Person, as_person: Doors) -> None:
    client = as_person(resident)
    client.post(path("comment_write", idea), {"text": "Falta luz"})

    again = client.post(path("comment_write", idea), {"text": "Falta luz"})

    body = again.content.decode()
    assert (Comment.objects.count(), "Ya escribió ese mismo comentario." in body, ">\nFalta luz<" in body) == (
        1, True, True,
    )  # fmt: skip


def test_visitor_is_led_to_sign_in_and_back(idea: Idea, as_person: Doors) -> None:
    body = page(as_person(None), path("conversation_page", idea))

    assert f"/cuenta/login/?next=%2Fideas%2F{idea.public_id}%2F%23conversacion" in body
    assert "csrfmiddlewaretoken" not in body.split('id="conversacion"')[1]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "x" * 4000, "\u202eabc", "a & b"])
def test_any_text_is_shown_as_text(idea: Idea, resident: Person, as_person: Doors, text: str) -> None:
    as_person(resident).post(path("comment_write", idea), {"text": text})

    assert "<script>alert" not in page(as_person(None), path("conversation_page", idea))


@pytest.mark.parametrize("public_id", ["abc%00", "nada", "a" * 300])
def test_unknown_subject_is_not_found(public_id: str, as_person: Doors, db: None) -> None:
    for name in ("conversation_page", "comment_write"):
        response = as_person(make_person()).get(f"/conversacion/planning.idea/{public_id}/")
        assert (name, response.status_code) == (name, 404)


@pytest.mark.parametrize("kind", ["people.person", "planning.edition", "nada", "conversations.comment"])
def test_kind_that_takes_no_comments_is_not_found(kind: str, idea: Idea, as_person: Doors) -> None:
    assert as_person(None).get(f"/conversacion/{kind}/{idea.public_id}/").status_code == 404


def test_own_comment_is_deleted_after_asking(idea: Idea, resident: Person, as_person: Doors) -> None:
    comment, client = make_comment(idea, author=resident, text="Adiós"), as_person(resident)
    url = reverse("comment_delete", args=[comment.public_id])

    asked = page(client, url)
    client.post(url)

    assert "Adiós" in asked
    assert "Adiós" not in page(client, path("conversation_page", idea))


def test_edit_shows_what_somebody_saved_meanwhile(idea: Idea, resident: Person, as_person: Doors) -> None:
    comment, client = make_comment(idea, author=resident, text="uno"), as_person(resident)
    url = reverse("comment_edit", args=[comment.public_id])
    client.post(url, {"text": "dos", "seen": "1"})

    body = client.post(url, {"text": "tres", "seen": "1"}).content.decode()

    assert ("<p>dos</p>" in body, ">\ntres</textarea>" in body) == (True, True)


def test_hidden_text_is_not_in_the_page_of_others(idea: Idea, neighbour: Person, as_person: Doors) -> None:
    make_comment(idea, text="teléfono 300 123", state="hidden", state_reason="Muestra un teléfono")

    for person in (None, neighbour):
        body = page(as_person(person), path("conversation_page", idea))
        assert ("300 123" in body, "Oculto por moderación: Muestra un teléfono" in body) == (False, True)


def test_hidden_text_is_read_by_the_team(idea: Idea, officer: Person, as_person: Doors) -> None:
    make_comment(idea, text="teléfono 300 123", state="hidden", state_reason="x")

    assert "300 123" in page(as_person(officer), path("conversation_page", idea))


# Texts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("uno\ndos", "<p>uno<br>dos</p>"),
        ("uno\n\ndos", "<p>uno</p><p>dos</p>"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        (
            "Vea (https://a.example/b?c=1&d).",
            '<p>Vea (<a href="https://a.example/b?c=1&amp;d" rel="nofollow ugc noopener">'
            "https://a.example/b?c=1&amp;d</a>).</p>",
        ),
        ('https://a.example/"><script>', '<p><a href="https://a.example/" rel="nofollow ugc noopener">'
         "https://a.example/</a>&quot;&gt;&lt;script&gt;</p>"),
    ],
)  # fmt: skip
def test_said_writes_lines_and_addresses(text: str, shown: str) -> None:
    assert said(text) == shown


# Taking part


def test_support_and_undo_lead_back(idea: Idea, resident: Person, as_person: Doors) -> None:
    client = as_person(resident)

    response = client.post(path("support", idea), {"next": "/ideas/"})
    made = Support.objects.count()
    client.post(path("support", idea), {"act": "withdraw"})

    assert (response["Location"], made, Support.objects.count()) == ("/ideas/", 1, 0)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_support_leads_nowhere_else(idea: Idea, resident: Person, as_person: Doors, wanted: str) -> None:
    response = as_person(resident).post(path("support", idea), {"next": wanted})

    assert response["Location"] == f"/ideas/{idea.public_id}/"


def test_follow_list_shows_what_she_follows_and_lets_go(idea: Idea, resident: Person, as_person: Doors) -> None:
    client = as_person(resident)
    client.post(path("follow", idea))

    assert str(idea.title) in page(client, reverse("follow_list"))
    client.post(path("follow", idea), {"act": "unfollow"})
    assert Follow.objects.count() == 0


def test_what_is_no_longer_hers_to_see_has_no_title(idea: Idea, resident: Person, as_person: Doors) -> None:
    client = as_person(resident)
    client.post(path("follow", idea))
    Idea.objects.update(state="hidden")

    body = page(client, reverse("follow_list"))

    assert (str(idea.title) in body, "Algo que ya no está a la vista." in body) == (False, True)


def test_pieces_for_other_rooms_are_drawn(idea: Idea, resident: Person) -> None:
    request = RequestFactory().get("/")
    request.user = resident
    pieces = "{% conversation t %}{% support_button t %}{% follow_button t %}{% report_link t %}"

    drawn = Template("{% load conversation %}" + pieces).render(Context({"request": request, "t": idea}))

    assert [text in drawn for text in ("Conversación", "Apoyar", "Avisarme", "Denunciar")] == [True] * 4


# Notices


def test_notices_are_hers_alone(resident: Person, neighbour: Person, as_person: Doors) -> None:
    make_notice(neighbour, text="secreto de Luz")

    assert "secreto de Luz" not in page(as_person(resident), reverse("notices"))


def test_unread_notice_is_read_by_opening_it(resident: Person, as_person: Doors) -> None:
    notice = make_notice(resident, url="/ideas/")

    response = as_person(resident).post(reverse("notices_read"), {"id": notice.pk})

    notice.refresh_from_db()
    assert (response["Location"], notice.read_at is not None) == ("/ideas/", True)


def test_another_s_notice_is_not_found(resident: Person, neighbour: Person, as_person: Doors) -> None:
    notice = make_notice(neighbour)

    assert as_person(resident).post(reverse("notices_read"), {"id": notice.pk}).status_code == 404


def test_all_are_read_at_once(resident: Person, neighbour: Person, as_person: Doors) -> None:
    for person in (resident, resident, neighbour):
        make_notice(person)

    as_person(resident).post(reverse("notices_read"))

    assert list(Notice.objects.filter(read_at=None).values_list("person", flat=True)) == [neighbour.pk]


def test_older_notices_stand_on_the_next_page(resident: Person, as_person: Doors) -> None:
    made = [make_notice(resident) for _ in range(31)]

    first = page(as_person(resident), reverse("notices"))
    second = page(as_person(resident), f"{reverse('notices')}?antes={made[1].pk}")

    assert (f"?antes={made[1].pk}" in first, f">{made[0].text}<" in first) == (True, False)
    assert made[0].text in second


def test_header_says_how_many_are_unread(resident: Person, as_person: Doors) -> None:
    make_notice(resident)

    assert "avisos sin leer" in page(as_person(resident), reverse("notices"))


def test_choice_of_letters_is_kept(resident: Person, as_person: Doors) -> None:
    as_person(resident).post(reverse("notice_preference"), {"letters": "weekly"})

    assert NoticePreference.objects.get().letters == "weekly"


def test_link_in_a_letter_ends_them_after_asking(resident: Person, as_person: Doors) -> None:
    url, client = reverse("unsubscribe", args=[unsubscribe_token(resident.public_id)]), Client(enforce_csrf_checks=True)

    page(client, url)
    before = NoticePreference.objects.count()
    client.post(url, {"List-Unsubscribe": "One-Click"})

    assert (before, NoticePreference.objects.get().letters) == (0, "never")


def test_forged_link_is_not_found(resident: Person, as_person: Doors) -> None:
    assert as_person(None).get(reverse("unsubscribe", args=["nada:nada"])).status_code == 404


# Reports


def test_report_leads_to_its_own_page(idea: Idea, resident: Person, as_person: Doors) -> None:
    client = as_person(resident)

    response = client.post(path("report", idea), {"reason": "spam", "text": "Está repetida"})

    assert response["Location"] == reverse("report_page", args=[Report.objects.get().public_id])
    assert "Recibimos su denuncia" in page(client, response["Location"])


def test_report_is_not_for_other_eyes(idea: Idea, resident: Person, neighbour: Person, as_person: Doors) -> None:
    made = make_report(idea, reporter=resident)

    assert as_person(neighbour).get(reverse("report_page", args=[made.public_id])).status_code == 404


def test_hidden_text_leaks_by_no_other_door(idea: Idea, resident: Person, as_person: Doors) -> None:
    comment = make_comment(idea, text="teléfono 300 123", author=make_person(), state="hidden", state_reason="x")
    client = as_person(resident)

    answers = [client.get(path("report", comment)), client.get(reverse("comment_answer", args=[comment.public_id]))]
    answers.append(client.get(reverse("comment_page", args=[comment.public_id])))

    assert ["300 123" in answer.content.decode() for answer in answers] == [False] * 3


def test_queue_never_names_who_reported(idea: Idea, neighbour: Person, officer: Person, as_person: Doors) -> None:
    make_report(make_comment(idea), reporter=neighbour)

    body = page(as_person(officer), reverse("report_list"))

    assert ("Le dice de todo a una vecina." in body, neighbour.name in body) == (True, False)


def test_marked_ones_are_hidden_with_one_reason(idea: Idea, officer: Person, as_person: Doors) -> None:
    comments = [make_comment(idea) for _ in range(2)]
    for comment in comments:
        make_report(comment)
    names = [f"conversations.comment:{c.public_id}" for c in comments]

    as_person(officer).post(reverse("report_settle"), {"text": names, "outcome": "hide", "reason": "Insulta"})

    assert list(Comment.objects.values_list("state", "state_reason")) == [("hidden", "Insulta")] * 2


def test_refused_decision_keeps_marks_and_reason(idea: Idea, officer: Person, as_person: Doors) -> None:
    comment = make_comment(idea)
    make_report(comment)
    name = f"conversations.comment:{comment.public_id}"

    body = as_person(officer).post(reverse("report_settle"), {"text": [name], "outcome": "hide"}).content.decode()

    assert f'value="{name}" checked' in body
    assert "Explique por qué" in body


@pytest.mark.parametrize("text", ["", "nada", "planning.idea:nada", "a:b\0"])
def test_odd_decision_changes_nothing(idea: Idea, officer: Person, as_person: Doors, text: str) -> None:
    response = as_person(officer).post(reverse("report_settle"), {"text": [text], "outcome": "hide", "reason": "x"})

    assert response.status_code in {200, 403}


def test_decision_is_undone(idea: Idea, officer: Person, as_person: Doors) -> None:
    comment = make_comment(idea)
    make_report(comment)
    settle_reports([("conversations.comment", comment.public_id)], "hide", "x", by=officer)

    as_person(officer).post(path("report_reopen", comment))

    assert (Comment.objects.get().state, Report.objects.get().state) == ("shown", "waiting")


def test_author_of_a_hidden_text_may_appeal(idea: Idea, resident: Person, as_person: Doors) -> None:
    comment = make_comment(idea, author=resident, state="hidden", state_reason="Insulta")
    client = as_person(resident)

    client.post(path("appeal", comment), {"text": "No insulté a nadie"})

    assert Report.objects.get().reason == "appeal"


# Going away


def test_closed_account_leaves_its_words_without_a_name(idea: Idea, resident: Person, as_person: Doors) -> None:
    comment = make_comment(idea, author=resident, text="Falta luz")
    client = as_person(resident)
    client.post(path("support", idea))
    client.post(path("follow", idea))
    make_notice(resident)

    close_account(resident, by=resident)

    comment.refresh_from_db()
    body = page(as_person(None), path("conversation_page", idea))
    assert (comment.author, "Falta luz" in body, "persona que se retiró" in body) == (None, True, True)
    assert [model.objects.count() for model in (Support, Follow, Notice)] == [0, 0, 0]


def test_closed_account_takes_exactly_its_own_from_the_tallies(
    idea: Idea, resident: Person, neighbour: Person, as_person: Doors
) -> None:
    for person in (resident, neighbour):
        as_person(person).post(path("support", idea))
        as_person(person).post(path("follow", idea))

    close_account(resident, by=resident)

    tally = tally_of(idea)
    assert (tally.supports, tally.followers) == (1, 1)
