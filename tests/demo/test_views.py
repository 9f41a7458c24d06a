"""The demo's doors: only the cast, only by POST, only where the demo is installed."""

import pytest
from django.conf import settings as configured
from django.conf.urls.i18n import i18n_patterns
from django.test import Client
from django.urls import clear_url_caches, include, path, reverse

from convite import urls
from convite.demo.content.people import CAST
from convite.demo.queries import growth_of_ceilings, person_behind, route_story
from convite.gatherings.models import Gathering
from convite.planning.models import Edition
from convite.territories.models import Territory
from tests.builders import (
    make_attendance,
    make_ceiling,
    make_contest,
    make_edition,
    make_gathering,
    make_idea,
    make_option,
    make_person,
    make_territory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
urlpatterns = [
    *urls.urlpatterns,
    *i18n_patterns(path("", include("convite.demo.urls")), prefix_default_language=False),
]
OFFICER = next(m for m in CAST if m.key == "officer")


@pytest.fixture(autouse=True)
def installed(settings):
    """As where CONVITE_DEMO=1: the setting, the templates and the addresses."""
    clear_url_caches()
    settings.DEMO = True
    if "convite.demo" not in configured.INSTALLED_APPS:
        settings.INSTALLED_APPS = ["convite.demo", *configured.INSTALLED_APPS]


@pytest.fixture
def claudia():
    return make_person(OFFICER.name, email=OFFICER.email)


def test_demo_page_has_a_door_for_each_of_the_cast_that_is_here(client, claudia):
    assert [d.member.key for d in client.get(reverse("demo")).context["doors"]] == ["officer"]


def test_demo_page_of_an_empty_city_says_how_to_make_it(client):
    assert "convite demo" in client.get(reverse("demo")).content.decode()


def test_demo_login_enters_and_leads_to_the_desk(client, claudia):
    answer = client.post(reverse("demo_login", args=["officer"]))
    assert (answer.url, client.session["_auth_user_id"]) == ("/escritorio/", str(claudia.pk))


def test_demo_login_of_nobody_of_the_cast_is_not_found(client, claudia):
    make_person(email="vecina@example.org")
    answers = [client.post(reverse("demo_login", args=[key])).status_code for key in ("vecina", "superuser", "1")]
    assert (answers, "_auth_user_id" in client.session) == ([404, 404, 404], False)


def test_demo_login_by_get_enters_nobody(client, claudia):
    answer = client.get(reverse("demo_login", args=["officer"]))
    assert (answer.status_code, "_auth_user_id" in client.session) == (405, False)


def test_demo_login_without_the_token_of_the_form_is_refused(claudia):
    assert Client(enforce_csrf_checks=True).post(reverse("demo_login", args=["officer"])).status_code == 403


def test_demo_login_where_the_demo_is_off_is_not_found(client, claudia, settings):
    settings.DEMO = False
    assert client.post(reverse("demo_login", args=["officer"])).status_code == 404


def test_demo_addresses_are_not_those_of_an_installation():
    names = {getattr(p, "name", "") for r in urls.rooms for p in getattr(r, "url_patterns", [])}
    assert ("profile" in names, "demo_login" in names) == (True, False)


def test_person_behind_a_closed_account_is_nobody(claudia):
    claudia.is_active = False
    claudia.save()
    assert person_behind("officer") is None


@pytest.fixture
def route():
    city = make_territory("Medellín")
    return make_edition(city)


def test_route_story_counts_the_records(route):
    for kind in (Gathering.Kind.SOCIALISATION, Gathering.Kind.TRAINING):
        gathering = make_gathering(edition=route, kind=kind)
        make_attendance(gathering, 7, sex="f")
        make_attendance(gathering, 4, sex="m")
    make_idea(route)
    make_option(make_contest(route))
    make_ceiling(route, route.territory, 500_00)
    assert [figure.value for figure in route_story(route)] == [1, 1, 1, "$500", 1, 11]


def test_route_story_says_how_many_women_and_men_came(route):
    make_attendance(make_gathering(edition=route, kind=Gathering.Kind.TRAINING), 7, sex="f")
    assert route_story(route)[-1].label == "personas en ellos: 7 mujeres y 0 hombres"


def test_route_story_links_each_figure_to_its_list(route):
    assert all(figure.url.startswith("/") for figure in route_story(route)) is True


def test_growth_of_ceilings_is_by_kind_of_territory(route):
    before = make_edition(route.territory, year=2023, state=Edition.State.CLOSED)
    for kind, grown in ((Territory.Kind.CORREGIMIENTO, 185), (Territory.Kind.COMMUNE, 150)):
        place = make_territory(kind, route.territory, kind=kind)
        make_ceiling(before, place, 100)
        make_ceiling(route, place, grown)
    assert [(g.first_year, g.last_year, g.ratio) for g in growth_of_ceilings(route)] == [
        (2023, 2027, 0.85),
        (2023, 2027, 0.5),
    ]
