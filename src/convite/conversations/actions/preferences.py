"""What does a person decide about her notices? That she read them, and how often she is written to."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from convite.conversations.models import Notice, NoticePreference
from convite.conversations.permissions import notices_visible_to
from convite.conversations.queries.letters import due_moments
from convite.core.acts import remember
from convite.core.errors import NotAllowed, Refused
from convite.people.models import Person


def read_notices(by: Person, ids: Iterable[int] | None = None) -> int:
    """Marks hers as read: these, or all. How many were not yet."""
    unread = notices_visible_to(by).filter(read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=timezone.now())


def choose_letters(person: Person, letters: str, *, by: Person) -> None:
    """From now on, and for what already waits to be written."""
    if person.pk != by.pk or not person.is_active:
        raise NotAllowed
    if letters not in NoticePreference.Letters.values:
        raise Refused(NoticePreference._meta.get_field("letters").verbose_name)
    with transaction.atomic():
        NoticePreference.objects.update_or_create(person=person, defaults={"letters": letters})
        waiting = Notice.objects.filter(person=person, mail_at__isnull=False)
        waiting.update(mail_at=due_moments(timezone.now())[letters])
        remember(act="choose_letters", thing=person, by=by, public=False)
