"""Who met, and who will? The 103 socialisation workshops, the 76 pedagogical meetings, and what is called for next.

Each territory has workshops in planning, where needs are told, and one or two in formulation, where the projects are
given back. Pedagogical meetings walk fifteen times through a cycle of five workshops, and one was repeated.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from convite.demo.content.editions import at, current
from convite.demo.content.geography import AGE_BANDS, SEXES, TERRITORIES, Territory
from convite.demo.content.kinds import de
from convite.demo.content.shares import split

SEED = 103
WORKSHOPS = 103
MEETINGS = 76
MEETING_WOMEN, MEETING_MEN = 857, 445
FEWER = ("14", "90")  # these two have four workshops, the others five

CYCLE = (
    "Lo público y lo común: para qué planeamos juntos",
    "Leer el territorio: mapas, datos y memoria",
    "De la necesidad a la idea y de la idea al proyecto",
    "De dónde sale la plata: techos, costos y viabilidad",
    "Decidir y cuidar lo decidido: tarjetón, resultados y control social",
)
HOUSES = {
    "01": "Parque Biblioteca Santo Domingo Savio",
    "03": "Casa de la Cultura de Manrique",
    "04": "Centro de Desarrollo Cultural de Moravia",
    "06": "Casa de la Cultura de Pedregal",
    "07": "Parque Biblioteca Tomás Carrasquilla, La Quintana",
    "08": "Parque Biblioteca León de Greiff, La Ladera",
    "11": "Biblioteca Pública Piloto",
    "13": "Parque Biblioteca San Javier",
    "14": "Casa de la Cultura de El Poblado",
    "15": "Parque Biblioteca Manuel Mejía Vallejo, Guayabal",
    "16": "Parque Biblioteca Belén",
    "60": "Parque Biblioteca Fernando Botero, San Cristóbal",
    "80": "Parque Biblioteca José Horacio Betancur",
}
URBAN_VENUES = (
    "Sede social {de}",
    "Institución educativa {de}",
    "Salón parroquial {de}",
    "Placa deportiva cubierta {de}",
)
RURAL_VENUES = ("Escuela de la vereda {place}", "Caseta comunal de la vereda {place}", "Sede de la junta de {place}")

Attendance = tuple[tuple[str, str, int], ...]  # (sex, age band, people)


@dataclass(frozen=True)
class Workshop:
    number: int
    kind: str  # as in gatherings.Gathering.Kind
    title: str
    local_code: str
    place: str
    starts_at: datetime
    ends_at: datetime
    attendance: Attendance
    gathers_ideas: bool = False
    cycle_step: int = 0  # 1 to 5 in pedagogical meetings

    @property
    def people(self) -> int:
        return sum(count for _, _, count in self.attendance)


def socialisations(today: date) -> tuple[Workshop, ...]:
    """The 103, in order of territory and date."""
    edition = current(today)
    planning, formulation = edition.phases[0], edition.phases[1]
    result: list[Workshop] = []
    for t in TERRITORIES:
        rng = Random(f"{SEED}-{t.local_code}")
        count = 4 if t.local_code in FEWER else 5
        for k in range(count):
            early = k < count - 2
            phase = planning if early else formulation
            part = (k + 1) / (count - 1) if early else (k - count + 3) / 3
            starts = _moment(phase.opens_at.date(), phase.closes_at.date(), part, rng)
            result.append(_socialisation(len(result) + 1, t, k, starts, early, rng))
    return tuple(result)


def _socialisation(number: int, t: Territory, k: int, starts: datetime, early: bool, rng: Random) -> Workshop:
    place, venue = _venue(t, k)
    if early:
        title = ("La ruta y sus fases: qué necesita {}", "Necesidades e ideas {}", "Volvamos sobre las ideas {}")[k]
        title = title.format(t.phrase if k == 0 else de(place if k == 1 else t.phrase))
    else:
        last = k == (3 if t.local_code in FEWER else 4)
        title = f"Últimos ajustes a los proyectos {de(t.phrase)}" if last else f"Los proyectos vuelven a {place}"
    size = rng.randint(19, 78)
    women = size * rng.randint(56, 70) // 100
    crowd = _crowd(women, size - women, rng)
    return Workshop(
        number, "socialisation", title, t.local_code, venue, starts, starts + timedelta(hours=3), crowd, early
    )


def _venue(t: Territory, k: int) -> tuple[str, str]:
    """The neighbourhood and the room. The first workshop is in the territory's best-known house."""
    place = t.places[k % len(t.places)]
    if k == 0 and t.local_code in HOUSES:
        return place, HOUSES[t.local_code]
    venues = RURAL_VENUES if t.is_rural and t.local_code != "80" else URBAN_VENUES
    return place, venues[(k + int(t.local_code)) % len(venues)].format(place=place, de=de(place))


