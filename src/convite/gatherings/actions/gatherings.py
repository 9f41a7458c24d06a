"""What can happen to a gathering? It is called or cancelled."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import change, create, create_many
from convite.core.errors import NotAllowed, Refused
from convite.core.searching import index_things
from convite.gatherings.models import Gathering
from convite.gatherings.permissions import can_call_gathering
from convite.people.queries import Actor


def call_gathering(gathering: Gathering, *, by: Actor) -> Gathering:
    return call_gatherings([gathering], by=by)[0]


def call_gatherings(gatherings: Sequence[Gathering], *, by: Actor) -> list[Gathering]:
    """Announces gatherings; whoever calls them must be able to on each territory."""
    for gathering in gatherings:
        if not can_call_gathering(by, gathering.territory):
            raise NotAllowed
        if gathering.ends_at <= gathering.starts_at:
            raise Refused(_("«%(title)s» termina antes de empezar.") % {"title": gathering.title})
    with transaction.atomic():
        if len(gatherings) == 1:
            stored = [create(gatherings[0], act="call_gathering", by=by)]
        else:
            stored = create_many(gatherings, act="call_gathering", by=by)
        index_things("gatherings.gathering", [(g.pk, g.title) for g in stored])
    return stored


def cancel_gathering(gathering: Gathering, *, by: Actor, seen: int | None = None) -> Gathering:
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if gathering.state == Gathering.State.HELD:
        raise Refused(_("El encuentro ya se realizó; no se puede cancelar."))
    gathering.state = Gathering.State.CANCELLED
    return change(gathering, act="cancel_gathering", by=by, seen=seen)
