"""What can happen to an idea? It is proposed or recorded, decided, and taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create, create_many
from convite.core.errors import NotAllowed, Refused
from convite.core.saying import say
from convite.core.searching import forget, index_things
from convite.core.translated import Translated
from convite.people.queries import Actor
from convite.planning.models import Idea
from convite.planning.permissions import can_plan, can_propose_idea
from convite.planning.queries import verdict_on


def propose_idea(idea: Idea, *, by: Actor, now: datetime | None = None) -> Idea:
    """A neighbour says what is needed. Open only while the edition takes ideas."""
    if not can_propose_idea(by):
        raise NotAllowed
    verdict = verdict_on("propose_idea", idea.edition, now or timezone.now())
    if not verdict.is_open:
        raise Refused(say(verdict.reason))
    with transaction.atomic():
        create(idea, act="propose_idea", by=by)
        _index([idea])
    return idea


def record_ideas(ideas: Sequence[Idea], *, by: Actor) -> list[Idea]:
    """Brings in ideas that were said elsewhere: in workshops, on paper, in an earlier system."""
    if not all(can_plan(by, idea.territory) for idea in ideas):
        raise NotAllowed
    with transaction.atomic():
        stored = create_many(ideas, act="record_ideas", by=by)
        _index(stored)
    return stored


def decide_idea(idea: Idea, state: str, reason: str, *, by: Actor, seen: int | None = None) -> Idea:
    """Says what becomes of an idea; where it goes no further, why."""
    if not can_plan(by, idea.territory):
        raise NotAllowed
    if state in {Idea.State.NOT_VIABLE, Idea.State.MERGED} and not reason.strip():
        raise Refused(_("Explique por qué: quien propuso la idea lo va a leer."))
    if idea.state == Idea.State.WITHDRAWN:
        raise Refused(_("Quien propuso «%(idea)s» la retiró: ya no se decide sobre ella.") % {"idea": idea.title})
    idea.state, idea.state_reason = state, Translated(es=reason.strip()) if reason.strip() else Translated()
    return change(idea, act="decide_idea", by=by, seen=seen)


def withdraw_idea(idea: Idea, *, by: Actor) -> Idea:
    """Its author takes it back; it stays in the record and leaves the public lists."""
    if idea.author_id is None or idea.author_id != by.pk:
        raise NotAllowed
    if idea.state == Idea.State.FORMULATED:
        raise Refused(_("La idea ya es un proyecto; no se puede retirar."))
    with transaction.atomic():
        idea.state = Idea.State.WITHDRAWN
        change(idea, act="withdraw_idea", by=by)
        forget("planning.idea", [idea.pk])
    return idea


def _index(ideas: Sequence[Idea]) -> None:
    texts = []
    for idea in ideas:
        languages = {*idea.title, *idea.description}
        joined = {
            lang: f"{idea.title.get(lang, '')} {idea.description.get(lang, '')} {idea.place}" for lang in languages
        }
        texts.append((idea.pk, joined))
    index_things("planning.idea", texts)
