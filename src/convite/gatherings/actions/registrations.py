"""How does somebody keep a place? Without account or with one; the first of the waiting list moves up by itself.

Whoever changes who has a place first takes the gathering's row: of fifty people at once for ten places, ten have one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import remember, write_rows
from convite.core.closed import look_up_key
from convite.core.errors import Refused
from convite.gatherings.actions import letters
from convite.gatherings.models import Gathering, Registration
from convite.people.models import Person

REMINDED_BEFORE = timedelta(hours=24)
AT_ONCE = 500


@dataclass(frozen=True)
class Visitor:
    """Somebody without account: her acts are remembered, and not whose they are."""

    public_id: str = "visitor"
    pk: None = None


VISITOR = Visitor()


def register(
    gathering: Gathering, *, name: str, contact: str = "", needs: str = "", by: Person | Visitor,
    now: datetime | None = None,
) -> Registration:  # fmt: skip
    """Keeps a place, or one on the waiting list. Who is registered already gets what she has, by letter."""
    now = now or timezone.now()
    contact = contact.strip().lower()
    key = look_up_key(contact, f"registration {gathering.public_id}")
    with transaction.atomic():
        locked = Gathering.objects.select_for_update().get(pk=gathering.pk)
        _refuse_closed(locked, now)
        if (known := _registered(locked, key, by)) is not None:
            letters.tell_again(known, f"{timezone.localdate(now):%Y%m%d}")
            return known
        if not name.strip():
            raise Refused(_("Escriba el nombre con el que quiere que le llamen al llegar."))
        made = Registration(
            gathering=locked, person=by if isinstance(by, Person) else None, name=name.strip(), contact=contact,
            contact_key=key, needs=needs.strip(), registered_at=now,
            state=Registration.State.CONFIRMED if has_place(locked) else Registration.State.WAITING,
        )  # fmt: skip
        write_rows([made])
        remember(act="register", thing=locked, by=by, content=[made.code, made.state], public=locked.places is not None)
        letters.tell_registered(made)
    return made


def _refuse_closed(gathering: Gathering, now: datetime) -> None:
    if gathering.state == Gathering.State.CANCELLED:
        raise Refused(_("El encuentro se canceló; no recibe inscripciones."))
    if not gathering.takes_registration:
        raise Refused(_("Este encuentro no pide inscripción: llegue y participe."))
    if now >= gathering.starts_at:
        raise Refused(_("Las inscripciones se cerraron cuando empezó el encuentro. Si hay sitio, puede entrar igual."))


def _registered(gathering: Gathering, key: str, by: Person | Visitor) -> Registration | None:
    active = gathering.registrations.exclude(state=Registration.State.CANCELLED)
    if isinstance(by, Person) and (hers := active.filter(person=by).first()):
        return hers
    return active.filter(contact_key=key).first() if key else None


def has_place(gathering: Gathering) -> bool:
    """Within the transaction that holds the gathering's row. Nobody overtakes those who wait."""
    if gathering.places is None:
        return True
    states = list(gathering.registrations.values_list("state", flat=True))
    waiting = Registration.State.WAITING in states
    return not waiting and states.count(Registration.State.CONFIRMED) < gathering.places


def cancel_registration(registration: Registration, *, by: Person | Visitor, now: datetime | None = None) -> None:
    """Whoever holds the code gives the place back; the first who waits gets it."""
    with transaction.atomic():
        gathering = Gathering.objects.select_for_update().get(pk=registration.gathering_id)
        if (now or timezone.now()) >= gathering.ends_at:
            raise Refused(_("El encuentro ya pasó: la inscripción no se puede cancelar."))
        active = Registration.objects.filter(pk=registration.pk).exclude(state=Registration.State.CANCELLED)
        if not active.update(state=Registration.State.CANCELLED):
            raise Refused(_("Esta inscripción ya estaba cancelada."))
        limited = gathering.places is not None
        remember(act="cancel_registration", thing=gathering, by=by, content=registration.code, public=limited)
        move_up(gathering)
    registration.state = Registration.State.CANCELLED


def move_up(gathering: Gathering) -> list[Registration]:
    """Gives free places to those who wait, in their order, and tells them. Holds the gathering's row."""
    if gathering.state != Gathering.State.CALLED or gathering.starts_at <= timezone.now():
        return []
    waiting = gathering.registrations.filter(state=Registration.State.WAITING).select_related("person").order_by("id")
    if gathering.places is not None:
        taken = gathering.registrations.filter(state=Registration.State.CONFIRMED).count()
        waiting = waiting[: max(0, gathering.places - taken)]
    lucky = list(waiting)
    Registration.objects.filter(pk__in=[one.pk for one in lucky]).update(state=Registration.State.CONFIRMED)
    for one in lucky:
        one.state, one.gathering = Registration.State.CONFIRMED, gathering
        letters.tell_moved_up(one)
    return lucky


def remind_registered(now: datetime) -> int:
    """By the clock: who has a place is written the day before. Who registered within that day knows."""
    due = Registration.objects.filter(
        state=Registration.State.CONFIRMED,
        reminded_at=None,
        gathering__state=Gathering.State.CALLED,
        gathering__starts_at__gt=now,
        gathering__starts_at__lte=now + REMINDED_BEFORE,
        registered_at__lt=F("gathering__starts_at") - REMINDED_BEFORE,
    )
    if not due.exists():
        return 0
    with transaction.atomic():
        rows = list(due.select_for_update(of=("self",)).select_related("gathering", "person").order_by("id")[:AT_ONCE])
        letters.remind(rows)
        Registration.objects.filter(pk__in=[one.pk for one in rows]).update(reminded_at=now)
    return len(rows)
