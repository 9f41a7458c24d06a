from datetime import timedelta

import pytest
from django.utils import timezone

from convite.people.actions import consume_try, forget_tries
from convite.people.models import TryCount
from convite.people.queries import MOST_TRIES

CODE, PASSWORD = TryCount.Secret.CODE, TryCount.Secret.PASSWORD
pytestmark = pytest.mark.django_db


def spend(*whose: str, times: int = MOST_TRIES) -> None:
    for _ in range(times):
        consume_try(CODE, *whose)


def test_consume_try_five_times_passes_and_the_sixth_does_not():
    assert [consume_try(CODE, "contact:a@b.co") for _ in range(6)] == [True] * 5 + [False]


def test_consume_try_counts_each_secret_apart():
    spend("contact:a@b.co")
    assert consume_try(PASSWORD, "contact:a@b.co") is True


def test_consume_try_of_a_person_counts_through_another_contact():
    spend("contact:old@b.co", "person:7")
    assert consume_try(CODE, "contact:new@b.co", "person:7") is False


def test_consume_try_does_not_mind_capitals():
    spend("contact:a@b.co")
    assert consume_try(CODE, "contact:A@B.CO ") is False


def test_consume_try_begins_anew_after_the_window():
    spend("contact:a@b.co")
    TryCount.objects.update(since=timezone.now() - timedelta(minutes=61))
    assert consume_try(CODE, "contact:a@b.co") is True


def test_consume_try_within_the_window_still_refuses():
    spend("contact:a@b.co")
    TryCount.objects.update(since=timezone.now() - timedelta(minutes=59))
    assert consume_try(CODE, "contact:a@b.co") is False


def test_forget_tries_gives_five_more():
    spend("contact:a@b.co")
    forget_tries(CODE, "contact:a@b.co")
    assert consume_try(CODE, "contact:a@b.co") is True


def test_consume_try_keeps_no_address():
    consume_try(CODE, "contact:a@b.co")
    assert [len(t.whose) for t in TryCount.objects.all()] == [64]


def test_consume_try_forgets_counts_of_yesterday():
    spend("contact:old@b.co")
    TryCount.objects.update(since=timezone.now() - timedelta(days=2))
    consume_try(CODE, "contact:a@b.co")
    assert TryCount.objects.count() == 1
