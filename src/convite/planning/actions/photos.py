"""What can happen to an idea's photos? They are added with what one sees on them, and taken away."""

from typing import BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from convite.core.acts import create, remember
from convite.core.errors import NotAllowed, Refused
from convite.core.models import Version
from convite.core.pictures import store_picture
from convite.people.queries import Actor
from convite.planning.models import Idea, IdeaPhoto
from convite.planning.permissions import can_edit_idea

MOST_PHOTOS = 4


def add_photo(idea: Idea, source: BinaryIO, name: str, alt: str, *, by: Actor) -> IdeaPhoto:
    """`alt` says what is seen: whoever does not see the picture reads it."""
    _refuse_fixed(idea, by)
    if not alt.strip():
        raise Refused(_("Diga qué se ve en la foto «%(name)s»: quien no la ve lo va a leer.") % {"name": name})
    if idea.photos.count() >= MOST_PHOTOS:
        raise Refused(_("Una idea lleva a lo sumo %(most)d fotos.") % {"most": MOST_PHOTOS})
    public = idea.state != Idea.State.DRAFT
    with transaction.atomic():
        try:
            stored = store_picture(source, name, act="add_photo", by=by, public=public)
        except Refused as refusal:
            text = _("La foto «%(name)s» no se puede recibir. %(reason)s")
            raise Refused(text % {"name": name, "reason": refusal.reason}) from refusal
        last = idea.photos.aggregate(last=Max("position"))["last"] or 0
        photo = IdeaPhoto(idea=idea, file=stored, alt=alt.strip()[:300], position=last + 1)
        return create(photo, act="add_photo", by=by, public=public)


def remove_photo(photo: IdeaPhoto, *, by: Actor) -> None:
    _refuse_fixed(photo.idea, by)
    with transaction.atomic():
        remember(act="remove_photo", thing=photo, by=by, public=photo.idea.state != Idea.State.DRAFT)
        Version.objects.filter(kind="planning.ideaphoto", thing_id=photo.pk).delete()
        photo.delete()


def _refuse_fixed(idea: Idea, by: Actor) -> None:
    if not can_edit_idea(by, idea):
        raise NotAllowed
    if idea.state not in {Idea.State.DRAFT, *Idea.UNDECIDED}:
        raise Refused(_("Sobre «%(idea)s» ya se decidió: sus fotos no se cambian.") % {"idea": idea.title})
