"""Which letters are written, to whom, once?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convite.conversations.actions import choose_letters, digests, forget_old_notices, write_letters
from convite.conversations.models import Notice
from convite.conversations.queries.letters import due_moments, next_monday, next_morning, unsubscribe_token, whose_token
from convite.core.errors import NotAllowed
from convite.core.models import OutboxMessage
from convite.people.models import Person
from tests.builders import at, make_notice, make_person

NOW = at("2026-03-04 10:00")  # a Wednesday


def due(person: Person, number: int = 1, **fields: object) -> list[Notice]:
    return [make_notice(person, mail_at=NOW - timedelta(hours=1), **fields) for _ in range(number)]


def letters() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.order_by("to"))


def test_one_notice_is_a_letter_with_its_sentence(resident: Person) -> None:
    due(resident, text="Su idea pasó a proyecto.", url="/ideas/abc/")

    assert write_letters(NOW) == 1

    (letter,) = letters()
    assert (letter.to, letter.subject) == (resident.email, "Su idea pasó a proyecto.")
    assert "/ideas/abc/" in letter.body


def test_many_notices_are_one_letter_that_says_how_many_more(resident: Person) -> None:
    due(resident, 32)

    write_letters(NOW)

    (letter,) = letters()
    assert (letter.subject, letter.body.count("Aviso ")) == ("32 avisos nuevos", 20)
    assert "Y 12 avisos más: " in letter.body


def test_letter_is_in_the_reader_s_language(db: None) -> None:
    due(make_person(language="en"), 2, url="/ideas/abc/")

    write_letters(NOW)

    assert "/en/ideas/abc/" in letters()[0].body


def test_letter_is_written_once(resident: Person) -> None:
    due(resident)

    assert [write_letters(NOW), write_letters(NOW), len(letters())] == [1, 0, 1]


def test_worker_that_dies_leaves_neither_letter_nor_mark(resident: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    due(resident)
    put = digests.put_letters
    monkeypatch.setattr(digests, "put_letters", lambda made: put(made) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_letters(NOW)
    monkeypatch.undo()

    assert (letters(), Notice.objects.get().mailed_at) == ([], None)
    assert write_letters(NOW) == 1


def test_what_is_not_due_waits(resident: Person) -> None:
    make_notice(resident, mail_at=NOW + timedelta(minutes=1))
    make_notice(resident, mail_at=None)

    assert write_letters(NOW) == 0


def test_what_was_read_on_the_site_is_not_written(resident: Person) -> None:
    due(resident, read_at=NOW)

    assert (write_letters(NOW), Notice.objects.get().mail_at) == (0, None)


def test_closed_account_gets_no_letter(resident: Person) -> None:
    due(resident)
    Person.objects.filter(pk=resident.pk).update(is_active=False)

    assert (write_letters(NOW), letters()) == (0, [])


def test_every_person_gets_her_own_letter(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(digests, "PEOPLE", 2)
    people = [make_person() for _ in range(5)]
    for person in people:
        due(person, 2)

    assert write_letters(NOW) == 5
    assert {letter.to for letter in letters()} == {person.email for person in people}


def test_letter_carries_the_way_out_of_letters(resident: Person) -> None:
    due(resident)

    write_letters(NOW)

    (letter,) = letters()
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.headers["List-Unsubscribe"].strip("<>") in letter.body


@pytest.mark.parametrize("people", [1, 40])
def test_letters_of_a_batch_cost_the_same(people: int, db: None) -> None:
    for _ in range(people):
        due(make_person())

    with CaptureQueriesContext(connection) as queries:
        write_letters(NOW)

    assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) == 6


# When a letter falls due


@pytest.mark.parametrize(
    ("now", "morning", "monday"),
    [
        ("2026-03-04 06:59", "2026-03-04 07:00", "2026-03-09 07:00"),
        ("2026-03-04 07:00", "2026-03-05 07:00", "2026-03-09 07:00"),
        ("2026-03-09 06:00", "2026-03-09 07:00", "2026-03-09 07:00"),
        ("2026-03-09 08:00", "2026-03-10 07:00", "2026-03-16 07:00"),
    ],
)
def test_letters_fall_due_in_the_morning(now: str, morning: str, monday: str) -> None:
    assert (next_morning(at(now)), next_monday(at(now))) == (at(morning), at(monday))


@pytest.mark.parametrize("chosen", ["at_once", "daily", "weekly", "never"])
def test_choice_holds_for_what_already_waits(resident: Person, chosen: str) -> None:
    make_notice(resident, mail_at=NOW)

    choose_letters(resident, chosen, by=resident)

    moment, expected = Notice.objects.get().mail_at, due_moments(timezone.now())[chosen]
    assert (moment is None) == (expected is None)
    assert moment is None or abs(moment - expected) < timedelta(minutes=1)


def test_nobody_chooses_for_another(resident: Person, neighbour: Person) -> None:
    with pytest.raises(NotAllowed):
        choose_letters(resident, "never", by=neighbour)


def test_token_names_whose_it_is_and_a_forged_one_nobody(resident: Person) -> None:
    token = unsubscribe_token(resident.public_id)

    assert (whose_token(token), whose_token(token[:-1]), whose_token(resident.public_id)) == (
        resident.public_id, "", "",
    )  # fmt: skip


def test_notices_are_kept_for_a_year(resident: Person) -> None:
    now = timezone.now()
    make_notice(resident, told_at=now - timedelta(days=400))
    kept = make_notice(resident, told_at=now - timedelta(days=300))

    assert (forget_old_notices(now), list(Notice.objects.all())) == (1, [kept])
