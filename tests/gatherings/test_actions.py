"""What happens to a gathering when it may, and what refuses to: called, held with so many people, cancelled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convite.core.errors import NotAllowed, Overtaken
from convite.core.searching import matching_ids
from convite.gatherings.actions import call_gathering, call_gatherings, cancel_gathering, record_attendance
from convite.gatherings.models import Attendance, Gathering
from tests.builders import make_attendance, make_gathering
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db


def workshop(territory, title="Taller de ideas", hours=2):
    starts_at = timezone.now()
    moments = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=hours)}
    return Gathering(kind=Gathering.Kind.WORKSHOP, title=title, territory=territory, place="Casa", **moments)


def counts():
    return list(Attendance.objects.order_by("sex", "age_band").values_list("gathering", "sex", "age_band", "count"))


def test_call_gathering_is_stored_found_and_remembered(commune, facilitator):
    gathering = call_gathering(workshop(commune, "Taller de La Salle"), by=facilitator)

    assert Gathering.objects.get().state == Gathering.State.CALLED
    assert list(Gathering.objects.filter(pk__in=matching_ids("salle", "gatherings.gathering"))) == [gathering]
    assert versions_of(gathering) == [(1, "call_gathering")]
    assert remembered("call_gathering") == [(facilitator.public_id, "gatherings.gathering", gathering.public_id)]


def test_call_gatherings_remembers_many_by_one_line(commune, officer):
    stored = call_gatherings([workshop(commune, "Uno"), workshop(commune, "Dos")], by=officer)

    assert list(Gathering.objects.order_by("id")) == stored
    assert remembered("call_gathering") == [(officer.public_id, "gatherings.gathering", stored[0].public_id)]


@pytest.mark.parametrize("hours", [0, -1])
def test_call_gathering_that_ends_before_it_starts_is_refused(commune, officer, hours):
    before = rows_of_all_tables()

    sentence = refusal_of(call_gatherings, [workshop(commune), workshop(commune, "Tarde", hours)], by=officer)

    assert sentence == "«Tarde» termina antes de empezar."
    assert rows_of_all_tables() == before


def test_call_gatherings_with_one_of_another_city_calls_none(commune, other_city, officer):
    with pytest.raises(NotAllowed):
        call_gatherings([workshop(commune), workshop(other_city)], by=officer)

    assert Gathering.objects.count() == 0


def test_record_attendance_replaces_what_was_said_and_marks_it_held(commune, facilitator):
    gathering, other = make_gathering(commune), make_gathering(commune)
    make_attendance(gathering, 99, sex="m")
    make_attendance(other, 7, sex="x")

    record_attendance({gathering: {("f", "29-59"): 12, ("m", "29-59"): 0, ("", ""): 3}}, by=facilitator)

    assert counts() == [(gathering.pk, "", "", 3), (gathering.pk, "f", "29-59", 12), (other.pk, "x", "", 7)]
    assert Gathering.objects.get(pk=gathering.pk).state == Gathering.State.HELD
    assert Gathering.objects.get(pk=other.pk).state == Gathering.State.CALLED
    assert versions_of(gathering) == [(2, "record_attendance")]


def test_record_attendance_again_corrects_the_numbers_only(commune, facilitator):
    gathering = make_gathering(commune)
    record_attendance({gathering: {("f", ""): 12}}, by=facilitator)

    record_attendance({gathering: {("f", ""): 13}}, by=facilitator)

    assert counts() == [(gathering.pk, "f", "", 13)]
    assert versions_of(gathering) == [(2, "record_attendance")]


def test_record_attendance_below_zero_is_refused_and_nothing_changes(commune, facilitator):
    gathering = make_gathering(commune)
    make_attendance(gathering, 9, sex="m")

    sentence = refusal_of(record_attendance, {gathering: {("f", ""): -1}}, by=facilitator)

    assert sentence == "El número de asistentes a «Taller de ideas» no puede ser negativo."
    assert counts() == [(gathering.pk, "m", "", 9)]


def test_record_attendance_with_one_of_another_city_records_none(commune, other_city, facilitator):
    groups = {("f", ""): 12}

    with pytest.raises(NotAllowed):
        record_attendance({make_gathering(commune): groups, make_gathering(other_city): groups}, by=facilitator)

    assert counts() == []


def test_record_attendance_of_none_remembers_nothing(facilitator):
    record_attendance({}, by=facilitator)

    assert remembered("record_attendance") == []


def test_cancel_gathering_keeps_it_in_sight_as_cancelled(commune, officer):
    gathering = make_gathering(commune)

    cancel_gathering(gathering, "Se dañó el salón.", by=officer)

    assert Gathering.objects.get().state == Gathering.State.CANCELLED
    assert remembered("cancel_gathering") == [(officer.public_id, "gatherings.gathering", gathering.public_id)]


def test_cancel_gathering_that_was_held_is_refused(commune, officer):
    gathering = make_gathering(commune, state=Gathering.State.HELD)

    said = refusal_of(cancel_gathering, gathering, "Se dañó.", by=officer)

    assert said == "El encuentro ya se realizó; no se puede cancelar."
    assert Gathering.objects.get().state == Gathering.State.HELD


def test_cancel_gathering_that_was_held_meanwhile_is_overtaken(commune, officer, facilitator):
    gathering, read_before = make_gathering(commune), Gathering.objects.get()
    record_attendance({gathering: {("f", ""): 12}}, by=facilitator)

    with pytest.raises(Overtaken):
        cancel_gathering(read_before, "Se dañó.", by=officer)

    assert Gathering.objects.get().state == Gathering.State.HELD


def test_cancel_gathering_of_another_city_is_not_allowed(commune, outsider):
    with pytest.raises(NotAllowed):
        cancel_gathering(make_gathering(commune), "Se dañó.", by=outsider)

    assert Gathering.objects.get().state == Gathering.State.CALLED
