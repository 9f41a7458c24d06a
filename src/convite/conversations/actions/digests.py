"""How do notices become letters? All that fell due for a person in one letter, written once, whoever retries.

The letters of a batch of people and the mark on their notices are one transaction: a worker that dies leaves both or
neither. A person who wants each at once gets a letter within the minute, and one letter of what happened in it.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from convite.conversations.models import Notice
from convite.conversations.queries.letters import unsubscribe_token
from convite.core.addresses import absolute
from convite.core.models import OutboxMessage
from convite.core.outbox import letter_of, put_letters
from convite.people.models import Person

PEOPLE = 500  # in one transaction
LINES = 20  # in one letter
KEPT = timedelta(days=366)
MOST_FORGOTTEN = 5_000  # in one run


def write_letters(now: datetime) -> int:
    """Every letter that is due. Returns how many were written."""
    written = last = 0
    while people := _people_with_due(now, last):
        last = people[-1]
        with transaction.atomic():
            written += _write_for(people, now)
    return written


def _people_with_due(now: datetime, after: int) -> list[int]:
    due = Notice.objects.filter(mail_at__isnull=False, mail_at__lte=now, person_id__gt=after)
    return list(due.order_by("person_id").values_list("person_id", flat=True).distinct()[:PEOPLE])


def _write_for(people: list[int], now: datetime) -> int:
    """Locks the notices first: a second worker waits, and then finds them marked."""
    due = Notice.objects.filter(person_id__in=people, mail_at__isnull=False, mail_at__lte=now)
    rows = due.order_by("person_id", "id").select_for_update().values_list("person_id", "id", "text", "url", "read_at")
    lines: dict[int, list[Any]] = {}
    ids = []
    for person_id, notice_id, text, url, read_at in rows:
        ids.append(notice_id)
        if read_at is None:  # what she read on the site is not written to her again
            lines.setdefault(person_id, []).append((notice_id, text, url))
    readers = Person.objects.filter(pk__in=lines, is_active=True)
    letters = [_letter(person, lines[person.pk]) for person in readers]
    put_letters(letters)
    for start in range(0, len(ids), 5_000):
        Notice.objects.filter(pk__in=ids[start : start + 5_000]).update(mail_at=None, mailed_at=now)
    return len(letters)


def _letter(person: Person, lines: list[tuple[int, str, str]]) -> OutboxMessage:
    """Its key names the last notice in it: the same letter twice is one letter."""
    language = person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    addresses = [_address(url, language) for _key, _text, url in lines[:LINES]]
    with override(language):
        end = absolute(reverse("unsubscribe", args=[unsubscribe_token(person.public_id)]))
        body = _body(person, [text for _key, text, _url in lines[:LINES]], addresses, len(lines) - LINES, end)
        subject = lines[0][1] if len(lines) == 1 else _subject(len(lines))
    headers = {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return letter_of(f"notices:{person.public_id}:{lines[-1][0]}", person.email, subject, body, headers)


@lru_cache(maxsize=2_000)
def _address(url: str, language: str) -> str:
    """Addresses are kept without a language. Many letters lead to the same page."""
    with override(settings.LANGUAGE_CODE):
        return absolute(translate_url(url, language))


def _subject(number: int) -> str:
    return ngettext("%(n)s aviso nuevo", "%(n)s avisos nuevos", number) % {"n": number}


def _body(person: Person, texts: list[str], addresses: list[str], more: int, end: str) -> str:
    parts = [_("Hola, %(name)s:") % {"name": person.name}]
    parts += [f"{text}\n{address}" for text, address in zip(texts, addresses, strict=True)]
    if more > 0:
        parts.append(
            ngettext("Y %(n)s aviso más: %(url)s", "Y %(n)s avisos más: %(url)s", more)
            % {"n": more, "url": absolute(reverse("notices"))}
        )
    parts.append(
        _("Usted recibe esta carta porque sigue o propuso esto.\nCada cuánto le escribimos: %(preference)s\n"
          "No recibir más cartas: %(end)s")
        % {"preference": absolute(reverse("notice_preference")), "end": end}
    )  # fmt: skip
    return "\n\n".join(parts)


def forget_old_notices(now: datetime) -> int:
    """A notice is kept for a year. Keys grow with time: the oldest row says whether there is anything to do."""
    oldest = Notice.objects.order_by("id")
    first = oldest.values_list("told_at", flat=True).first()
    if first is None or first >= now - KEPT:
        return 0
    rows = oldest.values_list("pk", "told_at")[:MOST_FORGOTTEN]
    return Notice.objects.filter(pk__in=[pk for pk, told_at in rows if told_at < now - KEPT]).delete()[0]
