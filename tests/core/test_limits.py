"""Is the same thing tried too often refused, and nothing kept that says who tried?"""

from datetime import UTC, datetime, timedelta

import pytest

from convite.core.limits import allow, forget_ended, forgive
from convite.core.models import RateCounter

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_allow_refuses_one_more_than_the_most():
    assert [allow("code:ana", 3, 600, NOW) for _ in range(5)] == [True, True, True, False, False]


def test_allow_begins_anew_when_the_time_is_over():
    tries = [allow("code:ana", 1, 600, NOW + timedelta(seconds=s)) for s in (0, 599, 600, 601)]
    assert tries == [True, False, True, False]


def test_allow_counts_each_key_for_itself():
    assert [allow(key, 1, 600, NOW) for key in ("ana", "luz", "ana")] == [True, True, False]


def test_allow_none_never_allows():
    assert (allow("ana", 0, 600, NOW), RateCounter.objects.count()) == (False, 0)


def test_allow_stores_neither_address_nor_email():
    allow("code:ana@example.org:203.0.113.9", 1, 600, NOW)
    counter = RateCounter.objects.get()
    assert len(counter.key) == 64
    assert "ana" not in counter.key


def test_allow_of_another_installation_has_another_key(settings):
    allow("ana", 1, 600, NOW)
    settings.SECRET_KEY = "another key, of another installation"
    assert allow("ana", 1, 600, NOW) is True


def test_forgive_takes_the_tries_away():
    allow("ana", 1, 600, NOW)
    forgive("ana")
    assert allow("ana", 1, 600, NOW) is True


def test_forget_ended_keeps_what_still_limits():
    allow("old", 1, 60, NOW - timedelta(hours=1))
    allow("new", 1, 600, NOW)
    assert (forget_ended(NOW), allow("new", 1, 600, NOW)) == (1, False)
