"""What can happen to a gathering? It is called, held with so many people, or cancelled."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import change, change_many, create, create_many, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.searching import index_things
from convite.gatherings.models import Attendance, Gathering
from convite.gatherings.permissions import can_call_gathering
from convite.people.queries import Actor

Groups = Mapping[tuple[str, str], int]  # (sex, age band) → people


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


def cancel_gathering(gathering: Gathering, *, by: Actor, seen: int | None = None) -> Gathering:
    if not can_call_gathering(by, gathering.territory):
        raise NotAllowed
    if gathering.state == Gathering.State.HELD:
        raise Refused(_("El encuentro ya se realizó; no se puede cancelar."))
    gathering.state = Gathering.State.CANCELLED
    return change(gathering, act="cancel_gathering", by=by, seen=seen)
