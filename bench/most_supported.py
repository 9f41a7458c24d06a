"""Is the list of the most supported ideas as quick with a hundred thousand of them as with three hundred?

    bench/most_supported.py [sizes]      in a new home, or in the empty database that DATABASE_URL names

Prints a JSON line for each page and size: queries, and the median of milliseconds. Two ideas of three have supports.
Also the seconds and megabytes in which the comments, one for each idea, are written as open data.
"""

import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time

os.environ.setdefault("CONVITE_HOME", tempfile.mkdtemp(prefix="convite-supported-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from convite.conversations.models import Comment, Tally  # noqa: E402
from convite.conversations.queries.tallies import most_supported_page  # noqa: E402
from convite.core.tables.writers import FORMATS  # noqa: E402
from convite.core.translated import Translated  # noqa: E402
from convite.opendata.queries import EXPORTS  # noqa: E402
from convite.planning.models import Edition, Idea, Theme  # noqa: E402
from convite.planning.permissions import ideas_visible_to  # noqa: E402
from convite.territories.models import Territory  # noqa: E402

KIND = "planning.idea"
EVERYBODY = AnonymousUser()
TIMES = 15


def fill(size: int, editions: list[Edition], places: list[Territory]) -> None:
    """One idea in a hundred is of the old edition; one in a thousand is hidden."""
    dice, made = random.Random(size), Idea.objects.count()
    ideas = Idea.objects.bulk_create(
        (
            Idea(
                edition=editions[n % 100 == 0],
                territory=dice.choice(places),
                title=Translated(es=f"Arreglar el parque {n}"),
                theme=dice.choice(Theme.values),
                state="hidden" if n % 1000 == 7 else "proposed",
            )
            for n in range(made, size)
        ),
        batch_size=2_000,
    )
    supported = (i for i in ideas if dice.randrange(3))
    tallies = (Tally(kind=KIND, subject=i.public_id, supports=int(dice.paretovariate(0.8))) for i in supported)
    Tally.objects.bulk_create(tallies, batch_size=2_000)
    said = "Hace falta desde hace años, y los domingos no hay por dónde pasar. " * 3
    comments = (Comment(kind=KIND, subject=i.public_id, text=said) for i in ideas)
    Comment.objects.bulk_create(comments, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def pages(editions: list[Edition], place: Territory) -> dict[str, tuple[object, dict[str, str]]]:
    everything = ideas_visible_to(EVERYBODY)
    middle = Tally.objects.filter(kind=KIND).order_by("-supports", "-id")[Tally.objects.count() // 2].subject
    unsupported = everything.exclude(public_id__in=Tally.objects.values("subject")).order_by("id").first()
    return {
        "first": (everything, {}),
        "from the middle": (everything, {"despues": middle}),
        "back from the middle": (everything, {"antes": middle}),
        "before the last": (everything, {"antes": unsupported.public_id}),
        "of the edition": (everything.filter(edition=editions[0]), {}),
        "of an edition with one in a hundred": (everything.filter(edition=editions[1]), {}),
        "of one territory and theme": (everything.filter(territory=place, theme="culture"), {}),
    }


def measure(size: int, name: str, things: object, asked: dict[str, str]) -> None:
    times = []
    for _ in range(TIMES):
        begins = time.perf_counter()
        page = most_supported_page(things.all(), asked)  # type: ignore[attr-defined]
        times.append((time.perf_counter() - begins) * 1000)
    with CaptureQueriesContext(connection) as found:
        most_supported_page(things.all(), asked)  # type: ignore[attr-defined]
    line = {"engine": connection.vendor, "size": size, "page": name, "rows": len(page.rows), "queries": len(found)}
    print(json.dumps(line | {"ms": round(statistics.median(times), 1)}), flush=True)


def measure_comments(size: int) -> None:
    before, begins = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    written = sum(
        len(piece) for piece in FORMATS["csv"].write(EXPORTS["comments"].table, EXPORTS["comments"].rows(EVERYBODY))
    )
    gained = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    line = {"engine": connection.vendor, "size": size, "list": "comments", "bytes": written}
    seconds = round(time.perf_counter() - begins, 2)
    print(json.dumps(line | {"seconds": seconds, "megabytes": round(gained, 1)}), flush=True)


def main() -> None:
    call_command("migrate", verbosity=0)
    city = Territory.objects.create(name="Medellín", code="05001", path="05001/", kind="municipality")
    places = [
        Territory.objects.create(name=f"Comuna {n}", code=f"050{n}", path=f"05001/050{n}/", kind="comuna", parent=city)
        for n in range(21)
    ]
    editions = [
        Edition.objects.create(territory=city, name="Ruta", year=year, currency="COP", state="open")
        for year in (2027, 2026)
    ]
    for size in [int(s) for s in (sys.argv[1] if len(sys.argv) > 1 else "300,100000").split(",")]:
        fill(size, editions, places)
        for name, (things, asked) in pages(editions, places[3]).items():
            measure(size, name, things, asked)
        measure_comments(size)


if __name__ == "__main__":
    main()
