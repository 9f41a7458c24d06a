"""From what does a new edition start, and what is still missing before it opens?

It starts from a preset of the rulebook, or from an earlier edition moved on by whole weeks. The phases given here are
not stored: `actions` does that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.core.saying import say
from convite.core.translated import Translated
from convite.planning.models import Edition, LocalPlan, Phase
from convite.planning.queries.editions import phases_of, windows_of
from convite.planning.queries.phases import say_phase_fault, setting
from convite.rulebook.phases import faults_of_phases
from convite.rulebook.route_settings import check_settings
from convite.rulebook.routes import DatedPhase, RoutePreset, dated_phases, weeks_between, years_moved
from convite.territories.models import Territory

# Phases -------------------------------------------------------------------------------------------------------------


def phases_of_preset(preset: RoutePreset, first_day: date) -> list[Phase]:
    """The preset's phases by the city's clocks, named in every language that has the words."""
    return [_phase(dated) for dated in dated_phases(preset, first_day)]


def _phase(dated: DatedPhase) -> Phase:
    acts = []
    for act in dated.acts:
        kept: dict[str, Any] = {
            "act": act.act,
            "opens_at": _first_minute(act.opens_on).isoformat() if act.opens_on else None,
            "closes_at": _last_minute(act.closes_on).isoformat() if act.closes_on else None,
        }
        acts.append(kept | ({"track": act.track} if act.track else {}))
    return Phase(
        kind=dated.kind,
        name=in_every_language(dated.name),
        opens_at=_first_minute(dated.opens_on),
        closes_at=_last_minute(dated.closes_on),
        acts=acts,
    )


def _first_minute(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _last_minute(day: date) -> datetime:
    """Of the day before: «until the 20th, 11:59 p. m.» is understood by all, «until the 21st, 12:00 a. m.» by few."""
    return timezone.make_aware(datetime.combine(day - timedelta(days=1), time(23, 59)))


def in_every_language(text: str) -> Translated:
    """A text of the rulebook in each language that translates it; Spanish is its own."""
    said = Translated()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words = _(text)
        if code == "es" or words != text:
            said[code] = words
    return said


def copied_phases(edition: Edition, first_day: date) -> list[Phase]:
    """The phases of an earlier edition, moved on by whole weeks: the same weekdays and hours, by the city's clocks."""
    phases = phases_of(edition)
    if not phases:
        return []
    weeks = weeks_between(timezone.localtime(phases[0].opens_at).date(), first_day)

    def moved(moment: datetime) -> datetime:
        local = timezone.localtime(moment).replace(tzinfo=None) + timedelta(weeks=weeks)
        return timezone.make_aware(local)

    def moved_text(text: str | None) -> str | None:
        moment = parse_datetime(text) if text else None
        return moved(moment).isoformat() if moment else None

    return [
        Phase(
            kind=phase.kind,
            name=Translated(phase.name),
            opens_at=moved(phase.opens_at),
            closes_at=moved(phase.closes_at),
            acts=[
                {**act, "opens_at": moved_text(act.get("opens_at")), "closes_at": moved_text(act.get("closes_at"))}
                for act in phase.acts
            ],
        )
        for phase in phases
    ]


def copied_name(edition: Edition, years: int) -> Translated:
    """«Ruta 2026» → «Ruta 2027», in each of its languages."""
    return Translated({language: years_moved(text, years) for language, text in edition.name.items()})


def first_day_after(edition: Edition, years: int) -> date | None:
    """The day so many years of whole weeks after the edition's first one."""
    phases = phases_of(edition)
    if not phases:
        return None
    opened = timezone.localtime(phases[0].opens_at).date()
    return opened + timedelta(weeks=weeks_between(opened, opened + timedelta(days=round(365.25 * years))))


def next_monday(after: date) -> date:
    return after + timedelta(days=7 - after.weekday())


# Territories --------------------------------------------------------------------------------------------------------


def territories_that_decide(edition: Edition) -> QuerySet[Territory]:
    """Those that decide, by the edition's settings; where they name no kind, its own territory as one whole."""
    kinds: Any = setting(edition, "deciding_kinds")
    if not kinds:
        return Territory.objects.filter(pk=edition.territory_id)
    below = Territory.objects.filter(path__startswith=edition.territory.path, kind__in=kinds, valid_to__isnull=True)
    return below.exclude(pk=edition.territory_id).order_by("order", "name")


def kinds_below(territory: Territory) -> dict[str, int]:
    """Kind of territory → how many of them lie inside."""
    inside = Territory.objects.filter(path__startswith=territory.path, valid_to__isnull=True).exclude(pk=territory.pk)
    return dict(inside.order_by("kind").values_list("kind").annotate(number=Count("id")))


