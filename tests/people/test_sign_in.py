"""Coming in: by password, by a code sent, by an account of one's own; what is told, and how often one may try."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from convite.core.models import AuditEntry
from convite.people.models import Person
from tests.builders import PASSWORD, make_person, make_second_factor

LOGIN, ASK, CONFIRM = "/cuenta/login/", "/cuenta/login/code/", "/cuenta/login/code/confirm/"
pytestmark = pytest.mark.django_db


def code_in(letter: mail.EmailMessage) -> str:
    return re.search(r"\b\d{6}\b", letter.body)[0]


def ask_for_code(client: Client, email: str):
    return client.post(ASK, {"email": email}, follow=True)


def log_in(client: Client, email: str, password: str = PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def sign_up(client: Client, **changed: str):
    typed = {"name": "Nueva", "email": "nueva@example.org", "password1": PASSWORD, "consent": "on"}
    return client.post("/cuenta/signup/", typed | changed)


def test_log_in_by_password_leads_to_the_desk(client, resident):
    assert log_in(client, resident.email).url == reverse("desk")


def test_log_in_by_password_goes_on_to_where_one_was_going(client, resident):
    answer = client.post(f"{LOGIN}?next=/privacidad/", {"login": resident.email, "password": PASSWORD})
    assert answer.url == "/privacidad/"


def test_log_in_never_leads_to_another_site(client, resident):
    answer = client.post(f"{LOGIN}?next=https://evil.example/", {"login": resident.email, "password": PASSWORD})
    assert answer.url == reverse("desk")


def test_log_in_with_second_factor_asks_for_it(client, resident):
    make_second_factor(resident)
    assert log_in(client, resident.email).url == reverse("mfa_authenticate")


def test_log_in_to_a_closed_account_does_not_happen(client):
    person = make_person(is_active=False)
    log_in(client, person.email)
    assert "_auth_user_id" not in client.session


def errors_of(answer) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


def test_log_in_with_wrong_password_answers_as_for_no_account(client, resident):
    wrong, unknown = log_in(client, resident.email, "no es esta"), log_in(client, "nadie@example.org", "no es esta")
    assert errors_of(wrong) == errors_of(unknown)


def test_log_in_after_five_wrong_passwords_refuses_the_right_one(resident):
    for _ in range(5):
        log_in(Client(), resident.email, "no es esta")
    assert log_in(Client(), resident.email).status_code == 200


def test_log_in_by_code_after_five_wrong_passwords_still_works(client, resident):
    for _ in range(5):
        log_in(Client(), resident.email, "no es esta")
    ask_for_code(client, resident.email)
    assert client.post(CONFIRM, {"code": code_in(mail.outbox[-1])}).url == reverse("desk")


def test_code_has_six_digits_and_opens_the_account(client, resident):
    ask_for_code(client, resident.email)
    code = code_in(mail.outbox[0])
    assert (mail.outbox[0].subject, client.post(CONFIRM, {"code": code}).url) == (
        f"{code} es su código para entrar",
        reverse("desk"),
    )


def test_code_pasted_with_spaces_is_taken(client, resident):
    ask_for_code(client, resident.email)
    code = code_in(mail.outbox[0])
    assert client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "}).url == reverse("desk")


def test_code_for_an_unknown_address_shows_the_same_page(resident):
    pages = []
    for email in (resident.email, "nadie@example.org"):
        answer = ask_for_code(Client(), email)
        pages.append(re.sub(r'value="[^"]{64}"', "", answer.content.decode()).replace(email, "…"))
    assert pages[0] == pages[1]


def test_code_for_an_unknown_address_sends_a_letter_too(client, db):
    ask_for_code(client, "nadie@example.org")
    assert mail.outbox[0].subject == "No hay una cuenta con este correo"


@pytest.mark.parametrize("known", [True, False])
def test_code_is_tried_five_times_whatever_the_session(resident, known):
    email = resident.email if known else "nadie@example.org"
    for _ in range(5):
        client = Client()
        ask_for_code(client, email)
        client.post(CONFIRM, {"code": "000000"})
        cache.clear()  # allauth's own limit of three letters a minute, which patience gets around
    client = Client()
    ask_for_code(client, email)
    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[-1]) if known else "000000"})
    assert errors_of(answer) == {"code": ["Demasiados intentos. Espere una hora o entre de otra manera."]}


def test_code_older_than_ten_minutes_is_refused(client, resident, monkeypatch):
    ask_for_code(client, resident.email)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert "_auth_user_id" not in client.session


def test_sign_up_asks_to_confirm_the_address(client):
    sign_up(client)
    code = code_in(mail.outbox[0])
    client.post("/cuenta/confirm-email/", {"code": code})
    assert client.session["_auth_user_id"] == str(Person.objects.get(email="nueva@example.org").pk)


def test_sign_up_remembers_consent_and_act(client):
    sign_up(client)
    person = Person.objects.get(email="nueva@example.org")
    entry = AuditEntry.objects.get(act="sign_up")
    assert (person.consented_at is None, entry.by, entry.thing) == (False, person.public_id, person.public_id)


def test_sign_up_without_consent_opens_nothing(client):
    sign_up(client, consent="")
    assert Person.objects.count() == 0


def test_sign_up_with_a_taken_address_answers_the_same(resident):
    new, taken = sign_up(Client()), sign_up(Client(), email=resident.email)
    assert (new.status_code, new.url) == (taken.status_code, taken.url)


def test_sign_up_with_a_taken_address_tells_its_owner(client, resident):
    sign_up(client, email=resident.email)
    assert mail.outbox[0].subject == "Usted ya tiene una cuenta"


def test_password_forgotten_is_replaced_by_a_code(client, resident):
    client.post("/cuenta/password/reset/", {"email": resident.email})
    client.post("/cuenta/password/reset/confirm/", {"code": code_in(mail.outbox[0])})
    client.post("/cuenta/password/reset/complete/", {"password1": "otra frase bien larga"})
    assert Person.objects.get(pk=resident.pk).check_password("otra frase bien larga") is True


def test_password_change_keeps_this_session_and_ends_the_others(resident, as_person):
    here, there = as_person(resident), as_person(resident)
    here.post("/cuenta/password/change/", {"oldpassword": PASSWORD, "password1": "otra frase bien larga"})
    assert [c.get("/cuenta/perfil/").status_code for c in (here, there)] == [200, 302]


def test_password_change_is_told_by_letter_and_remembered(resident, as_person):
    as_person(resident).post(
        "/cuenta/password/change/", {"oldpassword": PASSWORD, "password1": "otra frase bien larga"}
    )
    assert (mail.outbox[0].subject, AuditEntry.objects.get().act) == ("Cambió su contraseña", "change_password")


def test_password_fields_let_managers_and_paste_work(client):
    page = client.get(LOGIN).content.decode()
    assert ('autocomplete="username"' in page, 'autocomplete="current-password"' in page) == (True, True)


def test_mail_outage_is_told_and_breaks_nothing(client, resident, settings):
    settings.EMAIL_BACKEND = "tests.people.test_sign_in.Broken"
    assert "Ahora mismo no podemos enviar correos" in ask_for_code(client, resident.email).content.decode()


class Broken:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, letters):
        raise ConnectionRefusedError


def test_admin_log_in_leads_to_ours(client):
    assert client.get("/administracion/login/").url.startswith("/cuenta/login/")


def test_admin_log_in_by_password_lets_nobody_in(client, superuser):
    client.post("/administracion/login/", {"username": superuser.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
