"""What does this room tell of its own kind, the comment? It can be supported and reported like other things."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from convite.conversations.models import Comment
from convite.conversations.queries.subjects import Opening, kind_named, subject_visible_to
from convite.core.actors import SYSTEM
from convite.territories.models import Territory


def url_of_comment(comment: Comment) -> str:
    return reverse("comment_page", args=[comment.public_id])


def title_of_comment(comment: Comment) -> str:
    """Its words, unless they are no longer for everybody."""
    if comment.state == Comment.State.SHOWN:
        return comment.text
    if comment.author is None:
        return _("Comentario de una persona que se retiró")
    return _("Comentario de %(name)s") % {"name": comment.author.name}


def text_of_comment(comment: Comment) -> str:
    return comment.text


def territory_of_comment(comment: Comment) -> Territory:
    """Where its subject lies."""
    subject = subject_visible_to(SYSTEM, comment.kind, comment.subject)
    return kind_named(comment.kind).territory(subject)  # type: ignore[union-attr]


def opening_of_comment(act: str, comment: Comment) -> Opening:
    if comment.state != Comment.State.SHOWN:
        return Opening(False, _("Ese comentario ya no está publicado."))
    return Opening(True)


def subject_of_comment(comment: Any) -> tuple[str, str]:
    return comment.kind, comment.subject
