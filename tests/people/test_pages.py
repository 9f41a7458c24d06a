"""The pages of one's account and of the team: what they show, to whom, and what their forms do."""

from django.urls import reverse

from convite.people.actions import grant_role
from convite.people.models import Person, Role, RoleGrant
from tests.builders import PASSWORD, make_grant, make_person, make_second_factor

PROFILE = {"name": "Ana Restrepo", "territory": "", "language": "es"}


def test_profile_saves_what_is_typed(resident, as_person):
    as_person(resident).post(reverse("profile"), PROFILE | {"name": "Anita"})
    assert Person.objects.get(pk=resident.pk).name == "Anita"


def test_profile_with_another_language_goes_on_in_it(resident, as_person):
    assert as_person(resident).post(reverse("profile"), PROFILE | {"language": "en"}).url == "/en/cuenta/perfil/"


def test_profile_without_name_keeps_the_old_one_and_says_why(resident, as_person):
    answer = as_person(resident).post(reverse("profile"), PROFILE | {"name": " "})
    assert (list(answer.context["form"].errors), Person.objects.get(pk=resident.pk).name) == (["name"], "Ana Restrepo")


def test_profile_shows_one_fact_per_field_of_the_catalogue(resident, as_person):
    facts = {f.row.field.name: f.value for f in as_person(resident).get(reverse("profile")).context["facts"]}
    assert (facts["email"], facts["password"]) == (resident.email, None)


def test_profile_shows_acts_of_others_on_the_account(resident, administrator, city, as_person):
    grant_role(resident, Role.LEADER, city, by=administrator)
    page = as_person(Person.objects.get(pk=resident.pk)).get(reverse("profile")).content.decode()
    assert ("Se dio un papel" in page, administrator.name in page) == (True, True)


def test_close_account_asks_for_the_password_again(resident, as_person):
    assert as_person(resident).get(reverse("close_account")).url.startswith("/cuenta/reauthenticate/")


def test_close_account_happens_after_the_password(resident, as_person):
    client = as_person(resident)
    client.post(f"/cuenta/reauthenticate/?next={reverse('close_account')}", {"password": PASSWORD})
    client.post(reverse("close_account"))
    assert Person.objects.get(pk=resident.pk).is_active is False


def test_role_list_filters_by_role(administrator, officer, evaluator, as_person):
    page = as_person(administrator).get(reverse("role_list"), {"role": "evaluator"}).context["page"]
    assert [grant.person for grant in page] == [evaluator]


def test_role_list_filters_by_territory_with_what_lies_below(administrator, officer, outsider, other_city, as_person):
    page = as_person(administrator).get(reverse("role_list"), {"territory": other_city.pk}).context["page"]
    assert [grant.person for grant in page] == [outsider]


def test_role_list_shows_ended_roles_only_when_asked(administrator, officer, as_person):
    client, grant = as_person(administrator), officer.grants.get()
    client.post(reverse("end_role", args=[grant.public_id]))
    counts = [len(client.get(reverse("role_list"), {"state": s}).context["page"]) for s in ("", "past", "all")]
    assert counts == [1, 1, 2]


def test_role_list_for_auditor_has_no_form(auditor, officer, as_person):
    assert b"/terminar/" not in as_person(auditor).get(reverse("role_list")).content


def test_role_list_has_the_same_queries_with_one_row_and_three(administrator, city, as_person, queries_of):
    client, url = as_person(administrator), reverse("role_list")
    one = queries_of(client, url)
    for _ in range(2):
        make_grant(make_person(), Role.OFFICER, city)
    assert (one, queries_of(client, url)) == (8, 8)


def test_profile_has_the_same_queries_with_one_role_and_three(resident, city, as_person, queries_of):
    make_second_factor(resident)
    make_grant(resident, Role.LEADER, city)
    client, url = as_person(resident), reverse("profile")
    one = queries_of(client, url)
    make_grant(resident, Role.LEADER)
    make_grant(resident, Role.OFFICER, city)
    assert (one, queries_of(client, url)) == (16, 17)  # one more: staff are asked for their second factor


def grant_form(person: Person, **changed: str) -> dict[str, str]:
    return {"email": person.email, "role": "officer", "territory": "", "starts_on": "2026-01-01"} | changed


def test_grant_role_page_gives_the_role(administrator, resident, city, as_person):
    as_person(administrator).post(reverse("grant_role"), grant_form(resident, territory=city.pk))
    assert RoleGrant.objects.get(person=resident).territory == city


def test_grant_role_page_for_an_unknown_address_says_so(administrator, as_person):
    answer = as_person(administrator).post(reverse("grant_role"), grant_form(Person(email="nadie@example.org")))
    assert answer.context["form"].errors["email"] == ["No hay una cuenta con ese correo. Ábrala primero."]


def test_grant_role_page_offers_a_local_administrator_her_territories(city, commune, other_city, as_person):
    local = make_grant(make_person("Local"), Role.ADMINISTRATOR, city).person
    field = as_person(local).get(reverse("grant_role")).context["form"].fields["territory"]
    assert (list(field.queryset), field.required) == ([city, commune], True)


def test_grant_role_page_refuses_a_local_administrator_another_city(city, other_city, resident, as_person):
    local = make_grant(make_person("Local"), Role.ADMINISTRATOR, city).person
    as_person(local).post(reverse("grant_role"), grant_form(resident, territory=other_city.pk))
    assert RoleGrant.objects.filter(person=resident).count() == 0


def test_end_role_page_of_another_citys_grant_is_not_found(city, outsider, as_person):
    local = make_grant(make_person("Local"), Role.ADMINISTRATOR, city).person
    assert as_person(local).post(reverse("end_role", args=[outsider.grants.get().public_id])).status_code == 404


def test_end_role_page_does_nothing_on_get(administrator, officer, as_person):
    answer = as_person(administrator).get(reverse("end_role", args=[officer.grants.get().public_id]))
    assert (answer.status_code, officer.grants.get().ended_at) == (405, None)


def test_open_account_page_opens_it(administrator, as_person):
    typed = {"name": "Nueva", "email": "nueva@example.org", "territory": "", "language": "pt"}
    as_person(administrator).post(reverse("open_account"), typed)
    assert Person.objects.get(email="nueva@example.org").language == "pt"


def test_open_account_page_with_a_taken_address_says_it_beside_the_field(administrator, resident, as_person):
    typed = {"name": "Otra", "email": resident.email, "territory": "", "language": "es"}
    answer = as_person(administrator).post(reverse("open_account"), typed)
    assert answer.context["form"].errors == {"email": ["Ya hay una cuenta con ese correo."]}


def test_person_detail_of_somebody_outside_the_team_is_not_found(city, outsider, as_person):
    local = make_grant(make_person("Local"), Role.ADMINISTRATOR, city).person
    assert as_person(local).get(reverse("person_detail", args=[outsider.public_id])).status_code == 404


def test_reset_second_factor_page_takes_it_away(administrator, officer, as_person):
    client = as_person(administrator)
    client.post(reverse("reset_second_factor", args=[officer.public_id]))
    assert client.get(reverse("person_detail", args=[officer.public_id])).context["second_factor"] is False