def _moment(first: date, last: date, part: float, rng: Random) -> datetime:
    """About that part of the way: a Saturday, or a weekday evening."""
    day = first + timedelta(days=int((last - first).days * part * 0.75) + rng.randint(0, 24))
    if day.weekday() in (4, 6):
        day += timedelta(days=5 - day.weekday())
    if day.weekday() == 5:
        return at(day, rng.choice((9, 14)))
    return at(day, 17, 30)


def _crowd(women: int, men: int, rng: Random) -> Attendance:
    """Who comes to meetings: few children, many over 45."""
    counts: list[tuple[str, str, int]] = []
    for sex, number in zip(SEXES, (women, men), strict=True):
        weights = [base + rng.randint(0, 60) for base in (10, 130, 210, 280, 260)]
        counts += [(sex, band, n) for band, n in zip(AGE_BANDS, split(number, weights), strict=True)]
    return tuple(counts)


def meetings(today: date) -> tuple[Workshop, ...]:
    """The 76: 857 women and 445 men, counted once in each meeting they came to."""
    rng = Random(f"{SEED}-pedagogy")
    sizes = [rng.randint(70, 130) for _ in range(MEETINGS)]
    women, men = split(MEETING_WOMEN, sizes), split(MEETING_MEN, sizes[::-1])
    planning, formulation = current(today).phases[0], current(today).phases[1]
    result = []
    for i in range(MEETINGS):
        step, group = (i % 5, i // 5) if i < MEETINGS - 1 else (0, 15)
        t = TERRITORIES[group * 4 % len(TERRITORIES)]
        begin = planning.opens_at.date() + timedelta(days=6 * group)
        starts = _moment(begin, formulation.closes_at.date(), step / 6, rng)
        title = f"Taller {step + 1}. {CYCLE[step]}" + (" (segunda fecha)" if i == MEETINGS - 1 else "")
        result.append(_meeting(i + 1, t, step, title, starts, _crowd(women[i], men[i], rng)))
    return tuple(result)


def _meeting(number: int, t: Territory, step: int, title: str, starts: datetime, crowd: Attendance) -> Workshop:
    ends = starts + timedelta(hours=2)
    return Workshop(
        number, "training", title, t.local_code, _venue(t, step)[1], starts, ends, crowd, cycle_step=step + 1
    )


# Days from today, hour, kind, territory, title, place: people get to know the ballots before they vote.
NEXT = (
    (1, 18, "forum", "03", "Foro: los proyectos del tarjetón, cara a cara", "Casa de la Cultura de Manrique"),
    (2, 9, "fair", "60", "Feria de proyectos del corregimiento", "Parque principal de San Cristóbal"),
    (
        4,
        17,
        "dialogue",
        "14",
        "Conversación: qué trae cada proyecto a El Poblado",
        "Casa de la Cultura de El Poblado",
    ),
    (
        5,
        18,
        "assembly",
        "08",
        "Asamblea barrial: así se llena el tarjetón",
        "Parque Biblioteca León de Greiff, La Ladera",
    ),
    (8, 14, "forum", "90", "Foro veredal: agua, vías y huertas en el tarjetón", "Sede de la junta de El Placer"),
)


def called(today: date) -> tuple[Workshop, ...]:
    """The gatherings of the next days; nobody has come yet."""
    result = []
    for number, (days, hour, kind, local_code, title, place) in enumerate(NEXT, 1):
        starts = at(today + timedelta(days=days), hour)
        result.append(Workshop(number, kind, title, local_code, place, starts, starts + timedelta(hours=2), ()))
    return tuple(result)
