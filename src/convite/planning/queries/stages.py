"""Where is an idea on its way, and what comes next? And which ways in does its edition know?"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.saying import one_point, say, say_moment
from convite.core.trace import Step
from convite.planning.models import Edition, Idea, Phase
from convite.planning.queries.editions import phases_of, verdict_on
from convite.planning.queries.setup import territories_that_decide
from convite.rulebook.route_settings import setting_of


@dataclass(frozen=True)
class Whereabouts:
    """A sentence of where the idea is, and one of what comes next; "" where nothing does."""

    now: str
    next: str = ""


def whereabouts_of(idea: Idea, now: datetime | None = None) -> Whereabouts:
    """What its author is told: where it is, what comes next and when."""
    moment = now or timezone.now()
    then = {
        Idea.State.DRAFT: (_("Es un borrador: solo usted lo ve."), _say_proposing(idea, moment)),
        Idea.State.PROPOSED: (
            _("Se propuso, y el equipo de planeación la revisa."),
            _say_phase(idea.edition, Phase.Kind.FORMULATION, moment),
        ),
        Idea.State.READY: (
            _("El equipo la revisó: está lista para formularse como proyecto."),
            _say_phase(idea.edition, Phase.Kind.FORMULATION, moment),
        ),
        Idea.State.FORMULATED: (
            _("De ella nació un proyecto."),
            _say_phase(idea.edition, Phase.Kind.PRIORITISATION, moment),
        ),
        Idea.State.NOT_VIABLE: (_("No pasó a proyecto en esta edición."), ""),
        Idea.State.MERGED: (_("Se unió a otra idea que pide lo mismo: su camino sigue allí."), ""),
        Idea.State.SPLIT: (_("Se separó en varias ideas: cada una sigue su camino."), ""),
        Idea.State.WITHDRAWN: (_("Quien la propuso la retiró."), ""),
        Idea.State.HIDDEN: (_("Está oculta por moderación."), ""),
    }
    return Whereabouts(*map(one_point, then[Idea.State(idea.state)]))


def _say_proposing(idea: Idea, now: datetime) -> str:
    verdict = verdict_on("propose_idea", idea.edition, now, idea.track)
    if verdict.window is None:
        return _("En esta edición no se reciben ideas.")
    if verdict.is_open:
        return _("Puede enviarla hasta el %(moment)s.") % {"moment": say_moment(verdict.window.closes_at)}
    if now < verdict.window.opens_at:
        return _("Podrá enviarla desde el %(moment)s.") % {"moment": say_moment(verdict.window.opens_at)}
    return _("La recepción de ideas cerró el %(moment)s.") % {"moment": say_moment(verdict.window.closes_at)}


def _say_phase(edition: Edition, kind: str, now: datetime) -> str:
    """The next phase of a kind, begun or to begin, with its dates."""
    phase = next((p for p in phases_of(edition) if p.kind == kind and p.closes_at > now), None)
    if phase is None:
        return ""
    values = {"phase": str(phase.name), "opens": say_moment(phase.opens_at), "closes": say_moment(phase.closes_at)}
    if phase.opens_at <= now:
        return _("Lo que sigue es «%(phase)s», que ya está abierta y va hasta el %(closes)s.") % values
    return _("Lo que sigue es «%(phase)s», del %(opens)s al %(closes)s.") % values


def next_steps_of(idea: Idea) -> list[Step]:
    """The phases to come of an idea that is still on its way, as the end of its line of life."""
    if idea.state not in {*Idea.UNDECIDED, Idea.State.FORMULATED}:
        return []
    now = timezone.now()
    url = reverse("edition_page", args=[idea.edition.public_id])
    to_come = {Phase.Kind.FORMULATION, Phase.Kind.PRIORITISATION, Phase.Kind.EXECUTION}
    return [
        Step(phase.opens_at, str(phase.name), url=url, state="next")
        for phase in phases_of(idea.edition)
        if phase.kind in to_come and phase.opens_at > now
    ]


def tracks_of(edition: Edition) -> dict[str, str]:
    """The ways in for its ideas, key → name; empty where there is one way for all."""
    return dict(setting_of(edition.settings, "tracks"))


def fault_of_track(idea: Idea) -> str:
    tracks = tracks_of(idea.edition)
    if idea.track in tracks or not (tracks or idea.track):
        return ""
    if not tracks:
        return _("Esta edición ya no tiene vías: abra la idea otra vez y envíela.")
    return _("Escoja por cuál vía entra la idea: %(tracks)s.") % {"tracks": ", ".join(tracks.values())}


def fault_of_time(edition: Edition, now: datetime | None = None, track: str = "") -> str:
    """Why the edition takes no ideas now (on a track of it, where one is named); "" while it does."""
    if edition.state == Edition.State.DRAFT:
        return _("«%(edition)s» todavía se prepara: aún no recibe ideas.") % {"edition": edition.name}
    if edition.state == Edition.State.CLOSED:
        return _("«%(edition)s» ya se cerró: no recibe más ideas.") % {"edition": edition.name}
    verdict = verdict_on("propose_idea", edition, now, track)
    return "" if verdict.is_open else say(verdict.reason)


def fault_of_territory(idea: Idea) -> str:
    """An idea is of one of the territories that decide, or of a place inside one."""
    if any(idea.territory.path.startswith(decides.path) for decides in territories_that_decide(idea.edition)):
        return ""
    names = {"place": idea.territory.full_name, "edition": idea.edition.name}
    return _("%(place)s no es uno de los territorios que deciden en «%(edition)s»: escoja uno de la lista.") % names


def fault_of_origin(idea: Idea) -> str:
    if idea.origin in setting_of(idea.edition.settings, "idea_origins"):
        return ""
    return _("Esta edición no recibe ideas con este origen: %(origin)s.") % {"origin": idea.get_origin_display()}
