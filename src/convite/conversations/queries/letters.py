"""When does the letter of a notice fall due, and who may end letters by the link in one?

At once, on the next morning, on the next Monday morning, or never.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone

from convite.conversations.models import NoticePreference

MORNING = 7  # o'clock in the city
MONDAY = 0
_SALT = "convite.conversations.letters"


def next_morning(now: datetime) -> datetime:
    today = timezone.localtime(now).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def next_monday(now: datetime) -> datetime:
    morning = next_morning(now)
    return morning + timedelta(days=(MONDAY - morning.weekday()) % 7)


def due_moments(now: datetime) -> dict[str, datetime | None]:
    """For each preference, when what is told now will be written in a letter."""
    letters = NoticePreference.Letters
    return {
        letters.AT_ONCE: now,
        letters.DAILY: next_morning(now),
        letters.WEEKLY: next_monday(now),
        letters.NEVER: None,
    }


def unsubscribe_token(public_id: str) -> str:
    """Stands in the link of each letter: whoever holds it may end the letters, and do nothing else."""
    return signing.dumps(public_id, salt=_SALT)


def whose_token(token: str) -> str:
    """The public id of the person, or "" for a token that we did not write. It does not age: old letters are kept."""
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return ""