# What is missing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Check:
    """One thing to have ready: `state` is done, todo (it may come later) or wrong (the edition cannot open)."""

    title: str
    text: str
    state: str
    url: str
    act: str

    @property
    def badge(self) -> tuple[str, str]:
        return {"done": (_("listo"), "good"), "todo": (_("falta"), "now"), "wrong": (_("por corregir"), "bad")}[
            self.state
        ]


def checklist_of(edition: Edition) -> list[Check]:
    """Everything that an edition needs, in the order in which a team prepares it."""
    decide = list(territories_that_decide(edition).values_list("pk", flat=True))
    return [
        _check_phases(edition),
        _check_settings(edition),
        _check_territories(edition, len(decide)),
        _check_ceilings(edition, len(decide)),
        _check_plans(edition, decide),
        _check_gatherings(edition),
    ]


def faults_of_edition(edition: Edition) -> list[str]:
    """Why it cannot open yet; nothing when it can."""
    phases = phases_of(edition)
    if not phases:
        return [_("La edición no tiene fases: sin ellas nadie sabe cuándo se hace qué.")]
    faults = [say_phase_fault(fault) for fault in faults_of_phases(windows_of(phases))]
    return faults + [say(fault.reason) for fault in check_settings(edition.settings)]


def _check_phases(edition: Edition) -> Check:
    phases = phases_of(edition)
    faults = [say_phase_fault(fault) for fault in faults_of_phases(windows_of(phases))]
    text = ngettext("%(n)s fase con sus fechas.", "%(n)s fases con sus fechas.", len(phases)) % {"n": len(phases)}
    if not phases:
        text = _("Todavía no tiene fases.")
    state = "done" if phases and not faults else "wrong"
    url = reverse("edition_phases", args=[edition.public_id])
    return Check(_("Fases y fechas"), " ".join(faults) or text, state, url, _("Ver las fases"))


def _check_settings(edition: Edition) -> Check:
    faults = [say(fault.reason) for fault in check_settings(edition.settings)]
    age = {"age": setting(edition, "minimum_age")}
    text = " ".join(faults) or _("Se vota desde los %(age)s años.") % age
    url = reverse("edition_settings", args=[edition.public_id])
    return Check(_("Reglas"), text, "wrong" if faults else "done", url, _("Ver las reglas"))


def _check_territories(edition: Edition, number: int) -> Check:
    text = ngettext("Decide %(n)s territorio.", "Deciden %(n)s territorios.", number) % {"n": number}
    if not number:
        text = _("De las clases escogidas no hay ningún territorio dentro de %(place)s.") % {
            "place": edition.territory.full_name
        }
    url = reverse("edition_settings", args=[edition.public_id])
    return Check(_("Territorios que deciden"), text, "done" if number else "wrong", url, _("Escoger las clases"))


def _check_ceilings(edition: Edition, wanted: int) -> Check:
    have = edition.ceilings.count()
    text = ngettext(
        "%(have)s de %(wanted)s territorio tiene techo.", "%(have)s de %(wanted)s territorios tienen techo.", wanted
    ) % {"have": have, "wanted": wanted}
    url = reverse("ceilings_page", args=[edition.public_id])
    return Check(_("Techos"), text, "done" if have and have >= wanted else "todo", url, _("Ver los techos"))


def _check_plans(edition: Edition, territories: Sequence[int]) -> Check:
    """Plans that are in force in the year whose money is decided."""
    in_force = LocalPlan.objects.filter(territory__in=territories, starts_in__lte=edition.year)
    have = in_force.filter(ends_in__gte=edition.year).values("territory").distinct().count()
    text = ngettext(
        "%(have)s de %(wanted)s territorio tiene un plan local vigente en %(year)s.",
        "%(have)s de %(wanted)s territorios tienen un plan local vigente en %(year)s.",
        len(territories),
    )
    said = text % {"have": have, "wanted": len(territories), "year": edition.year}
    state = "done" if have and have >= len(territories) else "todo"
    return Check(_("Planes locales"), said, state, reverse("plan_list"), _("Ver los planes"))


def _check_gatherings(edition: Edition) -> Check:
    have = edition.convenings.count()
    text = ngettext("%(n)s encuentro convocado.", "%(n)s encuentros convocados.", have) % {"n": have}
    url = reverse("gathering_list")
    return Check(_("Encuentros"), text, "done" if have else "todo", url, _("Ver los encuentros"))
