"""What do the pages show on which an edition is set up, and what do they refuse beside which field?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.planning.actions import set_settings
from convite.planning.models import Edition, Phase
from convite.planning.queries import phases_of
from tests.builders import at, make_ceiling, make_edition, make_phase, make_plan, make_territory
from tests.watching import remembered, versions_of

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 2, 1)
FACTS = {"name": "Ruta 2027", "year": "2028", "currency": "COP", "first_day": "2027-02-01"}


@pytest.fixture
def draft(city):
    edition = make_edition(city, state=Edition.State.DRAFT, settings={"minimum_age": 16})
    make_phase(edition, name="Planeación", acts=("propose_idea",))
    return edition


def spans(phases):
    return [(timezone.localtime(p.opens_at).isoformat(), timezone.localtime(p.closes_at).isoformat()) for p in phases]


def test_edition_create_offers_presets_and_earlier_editions(as_person, officer, city, other_city):
    make_edition(city, name="Ruta 2026")
    make_edition(other_city, name="Ruta ajena")

    response = as_person(officer).get(reverse("edition_create"))

    assert [str(e.name) for e in response.context["earlier"]] == ["Ruta 2026"]
    assert "?ruta=medellin" in response.text


def test_edition_create_from_a_preset_stores_a_draft_with_its_route(as_person, officer, city):
    url = reverse("edition_create") + "?ruta=bogota-engativa"

    response = as_person(officer).post(url, FACTS | {"territory": city.public_id})

    edition = Edition.objects.get()
    assert response["Location"] == reverse("edition_phases", args=[edition.public_id])
    assert (edition.state, edition.route, edition.year) == ("draft", "bogota-engativa/1", 2028)
    assert edition.settings["tracks"] == {"idea": "Idea lo local", "imaginemos": "Imaginemos lo local"}
    assert [a["track"] for a in phases_of(edition)[0].acts if a["act"] == "propose_idea"] == ["idea", "imaginemos"]
    assert remembered("create_edition") == [(officer.public_id, "planning.edition", edition.public_id)]


def test_edition_create_as_a_copy_keeps_rules_and_moves_phases(as_person, officer, city):
    source = make_edition(city, name="Ruta 2026", year=2026, settings={"minimum_age": 16}, route="medellin/1")
    make_phase(source, name="Planeación", opens_at=at("2026-02-02 08:00"), closes_at=at("2026-04-06 08:00"))
    url = reverse("edition_create") + f"?copia={source.public_id}"

    as_person(officer).post(url, FACTS | {"territory": city.public_id, "year": "2027"})

    copy = Edition.objects.get(copied_from=source)
    assert (copy.settings, copy.route, copy.state) == ({"minimum_age": 16}, "medellin/1", "draft")
    assert spans(phases_of(copy)) == [("2027-02-01T08:00:00-05:00", "2027-04-05T08:00:00-05:00")]


def test_edition_create_proposes_the_next_year_of_the_copied_one(as_person, officer, city):
    source = make_edition(city, name="Ruta 2026", year=2026)
    make_phase(source, opens_at=at("2026-02-02 08:00"), closes_at=at("2026-04-06 08:00"))

    form = as_person(officer).get(reverse("edition_create"), {"copia": source.public_id}).context["form"]

    assert (form["name"].value(), form["year"].value(), form["first_day"].value()) == ("Ruta 2027", 2027, MONDAY)


def test_edition_create_does_not_copy_an_edition_of_another_city(as_person, officer, other_city):
    source = make_edition(other_city)

    assert as_person(officer).get(reverse("edition_create"), {"copia": source.public_id}).status_code == 404


def test_edition_create_in_another_city_is_refused_and_keeps_what_was_typed(as_person, officer, city, other_city):
    url = reverse("edition_create") + "?ruta=medellin"

    response = as_person(officer).post(url, FACTS | {"territory": other_city.public_id})

    assert list(response.context["form"].errors) == ["territory"]
    assert 'value="Ruta 2027"' in response.text
    assert Edition.objects.count() == 0


@pytest.mark.parametrize(
    "typed", [{"year": "90000"}, {"name": "n" * 4_096}, {"name": "Ruta \x00"}, {"first_day": "ya"}]
)
def test_edition_create_with_what_cannot_be_says_so_beside_the_field(as_person, officer, city, typed):
    url = reverse("edition_create") + "?ruta=medellin"

    response = as_person(officer).post(url, FACTS | {"territory": city.public_id} | typed)

    assert list(response.context["form"].errors) == list(typed)
    assert Edition.objects.count() == 0


def test_edition_open_makes_it_public_and_the_setup_says_so(as_person, officer, draft):
    client = as_person(officer)

    client.post(reverse("edition_open", args=[draft.public_id]), {"seen": "1"})

    assert Edition.objects.get().state == Edition.State.OPEN
    assert "La edición ya es pública." in client.get(reverse("edition_setup", args=[draft.public_id])).text


def test_edition_open_by_who_looked_at_an_older_version_is_told(as_person, officer, draft):
    set_settings(draft, {}, by=officer)

    response = as_person(officer).post(reverse("edition_open", args=[draft.public_id]), {"seen": "1"}, follow=True)

    assert "Otra persona cambió esto mientras usted lo editaba" in response.text
    assert Edition.objects.get().state == Edition.State.DRAFT


RULES = {
    "deciding_kinds": ["commune"], "minimum_age": "15", "ballot_type": "approval", "rule": "medellin",
    "claims_days": "5", "idea_origins": ["resident"], "tracks": "idea: Idea lo local",
    "quotas": "1.1.1; 3; idea\n1.1.2; 2",
}  # fmt: skip


def test_edition_settings_are_typed_and_stored(as_person, officer, commune, draft):
    as_person(officer).post(reverse("edition_settings", args=[draft.public_id]), RULES | {"seen": "1"})

    stored = Edition.objects.get().settings
    assert (stored["minimum_age"], stored["tracks"]) == (15, {"idea": "Idea lo local"})
    assert stored["quotas"] == {"1.1.1": {"most": 3, "track": "idea"}, "1.1.2": {"most": 2}}
    assert (stored["supports"], stored["most_marks"]) == (False, None)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"quotas": "1.1.1 tres"}, "quotas", "Línea 1: escriba «código; cupo» o «código; cupo; vía»."),
        ({"quotas": "1.1.1; 3; radio"}, "quotas", "La meta «1.1.1» nombra la vía «radio», que no existe."),
        ({"tracks": "ok: Una\nsin nombre"}, "tracks", "Línea 2: escriba «nombre corto: nombre completo»."),
        (
            {"ballot_type": "choose-1", "most_marks": "4"},
            "most_marks",
            "En un tarjetón de un solo proyecto se hace una sola marca.",
        ),
    ],
)
def test_edition_settings_that_cannot_be_are_said_beside_the_field(
    as_person, officer, commune, draft, typed, field, sentence
):
    response = as_person(officer).post(reverse("edition_settings", args=[draft.public_id]), RULES | typed)

    assert response.context["form"].errors[field] == [sentence]
    assert Edition.objects.get().version == 1


def test_edition_settings_show_the_second_officer_both_versions(as_person, officer, commune, draft):
    set_settings(draft, {"minimum_age": 18}, by=officer)

    response = as_person(officer).post(reverse("edition_settings", args=[draft.public_id]), RULES | {"seen": "1"})

    assert [change.field for change in response.context["theirs"]] == ["settings"] * len(response.context["theirs"])
    assert 'name="minimum_age" value="15"' in response.text
    assert 'name="seen" value="2"' in response.text
    assert Edition.objects.get().settings == {"minimum_age": 18}


def test_edition_edit_shows_the_second_officer_both_versions(as_person, officer, draft):
    set_settings(draft, {}, by=officer)

    response = as_person(officer).post(
        reverse("edition_edit", args=[draft.public_id]), FACTS | {"name": "Mi nombre", "seen": "1"}
    )

    assert 'value="Mi nombre"' in response.text
    assert {change.field for change in response.context["theirs"]} >= {"name", "year"}


def test_edition_close_and_open_again(as_person, officer, draft):
    client = as_person(officer)
    for name in ("edition_open", "edition_close", "edition_open"):
        client.post(reverse(name, args=[draft.public_id]))

    assert Edition.objects.get().state == Edition.State.OPEN
    assert [act for _n, act in versions_of(draft)] == ["open_edition", "close_edition", "open_edition"]


def test_edition_calendar_holds_each_phase_and_the_acts_with_hours_of_their_own(client, city):
    edition = make_edition(city)
    phase = make_phase(edition, name="Priorización", acts=("comment",))
    vote = {"act": "vote", "opens_at": phase.opens_at.isoformat(), "closes_at": timezone.now().isoformat()}
    Phase.objects.update(acts=[*phase.acts, vote])

    response = client.get(reverse("edition_calendar", args=[edition.public_id]))

    lines = [line for line in response.text.splitlines() if line.startswith("SUMMARY")]
    assert lines == ["SUMMARY:Priorización", "SUMMARY:Priorización: Votar"]
    assert response["Content-Type"].startswith("text/calendar")


def test_edition_discard_asks_first_and_then_leads_back_to_the_list(as_person, officer, draft):
    url, client = reverse("edition_discard", args=[draft.public_id]), as_person(officer)

    shown = client.get(url)
    response = client.post(url, {"reason": "Se creó dos veces.", "seen": draft.version})

    assert (shown.status_code, response["Location"]) == (200, reverse("edition_list"))
    assert Edition.objects.count() == 0


def test_edition_discard_of_an_edition_in_use_says_why_not(as_person, officer, commune, draft):
    make_ceiling(draft, commune)
    url = reverse("edition_discard", args=[draft.public_id])

    response = as_person(officer).post(url, {"reason": "Sobra.", "seen": draft.version})

    said = ["La edición ya tiene techos adoptados: no se descarta."]
    assert (response.status_code, response.context["form"].non_field_errors()) == (200, said)


def test_checklist_costs_the_same_however_many_territories_decide(as_person, officer, city, draft, queries_of):
    make_territory("Una", city)
    url = reverse("edition_setup", args=[draft.public_id])
    client = as_person(officer)
    one = queries_of(client, url)
    for number in range(3):
        make_plan(make_territory(f"Comuna {number}", city))

    assert queries_of(client, url) == one


def test_phases_begin_a_week_or_more_after_today(as_person, officer, city):
    form = as_person(officer).get(reverse("edition_create"), {"ruta": "medellin"}).context["form"]

    first_day = form["first_day"].value()
    assert (first_day.weekday(), timezone.localdate() < first_day <= timezone.localdate() + timedelta(days=7)) == (
        0,
        True,
    )
