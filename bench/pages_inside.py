"""The part of bench/pages.py that runs inside Django: fills the bank of projects, counts queries of each page."""

import json
import random
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from convite.core.searching import index_things  # noqa: E402
from convite.core.translated import Translated  # noqa: E402
from convite.planning.models import Edition, Theme  # noqa: E402
from convite.projects.models import Project  # noqa: E402
from convite.territories.models import Territory  # noqa: E402

WORDS = [
    "parque",
    "escalera",
    "huerta",
    "acueducto",
    "biblioteca",
    "cancha",
    "sendero",
    "comedor",
    "taller",
    "muro",
    "vía",
    "alumbrado",
    "quebrada",
]


def fill(size: int) -> dict[str, str]:
    """Brings the bank to `size` projects, spread over the closed edition's territories and themes."""
    dice = random.Random(size)
    edition = Edition.objects.filter(state="closed").order_by("-year").first()
    places = list(Territory.objects.filter(ceilings__edition=edition))
    missing = size - Project.objects.count()
    for start in range(0, missing, 5000):
        new = [project(number, edition, places, dice) for number in range(start, min(start + 5000, missing))]
        stored = Project.objects.bulk_create(new, batch_size=1000)
        index_things("projects.project", [(p.pk, p.title) for p in stored])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return pages()


def project(number: int, edition: Edition, places: list[Territory], dice: random.Random) -> Project:
    title = f"{dice.choice(WORDS).capitalize()} y {dice.choice(WORDS)} {number}"
    return Project(
        edition=edition,
        territory=dice.choice(places),
        code=f"B{Project.objects.count() if number == 0 else ''}{number:06d}",
        title=Translated(es=title),
        theme=dice.choice(Theme.values),
        cost_minor=dice.randrange(10**9, 10**11),
        currency="COP",
        state=dice.choice(["won", "not_chosen", "viable"]),
    )


def pages() -> dict[str, str]:
    shown = Project.objects.filter(edition__state="open").order_by("id").first()
    place = Territory.objects.filter(ceilings__isnull=False).order_by("code").first()
    listing = reverse("project_list")
    return {
        "home": "/",
        "territory": reverse("territory_page", args=[place.public_id]),
        "project list": listing,
        "project list, filtered": f"{listing}?territorio={place.public_id}&tema=culture",
        "project list, words": f"{listing}?q=parque",
        "project": reverse("project_page", args=[shown.public_id]),
    }


def queries(size: int) -> list[dict[str, object]]:
    client, lines = Client(headers={"host": "127.0.0.1"}), []
    for page, path in pages().items():
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        lines.append({"page": page, "size": size, "status": answer.status_code, "queries": len(asked)})
    return lines


if __name__ == "__main__":
    from django.conf import settings

    settings.PUBLIC_PAGE_CACHE_SIZE = 0
    print(json.dumps({"fill": fill, "queries": queries}[sys.argv[1]](int(sys.argv[2]))))
