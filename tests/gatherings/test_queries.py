"""What one may ask of gatherings: how many came, where people met, which come next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convite.gatherings.models import Gathering
from convite.gatherings.queries import AttendanceTotals, attendance_of, next_or_last, places_of_gatherings
from tests.builders import make_attendance, make_gathering, make_territory

pytestmark = pytest.mark.django_db


def test_attendance_adds_up_by_sex_over_age_bands_and_gatherings(commune):
    first, second, other = (make_gathering(commune) for _ in range(3))
    make_attendance(first, 5, sex="f", age_band="18-28")
    make_attendance(first, 7, sex="f", age_band="29-59")
    make_attendance(second, 4, sex="m")
    make_attendance(second, 2, sex="x")
    make_attendance(second, 1)
    make_attendance(other, 1000, sex="m")

    totals = attendance_of([first, second])

    assert totals == AttendanceTotals(total=19, women=12, men=4, other=2, no_answer=1)


def test_attendance_nobody_recorded_is_nothing(commune):
    assert attendance_of([make_gathering(commune)]) == AttendanceTotals(0, 0, 0, 0, 0)


def test_places_of_gatherings_are_those_where_somebody_met_each_once(city, commune):
    later, _bare = make_territory("Buenos Aires", city, order="09"), make_territory("Belén", city, order="16")
    for territory in (later, commune, commune):
        make_gathering(territory)

    assert places_of_gatherings() == [commune, later]


def test_next_gatherings_are_those_to_come_soonest_first(commune):
    now = timezone.now()
    late, soon = (make_gathering(commune, starts_at=now + timedelta(days=days)) for days in (9, 2))
    make_gathering(commune, starts_at=now + timedelta(days=1), state=Gathering.State.CANCELLED)
    make_gathering(commune, starts_at=now - timedelta(days=1))

    assert next_or_last(Gathering.objects.all()).rows == [soon, late]


def test_next_gatherings_without_any_to_come_are_the_last_ones(commune):
    now = timezone.now()
    old, last = (make_gathering(commune, starts_at=now - timedelta(days=days)) for days in (9, 2))

    met = next_or_last(Gathering.objects.all())

    assert (met.rows, met.are_to_come) == ([last, old], False)
