"""When and with how much money? The present edition of the route, the finished one, their phases and ceilings.

Words: an edition is walked in a *planning year* and decides money of the next *fiscal year* (vigencia). Moments are
placed relative to ``today`` so that prioritisation is the present phase: its ballots are published, and the vote opens
on a Monday three to nine days ahead. Amounts are whole pesos; ``centavos`` turns them into minor units.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from fractions import Fraction
from functools import cache

from convite.demo.content.geography import POPULATION_SOURCE, TERRITORIES, by_code
from convite.demo.content.shares import split
from convite.rulebook.ceilings import share_out

CURRENCY = "COP"
TOTAL = 251_265_148_208  # pesos, of the present edition
FLOOR = 8_000_000_000
WEIGHTS: dict[str, int] = {"population": 60, "poverty": 40}
INPUT_SOURCES = {
    "population": POPULATION_SOURCE,
    "poverty": "Índice de pobreza inventado para la demostración",
}
GROWTH = {"corregimiento": Fraction(85, 100), "commune": Fraction(50, 100)}  # in five years
BOGOTA = timezone(timedelta(hours=-5), "America/Bogota")  # Colombia keeps one time all year


PHASE_NAMES: dict[str, dict[str, str]] = {
    "planning": {"es": "Planeación", "en": "Planning", "fr": "Planification", "pt": "Planejamento"},
    "formulation": {"es": "Formulación", "en": "Formulation", "fr": "Formulation", "pt": "Formulação"},
    "prioritisation": {"es": "Priorización", "en": "Prioritisation", "fr": "Priorisation", "pt": "Priorização"},
    "execution": {
        "es": "Ejecución y seguimiento",
        "en": "Execution and monitoring",
        "fr": "Exécution et suivi",
        "pt": "Execução e acompanhamento",
    },
}


@dataclass(frozen=True)
class Act:
    """When something may be done, inside a phase."""

    act: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Phase:
    kind: str  # a value of planning.Phase.Kind
    opens_at: datetime
    closes_at: datetime
    acts: tuple[Act, ...]

    @property
    def names(self) -> dict[str, str]:
        """By language."""
        return PHASE_NAMES[self.kind]


@dataclass(frozen=True)
class Edition:
    planning_year: int
    fiscal_year: int
    is_finished: bool
    phases: tuple[Phase, ...]
    vote_opens_at: datetime
    vote_closes_at: datetime

    @property
    def names(self) -> dict[str, str]:
        """By language."""
        planned, fiscal = self.planning_year, self.fiscal_year
        return {
            "es": f"Ruta {planned} · vigencia {fiscal}",
            "en": f"Route {planned} · fiscal year {fiscal}",
            "fr": f"Parcours {planned} · exercice {fiscal}",
            "pt": f"Rota {planned} · exercício {fiscal}",
        }


@dataclass(frozen=True)
class Ceiling:
    """The money of a territory in a fiscal year, in whole pesos, and where it comes from."""

    local_code: str
    fiscal_year: int
    pesos: int
    inputs: tuple[tuple[str, str], ...]  # as published: ("population", "131191"), ("poverty", "24.6")
    adopted_by: str


def centavos(pesos: int) -> int:
    return pesos * 100


def current(today: date) -> Edition:
    """The edition that is in its third phase today."""
    return edition(today, 0)


def finished(today: date) -> Edition:
    """The edition before: its vote was 52 weeks earlier, and its year of execution has ended."""
    return edition(today, 1)


def edition(today: date, years_ago: int) -> Edition:
    """The present edition (0), or one of those before; of two to four years ago only the ceilings are told."""
    monday = today + timedelta(days=3)
    while monday.weekday() != 0:
        monday += timedelta(days=1)
    start = monday - timedelta(weeks=52 * years_ago)
    return _edition(start, monday.year - years_ago, is_finished=years_ago > 0)


def _edition(monday: date, year: int, *, is_finished: bool) -> Edition:
    """``monday``: the day the on-line vote opens; stations open on the Sunday after. Phases change on Mondays."""
    start = at(monday - timedelta(weeks=34), 8)
    formulation = at(monday - timedelta(weeks=19), 8)
    published = at(monday - timedelta(weeks=2), 8)
    counted = at(monday + timedelta(days=7), 8)
    end = at(monday + timedelta(weeks=3), 17)
    vote = Act("vote", at(monday, 8), at(monday + timedelta(days=6), 16))
    phases = (
        Phase("planning", start, formulation, (Act("propose_idea", start, formulation),)),
        Phase("formulation", formulation, published, _formulation_acts(formulation, published)),
        Phase("prioritisation", published, end, (vote, Act("claim", counted, end))),
        Phase("execution", end, at(monday + timedelta(weeks=50), 8), ()),
    )
    return Edition(year, year + 1, is_finished, phases, vote.opens_at, vote.closes_at)


def _formulation_acts(opens: datetime, closes: datetime) -> tuple[Act, ...]:
    correct = opens + timedelta(days=60)
    return Act("formulate_project", opens, closes), Act("edit_project", correct, closes - timedelta(days=7))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BOGOTA)


@cache
def current_amounts() -> dict[str, int]:
    """Local code → pesos, by the published formula of the rulebook; they add up to TOTAL."""
    inputs = {t.local_code: {"population": t.population, "poverty": t.poverty_tenths} for t in TERRITORIES}
    return {s.territory: s.amount for s in share_out(TOTAL, inputs, WEIGHTS, floor=FLOOR)}


def amounts(years_ago: int) -> dict[str, int]:
    """Local code → pesos, 0 to 4 years ago. Each group's sum grew evenly up to GROWTH in the five years."""
    now = current_amounts()
    result: dict[str, int] = {}
    for kind, growth in GROWTH.items():
        codes = [t.local_code for t in TERRITORIES if t.kind == kind]
        total = sum(now[c] for c in codes)
        past = round(total * (1 + growth * (4 - years_ago) / 4) / (1 + growth))
        weights = [now[c] * (1000 + years_ago * _drift(c)) for c in codes]
        result |= dict(zip(codes, split(past, weights), strict=True))
    return result if years_ago else now


def _drift(code: str) -> int:
    """How a territory's part of its group moves each year, in thousandths: formulas are reviewed, people move."""
    return int(code) * 7 % 13 - 6


def ceilings(today: date) -> tuple[Ceiling, ...]:
    """The 21 ceilings of the present fiscal year and of the four before, oldest first."""
    last = current(today).fiscal_year
    return tuple(
        _ceiling(code, last - ago, pesos) for ago in range(4, -1, -1) for code, pesos in sorted(amounts(ago).items())
    )


def _ceiling(code: str, year: int, pesos: int) -> Ceiling:
    territory = by_code()[code]
    inputs = (("population", str(territory.population)), ("poverty", f"{territory.poverty_tenths / 10:.1f}"))
    adopted = f"Acto de adopción de techos de la vigencia {year} (demostración)"
    return Ceiling(code, year, pesos, inputs, adopted)
