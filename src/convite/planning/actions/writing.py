"""What happens when a person sends the page on which she writes? Her words and her photos are kept together, or not."""

from collections.abc import Iterable
from typing import BinaryIO

from django.db import transaction

from convite.people.queries import Actor
from convite.planning.actions.ideas import edit_idea, propose_idea, save_draft
from convite.planning.actions.photos import add_photo, remove_photo
from convite.planning.models import Idea, IdeaPhoto

NewPhoto = tuple[BinaryIO, str, str]  # its bytes, its name, what is seen


def write_idea(
    idea: Idea,
    photos: Iterable[NewPhoto] = (),
    gone: Iterable[IdeaPhoto] = (),
    *,
    by: Actor,
    send: bool,
    seen: int | None = None,
) -> Idea:
    """As a draft, or sent: a photo that cannot be received keeps all of it from being kept."""
    with transaction.atomic():
        (propose_idea if send else save_draft)(idea, by=by, seen=seen)
        _change_photos(idea, photos, gone, by)
    return idea


def edit_with_photos(
    idea: Idea, photos: Iterable[NewPhoto] = (), gone: Iterable[IdeaPhoto] = (), *, by: Actor, seen: int
) -> Idea:
    with transaction.atomic():
        edit_idea(idea, by=by, seen=seen)
        _change_photos(idea, photos, gone, by)
    return idea


def _change_photos(idea: Idea, photos: Iterable[NewPhoto], gone: Iterable[IdeaPhoto], by: Actor) -> None:
    for photo in gone:
        remove_photo(photo, by=by)
    for source, name, alt in photos:
        add_photo(idea, source, name, alt, by=by)
