"""Are ideas that ask for the same found, and how fast? Precision and recall on labelled pairs, time per look-up.

    bench/similar_ideas.py PROPOSALS.ndjson.gz

PROPOSALS: those of Barcelona's plan of 2016, one JSON object per line, with id, title, summary, district. The pairs of
`similar_ideas_labels.tsv` name two of them and say whether they ask for the same (1) or not (0), as somebody judged who
read both. They were drawn from proposals that repeat a title (50) and, by bands of the cosine of their words from .25
upwards, from each other's nearest (178): more of the hard ones than a city would meet.

A pair is found if a look-up with the later one's words shows the earlier one among the five. Precision: of the labelled
pairs that are found, how many are the same. Recall: of those that are the same, how many are found. Then the same
look-ups among 100,000 ideas, each of one proposal's title and another's summary. Uses the database that DATABASE_URL
names, in a transaction that is undone; without it SQLite in a folder of its own. On a machine that does other work
besides, the milliseconds of this process alone (all there are on SQLite) say more than those on the wall.
"""

import csv
import gzip
import json
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
os.environ.setdefault("CONVITE_HOME", tempfile.mkdtemp(prefix="convite-bench-"))

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from convite.core.acts import write_rows  # noqa: E402
from convite.planning.actions.words import make_findable  # noqa: E402
from convite.planning.models import Edition, Idea  # noqa: E402
from convite.planning.queries.similar import ALIKE, similar_ideas  # noqa: E402
from convite.territories.models import Territory  # noqa: E402

LABELS = Path(__file__).with_name("similar_ideas_labels.tsv")
MANY = int(os.environ.get("CONVITE_BENCH_IDEAS", "100000"))
LOOKUPS = 300


def main(proposals: str) -> None:
    call_command("migrate", verbosity=0)
    with gzip.open(proposals, "rt") as lines:
        told = [json.loads(line) for line in lines]
    with transaction.atomic():
        found = figures_of(told)
        transaction.set_rollback(True)
    print(json.dumps(found, indent=1))


def figures_of(told: list[dict]) -> dict:
    city = Territory.objects.create(name="Ciudad", code="BENCH", kind="municipality", path="BENCH/")
    districts = {name_of(p): None for p in told if name_of(p)}
    for number, name in enumerate(sorted(districts)):
        code = f"BENCH{number:02}"
        districts[name] = Territory.objects.create(
            name=name, code=code, kind="district", parent=city, path=f"BENCH/{code}/"
        )
    edition = Edition.objects.create(territory=city, name="Banco", year=2027, currency="EUR", state="open")
    ideas = {p["id"]: idea_of(p, p, edition, districts) for p in told}
    store(list(ideas.values()))
    few = timed(edition, ideas)
    figures = {
        "engine": connection.vendor,
        "threshold": ALIKE,
        **judged(edition, ideas),
        "lookup_ms": {len(ideas): few},
    }
    rng = random.Random(7)
    more = [idea_of(rng.choice(told), rng.choice(told), edition, districts) for _ in range(MANY - len(ideas))]
    store(more)
    figures["lookup_ms"][MANY] = timed(edition, ideas)
    return figures


def name_of(proposal: dict) -> str:
    return (proposal["district"] or {}).get("name", "")


def idea_of(proposal: dict, other: dict, edition: Edition, districts: dict) -> Idea:
    place = districts.get(name_of(proposal)) or edition.territory
    title = {"es": (proposal["title"] or "?")[:300]}
    description = {"es": re.sub(r"<[^>]+>", " ", other["summary"] or "")[:8_000]}
    return Idea(edition=edition, territory=place, title=title, description=description, origin="resident")


def store(ideas: list[Idea]) -> None:
    for start in range(0, len(ideas), 2_000):
        part = ideas[start : start + 2_000]
        write_rows(part)
        make_findable(part)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def shown_for(edition: Edition, idea: Idea) -> list:
    place = None if idea.territory_id == edition.territory_id else idea.territory
    return similar_ideas(edition, idea.title["es"], idea.description["es"], place, but=idea)


def judged(edition: Edition, ideas: dict[int, Idea]) -> dict:
    with LABELS.open() as file:
        pairs = [(int(r["earlier"]), int(r["later"]), r["same"] == "1") for r in csv.DictReader(file, delimiter="\t")]
    found = [(same, ideas[a] in [one.idea for one in shown_for(edition, ideas[b])]) for a, b, same in pairs]
    hits = sum(same and shown for same, shown in found)
    return {
        "pairs": len(pairs),
        "same": sum(same for same, _ in found),
        "precision": round(hits / sum(shown for _, shown in found), 3),
        "recall": round(hits / sum(same for same, _ in found), 3),
    }


def timed(edition: Edition, ideas: dict[int, Idea]) -> dict[str, float]:
    chosen = random.Random(11).sample(sorted(ideas), LOOKUPS)
    walls, works = [], []
    for key in chosen:
        wall, work = time.perf_counter(), time.process_time()
        shown_for(edition, ideas[key])
        walls.append(1000 * (time.perf_counter() - wall))
        works.append(1000 * (time.process_time() - work))
    return {
        "p50": round(sorted(walls)[LOOKUPS // 2], 1),
        "p95": round(sorted(walls)[LOOKUPS * 95 // 100], 1),
        "p95_of_this_process": round(sorted(works)[LOOKUPS * 95 // 100], 1),
    }


if __name__ == "__main__":
    main(sys.argv[1])
