"""What can happen to a gathering? It is called, alone or in a series, changed, and cancelled with a reason."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.conversations.actions.notices import tell_followers
from convite.core.acts import change, create, create_many
from convite.core.errors import NotAllowed, Refused
from convite.core.saying import say_moment
from convite.core.searching import index_things
from convite.gatherings.actions.letters import tell_cancelled, tell_moved
from convite.gatherings.actions.registrations import move_up
from convite.gatherings.models import Gathering
from convite.gatherings.permissions import can_call_gathering
from convite.gatherings.queries.places import fault_of_place
from convite.people.queries import Actor

WHEN_AND_WHERE = ("starts_at", "ends_at", "place")

Called = Callable[[Sequence[Gathering], Actor], None]
_called: list[Called] = []


def when_called(do: Called) -> None:
    """An upper room says what it does with gatherings just called, in the call's own transaction. Twice is the
    same as once.
    """
    if do not in _called:
        _called.append(do)


def call_gathering(gathering: Gathering, *, by: Actor) -> Gathering:
    return call_gatherings([gathering], by=by)[0]


def call_gatherings(gatherings: Sequence[Gathering], *, by: Actor) -> list[Gathering]:
    """Announces gatherings; whoever calls them must be able to on each territory."""
    for gathering in gatherings:
        if not can_call_gathering(by, gathering.territory):
            raise NotAllowed
        _refuse_bad_call(gathering)
    with transaction.atomic():
        if len(gatherings) == 1:
            stored = [create(gatherings[0], act="call_gathering", by=by)]
        else:
            stored = create_many(gatherings, act="call_gathering", by=by)
        _index(stored)
        _tell_called(stored, by)
        for do in _called:
            do(stored, by)
    return stored


def edit_gathering(gathering: Gathering, *, by: Actor, seen: int | None = None) -> Gathering:
    """Stores what was changed in the call. Whoever keeps a place is told of another day, hour or place."""
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if gathering.state == Gathering.State.CANCELLED:
        raise Refused(_("El encuentro se canceló: ya no se cambia. Convoque uno nuevo."))
    _refuse_bad_call(gathering)
    with transaction.atomic():
        before = Gathering.objects.select_for_update().get(pk=gathering.pk)
        if not can_call_gathering(by, before.territory):  # nobody takes over the gathering of another place
            raise NotAllowed
        change(gathering, act="edit_gathering", by=by, seen=seen)
        _index([gathering])
        moved = any(getattr(before, name) != getattr(gathering, name) for name in WHEN_AND_WHERE)
        if moved and gathering.state == Gathering.State.CALLED:
            tell_moved(gathering, before)
            _tell_followers(gathering, "moved", by)
        move_up(gathering)  # there may be more places now
    return gathering


def cancel_gathering(gathering: Gathering, reason: str, *, by: Actor, seen: int | None = None) -> Gathering:
    """It stays in sight as cancelled, with the reason; whoever kept a place is told by letter."""
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if gathering.state == Gathering.State.HELD:
        raise Refused(_("El encuentro ya se realizó; no se puede cancelar."))
    if gathering.state == Gathering.State.CANCELLED:
        raise Refused(_("El encuentro ya estaba cancelado."))
    if not reason.strip():
        raise Refused(_("Diga por qué se cancela: quienes pensaban ir lo van a leer."))
    gathering.state, gathering.state_reason = Gathering.State.CANCELLED, reason.strip()
    with transaction.atomic():
        change(gathering, act="cancel_gathering", by=by, seen=seen)
        tell_cancelled(gathering)
        _tell_followers(gathering, "cancelled", by)
    return gathering


def _refuse_bad_call(gathering: Gathering) -> None:
    if gathering.ends_at <= gathering.starts_at:
        raise Refused(_("«%(title)s» termina antes de empezar.") % {"title": gathering.title})
    if fault := fault_of_place(gathering):
        raise Refused(fault)


def _index(gatherings: Sequence[Gathering]) -> None:
    texts = []
    for g in gatherings:
        languages = {*g.title, *g.call}
        texts.append((g.pk, {code: f"{g.title.get(code, '')}\n{g.place} {g.call.get(code, '')}" for code in languages}))
    index_things("gatherings.gathering", texts)


def _tell_called(gatherings: Sequence[Gathering], by: Actor) -> None:
    """Who follows a territory is told once, however many gatherings of a series are called there."""
    by_place = defaultdict(list)
    for gathering in gatherings:
        by_place[gathering.territory].append(gathering)
    for territory, called in by_place.items():
        first, number = called[0], len(called)
        url = reverse("gathering_page", args=[first.public_id])
        if number > 1:
            url = f"{reverse('gathering_list')}?territorio={territory.public_id}&cuando=por-venir"

        def sentence(first: Gathering = first, number: int = number) -> str:
            if number == 1:
                return _("Se convocó «%(title)s»: %(when)s, %(place)s.") % _when_and_where(first)
            said = ngettext(
                "Se convocó %(n)d encuentro en %(territory)s.",
                "Se convocaron %(n)d encuentros en %(territory)s.",
                number,
            )
            return said % {"n": number, "territory": first.territory.full_name}

        tell_followers(territory, sentence, url, key=f"call:{first.public_id}", but=_person(by))


def _tell_followers(gathering: Gathering, what: str, by: Actor) -> None:
    def sentence() -> str:
        if what == "moved":
            return _("«%(title)s» cambió de día, hora o lugar: %(when)s, %(place)s.") % _when_and_where(gathering)
        return _("Se canceló «%(title)s»: %(reason)s") % {"title": gathering.title, "reason": gathering.state_reason}

    url = reverse("gathering_page", args=[gathering.public_id])
    key = f"{what}:{gathering.public_id}:{gathering.version}"
    tell_followers(gathering, sentence, url, key=key, but=_person(by))


def _when_and_where(gathering: Gathering) -> dict[str, str]:
    return {"title": str(gathering.title), "when": say_moment(gathering.starts_at), "place": gathering.place}


def _person(by: Actor) -> Actor | None:
    return by if by.pk else None
