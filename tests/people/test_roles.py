from datetime import timedelta

import pytest
from django.utils import timezone

from convite.core.errors import NotAllowed, Overtaken, Refused
from convite.core.models import AuditEntry
from convite.people.actions import end_role, grant_role
from convite.people.models import GrantState, Person, Role
from convite.people.queries import holds
from tests.builders import make_grant, make_person

DAY = timedelta(days=1)


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_grant_role_reaches_what_lies_below(administrator, resident, city, commune):
    grant_role(resident, Role.EVALUATOR, city, by=administrator)
    assert holds(again(resident), Role.EVALUATOR, territory=commune) is True


def test_grant_role_does_not_reach_what_lies_above(administrator, resident, city, commune):
    grant_role(resident, Role.EVALUATOR, commune, by=administrator)
    assert holds(again(resident), Role.EVALUATOR, territory=city) is False


def test_grant_role_from_tomorrow_does_not_hold_today(administrator, resident, city):
    grant_role(resident, Role.OFFICER, city, by=administrator, starts_on=timezone.localdate() + DAY)
    assert holds(again(resident), Role.OFFICER) is False


def test_grant_role_until_today_still_holds_today(administrator, resident, city):
    grant_role(resident, Role.OFFICER, city, by=administrator, ends_on=timezone.localdate())
    assert holds(again(resident), Role.OFFICER) is True


def test_grant_role_that_ends_before_it_starts_is_refused(administrator, resident, city):
    today = timezone.localdate()
    with pytest.raises(Refused):
        grant_role(resident, Role.OFFICER, city, by=administrator, starts_on=today + 5 * DAY, ends_on=today + DAY)


def test_grant_role_already_over_is_refused(administrator, resident, city):
    today = timezone.localdate()
    with pytest.raises(Refused):
        grant_role(resident, Role.OFFICER, city, by=administrator, starts_on=today - 5 * DAY, ends_on=today - DAY)


def test_grant_role_twice_for_the_same_days_is_refused(administrator, officer, city):
    with pytest.raises(Refused):
        grant_role(officer, Role.OFFICER, city, by=administrator)


def test_grant_role_to_a_closed_account_is_refused(administrator, city):
    with pytest.raises(Refused):
        grant_role(make_person(is_active=False), Role.OFFICER, city, by=administrator)


def test_grant_role_ends_open_sessions(administrator, resident, city, as_person):
    client = as_person(resident)
    grant_role(resident, Role.OFFICER, city, by=administrator)
    assert client.get("/escritorio/").status_code == 302


def test_grant_role_is_remembered(administrator, resident, city):
    grant = grant_role(resident, Role.OFFICER, city, by=administrator)
    entry = AuditEntry.objects.order_by("-id").first()
    assert (entry.act, entry.by, entry.thing) == ("grant_role", administrator.public_id, grant.public_id)


def test_grant_role_everywhere_by_administrator_of_one_city_is_not_allowed(resident, city):
    local = make_grant(make_person("Local"), Role.ADMINISTRATOR, city).person
    with pytest.raises(NotAllowed):
        grant_role(resident, Role.OFFICER, None, by=local)


def test_end_role_holds_no_more_at_once(administrator, officer):
    end_role(officer.grants.get(), by=administrator)
    assert holds(again(officer), Role.OFFICER) is False


def test_end_role_ends_open_sessions(administrator, officer, as_person):
    client = as_person(officer)
    end_role(officer.grants.get(), by=administrator)
    assert client.get("/escritorio/").status_code == 302


def test_end_role_twice_is_refused(administrator, officer):
    grant = end_role(officer.grants.get(), by=administrator)
    with pytest.raises(Refused):
        end_role(grant, by=administrator)


def test_end_role_seen_before_another_ended_it_is_overtaken(administrator, officer):
    mine, theirs = officer.grants.get(), officer.grants.get()
    end_role(theirs, by=administrator)
    with pytest.raises(Overtaken):
        end_role(mine, by=administrator, seen=1)


def test_end_role_of_the_last_administrator_is_refused(administrator):
    with pytest.raises(Refused):
        end_role(administrator.grants.get(), by=administrator)


def test_end_role_by_auditor_is_not_allowed(auditor, officer):
    with pytest.raises(NotAllowed):
        end_role(officer.grants.get(), by=auditor)


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [(-5, None, "present"), (-5, 0, "present"), (-5, -1, "past"), (1, None, "future")],
)
def test_grant_state(resident, city, starts, ends, state):
    today = timezone.localdate()
    ends_on = None if ends is None else today + ends * DAY
    grant = make_grant(resident, Role.LEADER, city, starts_on=today + starts * DAY, ends_on=ends_on)
    assert grant.state == GrantState(state)
