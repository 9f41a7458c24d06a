"""What does it cost to tell forty thousand followers of an edition one thing, and to write their letters?

    bench/digests.py [followers]      in a new home, or in the empty database that DATABASE_URL names

Prints JSON: seconds, queries and megabytes of memory gained, for the telling, the letters, and a second try of each,
which must do nothing.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

os.environ.setdefault("CONVITE_HOME", tempfile.mkdtemp(prefix="convite-digests-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from convite.conversations.actions import tell_followers, write_letters  # noqa: E402
from convite.conversations.models import Follow, Notice, NoticePreference  # noqa: E402
from convite.core.models import OutboxMessage  # noqa: E402
from convite.people.models import Person  # noqa: E402
from convite.planning.models import Edition  # noqa: E402
from convite.territories.models import Territory  # noqa: E402

FOLLOWERS = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
LETTERS = NoticePreference.Letters
LANGUAGES = ("es", "es", "es", "en", "fr", "pt")


def make_followers() -> Edition:
    """One in ten wants each notice at once, one in ten once a week, one in ten none; the others once a day."""
    call_command("migrate", verbosity=0)
    city = Territory.objects.create(name="Medellín", code="05001", path="05001/", kind="municipality")
    edition = Edition.objects.create(territory=city, name="Ruta", year=2027, currency="COP", state="open")
    people = Person.objects.bulk_create(
        (Person(email=f"p{n}@example.org", name=f"P {n}", language=LANGUAGES[n % 6]) for n in range(FOLLOWERS)),
        batch_size=2_000,
    )
    follows = (Follow(kind="planning.edition", subject=edition.public_id, person=person) for person in people)
    Follow.objects.bulk_create(follows, batch_size=2_000)
    chosen = {0: LETTERS.AT_ONCE, 1: LETTERS.WEEKLY, 2: LETTERS.NEVER}
    rows = (NoticePreference(person=p, letters=chosen[n % 10]) for n, p in enumerate(people) if n % 10 in chosen)
    NoticePreference.objects.bulk_create(rows, batch_size=2_000)
    return edition


def measured(act: Callable[[], int]) -> dict[str, float]:
    queries = 0

    def counting(execute, sql, params, many, context):
        nonlocal queries
        queries += not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
        return execute(sql, params, many, context)

    before, begins = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    with connection.execute_wrapper(counting):
        done = act()
    seconds = time.perf_counter() - begins
    gained = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"done": done, "seconds": round(seconds, 2), "queries": queries, "megabytes": round(gained, 1)}


def main() -> None:
    edition = make_followers()

    def telling() -> int:
        return tell_followers(edition, lambda: "Empezó la fase de priorización.", "/ruta/", key="begin_phase:1")

    in_a_week = timezone.now() + timedelta(days=8)
    figures = {
        "engine": connection.vendor,
        "followers": FOLLOWERS,
        "tell": measured(telling),
        "tell again": measured(telling),
        "letters at once": measured(lambda: write_letters(timezone.now())),
        "letters of the week": measured(lambda: write_letters(in_a_week)),
        "letters again": measured(lambda: write_letters(in_a_week)),
        "notices": Notice.objects.count(),
        "letters": OutboxMessage.objects.count(),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
