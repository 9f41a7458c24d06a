"""When are people forgotten? A year after the gathering their names and contacts are emptied; the counts stay."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from convite.core.actors import SYSTEM
from convite.core.acts import remember
from convite.gatherings.models import Attendee, Gathering, Registration

KEPT = timedelta(days=365)
AT_ONCE = 100  # gatherings


def forget_people(now: datetime) -> int:
    """By the clock: the gatherings that ended a year ago keep sex, age band and group of who came, and no name.

    Returns how many gatherings were emptied.
    """
    old = Q(gathering__ends_at__lt=now - KEPT) & ~Q(name="")
    due = {
        *Registration.objects.filter(old).order_by().values_list("gathering_id", flat=True).distinct()[:AT_ONCE],
        *Attendee.objects.filter(old).order_by().values_list("gathering_id", flat=True).distinct()[:AT_ONCE],
    }
    for gathering in Gathering.objects.filter(pk__in=due).order_by("id"):
        with transaction.atomic():
            registrations = Registration.objects.filter(gathering=gathering)
            registrations.update(name="", contact="", contact_key="", needs="", person=None)
            Attendee.objects.filter(gathering=gathering).update(name="", organization="")
            remember(act="forget_people", thing=gathering, by=SYSTEM, public=False)
    return len(due)
