"""How is a person told what happened to what she follows or made? By a notice in her language, written with the act.

Another room's action calls `tell` or `tell_followers` inside its transaction: no act without its notices, no notices
without their act. Followers are told by one statement of the database, be they three or forty thousand.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import translate_url
from django.utils import timezone, translation

from convite.conversations.models import Notice, NoticePreference
from convite.conversations.queries.letters import due_moments
from convite.core.models import Thing
from convite.people.models import Person

BATCH = 500

# One row for each follower who is there to read it; whoever was told this already is not told twice.
_TELL_FOLLOWERS = """
    INSERT INTO conversations_notice (person_id, unique_key, kind, subject, text, url, told_at, mail_at)
    SELECT person.id, %(key)s, %(kind)s, %(subject)s, CASE person.language {texts} ELSE %(es)s END, %(url)s,
        %(told_at)s, %(mail_at)s
    FROM conversations_follow follow
    JOIN people_person person ON person.id = follow.person_id
    LEFT JOIN conversations_noticepreference preference ON preference.person_id = person.id
    WHERE follow.kind = %(kind)s AND follow.subject = %(subject)s AND person.is_active AND person.id <> %(but)s
        AND COALESCE(preference.letters, 'daily') = %(letters)s
    ON CONFLICT (person_id, unique_key) DO NOTHING
"""


def tell(
    people: Iterable[Person],
    sentence: Callable[[], str],
    url: str,
    *,
    thing: Thing,
    key: str,
    but: Person | None = None,
) -> int:
    """Tells these people. `sentence()` is asked for in each language; `key` names the act: nobody is told it twice.

    `but` did the act and knows of it. Returns how many people the notice was meant for.
    """
    texts, now = _texts(sentence), timezone.now()
    row = {"unique_key": _fitting(key), "kind": thing._meta.label_lower, "subject": thing.public_id}
    row |= {"url": _address(url), "told_at": now}
    others = (p for p in people if p.is_active and p.pk != getattr(but, "pk", None))
    told = 0
    with transaction.atomic():
        while batch := list(islice(others, BATCH)):
            moments = _moments_for(batch, now)
            notices = [
                Notice(person=person, text=texts.get(person.language, texts["es"]), mail_at=moments[person.pk], **row)
                for person in batch
            ]
            Notice.objects.bulk_create(notices, ignore_conflicts=True)
            told += len({person.pk for person in batch})
    return told


def tell_followers(
    thing: Thing,
    sentence: Callable[[], str],
    url: str,
    *,
    key: str,
    also: Iterable[Person] = (),
    but: Person | None = None,
) -> int:
    """Tells whoever follows the thing, and `also` these people (who made it, who is concerned)."""
    texts, now = _texts(sentence), timezone.now()
    values = texts | {"key": _fitting(key), "kind": thing._meta.label_lower, "subject": thing.public_id}
    values |= {"url": _address(url), "but": getattr(but, "pk", None) or 0, "told_at": _stored(now)}
    statement = _TELL_FOLLOWERS.format(texts=" ".join(f"WHEN '{code}' THEN %({code})s" for code in texts))
    with transaction.atomic():
        told = tell(also, sentence, url, thing=thing, key=key, but=but)
        with connection.cursor() as cursor:
            for letters, moment in due_moments(now).items():
                cursor.execute(statement, values | {"letters": str(letters), "mail_at": _stored(moment)})
                told += cursor.rowcount
    return told


def _stored(moment: datetime | None) -> Any:
    return moment and connection.ops.adapt_datetimefield_value(moment)


def _moments_for(people: list[Person], now: datetime) -> dict[int, datetime | None]:
    due = due_moments(now)
    chosen = dict(NoticePreference.objects.filter(person__in=people).values_list("person_id", "letters"))
    return {p.pk: due[chosen.get(p.pk, NoticePreference.Letters.DAILY)] for p in people}


def _texts(sentence: Callable[[], str]) -> dict[str, str]:
    """The sentence in every language of the site."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            texts[code] = str(sentence()).replace("\0", "")[:1_500]
    return texts


def _address(url: str) -> str:
    """Without the language of who did the act: each reader gets hers when she reads."""
    return translate_url(url, settings.LANGUAGE_CODE)[:300]


def _fitting(key: str) -> str:
    """A longer key than the column holds becomes its beginning and its hash, and stays unique."""
    return key if len(key) <= 120 else f"{key[:55]}:{hashlib.sha256(key.encode()).hexdigest()}"
