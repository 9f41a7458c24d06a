"""How does a place come into the tree, and how does it change? With its path, its words for the search, its history."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from convite.core.acts import change, create, create_many
from convite.core.errors import NotAllowed, Refused
from convite.core.searching import index_things
from convite.territories.models import Territory
from convite.territories.permissions import can_manage_territories
from convite.territories.queries import territory_by_code

KIND = "territories.territory"


def add_territory(territory: Territory, *, by: Any) -> Territory:
    """Adds one place below its parent (or as a root)."""
    return add_territories([territory], by=by)[0]


def add_territories(territories: Sequence[Territory], *, by: Any) -> list[Territory]:
    """Adds many places, parents before their children; a parent may be among them."""
    if not can_manage_territories(by):
        raise NotAllowed
    _refuse_taken(territories)
    stored: list[Territory] = []
    with transaction.atomic():
        for level in _levels(territories):
            for territory in level:
                _check(territory)
                territory.parent = territory.parent  # takes the key that the parent has got by now
                territory.path = _path_of(territory)
            stored += [create(level[0], act="add_territory", by=by)] if len(territories) == 1 else create_many(
                level, act="add_territory", by=by
            )  # fmt: skip
        _index(stored)
    return stored


def change_territory(territory: Territory, *, by: Any, seen: int | None = None) -> Territory:
    """Stores a changed place; with a new code or parent, everything below it moves along."""
    if not can_manage_territories(by):
        raise NotAllowed
    before = Territory.objects.get(pk=territory.pk)
    if territory.code != before.code:
        _refuse_taken([territory])
    _check(territory)
    territory.path = _path_of(territory)
    if territory.parent_id and territory.parent.path.startswith(before.path):
        raise Refused(_("«%(name)s» no puede quedar debajo de sí mismo.") % {"name": territory.name})
    with transaction.atomic():
        change(territory, act="change_territory", by=by, seen=seen)
        if territory.path != before.path:
            below = Territory.objects.filter(path__startswith=before.path).exclude(pk=territory.pk)
            below.update(path=Concat(Value(territory.path), Substr("path", len(before.path) + 1)))
        _index([territory])
    return territory


def _refuse_taken(territories: Sequence[Territory]) -> None:
    codes = Counter(territory.code for territory in territories)
    twice = sorted(code for code, number in codes.items() if number > 1)
    keys = [territory.pk for territory in territories if territory.pk]
    taken = Territory.objects.filter(code__in=list(codes)).exclude(pk__in=keys)
    for code in (*twice, *taken.values_list("code", flat=True)):
        raise Refused(_("Ya hay un territorio con el código %(code)s.") % {"code": code})


def _check(territory: Territory) -> None:
    if not territory.code or "/" in territory.code or territory.code != territory.code.strip():
        raise Refused(_("«%(code)s» no sirve de código: no puede estar vacío ni tener «/».") % {"code": territory.code})
    try:
        territory.clean_fields(exclude=["path", "parent"])
    except ValidationError as error:
        said = " ".join(error.messages)
        raise Refused(_("El territorio %(code)s: %(said)s") % {"code": territory.code, "said": said}) from error
    if territory.valid_from and territory.valid_to and territory.valid_to < territory.valid_from:
        raise Refused(_("El territorio %(code)s termina antes de empezar.") % {"code": territory.code})


def _path_of(territory: Territory) -> str:
    parent = territory.parent
    if parent is None:
        return f"{territory.code}/"
    above = parent if parent.path else territory_by_code(parent.code)
    if above is None:
        raise Refused(_("Falta el territorio %(code)s, de mayor nivel.") % {"code": parent.code})
    return f"{above.path}{territory.code}/"


def _levels(territories: Sequence[Territory]) -> Iterable[list[Territory]]:
    """Those whose parent is stored, then those whose parent is among the ones before, and so on."""
    waiting = list(territories)
    while waiting:
        ready = [t for t in waiting if t.parent is None or t.parent.pk or t.parent not in waiting]
        if not ready:
            raise Refused(_("Hay territorios que serían padres uno del otro."))
        yield ready
        waiting = [t for t in waiting if not t.pk]


def _index(territories: Iterable[Territory]) -> None:
    """A place is found by its name as people say it, and by its code."""
    index_things(KIND, [(t.pk, {"es": f"{t.full_name}\n{t.code}"}) for t in territories])
