"""What can happen to an idea while it is its author's? It is drafted, proposed, edited, taken back, given back.

And to one that somebody else writes down: recorded. What the team decides of it stands in `decisions` and `joins`.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.actions import follow
from convite.core.acts import change, create, create_many, remember
from convite.core.errors import NotAllowed, Refused
from convite.core.models import Version
from convite.people.queries import Actor
from convite.planning.actions.words import make_findable
from convite.planning.models import Idea
from convite.planning.permissions import can_edit_idea, can_plan, can_propose_idea, can_record_idea, is_author
from convite.planning.queries.places import fault_of_place
from convite.planning.queries.stages import fault_of_origin, fault_of_territory, fault_of_time, fault_of_track


def propose_idea(idea: Idea, *, by: Actor, now: datetime | None = None, seen: int | None = None) -> Idea:
    """A neighbour says what is needed, at once or out of her draft. Open only while the edition takes ideas."""
    if not can_propose_idea(by) or (idea.pk and not is_author(by, idea)):
        raise NotAllowed
    moment = now or timezone.now()
    if idea.pk and idea.state != Idea.State.DRAFT:
        raise Refused(_("«%(idea)s» ya se había enviado.") % {"idea": idea.title})
    _refuse(fault_of_track(idea) or fault_of_time(idea.edition, moment, idea.track))
    _refuse(fault_of_origin(idea) or fault_of_territory(idea) or fault_of_place(idea))
    idea.state = Idea.State.PROPOSED
    with transaction.atomic():
        if idea.pk:
            idea.created_at = moment  # what is said counts from the day on which it is said to all
            change(idea, act="propose_idea", by=by, seen=seen)
        else:
            create(idea, act="propose_idea", by=by)
        make_findable([idea])
        follow(idea, by=by)
    return idea


def _refuse(fault: str) -> None:
    if fault:
        raise Refused(fault)


def save_draft(idea: Idea, *, by: Actor, seen: int | None = None) -> Idea:
    """Keeps what somebody is writing; only she sees it. She may write before and after ideas are taken."""
    if not can_propose_idea(by) or not is_author(by, idea) or idea.state not in {Idea.State.DRAFT, ""}:
        raise NotAllowed
    if idea.pk:
        return change(idea, act="save_draft", by=by, seen=seen, public=False)
    return create(idea, act="save_draft", by=by, public=False)


def discard_draft(idea: Idea, *, by: Actor) -> None:
    """Nothing of it stays but that there was one."""
    if not is_author(by, idea):
        raise NotAllowed
    if idea.state != Idea.State.DRAFT:
        raise Refused(_("«%(idea)s» ya se envió: puede retirarla, y queda en el registro.") % {"idea": idea.title})
    with transaction.atomic():
        remember(act="discard_draft", thing=idea, by=by, public=False)
        Version.objects.filter(kind="planning.idea", thing_id=idea.pk).delete()
        if not Idea.objects.filter(pk=idea.pk, state=Idea.State.DRAFT).delete()[0]:
            raise Refused(_("«%(idea)s» ya se envió: puede retirarla, y queda en el registro.") % {"idea": idea.title})


def edit_idea(idea: Idea, *, by: Actor, seen: int) -> Idea:
    """Its texts and place, by its author until it is decided, or by the team (mistakes, translations)."""
    if not can_edit_idea(by, idea):
        raise NotAllowed
    may_still = {Idea.State.PROPOSED} if is_author(by, idea) and not can_plan(by, idea.territory) else Idea.UNDECIDED
    if idea.state not in may_still:
        raise Refused(_("Sobre «%(idea)s» ya se decidió: su texto no se cambia.") % {"idea": idea.title})
    _refuse(fault_of_place(idea))
    with transaction.atomic():
        change(idea, act="edit_idea", by=by, seen=seen)
        make_findable([idea])
    return idea


def record_idea(idea: Idea, *, by: Actor) -> Idea:
    """The team writes down what somebody said: who said it and who wrote it are both kept."""
    if not can_record_idea(by, idea.territory):
        raise NotAllowed
    if not (idea.author or idea.said_by.strip() or idea.organization.strip() or idea.gathering):
        raise Refused(_("Diga quién la dijo: una persona, una organización o un encuentro."))
    _refuse(fault_of_origin(idea) or fault_of_place(idea))
    idea.state, idea.recorded_by = Idea.State.PROPOSED, by if by.pk else None
    with transaction.atomic():
        create(idea, act="record_idea", by=by, on_behalf_of=idea.author.public_id if idea.author else "")
        make_findable([idea])
        if idea.author:
            follow(idea, by=idea.author)
    return idea


def record_ideas(ideas: Sequence[Idea], *, by: Actor) -> list[Idea]:
    """Brings in ideas that were said elsewhere: in workshops, on paper, in an earlier system."""
    if not all(can_plan(by, idea.territory) for idea in ideas):
        raise NotAllowed
    with transaction.atomic():
        stored = create_many(ideas, act="record_ideas", by=by)
        make_findable(stored)
    return stored


def withdraw_idea(idea: Idea, *, by: Actor, seen: int | None = None) -> Idea:
    """Its author takes it back; it stays in the record and leaves the public lists."""
    if not is_author(by, idea):
        raise NotAllowed
    if idea.state == Idea.State.FORMULATED:
        raise Refused(_("La idea ya es un proyecto; no se puede retirar."))
    if idea.state in {Idea.State.MERGED, Idea.State.SPLIT}:
        raise Refused(_("La idea se unió a otra o se separó en varias: pida a la oficina que lo deshaga primero."))
    if idea.state not in {*Idea.UNDECIDED, Idea.State.NOT_VIABLE}:
        raise Refused(_("«%(idea)s» no está entre las ideas propuestas.") % {"idea": idea.title})
    with transaction.atomic():
        idea.state = Idea.State.WITHDRAWN
        change(idea, act="withdraw_idea", by=by, seen=seen)
        make_findable([idea])
    return idea


def restore_idea(idea: Idea, *, by: Actor, seen: int | None = None) -> Idea:
    """Its author gives back what she had taken: as it stood before."""
    if not is_author(by, idea):
        raise NotAllowed
    if idea.state != Idea.State.WITHDRAWN:
        raise Refused(_("«%(idea)s» no está retirada.") % {"idea": idea.title})
    idea.state = _before_withdrawing(idea)
    with transaction.atomic():
        change(idea, act="restore_idea", by=by, seen=seen)
        make_findable([idea])
    return idea


def _before_withdrawing(idea: Idea) -> str:
    """By its own history; its reason was not touched."""
    earlier = Version.objects.filter(kind="planning.idea", thing_id=idea.pk).order_by("-number")
    states = (snapshot["state"] for snapshot in earlier.values_list("snapshot", flat=True)[:50])
    return next((state for state in states if state not in Idea.UNLISTED), Idea.State.PROPOSED)
