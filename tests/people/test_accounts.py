import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed, Refused
from convite.core.models import AuditEntry, OutboxMessage
from convite.people.actions import assist, change_password, change_profile, close_account, open_account
from convite.people.models import Person, RoleGrant
from tests.builders import make_grant, make_person


def last_act() -> tuple[str, str, str, str]:
    return AuditEntry.objects.order_by("-id").values_list("act", "by", "thing", "on_behalf_of").first()


def test_open_account_by_administrator_has_no_password(administrator, commune):
    person = open_account(email=" Nueva@Example.org ", name="Nueva", territory=commune, by=administrator)
    assert (person.email, person.has_usable_password()) == ("nueva@example.org", False)


def test_open_account_remembers_who_and_whose(administrator):
    person = open_account(email="nueva@example.org", name="Nueva", by=administrator)
    assert last_act() == ("open_account", administrator.public_id, person.public_id, "")


def test_open_account_writes_a_letter_that_says_where_to_enter(administrator):
    open_account(email="nueva@example.org", name="Nueva", by=administrator, login_url="https://sitio/entrar/")
    letter = OutboxMessage.objects.get()
    assert (letter.to, "https://sitio/entrar/" in letter.body) == ("nueva@example.org", True)


def test_open_account_twice_for_one_address_is_refused(administrator, resident):
    with pytest.raises(Refused):
        open_account(email=resident.email.upper(), name="Otra", by=administrator)
    assert Person.objects.filter(email=resident.email).count() == 1


def test_open_account_by_officer_is_not_allowed(officer):
    with pytest.raises(NotAllowed):
        open_account(email="nueva@example.org", name="Nueva", by=officer)


def test_change_profile_tells_the_log_which_fields_and_never_their_values(resident):
    change_profile(resident, name="Ana R.", territory=None, language="en", by=resident)
    assert (resident.name, last_act()[0]) == ("Ana R.", "change_profile")


def test_change_profile_without_a_change_writes_nothing(resident):
    before = AuditEntry.objects.count()
    change_profile(resident, name=resident.name, territory=resident.territory, language="es", by=resident)
    assert AuditEntry.objects.count() == before


def test_change_profile_of_a_neighbour_is_not_allowed(resident, neighbour):
    with pytest.raises(NotAllowed):
        change_profile(neighbour, name="Otra", territory=None, language="es", by=resident)


def test_change_profile_assisted_names_both_persons(resident, officer, commune):
    helped = assist(resident, by=officer, territory=commune)
    change_profile(resident, name="Ana María", territory=commune, language="es", by=officer, on_behalf_of=helped)
    assert last_act() == ("change_profile", officer.public_id, resident.public_id, resident.public_id)


def test_assist_by_officer_of_another_city_is_not_allowed(resident, outsider, commune):
    with pytest.raises(NotAllowed):
        assist(resident, by=outsider, territory=commune)


def test_change_password_ends_every_open_session(resident, as_person):
    client = as_person(resident)
    change_password(Person.objects.get(pk=resident.pk), "otra frase bien larga", by=resident)
    assert client.get("/cuenta/perfil/").status_code == 302


def test_close_account_destroys_what_is_personal(resident):
    close_account(resident, by=resident)
    gone = Person.objects.get(pk=resident.pk)
    known = (gone.name, gone.email, gone.territory, gone.is_active, gone.has_usable_password())
    assert known == ("persona que se retiró", f"{gone.public_id}@cuenta-cerrada.invalid", None, False, False)


def test_close_account_destroys_addresses_and_second_factors(officer):
    close_account(officer, by=officer)
    left = (EmailAddress.objects.filter(user=officer).count(), Authenticator.objects.filter(user=officer).count())
    assert left == (0, 0)


def test_close_account_ends_roles_and_sessions(officer, as_person):
    client = as_person(officer)
    close_account(officer, by=officer)
    still = RoleGrant.objects.filter(person=officer, ended_at__isnull=True).count()
    assert (still, client.get("/escritorio/").status_code) == (0, 302)


def test_close_account_of_a_neighbour_is_not_allowed(resident, neighbour):
    with pytest.raises(NotAllowed):
        close_account(neighbour, by=resident)


def test_close_account_of_the_last_administrator_is_refused(administrator):
    with pytest.raises(Refused):
        close_account(administrator, by=administrator)


def test_close_account_of_one_of_two_administrators_happens(administrator):
    make_grant(make_person("Otra"), "administrator")
    close_account(administrator, by=administrator)
    assert Person.objects.get(pk=administrator.pk).is_active is False


def test_close_account_twice_is_refused(resident):
    close_account(resident, by=resident)
    with pytest.raises(Refused):
        close_account(resident, by=SYSTEM)
