"""What happens on the route when it may, and what refuses to: editions, phases, ceilings, plans."""

from datetime import UTC, timedelta

import pytest

from convite.core.audit import digest_of
from convite.core.errors import NotAllowed, Overtaken
from convite.core.models import AuditEntry
from convite.planning.actions import (
    adopt_ceilings,
    adopt_plan,
    close_edition,
    convene,
    create_edition,
    move_phase,
    open_edition,
)
from convite.planning.models import Ceiling, Edition, EditionGathering, LocalPlan, Phase, PlanItem
from convite.planning.queries import moves_of, phases_of
from tests.builders import at, make_ceiling, make_edition, make_gathering, make_phase
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db
JANUARY, MARCH, MAY, JULY = at("2027-01-01"), at("2027-03-01"), at("2027-05-01"), at("2027-07-01")
REASON = "La lluvia cerró las vías."


def edition_in(territory, **fields):
    return Edition(territory=territory, name="Ruta 2027", year=2027, currency="COP", **fields)


def phase(name, opens_at, closes_at, *acts):
    return Phase(kind=Phase.Kind.OTHER, name=name, opens_at=opens_at, closes_at=closes_at, acts=list(acts))


@pytest.fixture
def edition(city):
    """Planning in January and February, prioritisation in May and June."""
    edition = make_edition(city)
    make_phase(edition, name="Planeación", opens_at=JANUARY, closes_at=MARCH)
    make_phase(edition, Phase.Kind.PRIORITISATION, name="Priorización", opens_at=MAY, closes_at=JULY)
    return edition


# Editions


def test_create_edition_keeps_its_phases_in_the_order_given(city, officer):
    phases = [phase("Planeación", JANUARY, MARCH), phase("Formulación", MARCH, MAY)]

    edition = create_edition(edition_in(city), phases, by=officer)

    stored = list(Phase.objects.filter(edition=edition).order_by("position").values_list("position", "name"))
    assert stored == [(1, {"es": "Planeación"}), (2, {"es": "Formulación"})]
    assert remembered("create_edition") == [(officer.public_id, "planning.edition", edition.public_id)]


@pytest.mark.parametrize(
    ("phases", "sentence"),
    [
        ([("Planeación", MARCH, JANUARY)], "«Planeación» cierra antes de abrir."),
        ([("Planeación", JANUARY, JANUARY)], "«Planeación» cierra antes de abrir."),
        (
            [("Planeación", JANUARY, MAY), ("Formulación", MARCH, JULY)],
            "«Formulación» abre antes de que cierre «Planeación».",
        ),
    ],
)
def test_create_edition_with_phases_that_do_not_hold_together_is_refused(city, officer, phases, sentence):
    before = rows_of_all_tables()

    assert refusal_of(create_edition, edition_in(city), [phase(*p) for p in phases], by=officer) == sentence

    assert rows_of_all_tables() == before


def test_create_edition_with_an_act_outside_its_phase_is_refused(city, officer):
    vote = {"act": "vote", "opens_at": JANUARY.isoformat(), "closes_at": MAY.isoformat()}

    sentence = refusal_of(create_edition, edition_in(city), [phase("Priorización", MARCH, JULY, vote)], by=officer)

    assert sentence == "En «Priorización», los momentos de «Votar» se salen de la fase."


def test_create_edition_without_a_name_is_refused(city, officer):
    nameless = Edition(territory=city, year=2027, currency="COP")

    assert refusal_of(create_edition, nameless, [], by=officer) == "nombre: Escriba el texto en al menos un idioma."


def test_create_edition_of_another_city_is_not_allowed(city, outsider):
    with pytest.raises(NotAllowed):
        create_edition(edition_in(city), [], by=outsider)

    assert Edition.objects.count() == 0


def test_open_edition_makes_it_public(city, officer):
    edition = make_edition(city, state=Edition.State.DRAFT)
    make_phase(edition)

    open_edition(edition, by=officer)

    assert Edition.objects.get().state == Edition.State.OPEN
    assert versions_of(edition) == [(2, "open_edition")]


def test_close_edition_that_somebody_changed_since_is_overtaken(edition, officer):
    close_edition(edition, by=officer, seen=1)

    with pytest.raises(Overtaken):
        open_edition(Edition.objects.get(), by=officer, seen=1)

    assert Edition.objects.get().state == Edition.State.CLOSED


# Phases


def test_move_phase_gives_it_other_moments_and_remembers_why(edition, officer):
    first = phases_of(edition)[0]

    move_phase(first, JANUARY, at("2027-04-01"), REASON, by=officer)

    assert Phase.objects.get(pk=first.pk).closes_at == at("2027-04-01")
    content = {
        "before": [JANUARY.astimezone(UTC).isoformat(), MARCH.astimezone(UTC).isoformat()],
        "after": [JANUARY.isoformat(), at("2027-04-01").isoformat()],
        "reason": REASON,
    }
    assert remembered("move_phase") == [(officer.public_id, "planning.edition", edition.public_id)]
    assert AuditEntry.objects.get(act="move_phase").digest == digest_of(content)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_move_phase_without_a_reason_is_refused(edition, officer, reason):
    sentence = refusal_of(move_phase, phases_of(edition)[0], JANUARY, MAY, reason, by=officer)

    assert sentence == "Diga por qué se mueve la fase: las personas que la siguen lo van a leer."


