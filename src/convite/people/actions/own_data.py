"""What happens when a person takes her data away? She gets all of it, and the audit log remembers that it left."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import remember
from convite.core.errors import NotAllowed, Refused
from convite.core.limits import allow
from convite.people.models import Person
from convite.people.permissions import can_take_data
from convite.people.queries import own_data_of

MOST_A_DAY = 10
DAY = 86_400


def take_own_data(person: Person, *, by: Person, now: datetime | None = None) -> dict[str, Any]:
    """All that the system holds of her, as it stands now."""
    if not can_take_data(by, person):
        raise NotAllowed
    moment = now or timezone.now()
    if not allow(f"own_data:{person.public_id}", MOST_A_DAY, DAY, moment):
        raise Refused(_("Ya bajó sus datos muchas veces hoy. Mañana puede bajarlos otra vez."))
    with transaction.atomic():
        remember(act="take_own_data", thing=person, by=by, public=False)
        return {"taken_at": moment, **own_data_of(person)}
