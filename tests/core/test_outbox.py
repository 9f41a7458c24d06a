"""Does each letter arrive, once, whatever happens to the mail server or to who sends it?"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from convite.core.models import OutboxMessage
from convite.core.outbox import (
    WAITS,
    Delivery,
    deliver_due,
    late_letters,
    letter_of,
    letters_by_state,
    put_letter,
    put_letters,
)

NOW = datetime(2030, 5, 4, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class NoServer(EmailBackend):
    """A mail server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError("no server")


class Picky(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if messages[0].to == ["nobody@example.org"]:
            raise ValueError("no such mailbox")
        return super().send_messages(messages)


def write(key="welcome:1", to="ana@example.org", subject="Hola"):
    put_letter(key, to, subject, "Bienvenida.")
    OutboxMessage.objects.filter(unique_key=key).update(next_try_at=NOW)


def use(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def test_put_letter_twice_with_one_key_is_one_letter_and_leaves_the_transaction_usable():
    with transaction.atomic():
        write()
        put_letter("welcome:1", "luz@example.org", "Otra", "")
        assert list(OutboxMessage.objects.values_list("to", flat=True)) == ["ana@example.org"]


@pytest.mark.django_db(transaction=True)
def test_put_letter_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError):
        put_letter("welcome:1", "ana@example.org", "Hola", "")


@pytest.mark.django_db(transaction=True)
def test_put_letter_of_an_act_that_fails_is_not_written():
    with suppress(ZeroDivisionError), transaction.atomic():
        put_letter("welcome:1", "ana@example.org", "Hola", "")
        raise ZeroDivisionError
    assert OutboxMessage.objects.count() == 0


def test_put_letter_keeps_a_subject_in_one_line_and_drops_nul():
    put_letter("k" * 300, "ana@example.org", "Hola\r\nBcc: all@example.org \0" + "x" * 300, "a\0b")
    letter = OutboxMessage.objects.get()
    assert (letter.subject[:26], len(letter.subject), letter.body) == ("Hola Bcc: all@example.org ", 200, "ab")
    assert len(letter.unique_key) <= 120


def test_deliver_due_sends_what_is_due_once():
    write()
    assert (deliver_due(NOW), deliver_due(NOW)) == (Delivery(sent=1), Delivery())
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [(["ana@example.org"], "Hola")]
    assert OutboxMessage.objects.values_list("state", "sent_at").get() == ("sent", NOW)


def test_deliver_due_leaves_what_is_not_due_yet():
    write()
    assert deliver_due(NOW - timedelta(seconds=1)) == Delivery()


def test_deliver_due_waits_longer_after_each_failure_and_then_fails(settings):
    use(settings, NoServer)
    write()
    now, waits = NOW, []
    for _ in WAITS:
        deliver_due(now)
        after = OutboxMessage.objects.get().next_try_at
        waits.append(after - now)
        now = after
    assert waits == [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
    assert deliver_due(now) == Delivery(failed=1)
    assert OutboxMessage.objects.values_list("state", "last_error").get() == (
        "failed",
        "ConnectionRefusedError: no server",
    )


def test_deliver_due_without_server_tries_one_letter_and_leaves_the_others(settings):
    use(settings, NoServer)
    write("a")
    write("b")
    assert deliver_due(NOW) == Delivery(put_off=1)
    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [0, 1]


def test_deliver_due_sends_the_next_letter_after_one_that_is_refused(settings):
    use(settings, Picky)
    write("a", "nobody@example.org")
    write("b")
    assert deliver_due(NOW) == Delivery(sent=1, put_off=1)


def test_deliver_due_after_a_worker_died_sends_when_its_lease_ends():
    write()
    OutboxMessage.objects.update(attempts=1, next_try_at=NOW + timedelta(minutes=10))  # claimed, never ended
    assert deliver_due(NOW + timedelta(minutes=9)) == Delivery()
    assert deliver_due(NOW + timedelta(minutes=10)) == Delivery(sent=1)


def test_deliver_due_gives_up_a_letter_that_kills_every_worker():
    write()
    OutboxMessage.objects.update(attempts=len(WAITS) + 1)
    assert (deliver_due(NOW), mail.outbox) == (Delivery(failed=1), [])


def test_deliver_due_stops_when_told():
    write("a")
    write("b")
    assert deliver_due(NOW, stop=lambda: len(mail.outbox) == 1) == Delivery(sent=1)


def test_late_letters_counts_those_that_nobody_sends():
    write("a")
    write("b")
    deliver_due(NOW, most=1)
    assert late_letters(NOW + timedelta(minutes=31)) == 1
    assert letters_by_state() == {"waiting": 1, "sent": 1, "failed": 0}


def test_headers_of_a_letter_travel_with_it_and_stay_in_one_line():
    with transaction.atomic():
        put_letters([letter_of("a", "ana@example.org", "Hola", "Texto", {"List-Unsubscribe": "<https://a>\nBcc: b"})])

    deliver_due(NOW)

    assert mail.outbox[0].extra_headers == {"List-Unsubscribe": "<https://a> Bcc: b"}
