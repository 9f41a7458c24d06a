"""By which rules does a city walk its route? Presets of whole routes, the acts they open, and when each part falls.

Words: a *route* is the phases of an edition in order and its *settings* (see route_settings); a *preset* is a named and
versioned route from which an edition starts; an *act* is something that people do while it is open; a *track* is one
of several ways in which ideas come in, each with its own days. Days are counted from the route's first day; all that a
preset proposes may be changed before the edition opens. Every preset cites its source; what the source does not say
is a proposal, named as such in docs/rulebook/routes.md.

Not here: which act is open at a moment (phases), clocks and hours (the door knows its time zone).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from convite.rulebook.route_settings import DEFAULTS
from convite.rulebook.words import gettext_noop

# Every act that a phase may open, and what people call it.
ACTS: dict[str, str] = {
    "propose_idea": gettext_noop("Proponer ideas"),
    "support_idea": gettext_noop("Apoyar ideas"),
    "comment": gettext_noop("Comentar"),
    "formulate_project": gettext_noop("Formular proyectos"),
    "edit_project": gettext_noop("Corregir proyectos"),
    "give_opinion": gettext_noop("Dar conceptos de viabilidad"),
    "appeal": gettext_noop("Pedir que se revise un concepto"),
    "vote": gettext_noop("Votar"),
    "claim": gettext_noop("Reclamar por el conteo"),
    "report_progress": gettext_noop("Contar cómo va la ejecución"),
}
WEEK = 7


@dataclass(frozen=True, slots=True)
class ActPlan:
    """An act that is open for its whole phase, or from a day of it on (`start`) for some days."""

    act: str
    start: int = 0
    days: int | None = None
    track: str = ""


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase from so many days after the route's first one, for so many days."""

    kind: str
    name: str
    start: int
    days: int
    acts: tuple[ActPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutePreset:
    """A whole route under a name. `source` is the law or document it follows; `settings` what differs from DEFAULTS."""

    name: str
    version: int
    label: str
    source: str
    phases: tuple[PhasePlan, ...]
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """As an edition keeps it.

        >>> route_preset("medellin").key
        'medellin/1'
        """
        return f"{self.name}/{self.version}"

    @property
    def all_settings(self) -> dict[str, Any]:
        return {**DEFAULTS, **self.settings}


@dataclass(frozen=True, slots=True)
class DatedAct:
    """`opens_on` and `closes_on` None: as its phase. An act closes at the end of the day before `closes_on`."""

    act: str
    opens_on: date | None = None
    closes_on: date | None = None
    track: str = ""


@dataclass(frozen=True, slots=True)
class DatedPhase:
    """A phase by days: it opens as `opens_on` begins and closes as `closes_on` begins."""

    kind: str
    name: str
    opens_on: date
    closes_on: date
    acts: tuple[DatedAct, ...] = ()


def dated_phases(preset: RoutePreset, first_day: date) -> tuple[DatedPhase, ...]:
    """The phases of a preset, were the route to begin on that day.

    >>> phase = dated_phases(route_preset("medellin"), date(2027, 2, 1))[1]
    >>> phase.name, phase.opens_on.isoformat(), phase.closes_on.isoformat()
    ('Formulación', '2027-04-26', '2027-08-16')
    """
    return tuple(_dated(phase, first_day + timedelta(days=phase.start)) for phase in preset.phases)


def _dated(phase: PhasePlan, opens_on: date) -> DatedPhase:
    closes_on = opens_on + timedelta(days=phase.days)
    acts = []
    for act in phase.acts:
        starts = opens_on + timedelta(days=act.start) if act.start else None
        ends = None if act.days is None else (starts or opens_on) + timedelta(days=act.days)
        acts.append(DatedAct(act.act, starts, None if ends == closes_on else ends, act.track))
    return DatedPhase(phase.kind, phase.name, opens_on, closes_on, tuple(acts))


def weeks_between(before: date, after: date) -> int:
    """By how many whole weeks a route is moved to begin near another day: every weekday stays what it was.

    >>> weeks_between(date(2026, 2, 2), date(2027, 2, 2))
    52
    """
    return round((after - before).days / WEEK)


def years_moved(text: str, years: int) -> str:
    """A name with its years moved on.

    >>> years_moved("Ruta 2026, vigencia 2027", 1)
    'Ruta 2027, vigencia 2028'
    """
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", lambda found: str(int(found[0]) + years), text)


_FORMULATION = (
    ActPlan("formulate_project"), ActPlan("edit_project"), ActPlan("give_opinion"), ActPlan("appeal"),
    ActPlan("comment"),
)  # fmt: skip
_TALKING = (ActPlan("support_idea"), ActPlan("comment"))

MEDELLIN = RoutePreset(
    "medellin", 1, gettext_noop("Medellín: planeación local y presupuesto participativo"),
    gettext_noop("Acuerdo 28 de 2017 y Decreto 0697 de 2017 (Medellín)"),
    (
        PhasePlan("planning", gettext_noop("Planeación"), 0, 84, (ActPlan("propose_idea"), *_TALKING)),
        PhasePlan("formulation", gettext_noop("Formulación"), 84, 112, _FORMULATION),
        # An on-line week that ends on its Sunday, with stations on that day; then the count and the claims.
        PhasePlan("prioritisation", gettext_noop("Priorización"), 196, 42, (
            ActPlan("comment"), ActPlan("vote", 21, 7), ActPlan("claim", 28, 5),
        )),
        PhasePlan("execution", gettext_noop("Ejecución y seguimiento"), 238, 364, (
            ActPlan("report_progress"), ActPlan("comment"),
        )),
    ),
    {"deciding_kinds": ["commune", "corregimiento"], "rule": "medellin", "claims_days": 5},
)  # fmt: skip

DOSQUEBRADAS = RoutePreset(
    "dosquebradas", 1, gettext_noop("Dosquebradas: presupuesto participativo en cinco fases"),
    gettext_noop("Municipio de Dosquebradas: presupuesto participativo 2020–2023, con su seguimiento de 2021"),
    (
        PhasePlan("other", gettext_noop("Alistamiento y convocatoria"), 0, 28, (ActPlan("comment"),)),
        PhasePlan("planning", gettext_noop("Diagnóstico e ideas"), 28, 42, (ActPlan("propose_idea"), *_TALKING)),
        PhasePlan("formulation", gettext_noop("Formulación y viabilidad"), 70, 56, _FORMULATION),
        PhasePlan("prioritisation", gettext_noop("Priorización"), 126, 49, (
            ActPlan("comment"), ActPlan("vote", 7, 7), ActPlan("claim", 14, 30),
        )),
        PhasePlan("execution", gettext_noop("Ejecución y seguimiento"), 175, 364, (
            ActPlan("report_progress"), ActPlan("comment"),
        )),
    ),
    {"deciding_kinds": ["commune", "corregimiento", "vereda"], "claims_days": 30, "minimum_age": 18},
)  # fmt: skip

ENGATIVA = RoutePreset(
    "bogota-engativa", 1, gettext_noop("Bogotá, localidad de Engativá: dos vías y cupos por meta"),
    gettext_noop("Alcaldía Local de Engativá: cronograma, criterios y cupos de presupuestos participativos de 2025"),
    (
        # 25 July to 30 August 2025: each track has its own days, and the review runs beside both of them.
        PhasePlan("planning", gettext_noop("Creación y registro de propuestas"), 0, 37, (
            ActPlan("propose_idea", 0, 22, "idea"), ActPlan("propose_idea", 17, 20, "imaginemos"),
            ActPlan("give_opinion"), *_TALKING,
        )),
        PhasePlan("formulation", gettext_noop("Revisión de propuestas"), 37, 8, (
            ActPlan("give_opinion"), ActPlan("edit_project"), ActPlan("formulate_project"), ActPlan("comment"),
        )),
        PhasePlan("prioritisation", gettext_noop("Priorización de iniciativas"), 45, 49, (
            ActPlan("vote"), ActPlan("comment"),
        )),
        PhasePlan("other", gettext_noop("Consolidación y validación de resultados"), 94, 54, (
            ActPlan("claim", 0, 5), ActPlan("comment"),
        )),
    ),
    {
        "deciding_kinds": [], "minimum_age": 18, "most_marks": 3, "claims_days": 5,
        "tracks": {"idea": "Idea lo local", "imaginemos": "Imaginemos lo local"},
    },
)  # fmt: skip

MEXICO = RoutePreset(
    "mexico-distritos", 1, gettext_noop("Ciudades mexicanas: presupuesto participativo por distritos"),
    gettext_noop("Constitución Política de México, artículo 34 (edad), y el reglamento de cada ciudad"),
    (
        PhasePlan("planning", gettext_noop("Asambleas y registro de propuestas"), 0, 56, (
            ActPlan("propose_idea"), *_TALKING,
        )),
        PhasePlan("formulation", gettext_noop("Dictaminación"), 56, 42, _FORMULATION),
        PhasePlan("prioritisation", gettext_noop("Consulta ciudadana"), 98, 28, (
            ActPlan("comment"), ActPlan("vote", 7, 7), ActPlan("claim", 14, 4),
        )),
        PhasePlan("execution", gettext_noop("Ejecución y vigilancia"), 126, 364, (
            ActPlan("report_progress"), ActPlan("comment"),
        )),
    ),
    {"deciding_kinds": ["district"], "minimum_age": 18, "ballot_type": "choose-1", "most_marks": 1, "claims_days": 4},
)  # fmt: skip

_BY_NAME = {preset.name: preset for preset in (MEDELLIN, DOSQUEBRADAS, ENGATIVA, MEXICO)}


def route_presets() -> tuple[RoutePreset, ...]:
    """All presets, in the order in which they are offered.

    >>> [preset.name for preset in route_presets()]
    ['medellin', 'dosquebradas', 'bogota-engativa', 'mexico-distritos']
    """
    return tuple(_BY_NAME.values())


def route_preset(name: str) -> RoutePreset:
    """By its name, with or without its version. Error: KeyError."""
    return _BY_NAME[name.split("/", 1)[0]]
