"""Who is registered and who came, by name? For the team alone, each look at them remembered by the door that asks."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from convite.core.searching import fold
from convite.gatherings.models import Gathering, Registration
from convite.gatherings.queries.attendees import AttendeeRow, attendees_of
from convite.people.models import Person


def registrations_of(gathering: Gathering) -> QuerySet[Registration]:
    """Those with a place first, then those who wait in their order, then those who gave it back."""
    states = Registration.State
    places = [When(state=state, then=Value(n)) for n, state in enumerate((states.CONFIRMED, states.WAITING))]
    order = Case(*places, default=Value(2), output_field=IntegerField())
    return gathering.registrations.annotate(order=order).order_by("order", "id")


def names_already(gathering: Gathering, rows: Sequence[AttendeeRow]) -> list[str]:
    """The names that stand twice: on this page, or here and among those who came already."""
    keys = {row.client_key for row in rows}
    others = attendees_of(gathering).exclude(client_key__in=keys).values_list("name", flat=True)
    seen = {_plain(name) for name in others if name}
    twice = []
    for row in rows:
        name = _plain(row.name)
        if name and name in seen and not row.document:
            twice.append(row.name)
        seen.add(name)
    return twice


def _plain(name: str) -> str:
    return " ".join(fold(name).split())


def rows_for_export(gathering: Gathering) -> Iterator[tuple[Any, ...]]:
    """In the columns of the attendance sheet; documents are not known."""
    for number, one in enumerate(attendees_of(gathering), 1):
        yield (number, one.name, "", one.sex, one.age_band, one.group, one.organization)


def registrations_by(person: Person) -> QuerySet[Registration, dict[str, Any]]:
    """What one person asked for with her account, as she takes it away."""
    fields = ("gathering__public_id", "gathering__title", "name", "contact", "needs", "state", "registered_at")
    return Registration.objects.filter(person=person).order_by("id").values(*fields)
