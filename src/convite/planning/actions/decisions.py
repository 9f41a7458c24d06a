"""What can the team decide of an idea? That it may become a project, that it goes no further, and why.

Every decision says why, is told to whoever said the idea and follows it, and can be taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.conversations.actions import tell_followers
from convite.core.acts import change
from convite.core.errors import NotAllowed, Refused
from convite.core.translated import Translated
from convite.people.queries import Actor
from convite.planning.models import Idea
from convite.planning.permissions import can_plan

MOST_AT_ONCE = 200


def decide_idea(idea: Idea, state: str, reason: str, *, by: Actor, seen: int | None = None) -> Idea:
    """Says what becomes of an idea; where it goes no further, why."""
    if not can_plan(by, idea.territory):
        raise NotAllowed
    if state == Idea.State.NOT_VIABLE and not reason.strip():
        raise Refused(_("Explique por qué: quien propuso la idea lo va a leer."))
    _refuse_undecidable(idea, state)
    idea.state, idea.state_reason = state, Translated(es=reason.strip()) if reason.strip() else Translated()
    with transaction.atomic():
        change(idea, act="decide_idea", by=by, seen=seen)
        _tell(idea, by)
    return idea


def _refuse_undecidable(idea: Idea, state: str) -> None:
    if state not in {Idea.State.READY, Idea.State.NOT_VIABLE, Idea.State.PROPOSED}:
        raise Refused(_("Eso no se decide así: escoja si pasa, si no pasa o si se vuelve a revisar."))
    sentences = {
        Idea.State.WITHDRAWN: _("Quien propuso «%(idea)s» la retiró: ya no se decide sobre ella."),
        Idea.State.FORMULATED: _("«%(idea)s» ya es un proyecto: su decisión no se cambia aquí."),
        Idea.State.MERGED: _("«%(idea)s» se unió a otra: se decide sobre la que quedó."),
        Idea.State.SPLIT: _("«%(idea)s» se separó en varias: se decide sobre cada parte."),
        Idea.State.HIDDEN: _("«%(idea)s» está oculta por moderación: no se decide sobre ella."),
        Idea.State.DRAFT: _("«%(idea)s» es un borrador: no se decide sobre ella."),
    }
    if idea.state in sentences:
        raise Refused(sentences[Idea.State(idea.state)] % {"idea": idea.title})
    if idea.state == state:
        raise Refused(_("«%(idea)s» ya está así.") % {"idea": idea.title})


def _tell(idea: Idea, by: Actor) -> None:
    def sentence() -> str:
        texts = {
            Idea.State.READY: _("La idea «%(idea)s» está lista para formularse como proyecto. %(reason)s"),
            Idea.State.NOT_VIABLE: _("La idea «%(idea)s» no pasa a proyecto: %(reason)s"),
            Idea.State.PROPOSED: _("La idea «%(idea)s» se vuelve a revisar. %(reason)s"),
        }
        return (texts[Idea.State(idea.state)] % {"idea": idea.title, "reason": idea.state_reason}).strip()

    tell_followers(
        idea,
        sentence,
        reverse("idea_page", args=[idea.public_id]),
        key=f"decide_idea:{idea.public_id}:{idea.version}",
        also=[idea.author] if idea.author else [],
        but=by if by.pk else None,
    )


@dataclass(frozen=True)
class Outcome:
    """What became of one idea of many: nothing in `refusal` where it was decided."""

    idea: Idea
    refusal: str = ""


def decide_ideas(ideas: Sequence[Idea], state: str, reason: str, *, by: Actor) -> list[Outcome]:
    """The same decision for many. Each is judged by itself: one that refuses holds up no other."""
    if len(ideas) > MOST_AT_ONCE:
        raise Refused(_("Escoja a lo sumo %(most)d ideas a la vez.") % {"most": MOST_AT_ONCE})
    if state == Idea.State.NOT_VIABLE and not reason.strip():
        raise Refused(_("Explique por qué: quien propuso la idea lo va a leer."))
    return [_outcome(idea, state, reason, by) for idea in ideas]


def _outcome(idea: Idea, state: str, reason: str, by: Actor) -> Outcome:
    try:
        decide_idea(idea, state, reason, by=by)
    except NotAllowed:
        return Outcome(idea, _("Usted no decide sobre las ideas de %(place)s.") % {"place": idea.territory.full_name})
    except Refused as refusal:
        return Outcome(Idea.objects.select_related("territory").get(pk=idea.pk), str(refusal))
    return Outcome(idea)
