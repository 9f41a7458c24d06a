"""What happens when several ideas ask for the same, or one asks for several things? They are merged, or it is split.

Each stays what it is, with its author, supports and comments; it only says where its way goes on. Undoing gives each
part back the state it had, whatever happened to the kept one meanwhile, and stays in the history with its reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.actions import tell_followers
from convite.core.acts import change, create, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.translated import Translated
from convite.people.queries import Actor
from convite.planning.actions.words import make_findable
from convite.planning.models import Idea, IdeaJoin, IdeaJoinPart
from convite.planning.permissions import can_plan

JOINABLE = frozenset({Idea.State.PROPOSED, Idea.State.READY, Idea.State.NOT_VIABLE})
MOST_PARTS = 50
Seen = Mapping[int, int]  # of each idea by key, the version that the officer had before her eyes


def merge_ideas(
    kept: Idea, others: Sequence[Idea], reason: str, *, by: Actor, seen: Seen | None = None
) -> IdeaJoin:  # fmt: skip
    """The others go on in the one that is kept."""
    _refuse_join([kept, *others], reason, by)
    if not others or kept in others or len({idea.pk for idea in others}) < len(others):
        raise Refused(_("Escoja al menos dos ideas distintas para unirlas."))
    if len(others) > MOST_PARTS:
        raise Refused(_("Se unen a lo sumo %(most)d ideas a la vez.") % {"most": MOST_PARTS})
    stranger = next((idea for idea in others if idea.edition_id != kept.edition_id), None)
    if stranger is not None:
        raise Refused(_("«%(idea)s» es de otra edición: solo se unen ideas de la misma.") % {"idea": stranger.title})
    parts = [IdeaJoinPart(idea=o, state_before=o.state, reason_before=o.state_reason) for o in others]
    with transaction.atomic():
        join = _create(IdeaJoin.Kind.MERGE, kept, reason, "merge_ideas", by)
        for idea in others:
            idea.state, idea.merged_into, idea.state_reason = Idea.State.MERGED, kept, Translated(es=reason.strip())
            change(idea, act="merge_ideas", by=by, seen=(seen or {}).get(idea.pk))
            _tell_merged(idea, kept, join, by)
        # The kept one gets a version too: of two officers who join it at once, the second is told.
        change(kept, act="merge_ideas", by=by, seen=(seen or {}).get(kept.pk))
        _add_parts(join, parts)
        make_findable([kept, *others])
    return join


def split_idea(
    idea: Idea, parts: Sequence[Idea], reason: str, *, by: Actor, seen: int | None = None
) -> IdeaJoin:  # fmt: skip
    """Each of several things that one idea asks for goes on as an idea of its own, of the same author and place."""
    _refuse_join([idea], reason, by)
    if not 2 <= len(parts) <= MOST_PARTS:
        raise Refused(_("Para separar una idea escriba al menos dos partes."))
    before = IdeaJoinPart(idea=idea, state_before=idea.state, reason_before=idea.state_reason)
    with transaction.atomic():
        join = _create(IdeaJoin.Kind.SPLIT, idea, reason, "split_idea", by)
        for part in parts:
            _inherit(part, idea)
            create(part, act="split_idea", by=by)
        idea.state, idea.state_reason = Idea.State.SPLIT, Translated(es=reason.strip())
        change(idea, act="split_idea", by=by, seen=seen)
        made = [IdeaJoinPart(idea=p, state_before=p.state, reason_before=p.state_reason) for p in parts]
        _add_parts(join, [before, *made])
        make_findable([idea, *parts])
        _tell_split(idea, join, by)
    return join


def undo_join(join: IdeaJoin, reason: str, *, by: Actor, seen: int | None = None) -> IdeaJoin:
    """The merged ideas, or the one that was split, stand again as before."""
    if not can_plan(by, join.idea.territory):
        raise NotAllowed
    if join.undone_at is not None:
        raise Refused(_("Esto ya se deshizo."))
    if not reason.strip():
        raise Refused(_("Explique por qué lo deshace: las personas autoras lo van a leer."))
    rows = list(join.parts.select_related("idea__territory", "idea__edition", "idea__author").order_by("id"))
    join.undone_at, join.undone_by, join.undone_reason = timezone.now(), by.public_id, reason.strip()[:1_000]
    with transaction.atomic():
        change(join, act="undo_join", by=by, seen=seen)
        undo = _unmerge if join.kind == IdeaJoin.Kind.MERGE else _unsplit
        undo(join, rows, by)
    return join


def _refuse_join(ideas: Iterable[Idea], reason: str, by: Actor) -> None:
    for idea in ideas:
        if not can_plan(by, idea.territory):
            raise NotAllowed
        if idea.state not in JOINABLE:
            values = {"idea": idea.title, "state": idea.get_state_display()}
            raise Refused(_("«%(idea)s» no se puede unir ni separar: su estado es «%(state)s».") % values)
    if not reason.strip():
        raise Refused(_("Explique por qué: las personas autoras lo van a leer."))


def _create(kind: str, idea: Idea, reason: str, act: str, by: Actor) -> IdeaJoin:
    join = IdeaJoin(kind=kind, idea=idea, reason=reason.strip()[:1_000], joined_by=by.public_id)
    return create(join, act=act, by=by)


def _add_parts(join: IdeaJoin, parts: Iterable[IdeaJoinPart]) -> None:
    rows = list(parts)
    for row in rows:
        row.join = join
    write_rows(rows)


def _inherit(part: Idea, idea: Idea) -> None:
    """Who said it, where and in which edition is as it was; its words are the part's own."""
    names = ("edition", "territory", "origin", "gathering", "author", "said_by", "organization", "recorded_by")
    for name in (*names, "theme", "place", "lon", "lat"):
        setattr(part, name, getattr(idea, name))
    part.split_from, part.state = idea, Idea.State.PROPOSED


