"""How does a letter reach a person without holding up the act that it tells of? Written with the act, sent afterwards.

The letter is a row of the act's own transaction: no act without its letter, no letter without its act, and a mail
server that is down delays letters and nothing else. A worker takes a letter by moving its next try into the future
(the *lease*), sends it outside any transaction, and writes down what came of it; if the worker dies, the lease ends and
another one sends the letter. A letter may so arrive twice in rare cases, never not at all.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, F

from convite.core.models import OutboxMessage

log = structlog.get_logger("convite.outbox")

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 720))  # after the 1st, 2nd … try; after the last, failed
LEASE = timedelta(minutes=10)  # longer than any mail server lets one wait
LATE = timedelta(minutes=30)  # a letter due for longer means that no worker runs
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Delivery:
    """What one round of sending did."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def put_letter(unique_key: str, to: str, subject: str, body: str) -> None:
    """Writes a letter in the act's transaction. A second one with the same key is the same letter: nothing happens."""
    put_letters([letter_of(unique_key, to, subject, body)])


def letter_of(
    unique_key: str, to: str, subject: str, body: str, headers: dict[str, str] | None = None
) -> OutboxMessage:
    """A letter not yet written, for `put_letters`."""
    lines = {name: _one_line(value) for name, value in (headers or {}).items()}
    return OutboxMessage(
        unique_key=_fitting(unique_key), to=to, subject=_one_line(subject), body=_plain(body), headers=lines
    )


def put_letters(letters: Sequence[OutboxMessage]) -> None:
    """Many letters at once, in the transaction of what they tell of."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a letter is written in the transaction of the act that it tells of")
    # ON CONFLICT DO NOTHING: unlike a caught IntegrityError it leaves a PostgreSQL transaction usable.
    OutboxMessage.objects.bulk_create(letters, batch_size=500, ignore_conflicts=True)


def deliver_due(now: datetime, stop: Callable[[], bool] = lambda: False, most: int = MOST_AT_ONCE) -> Delivery:
    """Sends the letters that are due, until there are none, `most` were tried, or `stop()`. Safe in several workers."""
    sent = put_off = failed = 0
    mail = get_connection()
    try:
        while sent + put_off + failed < most and not stop() and (letter := _claim(now)):
            error, server_is_down = _send(letter, mail)
            if error is None:
                OutboxMessage.objects.filter(pk=letter.pk).update(
                    state=OutboxMessage.State.SENT, sent_at=now, last_error=""
                )
                sent += 1
                continue
            if _put_off(letter, error, now):
                put_off += 1
            else:
                failed += 1
            if server_is_down:
                break  # the others wait for the next round instead of losing a try each
    finally:
        mail.close()
    return Delivery(sent, put_off, failed)


def _claim(now: datetime) -> OutboxMessage | None:
    """The next letter that is due, taken so that no other worker takes it, or None."""
    due = OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING, next_try_at__lte=now)
    with transaction.atomic():
        # PostgreSQL skips rows that another worker holds; SQLite lets one worker write at a time.
        letter = due.order_by("next_try_at", "id").select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        # Conditional, in case an engine gave two workers the same row: one of them changes it, the other nothing.
        mine = due.filter(pk=letter.pk, next_try_at=letter.next_try_at)
        if not mine.update(next_try_at=now + LEASE, attempts=F("attempts") + 1):
            return None
    letter.attempts += 1
    return letter


def _send(letter: OutboxMessage, mail: BaseEmailBackend) -> tuple[Exception | None, bool]:
    """What went wrong, or None; and whether the server could not be reached at all."""
    if letter.attempts > len(WAITS) + 1:
        return RuntimeError("each worker that took this letter ended before it was sent"), False
    try:
        mail.open()
    except (OSError, SMTPException) as error:
        return error, True
    try:
        sender, headers = settings.DEFAULT_FROM_EMAIL, letter.headers or None
        EmailMessage(letter.subject, letter.body, sender, [letter.to], connection=mail, headers=headers).send()
    except Exception as error:  # whatever is wrong with one letter must not keep the next one
        mail.close()
        return error, isinstance(error, ConnectionError)
    return None, False


def _put_off(letter: OutboxMessage, error: Exception, now: datetime) -> bool:
    """Writes down the failed try. True if there will be another one."""
    again = letter.attempts <= len(WAITS)
    change = {"last_error": f"{type(error).__name__}: {error}"[:300]}
    if again:
        change["next_try_at"] = now + WAITS[letter.attempts - 1]
    else:
        change["state"] = OutboxMessage.State.FAILED
    OutboxMessage.objects.filter(pk=letter.pk, state=OutboxMessage.State.WAITING).update(**change)
    log.warning("letter not sent", letter=letter.pk, attempt=letter.attempts, error=type(error).__name__, again=again)
    return again


def letters_by_state() -> dict[str, int]:
    counts = dict.fromkeys(OutboxMessage.State.values, 0)
    return counts | dict(OutboxMessage.objects.values_list("state").annotate(Count("id")))


def late_letters(now: datetime) -> int:
    """How many letters are due for so long that nobody seems to send any."""
    return OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING, next_try_at__lt=now - LATE).count()


def _plain(text: str) -> str:
    return text.replace("\0", "")  # PostgreSQL stores none, and a letter must never stop the act


def _one_line(subject: str) -> str:
    return " ".join(_plain(subject).split())[:200]


def _fitting(key: str) -> str:
    """A longer key than the column holds becomes its beginning and its hash, and stays unique."""
    return key if len(key) <= 120 else f"{key[:55]}:{hashlib.sha256(key.encode()).hexdigest()}"