def test_move_phase_over_another_leaves_nothing_half_written(edition, officer):
    first, second = phases_of(edition)
    before = rows_of_all_tables()

    sentence = refusal_of(move_phase, first, JANUARY, at("2027-06-01"), REASON, by=officer)

    assert sentence == "«Priorización» abre antes de que cierre «Planeación»."
    assert [p.closes_at for p in (first, second)] == [MARCH, JULY]
    assert list(edition.phases.order_by("position").values_list("closes_at", flat=True)) == [MARCH, JULY]
    assert rows_of_all_tables() == before


def test_move_phase_is_judged_by_what_stands_now_not_by_what_was_read(edition, officer):
    first, second = phases_of(edition)
    move_phase(Phase.objects.get(pk=second.pk), at("2027-03-15"), JULY, REASON, by=officer)

    sentence = refusal_of(move_phase, first, JANUARY, at("2027-04-01"), REASON, by=officer)

    assert sentence == "«Priorización» abre antes de que cierre «Planeación»."


def test_move_phase_of_another_city_is_not_allowed(edition, outsider):
    with pytest.raises(NotAllowed):
        move_phase(phases_of(edition)[0], JANUARY, MAY, REASON, by=outsider)

    assert edition.phases.get(position=1).closes_at == MARCH


# Ceilings


def test_adopt_ceilings_replaces_those_of_the_edition_and_no_others(edition, city, commune, officer):
    make_ceiling(edition, city, 7)
    other = make_ceiling(make_edition(city, year=2026), commune, 9)

    adopt_ceilings(
        edition, {commune: 100}, by=officer, adopted_by="Decreto 1", formula="v1", inputs={commune: {"people": 3}}
    )

    assert list(Ceiling.objects.filter(edition=edition).values_list("territory", "amount", "inputs", "formula")) == [
        (commune.pk, 100, {"people": 3}, "v1")
    ]
    assert Ceiling.objects.get(pk=other.pk).amount == 9
    assert remembered("adopt_ceilings") == [(officer.public_id, "planning.edition", edition.public_id)]


def test_adopt_ceilings_below_zero_is_refused_and_the_old_ones_stay(edition, city, commune, officer):
    make_ceiling(edition, city, 7)

    sentence = refusal_of(adopt_ceilings, edition, {city: 1, commune: -1}, by=officer, adopted_by="")

    assert sentence == f"El techo de {commune.full_name} no puede ser negativo."
    assert list(Ceiling.objects.values_list("territory", "amount")) == [(city.pk, 7)]


def test_adopt_ceilings_of_another_city_is_not_allowed(edition, city, outsider):
    with pytest.raises(NotAllowed):
        adopt_ceilings(edition, {city: 1}, by=outsider, adopted_by="")

    assert Ceiling.objects.count() == 0


# Plans


def plan_of(territory):
    return LocalPlan(territory=territory, name="Plan de Manrique", starts_in=2020, ends_in=2031)


def test_adopt_plan_hangs_goals_from_programmes_and_programmes_from_lines(commune, officer):
    items = (item for item in [("1.1.1", "1.1", "Meta"), ("1", "", "Línea"), ("1.1", "1", "Programa")])

    plan = adopt_plan(plan_of(commune), items, by=officer)

    stored = PlanItem.objects.filter(plan=plan).order_by("code").values_list("code", "parent__code", "level")
    assert list(stored) == [("1", None, 1), ("1.1", "1", 2), ("1.1.1", "1.1", 3)]
    assert remembered("adopt_plan") == [(officer.public_id, "planning.localplan", plan.public_id)]


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([("1", "", "Línea"), ("1", "", "Otra")], "El código «1» está dos veces en el plan."),
        (
            [("1", "", "Línea"), ("2.1", "2", "Programa")],
            "«2.1» no cuelga de ninguna línea ni programa del plan.",
        ),
        (
            [("1", "", "L"), ("1.1", "1", "P"), ("1.1.1", "1.1", "M"), ("1.1.1.1", "1.1.1", "Más hondo")],
            "«1.1.1.1» no cuelga de ninguna línea ni programa del plan.",
        ),
    ],
)
def test_adopt_plan_that_is_no_tree_is_refused_whole(commune, officer, items, sentence):
    before = rows_of_all_tables()

    assert refusal_of(adopt_plan, plan_of(commune), items, by=officer) == sentence

    assert rows_of_all_tables() == before


def test_adopt_plan_of_another_city_is_not_allowed(commune, outsider):
    with pytest.raises(NotAllowed):
        adopt_plan(plan_of(commune), [], by=outsider)

    assert LocalPlan.objects.count() == 0


# Gatherings of an edition


def test_convene_says_that_the_gatherings_are_of_the_edition(edition, commune, officer):
    gatherings = [make_gathering(commune), make_gathering(commune)]
    make_gathering(commune)

    convene(edition, gatherings, by=officer)

    assert list(EditionGathering.objects.order_by("id").values_list("edition", "gathering")) == [
        (edition.pk, g.pk) for g in gatherings
    ]
    assert remembered("convene") == [(officer.public_id, "planning.edition", edition.public_id)]


def test_move_phase_keeps_the_reason_for_whoever_follows(edition, officer):
    phase = edition.phases.order_by("position").last()
    before = phase.closes_at

    move_phase(phase, phase.opens_at, before + timedelta(days=2), "Llovió el domingo.", by=officer)

    kept = moves_of(edition)
    assert [(m.reason, m.closed_at, m.closes_at) for m in kept] == [
        ("Llovió el domingo.", before, before + timedelta(days=2))
    ]
