"""From what does an edition start, what is missing before it opens, and who may set it up?"""

from datetime import date

import pytest
from django.utils import timezone

from convite.conversations.models import Notice
from convite.core.errors import NotAllowed, Overtaken
from convite.core.models import Version
from convite.planning.actions import create_edition, discard_edition, edit_edition, open_edition, set_settings
from convite.planning.models import Edition, Phase, Sharing
from convite.planning.queries import checklist_of, setting, territories_that_decide
from convite.planning.queries.rules import rules_told
from convite.planning.queries.setup import copied_name, copied_phases, first_day_after, phases_of_preset
from convite.rulebook.routes import route_preset, route_presets
from convite.territories.models import Territory
from tests.builders import (
    at,
    make_ceiling,
    make_contest,
    make_edition,
    make_gathering,
    make_idea,
    make_phase,
    make_plan,
    make_sharing,
    make_territory,
)
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 2, 1)


@pytest.fixture
def draft(city):
    edition = make_edition(city, state=Edition.State.DRAFT, settings={"minimum_age": 16})
    make_phase(edition, name="Planeación", acts=("propose_idea",))
    return edition


def spans(phases):
    return [(timezone.localtime(p.opens_at).isoformat(), timezone.localtime(p.closes_at).isoformat()) for p in phases]


# What it starts from


@pytest.mark.parametrize("preset", [preset.name for preset in route_presets()])
def test_phases_of_preset_can_be_stored_as_they_are_proposed(city, officer, preset):
    edition = Edition(territory=city, name="Ruta", year=2028, currency="COP", state=Edition.State.DRAFT)

    create_edition(edition, phases_of_preset(route_preset(preset), MONDAY), by=officer)

    assert edition.phases.count() == len(route_preset(preset).phases)


def test_phases_of_preset_go_from_the_first_minute_of_a_day_to_the_last_of_another():
    first = phases_of_preset(route_preset("medellin"), MONDAY)[0]

    assert spans([first]) == [("2027-02-01T00:00:00-05:00", "2027-04-25T23:59:00-05:00")]


def test_copied_phases_keep_weekdays_hours_and_acts(city):
    edition = make_edition(city)
    vote = {"act": "vote", "opens_at": at("2026-03-02 08:00").isoformat(), "closes_at": None}
    phase = make_phase(edition, opens_at=at("2026-03-02 08:00"), closes_at=at("2026-03-09 17:00"))
    Phase.objects.filter(pk=phase.pk).update(acts=[vote])

    copied = copied_phases(edition, date(2027, 3, 3))  # a Wednesday: the nearest Monday

    assert spans(copied) == [("2027-03-01T08:00:00-05:00", "2027-03-08T17:00:00-05:00")]
    assert copied[0].acts == [{"act": "vote", "opens_at": "2027-03-01T08:00:00-05:00", "closes_at": None}]


def test_copied_phases_keep_the_hour_where_clocks_change(city, settings):
    settings.TIME_ZONE = "America/New_York"
    with timezone.override("America/New_York"):
        edition = make_edition(city)
        make_phase(edition, opens_at=at("2026-03-02 08:00"), closes_at=at("2026-03-05 08:00"))

        copied = copied_phases(edition, date(2026, 3, 9))  # summer time began on the 8th

    with timezone.override("America/New_York"):
        assert spans(copied) == [("2026-03-09T08:00:00-04:00", "2026-03-12T08:00:00-04:00")]


def test_copied_name_moves_the_years_in_every_language(city):
    edition = make_edition(city, name={"es": "Ruta 2026", "en": "Route 2026"})

    assert copied_name(edition, 1) == {"es": "Ruta 2027", "en": "Route 2027"}


def test_first_day_after_is_the_same_weekday(city):
    edition = make_edition(city)
    make_phase(edition, opens_at=at("2026-02-02"), closes_at=at("2026-03-02"))

    assert first_day_after(edition, 1) == MONDAY


# Territories and rules


def test_territories_that_decide_are_of_the_kinds_that_the_edition_names(city, commune, draft):
    make_territory("San Cristóbal", city, kind=Territory.Kind.CORREGIMIENTO)
    make_territory("La Honda", commune, kind=Territory.Kind.NEIGHBOURHOOD)
    make_territory("Antigua", city, valid_to=date(2020, 1, 1))
    draft.settings = {"deciding_kinds": ["commune"]}

    assert list(territories_that_decide(draft)) == [commune]


def test_territories_that_decide_where_no_kind_is_named_are_the_whole(city, commune, draft):
    draft.settings = {"deciding_kinds": []}

    assert list(territories_that_decide(draft)) == [city]


def test_setting_that_an_edition_does_not_name_is_as_ever(city, draft):
    assert [setting(e, "minimum_age") for e in (draft, make_edition(city))] == [16, 14]


def test_rules_told_of_an_edition_without_rules_claim_nothing(city):
    assert rules_told(make_edition(city)) == []


def test_rules_told_name_who_decides_and_the_source(city):
    preset = route_preset("dosquebradas")
    edition = make_edition(city, route=preset.key, settings=preset.all_settings)

    told = dict(rules_told(edition))

    assert (told["Deciden"], told["Reclamos"]) == ("comuna, corregimiento, vereda", "30 días después del conteo")
    assert told["Modelo de ruta"].startswith("Dosquebradas: presupuesto participativo en cinco fases.")


# Acts


def test_create_edition_with_impossible_rules_is_refused_whole(city, officer):
    edition = Edition(territory=city, name="Ruta", year=2028, currency="COP", settings={"minimum_age": 300})
    before = rows_of_all_tables()

    assert refusal_of(create_edition, edition, [], by=officer) == "La edad va de 0 a 120 años."
    assert rows_of_all_tables() == before


