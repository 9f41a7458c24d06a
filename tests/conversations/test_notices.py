"""How are people told? In their language, once, in a few statements however many follow."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from convite.conversations.actions import follow, tell, tell_followers
from convite.conversations.models import Follow, Notice, NoticePreference
from convite.people.models import Person
from convite.planning.models import Idea
from tests.builders import make_idea, make_person

HERE = "/ideas/abc/"


@pytest.fixture
def idea(db: None) -> Idea:
    return make_idea()


def texts_of(person: Person) -> list[str]:
    return list(person.notices.order_by("id").values_list("text", flat=True))


def test_tell_writes_in_each_reader_s_language(idea: Idea) -> None:
    ana, joao = make_person(), make_person("João", language="pt")

    tell([ana, joao], get_language, HERE, thing=idea, key="a")

    assert (texts_of(ana), texts_of(joao)) == (["es"], ["pt"])


def test_tell_twice_with_one_key_is_one_notice(idea: Idea, resident: Person) -> None:
    tell([resident], lambda: "una vez", HERE, thing=idea, key="a")
    tell([resident], lambda: "otra vez", HERE, thing=idea, key="a")

    assert texts_of(resident) == ["una vez"]


def test_tell_leaves_out_who_did_it_and_closed_accounts(idea: Idea, resident: Person) -> None:
    gone, doer = make_person(is_active=False), make_person()

    told = tell([resident, gone, doer], lambda: "hola", HERE, thing=idea, key="a", but=doer)

    assert (told, list(Notice.objects.values_list("person", flat=True))) == (1, [resident.pk])


def test_tell_followers_reaches_those_of_this_thing_only(idea: Idea, resident: Person, neighbour: Person) -> None:
    follow(idea, by=resident)
    follow(make_idea(idea.edition), by=neighbour)

    told = tell_followers(idea, lambda: "hola", HERE, key="a")

    assert (told, texts_of(resident), texts_of(neighbour)) == (1, ["hola"], [])


def test_tell_followers_speaks_each_language(idea: Idea) -> None:
    people = {code: make_person(language=code) for code in ("es", "en", "fr", "pt")}
    for person in people.values():
        follow(idea, by=person)

    tell_followers(idea, get_language, HERE, key="a")

    assert {code: texts_of(person) for code, person in people.items()} == {code: [code] for code in people}


def test_tell_followers_leaves_out_who_did_it_and_closed_accounts(idea: Idea, resident: Person) -> None:
    gone, doer = make_person(), make_person()
    for person in (resident, gone, doer):
        follow(idea, by=person)
    Person.objects.filter(pk=gone.pk).update(is_active=False)

    tell_followers(idea, lambda: "hola", HERE, key="a", but=doer)

    assert list(Notice.objects.values_list("person", flat=True)) == [resident.pk]


def test_tell_followers_and_also_tells_who_is_both_once(idea: Idea, resident: Person, neighbour: Person) -> None:
    follow(idea, by=resident)

    told = tell_followers(idea, lambda: "hola", HERE, key="a", also=[resident, neighbour])

    assert (told, texts_of(resident), texts_of(neighbour)) == (2, ["hola"], ["hola"])


@pytest.mark.parametrize("followers", [1, 1200])
def test_tell_followers_costs_the_same_for_few_and_many(idea: Idea, followers: int) -> None:
    people = Person.objects.bulk_create(Person(email=f"p{n}@example.org", name="P") for n in range(followers))
    Follow.objects.bulk_create(Follow(kind="planning.idea", subject=idea.public_id, person=p) for p in people)

    with CaptureQueriesContext(connection) as queries:
        told = tell_followers(idea, lambda: "hola", HERE, key="a")

    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert (told, len(statements)) == (followers, 4)


def test_letter_falls_due_by_what_each_prefers(idea: Idea) -> None:
    people = {letters: make_person() for letters in NoticePreference.Letters}
    for letters, person in people.items():
        NoticePreference.objects.create(person=person, letters=letters)
        follow(idea, by=person)

    tell_followers(idea, lambda: "hola", HERE, key="a")

    now = timezone.now()
    due = {n.person.notice_preference.letters: n.mail_at and n.mail_at <= now for n in Notice.objects.all()}
    assert due == {"at_once": True, "daily": False, "weekly": False, "never": None}


def test_tell_and_tell_followers_agree_on_when_the_letter_is_due(idea: Idea, resident: Person) -> None:
    follow(idea, by=resident)

    tell([resident], lambda: "a", HERE, thing=idea, key="a")
    tell_followers(idea, lambda: "b", HERE, key="b")

    by_tell, by_followers = resident.notices.order_by("id").values_list("mail_at", flat=True)
    assert by_tell == by_followers


def test_address_is_kept_without_a_language(idea: Idea, resident: Person) -> None:
    with override("en"):
        tell([resident], lambda: "a", reverse("idea_page", args=[idea.public_id]), thing=idea, key="a")

    assert resident.notices.get().url == f"/ideas/{idea.public_id}/"


@pytest.mark.parametrize("text", ["a\0b", "<b>a</b>" * 600, "\u202eabc"])
def test_odd_sentence_is_stored(idea: Idea, resident: Person, text: str) -> None:
    tell([resident], lambda: text, HERE, thing=idea, key="k" * 300)

    assert texts_of(resident) == [text.replace("\0", "")[:1500]]


def test_sentence_is_asked_for_once_per_language(idea: Idea, resident: Person, neighbour: Person) -> None:
    asked: list[str] = []
    said: Callable[[], str] = lambda: asked.append(get_language()) or "hola"  # noqa: E731

    tell([resident, neighbour], said, HERE, thing=idea, key="a")

    assert sorted(asked) == ["en", "es", "fr", "pt"]
