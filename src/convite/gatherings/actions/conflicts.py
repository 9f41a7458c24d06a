"""What happens when a phone and the office wrote different things? Both are kept until somebody chooses.

The same difference brought twice is one conflict. Once it is settled its texts are gone; of what the phone brought
only a *mark* remains, by which the same thing brought once more is known to be settled.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create_many
from convite.core.closed import look_up_key
from convite.core.errors import Refused
from convite.gatherings.models import FieldConflict, Gathering
from convite.gatherings.queries.conflicts import SETTLED
from convite.people.queries import Actor


@dataclass(frozen=True)
class Difference:
    """What the phone wrote of a thing, and what stands: field → value."""

    kind: str  # attendee, agreement, idea
    client_key: str
    from_phone: dict[str, Any]
    in_office: dict[str, Any]


def keep_conflicts(gathering: Gathering, found: Sequence[Difference], *, by: Actor) -> list[FieldConflict]:
    """The conflict of each difference, kept now or already known (perhaps settled). Within a transaction."""
    if not found:
        return []
    keys = {difference.client_key for difference in found}
    stored = FieldConflict.objects.filter(gathering=gathering, client_key__in=keys)
    known = {(c.kind, c.client_key, c.from_phone): c for c in stored}
    new, kept = [], []
    for difference in found:
        text = written(difference.from_phone)
        same = known.get((difference.kind, difference.client_key, text))
        same = same or known.get((difference.kind, difference.client_key, _mark(text, gathering)))
        if same is None:
            same = FieldConflict(
                gathering=gathering,
                kind=difference.kind,
                client_key=difference.client_key,
                from_phone=text,
                in_office=written(difference.in_office),
                brought_by_id=by.pk,
            )
            known[difference.kind, difference.client_key, text] = same
            new.append(same)
        kept.append(same)
    create_many(new, act="find_field_conflict", by=by, public=False)
    return kept


def close_conflict(conflict: FieldConflict, choice: str, *, by: Actor, seen: int | None = None) -> FieldConflict:
    """Marks it as settled; what was chosen is stored by the act that calls this, in the same transaction."""
    if conflict.choice:
        raise Refused(_("Este conflicto ya se resolvió."))
    if choice not in {FieldConflict.Choice.PHONE, FieldConflict.Choice.OFFICE}:
        raise Refused(_("Elija qué versión queda: la que llegó del teléfono o la que ya estaba."))
    with transaction.atomic():
        conflict.choice, conflict.settled_at, conflict.settled_by = choice, timezone.now(), by.public_id
        conflict.from_phone, conflict.in_office = _mark(conflict.from_phone, conflict.gathering), SETTLED
        return change(conflict, act="settle_field_conflict", by=by, seen=seen, public=False)


def written(values: dict[str, Any]) -> str:
    """The same text for the same values."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False)


def _mark(text: str, gathering: Gathering) -> str:
    return SETTLED + look_up_key(text, f"conflict {gathering.public_id}")
