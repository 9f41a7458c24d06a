"""Do machines learn what they need, and nobody else anything?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from convite.core import health
from convite.core.models import OutboxMessage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("convite.core.urls")]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def measured(settings):
    settings.METRICS_TOKEN = "a secret for the monitor"
    return {"Authorization": "Bearer a secret for the monitor"}


def break_down():
    raise DatabaseError("the password is hunter2")


def test_live_answers():
    response = Client().get("/health/live")
    assert (response.status_code, response.json()) == (200, {"live": True})


def test_ready_says_that_all_is_well():
    response = Client().get("/health/ready")
    checks = {"database": True, "migrations": True, "disk": True, "work": True}
    assert (response.status_code, response.json()) == (200, {"ready": True, "checks": checks})


def test_ready_without_database_is_503_and_says_no_secret(monkeypatch):
    monkeypatch.setitem(health.NEEDED, "database", break_down)
    response = Client().get("/health/ready")
    assert (response.status_code, response.json()["checks"]["database"]) == (503, False)
    assert b"hunter2" not in response.content


def test_ready_without_room_on_the_disk_is_503(monkeypatch):
    monkeypatch.setattr(health, "LEAST_DISK", 2**63)
    assert Client().get("/health/ready").status_code == 503


def test_ready_with_pending_migrations_is_503_and_asks_again(monkeypatch):
    health._migrations_were_applied.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(health, "pending_migrations", lambda: ["core.0009_next"])
        assert Client().get("/health/ready").status_code == 503
    assert Client().get("/health/ready").status_code == 200


def test_ready_with_letters_that_nobody_sends_stays_ready_and_says_so():
    long_ago = timezone.now() - timedelta(hours=2)
    OutboxMessage.objects.create(unique_key="a", to="a@example.org", subject="", body="", next_try_at=long_ago)
    response = Client().get("/health/ready")
    assert (response.status_code, response.json()["checks"]["work"]) == (200, False)


def test_health_is_never_kept_by_a_cache():
    assert "no-store" in Client().get("/health/ready")["Cache-Control"]


def test_health_takes_no_post():
    assert Client().post("/health/live").status_code == 405


def test_metrics_count_letters_and_acts():
    OutboxMessage.objects.create(unique_key="a", to="a@example.org", subject="", body="")
    lines = Client().get("/metrics").content.decode().splitlines()
    wanted = ["convite_acts_total 0", 'convite_letters{state="waiting"} 1', 'convite_jobs{state="failed"} 0']
    assert [line for line in wanted if line not in lines] == []


def test_metrics_from_elsewhere_is_404():
    assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 404


def test_metrics_through_a_proxy_of_the_same_machine_is_404():
    assert Client().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


def test_metrics_with_the_token_is_given_from_anywhere(measured):
    assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics", headers=measured).status_code == 200


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer another", "a secret for the monitor", "Bearer ñ"])
def test_metrics_with_another_token_is_404(measured, sent):
    assert Client().get("/metrics", headers={"Authorization": sent}).status_code == 404
