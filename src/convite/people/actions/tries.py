"""How often may a secret be tried? Five times in a while, counted in the database for the person and for the contact.

A try is counted before it is judged, in one statement of the database, so that a hundred at once are still a hundred.
Contacts without an account are counted just the same: the answer tells nothing.
"""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from convite.people.models import TryCount
from convite.people.queries import MOST_TRIES, TRY_WINDOWS, keyed_name

UPSERT = """
INSERT INTO people_trycount (secret, whose, since, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (secret, whose) DO UPDATE SET
    count = CASE WHEN people_trycount.since < %s THEN 1 ELSE people_trycount.count + 1 END,
    since = CASE WHEN people_trycount.since < %s THEN excluded.since ELSE people_trycount.since END
RETURNING count
"""


def consume_try(secret: TryCount.Secret, *whose: str) -> bool:
    """Counts one more try for each name; False when one of them has had its five."""
    now = timezone.now()
    write = connection.ops.adapt_datetimefield_value
    since, oldest = write(now), write(now - TRY_WINDOWS[secret])
    counts = []
    with connection.cursor() as cursor:
        for name in sorted({keyed_name(w) for w in whose}):  # one order for all: no two tries wait for each other
            cursor.execute(UPSERT, [secret.value, name, since, oldest, oldest])
            counts.append(cursor.fetchone()[0])
    TryCount.objects.filter(since__lt=now - timedelta(days=1)).delete()
    return max(counts) <= MOST_TRIES


def forget_tries(secret: TryCount.Secret, *whose: str) -> None:
    """The secret was right: the count begins anew."""
    TryCount.objects.filter(secret=secret, whose__in=[keyed_name(w) for w in whose]).delete()