def _unmerge(join: IdeaJoin, rows: Sequence[IdeaJoinPart], by: Actor) -> None:
    """A part that went elsewhere meanwhile stays where it is: only what this join did is undone."""
    back = [row for row in rows if row.idea.state == Idea.State.MERGED and row.idea.merged_into_id == join.idea_id]
    for row in back:
        idea = row.idea
        idea.state, idea.state_reason, idea.merged_into = row.state_before, row.reason_before, None
        change(idea, act="undo_join", by=by)
        _tell_undone(idea, join, by)
    make_findable([row.idea for row in back])


def _unsplit(join: IdeaJoin, rows: Sequence[IdeaJoinPart], by: Actor) -> None:
    """The parts are joined back into the whole: what was said to each stays with it."""
    whole, parts = rows[0], rows[1:]
    grown = next((row.idea for row in parts if row.idea.state not in JOINABLE), None)
    if grown is not None:
        values = {"idea": grown.title, "state": grown.get_state_display()}
        raise Refused(_("La parte «%(idea)s» ya siguió su camino (%(state)s): no se puede deshacer.") % values)
    for row in parts:
        part = row.idea
        part.state, part.merged_into = Idea.State.MERGED, whole.idea
        part.state_reason = Translated(es=join.undone_reason)
        change(part, act="undo_join", by=by)
    idea = whole.idea
    idea.state, idea.state_reason = whole.state_before, whole.reason_before
    change(idea, act="undo_join", by=by)
    make_findable([idea, *(row.idea for row in parts)])
    _tell_undone(idea, join, by)


def _tell_merged(idea: Idea, kept: Idea, join: IdeaJoin, by: Actor) -> None:
    def sentence() -> str:
        text = _("La idea «%(idea)s» se unió a «%(kept)s», que pide lo mismo. Por qué: %(reason)s")
        return text % {"idea": idea.title, "kept": kept.title, "reason": join.reason}

    _tell(idea, sentence, join, by)


def _tell_split(idea: Idea, join: IdeaJoin, by: Actor) -> None:
    def sentence() -> str:
        text = _("La idea «%(idea)s» se separó en varias. Por qué: %(reason)s")
        return text % {"idea": idea.title, "reason": join.reason}

    _tell(idea, sentence, join, by)


def _tell_undone(idea: Idea, join: IdeaJoin, by: Actor) -> None:
    def sentence() -> str:
        text = _("La idea «%(idea)s» vuelve a seguir su propio camino. Por qué: %(reason)s")
        return text % {"idea": idea.title, "reason": join.undone_reason}

    _tell(idea, sentence, join, by)


def _tell(idea: Idea, sentence: Callable[[], str], join: IdeaJoin, by: Actor) -> None:
    """On the idea's page one reads the reason and answers."""
    tell_followers(
        idea,
        sentence,
        reverse("idea_page", args=[idea.public_id]),
        key=f"join:{join.public_id}:{join.version}:{idea.public_id}",
        also=[idea.author] if idea.author else [],
        but=by if by.pk else None,
    )
