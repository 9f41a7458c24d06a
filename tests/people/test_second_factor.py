"""Whoever holds a public duty goes nowhere before a second factor is set up. The demo's cast alone is excused."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from convite.core.errors import NotAllowed, Refused
from convite.core.models import AuditEntry
from convite.people.actions import reset_second_factor
from convite.people.models import STAFF_ROLES, Role
from tests.builders import PASSWORD, make_grant, make_person, make_second_factor

ACTIVATE = "/cuenta/2fa/totp/activate/"


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


@pytest.fixture
def bare(city):
    """An officer who has not set up her second factor."""
    person = make_grant(make_person("Sin factor"), Role.OFFICER, city).person
    Authenticator.objects.filter(user=person).delete()
    return person


@pytest.mark.parametrize("role", Role)
def test_staff_without_second_factor_are_led_to_it(role, city, as_person):
    person = make_grant(make_person(), role, city).person
    Authenticator.objects.filter(user=person).delete()
    answer = as_person(person).get("/escritorio/")
    expected = (302, reverse("mfa_activate_totp")) if role in STAFF_ROLES else (200, "")
    assert (answer.status_code, answer.get("Location", "")) == expected


CLOSED = [
    "/escritorio/",
    "/equipo/",
    "/cuenta/perfil/",
    "/cuenta/email/",
    "/buscar/",
    "/en/escritorio/",
    "/administracion/",
]


@pytest.mark.parametrize("path", CLOSED)
def test_staff_without_second_factor_see_no_page(bare, as_person, path):
    answer = as_person(bare).get(path)
    assert (answer.status_code, answer.url.endswith(ACTIVATE)) == (302, True)


@pytest.mark.parametrize("path", ["/cuenta/2fa/", "/cuenta/reauthenticate/", "/cuenta/logout/"])
def test_staff_without_second_factor_reach_what_sets_it_up(bare, as_person, path):
    assert as_person(bare).get(path).status_code == 200


def test_staff_without_second_factor_cannot_post_either(bare, as_person):
    assert as_person(bare).post("/cuenta/perfil/", {"name": "Otra", "language": "es"}).url == ACTIVATE


def set_up(client: Client, person):
    """Logs in, shows the password again, types the code that the key on the page gives."""
    client.force_login(person)
    client.post(f"/cuenta/reauthenticate/?next={ACTIVATE}", {"password": PASSWORD})
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", client.get(ACTIVATE).content.decode())[1]
    return client.post(ACTIVATE, {"code": code_now(secret)})


def test_staff_set_up_the_second_factor_and_go_on(bare, client):
    answer = set_up(client, bare)
    assert (answer.url, client.get("/escritorio/").status_code) == (reverse("mfa_view_recovery_codes"), 200)


@pytest.mark.django_db(transaction=True)  # allauth tells of it after the commit
def test_second_factor_set_up_is_remembered(bare, client):
    set_up(client, bare)
    acts = list(AuditEntry.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["add_totp", "add_recovery_codes"]


def test_second_factor_is_drawn_by_the_server_as_a_picture(bare, client):
    client.force_login(bare)
    client.post(f"/cuenta/reauthenticate/?next={ACTIVATE}", {"password": PASSWORD})
    assert 'src="data:image/svg+xml;base64,' in client.get(ACTIVATE).content.decode()


def test_staff_without_second_factor_are_excused_in_the_demo_only(bare, as_person, settings):
    settings.DEMO = True
    assert as_person(bare).get("/escritorio/").status_code == 200


def log_in_up_to_the_factor(email: str) -> Client:
    client = Client()
    client.post("/cuenta/login/", {"login": email, "password": PASSWORD})
    return client


def test_second_factor_right_lets_in(officer):
    client = log_in_up_to_the_factor(officer.email)
    assert client.post("/cuenta/2fa/authenticate/", {"code": code_now("JBSWY3DPEHPK3PXP")}).url == reverse("desk")


def test_second_factor_cannot_be_skipped_by_going_elsewhere(officer):
    client = log_in_up_to_the_factor(officer.email)
    assert client.get("/escritorio/").url.startswith("/cuenta/login/")


def test_second_factor_code_serves_once(officer):
    code = code_now("JBSWY3DPEHPK3PXP")
    first, second = log_in_up_to_the_factor(officer.email), log_in_up_to_the_factor(officer.email)
    answers = [c.post("/cuenta/2fa/authenticate/", {"code": code}).status_code for c in (first, second)]
    assert answers == [302, 200]


def test_second_factor_is_tried_five_times_whatever_the_session(officer):
    for _ in range(5):
        log_in_up_to_the_factor(officer.email).post("/cuenta/2fa/authenticate/", {"code": "000000"})
    last = log_in_up_to_the_factor(officer.email)
    assert last.post("/cuenta/2fa/authenticate/", {"code": code_now("JBSWY3DPEHPK3PXP")}).status_code == 200


def test_reset_second_factor_takes_it_away_and_ends_sessions(administrator, officer, as_person):
    client = as_person(officer)
    reset_second_factor(officer, by=administrator)
    left = Authenticator.objects.filter(user=officer).count()
    assert (left, client.get("/escritorio/").url) == (0, "/cuenta/login/?next=/escritorio/")


def test_reset_second_factor_where_there_is_none_is_refused(administrator, resident):
    with pytest.raises(Refused):
        reset_second_factor(resident, by=administrator)


def test_reset_second_factor_by_officer_is_not_allowed(officer, administrator):
    with pytest.raises(NotAllowed):
        reset_second_factor(administrator, by=officer)


def test_second_factor_on_a_resident_is_her_choice(resident, as_person):
    make_second_factor(resident)
    assert as_person(resident).get("/escritorio/").status_code == 200
