"""What do the gatherings leave behind? Minutes, agreements and opinions of some, and what the next ones call for."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SEED = 2026
EVERY = 6  # of the 103 workshops, one in six left minutes and agreements here

PLACES = {1: 60, 3: 40, 4: 120}  # number of the called gathering → places; the others take whoever comes
CALLS = {
    1: "Cada proyecto tiene cinco minutos para contar qué hace, dónde y cuánto cuesta. Después preguntan ustedes.",
    2: "Un puesto por proyecto, comida de las huertas y los niños dibujan el corregimiento que quieren.",
    3: "Venga a preguntar por cada proyecto antes de votar. No hay discursos: se conversa en mesas de ocho.",
    4: "Practicamos con un tarjetón de verdad y contamos los votos a la vista de todos.",
    5: "De la vereda para la vereda: qué trae el tarjetón para el agua, las vías y las huertas.",
}
ACCESS = "Entrada sin escalones. Hay intérprete de señas y cuidado de niñas y niños si los pide al inscribirse."
AGENDA = "Saludo y acuerdos para conversar\nLos proyectos, uno por uno\nPreguntas\nQué sigue y cómo se vota"

MINUTES = (
    "Abrió la reunión la facilitadora y se leyeron los acuerdos del encuentro anterior.\n\n"
    "Las mesas trabajaron sobre el mapa del territorio. Se habló sobre todo de la luz en los parques, de los andenes "
    "junto a los colegios y de la falta de un sitio para los mayores. Quedó la pregunta de quién cuida lo que se "
    "construye; varias juntas ofrecieron turnos.\n\n"
    "Se leyó en voz alta lo que quedó escrito y nadie pidió cambios."
)
AGREEMENTS = (
    ("Volver con los costos de cada idea antes del próximo encuentro", "Secretaría de Participación", 30, "kept",
     "Se llevaron impresos y se explicaron."),
    ("Revisar de noche qué luminarias faltan, con un mapa de los vecinos", "Juntas de acción comunal", 20, "open", ""),
    ("Pedir a Planeación el estudio de los andenes del colegio", "Secretaría de Planeación", 45, "open", ""),
    ("Abrir la sede los sábados para los jóvenes", "Junta administradora local", 25, "dropped",
     "La sede no tiene seguro; se busca otro sitio con la biblioteca."),
    ("Invitar a los comerciantes al próximo taller", "Equipo facilitador", 15, "kept", "Vinieron cuatro."),
)  # fmt: skip
OPINIONS = (
    (5, 5, ""),
    (4, 5, "Empezar a la hora que se dice."),
    (5, 4, "Que las mesas sean más pequeñas."),
    (3, 4, "Se oía poco atrás: falta sonido."),
    (4, 4, ""),
    (5, 5, "Traer más copias del mapa."),
    (2, 3, "Hubo mucho discurso al comienzo."),
)


@dataclass(frozen=True)
class Agreement:
    key: str
    text: str
    responsible: str
    due_on: date
    state: str
    reason: str


def has_record(number: int) -> bool:
    return number % EVERY == 1


def agreements(number: int, held_on: date) -> tuple[Agreement, ...]:
    """Two or three of each workshop, in another order."""
    rng = Random(f"{SEED}-{number}")
    chosen = rng.sample(AGREEMENTS, rng.randint(2, 3))
    return tuple(
        Agreement(f"demo-{number}-{place}", text, who, held_on + timedelta(days=days), state, reason)
        for place, (text, who, days, state, reason) in enumerate(chosen)
    )


def opinions(number: int) -> tuple[tuple[int, int, str], ...]:
    rng = Random(f"{SEED}-opinions-{number}")
    return tuple(rng.sample(OPINIONS, rng.randint(4, 7)))
