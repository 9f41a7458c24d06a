"""What can happen to an edition? It is set up (or discarded), ruled, opened and closed; gatherings are convened."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.conversations.actions import tell_followers
from convite.core.acts import change, create, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.models import Version
from convite.core.saying import say
from convite.gatherings.models import Gathering
from convite.people.models import Person
from convite.people.queries import Actor
from convite.planning.actions.phases import refuse_bad_phases
from convite.planning.models import Ceiling, Edition, EditionGathering, Phase, Sharing
from convite.planning.permissions import can_plan
from convite.planning.queries.setup import faults_of_edition
from convite.rulebook.route_settings import check_settings


def create_edition(edition: Edition, phases: Sequence[Phase], *, by: Actor) -> Edition:
    """Stores an edition with its route. The phases are judged together: inverted or overlapping ones are refused."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    refuse_bad_phases(phases)
    _refuse_bad_settings(edition.settings)
    with transaction.atomic():
        create(edition, act="create_edition", by=by)
        for position, phase in enumerate(phases, 1):
            phase.edition, phase.position = edition, position
        write_rows(phases)
    return edition


def edit_edition(edition: Edition, *, by: Actor, seen: int | None = None) -> Edition:
    """Its name, its fiscal year and its currency."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    stored = Edition.objects.get(pk=edition.pk)
    if edition.currency != stored.currency and Ceiling.objects.filter(edition=edition).exists():
        raise Refused(_("La edición ya tiene techos en %(currency)s: la moneda no se cambia.") % {
            "currency": stored.currency
        })  # fmt: skip
    return change(edition, act="edit_edition", by=by, seen=seen)


def set_settings(
    edition: Edition, settings: Mapping[str, Any], *, by: Actor, seen: int | None = None, reason: str = ""
) -> Edition:
    """The rules of the route. Once the edition is open, a reason goes with them to whoever follows it."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    if edition.state == Edition.State.CLOSED:
        raise Refused(_("La edición ya terminó: sus reglas quedan como fueron."))
    is_open = edition.state == Edition.State.OPEN
    if is_open and not reason.strip():
        raise Refused(_("Diga por qué cambian las reglas: las personas que siguen la edición lo van a leer."))
    _refuse_bad_settings(settings)
    with transaction.atomic():
        edition.settings = dict(settings)
        change(edition, act="set_settings", by=by, seen=seen)
        if is_open:
            remember(act="explain_settings", thing=edition, by=by, content={"reason": reason.strip()})
            _tell_new_settings(edition, reason.strip(), by)
    return edition


def _tell_new_settings(edition: Edition, reason: str, by: Actor) -> None:
    def sentence() -> str:
        said = _("Cambiaron las reglas de %(edition)s. %(reason)s")
        return said % {"edition": edition.name, "reason": reason}

    url = reverse("edition_page", args=[edition.public_id])
    key = f"set_settings:{edition.public_id}:{edition.version}"
    tell_followers(edition, sentence, url, key=key, but=by if isinstance(by, Person) else None)


def _refuse_bad_settings(settings: Mapping[str, Any]) -> None:
    faults = check_settings(settings)
    if faults:
        raise Refused(" ".join(say(fault.reason) for fault in faults))


def open_edition(edition: Edition, *, by: Actor, seen: int | None = None) -> Edition:
    """Makes the edition public, once its phases and rules hold together."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    faults = faults_of_edition(edition)
    if faults:
        raise Refused(" ".join(faults))
    return _set_state(edition, Edition.State.OPEN, "open_edition", by, seen)


def close_edition(edition: Edition, *, by: Actor, seen: int | None = None) -> Edition:
    return _set_state(edition, Edition.State.CLOSED, "close_edition", by, seen)


def discard_edition(edition: Edition, reason: str, *, by: Actor, seen: int | None = None) -> None:
    """Takes away a draft of which nobody made use. Its last version stays in the history, with the reason."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    if edition.state != Edition.State.DRAFT:
        raise Refused(_("La edición ya fue pública: no se descarta. Puede terminarla, y queda en el registro."))
    if not reason.strip():
        raise Refused(_("Diga por qué se descarta: queda en el registro."))
    with transaction.atomic():
        change(edition, act="discard_edition", by=by, seen=seen)
        tries = edition.sharings.filter(state=Sharing.State.DRAFT)
        content = {"reason": reason.strip(), "sharings": [sharing.public_id for sharing in tries]}
        last = Version.objects.get(kind=edition._meta.label_lower, thing_id=edition.pk, number=edition.version)
        last.snapshot |= content
        last.save(update_fields=["snapshot"])
        remember(act="explain_discard", thing=edition, by=by, content=content)
        tries.delete()
        _delete_unused(edition)


def _delete_unused(edition: Edition) -> None:
    """Whatever rooms above keep of it protects it: contests, projects."""
    if edition.ceilings.exists():
        raise Refused(_("La edición ya tiene techos adoptados: no se descarta."))
    if edition.convenings.exists():
        raise Refused(_("La edición ya tiene encuentros convocados: no se descarta."))
    try:
        edition.delete()
    except ProtectedError as held:
        kinds = sorted({str(thing._meta.verbose_name_plural) for thing in held.protected_objects})
        text = _("La edición ya tiene %(what)s: no se descarta.")
        raise Refused(text % {"what": ", ".join(kinds)}) from held


def _set_state(edition: Edition, state: str, act: str, by: Actor, seen: int | None) -> Edition:
    if not can_plan(by, edition.territory):
        raise NotAllowed
    edition.state = state
    return change(edition, act=act, by=by, seen=seen)


def convene(edition: Edition, gatherings: Sequence[Gathering], *, by: Actor) -> None:
    """Says that these gatherings belong to the edition; those that do already stay as they are."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    with transaction.atomic():
        owners = dict(EditionGathering.objects.filter(gathering__in=gatherings).values_list("gathering", "edition"))
        new = [g for g in gatherings if g.pk not in owners]
        if set(owners.values()) - {edition.pk}:
            raise Refused(_("Uno de estos encuentros ya es de otra edición."))
        if new:
            write_rows(EditionGathering(edition=edition, gathering=g) for g in new)
            remember(act="convene", thing=edition, by=by, content=[g.public_id for g in new])
