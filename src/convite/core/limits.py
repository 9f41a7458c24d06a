"""How often may something be tried? At most so many times in so many seconds, counted in the database.

A key says who tries what: `"login-code:ana@example.org"`, `"search:203.0.113.9"`. Only its keyed hash is stored.
The count stands outside the act's transaction if `allow` is called before it begins, and so survives its failure.
"""

from datetime import UTC, datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from convite.core.models import RateCounter

# One statement counts and decides: of two requests at once, the second sees the first. No row comes back once the
# limit is reached, so that a refused try neither writes nor makes the wait longer.
_COUNT = """
    INSERT INTO core_ratecounter (key, count, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN core_ratecounter.ends_at <= %(now)s THEN 1 ELSE core_ratecounter.count + 1 END,
        ends_at = CASE WHEN core_ratecounter.ends_at <= %(now)s THEN excluded.ends_at ELSE core_ratecounter.ends_at END
    WHERE core_ratecounter.ends_at <= %(now)s OR core_ratecounter.count < %(most)s
    RETURNING count
"""


def allow(key: str, most: int, per_seconds: int, now: datetime) -> bool:
    """Counts one try of `key`. False if there were `most` already since the first one, less than `per_seconds` ago."""
    if most < 1:
        return False
    moment = int(now.timestamp())
    values = {"key": _hashed(key), "most": most, "now": moment, "ends_at": moment + per_seconds}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        return cursor.fetchone() is not None


def ends_at(key: str) -> datetime | None:
    """Until when the tries of `key` are counted: the moment to name to who is told to wait."""
    second = RateCounter.objects.filter(key=_hashed(key)).values_list("ends_at", flat=True).first()
    return second and datetime.fromtimestamp(second, UTC)


def forgive(key: str) -> None:
    """Begins anew: whoever proved who she is has no tries against her."""
    RateCounter.objects.filter(key=_hashed(key)).delete()


def forget_ended(now: datetime) -> int:
    """Removes the counts that limit nothing any more. Returns how many."""
    return RateCounter.objects.filter(ends_at__lte=int(now.timestamp())).delete()[0]


def _hashed(key: str) -> str:
    return salted_hmac("convite.limits", key, algorithm="sha256").hexdigest()
