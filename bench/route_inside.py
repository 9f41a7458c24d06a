"""The part of bench/pages.py that runs inside Django for the route: fills an edition with ideas and gatherings."""

import json
import random
import statistics
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from convite.core.translated import Translated  # noqa: E402
from convite.gatherings.actions import call_gatherings  # noqa: E402
from convite.gatherings.models import Gathering  # noqa: E402
from convite.people.models import Person  # noqa: E402
from convite.planning.actions import record_ideas  # noqa: E402
from convite.planning.models import Edition, Idea, Theme  # noqa: E402
from convite.planning.queries import similar_ideas  # noqa: E402
from convite.territories.models import Territory  # noqa: E402


def words(text: str) -> list[str]:
    return text.split()


NEEDS = words("arreglar iluminar ampliar abrir cuidar sembrar pintar cubrir limpiar recuperar señalizar dotar")
THINGS = words(
    "parque escalera huerta acueducto biblioteca cancha sendero comedor muro andén alumbrado quebrada salón placa "
    "gimnasio ludoteca mirador puente caseta jardín teatro sede paradero baño pasamanos"
)
PLACES = words("sector barrio parte alta loma vereda esquina calle carrera cuadra terminal iglesia escuela tienda")
NAMES = [f"{a} {b}" for a in words("San Santa El La Los Alto Bello Nuevo") for b in words("Pinar Rosa Salado Honda")]


def said(dice: random.Random, number: int) -> str:
    words = (dice.choice(NEEDS), dice.choice(THINGS), dice.choice(PLACES), dice.choice(NAMES), number % 997)
    return "{} el {} de la {} {} {}".format(*words).capitalize()


def fill(size: int) -> dict[str, str]:
    """Brings the open edition to `size` ideas and the city to a tenth as many gatherings."""
    dice, edition = random.Random(size), Edition.objects.filter(state="open").order_by("-year").first()
    places = list(Territory.objects.filter(ceilings__edition=edition))
    officer = Person.objects.filter(grants__role="officer").first()
    for start in range(Idea.objects.filter(edition=edition).count(), size, 5000):
        numbers = range(start, min(start + 5000, size))
        record_ideas([idea(edition, dice.choice(places), dice, number) for number in numbers], by=officer)
    for start in range(Gathering.objects.count(), size // 10, 1000):
        numbers = range(start, min(start + 1000, size // 10))
        call_gatherings([gathering(dice.choice(places), dice, number) for number in numbers], by=officer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return pages()


def idea(edition: Edition, place: Territory, dice: random.Random, number: int) -> Idea:
    return Idea(
        edition=edition,
        territory=place,
        title=Translated(es=said(dice, number)),
        description=Translated(es=" ".join(said(dice, number) for _ in range(3))),
        theme=dice.choice(Theme.values),
        origin="workshop",
        lon=-75.6 + dice.random() / 10,
        lat=6.2 + dice.random() / 10,
        state=dice.choice(["proposed", "ready", "formulated", "not_viable"]),
    )


def gathering(place: Territory, dice: random.Random, number: int) -> Gathering:
    starts_at = timezone.now() + timedelta(days=dice.randrange(-700, 60), hours=dice.randrange(8))
    return Gathering(
        kind=dice.choice(Gathering.Kind.values),
        title=Translated(es=f"Encuentro {number} por la {dice.choice(THINGS)}"),
        territory=place,
        place="Casa de la Cultura",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
    )


def pages() -> dict[str, str]:
    edition = Edition.objects.filter(state="open").order_by("-year").first()
    place = Territory.objects.filter(ceilings__edition=edition).order_by("code").first()
    ideas, gatherings = reverse("idea_list"), reverse("gathering_list")
    here = f"territorio={place.public_id}"
    return {
        "idea list": ideas,
        "idea list, filtered": f"{ideas}?{here}&tema=culture&estado=proposed",
        "idea list, words": f"{ideas}?q=huerta",
        "idea": reverse("idea_page", args=[Idea.objects.filter(edition=edition).order_by("id").first().public_id]),
        "idea list, most supported": f"{ideas}?orden=apoyos",
        "idea map": reverse("idea_map"),
        "gathering list": gatherings,
        "gathering list, filtered": f"{gatherings}?{here}&clase=workshop",
        "gathering agenda": reverse("gathering_agenda"),
        "gathering map": reverse("gathering_map"),
    }


def queries(size: int) -> list[dict[str, object]]:
    client, lines = Client(headers={"host": "127.0.0.1"}), []
    for page, path in pages().items():
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        lines.append({"page": page, "size": size, "status": answer.status_code, "queries": len(asked)})
    return [*lines, look_ups(size)]


def look_ups(size: int, times: int = 200) -> dict[str, object]:
    """Milliseconds in which similar ideas are found for texts as people write them."""
    dice, edition = random.Random(7), Edition.objects.filter(state="open").order_by("-year").first()
    found = []
    for _ in range(times):
        title, text = said(dice, dice.randrange(size)), said(dice, dice.randrange(size))
        begins = time.perf_counter()
        similar_ideas(edition, title, text)
        found.append((time.perf_counter() - begins) * 1000)
    p50, p95 = statistics.median(found), statistics.quantiles(found, n=20)[18]
    return {"look_up": "similar ideas", "size": size, "p50_ms": round(p50, 2), "p95_ms": round(p95, 2)}


if __name__ == "__main__":
    from django.conf import settings

    settings.PUBLIC_PAGE_CACHE_SIZE = 0
    print(json.dumps({"fill": fill, "queries": queries}[sys.argv[1]](int(sys.argv[2]))))
