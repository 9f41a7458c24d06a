"""What can happen to a comment? It is written, edited for a quarter of an hour, deleted; hidden and shown again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.conversations.actions.notices import tell, tell_followers
from convite.conversations.actions.tallies import count
from convite.conversations.models import LONGEST_COMMENT, Comment
from convite.conversations.permissions import can_moderate, can_take_part
from convite.conversations.queries.comments import is_editable, said_before
from convite.conversations.queries.subjects import Kind, kind_named, kind_of, short_title, subject_visible_to
from convite.core.actors import SYSTEM
from convite.core.acts import change, create
from convite.core.errors import NotAllowed, Refused
from convite.core.limits import allow, ends_at
from convite.core.models import Thing, Version
from convite.core.saying import number_text, say_moment
from convite.people.models import Person
from convite.people.queries import Actor

MOST_AN_HOUR = 20
HOUR = 3_600


def write_comment(
    thing: Thing,
    text: str,
    *,
    by: Person,
    parent: Comment | None = None,
    alignment: str = Comment.Alignment.NEUTRAL,
    language: str = "es",
    now: datetime | None = None,
) -> Comment:
    """Somebody says what she thinks of a thing, or answers another comment of it."""
    moment = now or timezone.now()
    kind = kind_of(thing)
    if not can_take_part(by) or by.pk is None or kind is None or "comment" not in kind.acts:
        raise NotAllowed
    opening = kind.opening("comment", thing)
    if not opening.is_open:
        raise Refused(opening.reason)
    text = _clean(text)
    _refuse_parent(thing, parent)
    if said_before(by, text):
        raise Refused(_("Ya escribió ese mismo comentario. Si quiere agregar algo, dígalo con otras palabras."))
    _refuse_too_many(by, moment)
    comment = Comment(
        kind=kind.name,
        subject=thing.public_id,
        parent=parent,
        root=(parent.root or parent) if parent else None,
        author=by,
        text=text,
        alignment=alignment,
        language=language,
        created_at=moment,
    )
    with transaction.atomic():
        create(comment, act="write_comment", by=by)
        count(kind.name, thing.public_id, comments=1)
        _tell(comment, thing, kind, by)
    return comment


def _clean(text: str) -> str:
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("Escriba su comentario."))
    if len(text) > LONGEST_COMMENT:
        raise Refused(
            _("El comentario tiene %(length)s letras y caben %(most)s. Acórtelo o divídalo en dos.")
            % {"length": number_text(len(text)), "most": number_text(LONGEST_COMMENT)}
        )
    return text


def _refuse_parent(thing: Thing, parent: Comment | None) -> None:
    if parent is None:
        return
    if (parent.kind, parent.subject) != (thing._meta.label_lower, thing.public_id):
        raise NotAllowed
    if parent.state != Comment.State.SHOWN:
        raise Refused(_("El comentario al que responde ya no está publicado."))


def _refuse_too_many(by: Person, now: datetime) -> None:
    key = f"write_comment:{by.public_id}"
    if not allow(key, MOST_AN_HOUR, HOUR, now):
        until = ends_at(key) or now
        raise Refused(
            _("Ha escrito %(most)s comentarios en una hora. Puede escribir otra vez desde: %(moment)s")
            % {"most": MOST_AN_HOUR, "moment": say_moment(until)}
        )


def _tell(comment: Comment, thing: Thing, kind: Kind, by: Person) -> None:
    """Who is answered, at once; who follows the thing, once a day at most."""
    url = kind.url(thing)
    if comment.parent and comment.parent.author:
        tell(
            [comment.parent.author],
            lambda: (
                _("%(name)s respondió a su comentario en «%(title)s».") % {"name": by.name, "title": short_title(thing)}
            ),
            f"{url}#c-{comment.public_id}",
            thing=thing,
            key=f"answer:{comment.public_id}",
            but=by,
        )
    day = timezone.localtime(comment.created_at).date()
    tell_followers(
        thing,
        lambda: _("Hay comentarios nuevos en «%(title)s».") % {"title": short_title(thing)},
        f"{url}#conversacion",
        key=f"comments:{thing.public_id}:{day}",
        but=by,
    )


def edit_comment(
    comment: Comment, text: str, *, alignment: str, by: Person, seen: int | None = None, now: datetime | None = None
) -> Comment:
    """Its author mends it within fifteen minutes; how it stood before is kept."""
    if comment.author_id is None or comment.author_id != by.pk or not can_take_part(by):
        raise NotAllowed
    if not is_editable(comment, now or timezone.now()):
        raise Refused(_("Un comentario se puede corregir durante los primeros quince minutos. Escriba otro debajo."))
    comment.text, comment.alignment = _clean(text), alignment
    return change(comment, act="edit_comment", by=by, seen=seen)


def delete_comment(comment: Comment, *, by: Person) -> Comment:
    """Its author takes it away: its words are erased, here and from its versions; the answers stay."""
    if comment.author_id is None or comment.author_id != by.pk or not can_take_part(by):
        raise NotAllowed
    if comment.state == Comment.State.DELETED:
        raise Refused(_("Ese comentario ya estaba borrado."))
    was_shown = comment.state == Comment.State.SHOWN
    with transaction.atomic():
        comment.state, comment.text, comment.state_reason = Comment.State.DELETED, "", ""
        comment.alignment = Comment.Alignment.NEUTRAL
        change(comment, act="delete_comment", by=by)
        _erase_words(comment)
        if was_shown:
            count(comment.kind, comment.subject, comments=-1)
    return comment


def _erase_words(comment: Comment) -> None:
    """The audit chain holds only hashes, so that words can be taken out of the versions."""
    versions = list(Version.objects.filter(kind=comment._meta.label_lower, thing_id=comment.pk))
    for version in versions:
        version.snapshot |= {"text": ""}
    Version.objects.bulk_update(versions, ["snapshot"])


def hide_comment(comment: Comment, reason: str, *, by: Actor) -> Comment:
    """The team takes it out of sight, and says why."""
    _refuse_judge(comment, by)
    if comment.state != Comment.State.SHOWN:
        raise Refused(_("Ese comentario ya no estaba publicado."))
    with transaction.atomic():
        comment.state, comment.state_reason = Comment.State.HIDDEN, reason.strip()
        change(comment, act="hide_comment", by=by)
        count(comment.kind, comment.subject, comments=-1)
    return comment


def show_comment(comment: Comment, *, by: Actor) -> Comment:
    _refuse_judge(comment, by)
    if comment.state != Comment.State.HIDDEN:
        raise Refused(_("Ese comentario no está oculto."))
    with transaction.atomic():
        comment.state, comment.state_reason = Comment.State.SHOWN, ""
        change(comment, act="show_comment", by=by)
        count(comment.kind, comment.subject, comments=1)
    return comment


def _refuse_judge(comment: Comment, by: Any) -> None:
    """Who looks after the subject's territory judges its comments, but never her own."""
    subject = subject_visible_to(SYSTEM, comment.kind, comment.subject)
    kind = kind_named(comment.kind)
    if subject is None or kind is None or not can_moderate(by, kind.territory(subject)):
        raise NotAllowed
    if comment.author_id is not None and comment.author_id == by.pk:
        raise NotAllowed