def test_set_settings_stores_them_as_the_next_version(draft, officer):
    set_settings(draft, {"minimum_age": 18}, by=officer, seen=1)

    assert Edition.objects.get().settings == {"minimum_age": 18}
    assert versions_of(draft) == [(2, "set_settings")]


def test_set_settings_of_an_open_edition_without_a_reason_is_refused(city, officer):
    edition = make_edition(city)

    sentence = refusal_of(set_settings, edition, {"minimum_age": 18}, by=officer)

    assert sentence == "Diga por qué cambian las reglas: las personas que siguen la edición lo van a leer."


def test_set_settings_of_an_open_edition_tells_its_followers_why(city, officer, resident):
    from convite.conversations.actions import follow

    edition = make_edition(city)
    follow(edition, by=resident)

    set_settings(edition, {"minimum_age": 18}, by=officer, reason="Lo dijo el concejo.")

    assert [n.text for n in Notice.objects.all()] == ["Cambiaron las reglas de Ruta 2027. Lo dijo el concejo."]


def test_set_settings_by_the_second_of_two_officers_is_overtaken(draft, officer):
    set_settings(draft, {"minimum_age": 18}, by=officer, seen=1)

    with pytest.raises(Overtaken):
        set_settings(Edition.objects.get(), {"minimum_age": 15}, by=officer, seen=1)

    assert Edition.objects.get().settings == {"minimum_age": 18}


def test_edit_edition_that_has_ceilings_keeps_its_currency(draft, commune, officer):
    make_ceiling(draft, commune)
    draft.currency = "MXN"

    assert refusal_of(edit_edition, draft, by=officer) == "La edición ya tiene techos en COP: la moneda no se cambia."


@pytest.mark.parametrize("act", [edit_edition, open_edition])
def test_edition_of_another_city_is_not_for_an_outsider(draft, outsider, act):
    with pytest.raises(NotAllowed):
        act(draft, by=outsider)


def test_open_edition_without_phases_is_refused(city, officer):
    edition = make_edition(city, state=Edition.State.DRAFT)

    sentence = refusal_of(open_edition, edition, by=officer)

    assert sentence == "La edición no tiene fases: sin ellas nadie sabe cuándo se hace qué."
    assert Edition.objects.get().state == Edition.State.DRAFT


# Discarding


def test_discard_edition_takes_the_draft_and_its_tries_away_and_keeps_the_reason(draft, commune, officer):
    make_sharing(draft, {commune: 100})
    key = draft.pk

    discard_edition(draft, "Se creó dos veces.", by=officer, seen=draft.version)

    last = Version.objects.filter(kind="planning.edition", thing_id=key).latest("number")
    assert (Edition.objects.count(), Phase.objects.count(), Sharing.objects.count()) == (0, 0, 0)
    assert (last.act, last.snapshot["reason"], last.snapshot["name"]) == (
        "discard_edition", "Se creó dos veces.", dict(draft.name),
    )  # fmt: skip
    assert len(remembered("explain_discard")) == 1


@pytest.mark.parametrize(
    ("use", "sentence"),
    [
        (make_ceiling, "La edición ya tiene techos adoptados: no se descarta."),
        (lambda edition, place: make_gathering(place, edition),
         "La edición ya tiene encuentros convocados: no se descarta."),
        (make_idea, "La edición ya tiene ideas: no se descarta."),
        (make_contest, "La edición ya tiene votaciones: no se descarta."),
    ],
)  # fmt: skip
def test_discard_edition_that_is_in_use_is_refused_whole(draft, commune, officer, use, sentence):
    use(draft, commune)
    make_sharing(draft, {commune: 100})
    before = rows_of_all_tables()

    assert refusal_of(discard_edition, draft, "Sobra.", by=officer) == sentence
    assert rows_of_all_tables() == before


def test_discard_edition_that_was_public_is_refused(city, officer):
    sentence = "La edición ya fue pública: no se descarta. Puede terminarla, y queda en el registro."

    assert refusal_of(discard_edition, make_edition(city), "Sobra.", by=officer) == sentence


def test_discard_edition_without_a_reason_is_refused(draft, officer):
    assert refusal_of(discard_edition, draft, " ", by=officer) == "Diga por qué se descarta: queda en el registro."


def test_discard_edition_that_somebody_changed_meanwhile_is_overtaken(draft, officer):
    set_settings(Edition.objects.get(), {"minimum_age": 18}, by=officer)

    with pytest.raises(Overtaken):
        discard_edition(draft, "Sobra.", by=officer, seen=draft.version)
    assert Edition.objects.count() == 1


def test_discard_edition_is_not_for_an_outsider(draft, outsider):
    with pytest.raises(NotAllowed):
        discard_edition(draft, "Sobra.", by=outsider)


# What is missing


def states(edition):
    return [check.state for check in checklist_of(edition)]


def test_checklist_tells_what_is_ready_and_what_is_missing(draft, commune):
    assert states(draft) == ["done", "done", "done", "todo", "todo", "todo"]

    make_ceiling(draft, commune)
    make_plan(commune)
    make_gathering(commune, draft)

    assert states(Edition.objects.get()) == ["done"] * 6


def test_checklist_of_an_edition_where_nobody_decides_keeps_it_closed(city):
    edition = make_edition(city, state=Edition.State.DRAFT, settings={"deciding_kinds": ["district"]})

    assert states(edition)[:3] == ["wrong", "done", "wrong"]


def test_checklist_counts_only_plans_in_force_in_the_year_of_the_money(draft, commune):
    make_plan(commune, starts_in=2004, ends_in=2015)

    assert states(draft)[4] == "todo"
