"""What is open now in an edition, and what are its figures?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_date, format_time
from django.db.models import Aggregate, Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from convite.core.saying import locale_now, one_point
from convite.gatherings.models import Gathering
from convite.planning.models import Ceiling, Edition, IdeaCount, Phase, PhaseMove
from convite.rulebook.phases import ActWindow, PhaseWindow, Verdict, judge_act, present_phase


def windows_of(phases: Iterable[Phase]) -> tuple[PhaseWindow, ...]:
    """The stored phases as the rulebook reads them."""
    return tuple(
        PhaseWindow(
            str(p.name),
            p.opens_at,
            p.closes_at,
            tuple(
                ActWindow(
                    a["act"],
                    _moment(a.get("opens_at"), p.opens_at),
                    _moment(a.get("closes_at"), p.closes_at),
                    a.get("track", ""),
                )
                for a in p.acts
            ),
        )
        for p in phases
    )


def _moment(text: str | None, otherwise: datetime) -> datetime:
    return (parse_datetime(text) if text else None) or otherwise


def phases_of(edition: Edition) -> list[Phase]:
    """In order; read once per edition object."""
    kept = edition.__dict__.get("_phases")
    if kept is None:
        kept = edition.__dict__["_phases"] = sorted(edition.phases.all(), key=lambda p: p.position)
    return kept


def verdict_on(act: str, edition: Edition, now: datetime | None = None, track: str = "") -> Verdict:
    """Is the act open in this edition now (on one track of it), and if not, when?"""
    return judge_act(act, windows_of(phases_of(edition)), now or timezone.now(), track)


# What is said of an act before, during and after its time. A place «left» is «en 3 días».
ACT_TEXTS = {
    "propose_idea": (
        gettext_noop("Las ideas se reciben desde el %(opens)s (%(left)s)."),
        gettext_noop("Se reciben ideas hasta el %(closes)s."),
        gettext_noop("La recepción de ideas cerró el %(closes)s."),
    ),
    "formulate_project": (
        gettext_noop("Los proyectos se formulan desde el %(opens)s (%(left)s)."),
        gettext_noop("Las ideas se convierten en proyectos hasta el %(closes)s."),
        gettext_noop("La formulación de proyectos cerró el %(closes)s."),
    ),
    "vote": (
        gettext_noop("La votación abre el %(opens)s (%(left)s), y cierra el %(closes)s."),
        gettext_noop("La votación está abierta hasta el %(closes)s."),
        gettext_noop("La votación cerró el %(closes)s."),
    ),
}


def say_act(act: str, edition: Edition, now: datetime | None = None) -> str:
    """When the act may be done, as one tells a neighbour: «La votación abre el… (en 3 días) y cierra el…»."""
    moment = now or timezone.now()
    verdict = verdict_on(act, edition, moment)
    if verdict.window is None:
        return ""
    before, during, after = ACT_TEXTS[act]
    window = verdict.window
    text = during if verdict.is_open else before if moment < window.opens_at else after
    said = _(text) % {
        "opens": _said_soon(window.opens_at, moment),
        "closes": _said_soon(window.closes_at, moment),
        "left": _days_until(window.opens_at, moment),
    }
    return one_point(said)


def _said_soon(moment: datetime, now: datetime) -> str:
    """«lunes 23 de noviembre, 8:00 a. m.»; in Spanish the year is said only where it is not this one."""
    local, where = timezone.localtime(moment), locale_now()
    if where == "es_CO":
        this_year = local.year == timezone.localtime(now).year
        day = format_date(local, "EEEE d 'de' MMMM" if this_year else "EEEE d 'de' MMMM 'de' y", locale=where)
    else:
        day = format_date(local, "full", locale=where)
    return f"{day}, {format_time(local, 'short', locale=where)}"


def _days_until(moment: datetime, now: datetime) -> str:
    days = (timezone.localtime(moment).date() - timezone.localtime(now).date()).days
    if days < 2:
        return _("mañana") if days == 1 else _("hoy")
    return ngettext("en %(n)s día", "en %(n)s días", days) % {"n": days}


@dataclass(frozen=True)
class PhaseStep:
    """A phase as a timeline shows it: "past", "present" or "future"."""

    phase: Phase
    time: str


def timeline_of(edition: Edition, now: datetime | None = None) -> list[PhaseStep]:
    moment = now or timezone.now()
    phases = phases_of(edition)
    present = present_phase(windows_of(phases), moment)
    steps = []
    for index, phase in enumerate(phases):
        time = "present" if index == present else "past" if phase.closes_at <= moment else "future"
        steps.append(PhaseStep(phase, time))
    return steps


def current_edition(editions: QuerySet[Edition]) -> Edition | None:
    """The edition that people mean by «the route»: the newest one under way, or else the newest."""
    return current_among(newest_editions(editions))


def newest_editions(editions: QuerySet[Edition], most: int = 12) -> list[Edition]:
    return list(editions.select_related("territory").order_by("-year", "-id")[:most])


def current_among(newest: Sequence[Edition]) -> Edition | None:
    under_way = [e for e in newest if e.state == Edition.State.OPEN]
    return (*under_way, *newest, None)[0]


@dataclass(frozen=True)
class RouteFigures:
    """The numbers of an edition, each counted from its records."""

    ideas: int
    socialisations: int
    trainings: int
    ceiling: int


def total_of(things: QuerySet[Any], edition: str = "edition", of: Aggregate | None = None) -> Coalesce:
    """For `read_totals`: how many of these things each edition has, or the sum of them."""
    mine = things.filter(**{edition: OuterRef("pk")}).order_by().values(edition)
    return Coalesce(Subquery(mine.annotate(figure=of or Count("pk")).values("figure")), 0)


def read_totals(edition: Edition, totals: dict[str, Coalesce]) -> dict[str, int]:
    """All of them in one query, under names that no field of an edition bears."""
    row = Edition.objects.filter(pk=edition.pk).values(**{f"{name}_total": total for name, total in totals.items()})[0]
    return {name: row[f"{name}_total"] for name in totals}


def route_figures(edition: Edition) -> RouteFigures:
    gatherings = Gathering.objects.all()
    figures = {
        "ideas": total_of(IdeaCount.objects.all(), of=Sum("ideas")),
        "socialisations": total_of(gatherings.filter(kind=Gathering.Kind.SOCIALISATION), "convening__edition"),
        "trainings": total_of(gatherings.filter(kind=Gathering.Kind.TRAINING), "convening__edition"),
        "ceiling": total_of(Ceiling.objects.all(), of=Sum("amount")),
    }
    return RouteFigures(**read_totals(edition, figures))


def moves_of(edition: Edition, most: int = 10) -> list[PhaseMove]:
    """The last times that a phase was moved, newest first, each with its reason."""
    return list(PhaseMove.objects.filter(phase__edition=edition).select_related("phase")[:most])
