"""How is it said who came?"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import change_many, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.gatherings.models import Attendance, Gathering
from convite.gatherings.permissions import can_call_gathering
from convite.people.queries import Actor

Groups = Mapping[tuple[str, str], int]  # (sex, age band) → people


def record_attendance(counts: Mapping[Gathering, Groups], *, by: Actor) -> None:
    """Says how many came to each gathering, by sex and age band; what was said before is replaced."""
    for gathering, groups in counts.items():
        if not can_call_gathering(by, gathering.territory):
            raise NotAllowed
        if gathering.state == Gathering.State.CANCELLED:
            raise Refused(_("«%(title)s» se canceló: no tuvo asistentes.") % {"title": gathering.title})
        if any(people < 0 for people in groups.values()):
            raise Refused(
                _("El número de asistentes a «%(title)s» no puede ser negativo.") % {"title": gathering.title}
            )
    with transaction.atomic():
        Attendance.objects.filter(gathering__in=list(counts)).delete()
        write_rows(
            Attendance(gathering=gathering, sex=sex, age_band=age_band, count=people)
            for gathering, groups in counts.items()
            for (sex, age_band), people in groups.items()
            if people
        )
        news = [g for g in counts if g.state != Gathering.State.HELD]
        change_many(news, act="record_attendance", by=by, state=Gathering.State.HELD)
        first = next(iter(counts), None)
        if first is not None:
            content = {g.public_id: sum(groups.values()) for g, groups in counts.items()}
            remember(act="record_attendance", thing=first, by=by, content=content)
