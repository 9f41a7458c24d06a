"""What is kept of a gathering that was held? Its minutes, photos and products, what became of its agreements, and
what who came thought of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create, remember
from convite.core.errors import NotAllowed, Refused
from convite.core.files import DOCUMENTS, store_file
from convite.core.pictures import PICTURES, store_picture
from convite.gatherings.actions.registrations import VISITOR
from convite.gatherings.models import Agreement, Evaluation, Gathering, GatheringFile
from convite.gatherings.permissions import can_call_gathering
from convite.gatherings.queries.tickets import is_ticket_of
from convite.people.queries import Actor

EVALUATED_FOR = timedelta(days=30)
MOST_OPINION = 1_000


def write_minutes(gathering: Gathering, *, by: Actor, seen: int | None = None) -> Gathering:
    """Keeps the minutes as a new version; they are the team's until they are published."""
    _guard_record(gathering, by)
    return change(gathering, act="write_minutes", by=by, seen=seen, public=gathering.minutes_published_at is not None)


def publish_minutes(gathering: Gathering, *, by: Actor, seen: int | None = None) -> Gathering:
    _guard_record(gathering, by)
    if not gathering.minutes:
        raise Refused(_("El acta está vacía: escríbala antes de publicarla."))
    if gathering.minutes_published_at is not None:
        raise Refused(_("El acta ya está publicada."))
    gathering.minutes_published_at = timezone.now()
    return change(gathering, act="publish_minutes", by=by, seen=seen)


def change_agreement(agreement: Agreement, *, by: Actor, seen: int | None = None) -> Agreement:
    """Its words, who answers for it, until when, and what became of it."""
    if not can_call_gathering(by, agreement.gathering.territory):
        raise NotAllowed
    if not agreement.text.strip():
        raise Refused(_("Escriba qué se acordó."))
    if agreement.state == Agreement.State.DROPPED and not agreement.state_reason.strip():
        raise Refused(_("Explique por qué no se cumplirá: quienes lo acordaron lo van a leer."))
    return change(agreement, act="change_agreement", by=by, seen=seen)


def add_file(upload: BinaryIO, name: str, made: GatheringFile, *, by: Actor) -> GatheringFile:
    """Keeps a photo or a paper of a gathering. A photo is drawn anew, without the place where it was taken."""
    if not can_call_gathering(by, made.gathering.territory):
        raise NotAllowed
    if made.gathering.state == Gathering.State.CANCELLED:
        raise Refused(_("El encuentro se canceló: no tiene fotos ni productos."))
    if not made.caption.strip():
        raise Refused(_("Diga qué se ve o qué es: así lo encuentra también quien no puede verlo."))
    with transaction.atomic():
        if made.kind == GatheringFile.Kind.PHOTO:
            made.file = store_picture(upload, name, act="store_gathering_file", by=by, public=False)
        else:
            kinds = DOCUMENTS | PICTURES
            made.file = store_file(upload, name, act="store_gathering_file", by=by, accept=kinds)
        return create(made, act="add_gathering_file", by=by, public=made.has_consent)


def change_file(made: GatheringFile, *, by: Actor, seen: int | None = None) -> GatheringFile:
    """Somebody who is seen takes her consent back, or gives it: the photo leaves the page, or comes to it."""
    if not can_call_gathering(by, made.gathering.territory):
        raise NotAllowed
    return change(made, act="change_gathering_file", by=by, seen=seen)


@dataclass(frozen=True)
class Opinion:
    """What somebody who came thought of it: two answers from 1 to 5, and words."""

    ticket: str
    useful: int
    heard: int
    text: str = ""


def evaluate(gathering: Gathering, opinion: Opinion, *, now: datetime | None = None) -> None:
    """One answer per ticket; who holds one came, or kept a place. Nobody knows who she is."""
    if not is_ticket_of(gathering, opinion.ticket):
        raise NotAllowed
    if not may_evaluate(gathering, now or timezone.now()):
        raise Refused(_("El encuentro se evalúa desde que empieza hasta treinta días después."))
    if not _keep_opinions(gathering, [opinion], "evaluate_gathering", VISITOR):
        raise Refused(_("Ya recibimos su opinión. Gracias."))


def may_evaluate(gathering: Gathering, now: datetime) -> bool:
    is_open = gathering.starts_at <= now <= gathering.ends_at + EVALUATED_FOR
    return is_open and gathering.state != Gathering.State.CANCELLED


def key_opinions(gathering: Gathering, opinions: Sequence[Opinion], *, by: Actor) -> int:
    """Keyed from the paper forms; the same page sent twice counts once. Returns how many were new."""
    _guard_record(gathering, by)
    return _keep_opinions(gathering, opinions, "key_evaluations", by)


def _keep_opinions(gathering: Gathering, opinions: Sequence[Opinion], act: str, by: object) -> int:
    for opinion in opinions:
        if not (1 <= opinion.useful <= 5 and 1 <= opinion.heard <= 5):
            raise Refused(_("Responda las dos preguntas con un número de 1 a 5."))
        if len(opinion.text) > MOST_OPINION:
            raise Refused(_("La opinión tiene más de %(most)d caracteres: acórtela.") % {"most": MOST_OPINION})
    with transaction.atomic():
        # Two at once: the second waits here and finds the first one's ticket.
        Gathering.objects.select_for_update().get(pk=gathering.pk)
        tickets = [opinion.ticket for opinion in opinions]
        known = set(gathering.evaluations.filter(ticket__in=tickets).values_list("ticket", flat=True))
        new = {opinion.ticket: opinion for opinion in opinions if opinion.ticket not in known}
        Evaluation.objects.bulk_create(
            Evaluation(gathering=gathering, ticket=o.ticket, useful=o.useful, heard=o.heard, text=o.text)
            for o in new.values()
        )
        if new:
            remember(act=act, thing=gathering, by=by, content=len(new))
    return len(new)


def _guard_record(gathering: Gathering, by: Actor) -> None:
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if gathering.state == Gathering.State.CANCELLED:
        raise Refused(_("El encuentro se canceló: no tiene acta ni evaluaciones."))
