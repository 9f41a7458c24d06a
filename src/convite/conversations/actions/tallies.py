"""What happens when a person supports or follows a thing? Her row, once, and the thing's tally beside it, exact.

The row and the tally change in one transaction, and the tally only if the row did: of two tries at once, the unique
constraint lets one row in, and one only counts.
"""

from typing import Any

from django.db import transaction
from django.db.models import F

from convite.conversations.models import Follow, Support, Tally
from convite.conversations.permissions import can_take_part
from convite.conversations.queries.subjects import kind_of
from convite.core.acts import remember
from convite.core.errors import NotAllowed, Refused
from convite.core.models import Thing
from convite.people.models import Person


def support(thing: Thing, *, by: Person) -> bool:
    """True if she did not support it yet."""
    _refuse_closed(thing, by)
    with transaction.atomic():
        _row, is_new = Support.objects.get_or_create(**_subject(thing), person=by)
        if is_new:
            count(thing._meta.label_lower, thing.public_id, supports=1)
            remember(act="support", thing=thing, by=by)
    return is_new


def withdraw_support(thing: Thing, *, by: Person) -> bool:
    """True if she supported it."""
    _refuse_closed(thing, by)
    with transaction.atomic():
        gone, _kinds = Support.objects.filter(**_subject(thing), person=by).delete()
        if gone:
            count(thing._meta.label_lower, thing.public_id, supports=-1)
            remember(act="withdraw_support", thing=thing, by=by)
    return bool(gone)


def follow(thing: Thing, *, by: Person) -> bool:
    """True if she did not follow it yet. Who makes a thing follows it from then on: her action calls this."""
    if not can_take_part(by):
        raise NotAllowed
    if by.pk is None:  # the system makes things too, and reads no notices
        return False
    with transaction.atomic():
        _row, is_new = Follow.objects.get_or_create(**_subject(thing), person=by)
        if is_new:
            count(thing._meta.label_lower, thing.public_id, followers=1)
    return is_new


def unfollow(thing: Thing, *, by: Person) -> bool:
    """True if she followed it."""
    with transaction.atomic():
        gone, _kinds = Follow.objects.filter(**_subject(thing), person=by).delete()
        if gone:
            count(thing._meta.label_lower, thing.public_id, followers=-1)
    return bool(gone)


def count(kind: str, subject: str, **steps: int) -> None:
    """Moves a subject's tally: `supports=1`. Belongs in the transaction of what is counted."""
    mine = Tally.objects.filter(kind=kind, subject=subject)
    moved = {name: F(name) + step for name, step in steps.items()}
    if not mine.update(**moved):
        Tally.objects.bulk_create([Tally(kind=kind, subject=subject)], ignore_conflicts=True)
        mine.update(**moved)


def _refuse_closed(thing: Thing, by: Any) -> None:
    if not can_take_part(by) or by.pk is None:
        raise NotAllowed
    kind = kind_of(thing)
    opening = kind.opening("support_idea", thing) if kind and "support" in kind.acts else None
    if opening is None:
        raise NotAllowed
    if not opening.is_open:
        raise Refused(opening.reason)


def _subject(thing: Thing) -> dict[str, str]:
    return {"kind": thing._meta.label_lower, "subject": thing.public_id}
