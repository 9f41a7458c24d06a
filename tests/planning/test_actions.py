"""What happens on the route when it may, and what refuses to happen: editions, phases, ceilings, plans, ideas."""

from datetime import UTC, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from convite.core.audit import digest_of
from convite.core.errors import NotAllowed, Overtaken
from convite.core.models import AuditEntry
from convite.core.saying import say_moment
from convite.core.searching import matching_ids
from convite.planning.actions import (
    adopt_ceilings,
    adopt_plan,
    close_edition,
    convene,
    create_edition,
    decide_idea,
    move_phase,
    open_edition,
    propose_idea,
    record_ideas,
    withdraw_idea,
)
from convite.planning.models import Ceiling, Edition, EditionGathering, Idea, LocalPlan, Phase, PlanItem
from convite.planning.queries import phases_of
from convite.projects.actions import formulate_project
from convite.projects.models import Project
from tests.builders import at, make_ceiling, make_edition, make_gathering, make_idea, make_phase, make_project
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db
JANUARY, MARCH, MAY, JULY = at("2027-01-01"), at("2027-03-01"), at("2027-05-01"), at("2027-07-01")
REASON = "La lluvia cerró las vías."


def edition_in(territory, **fields):
    return Edition(territory=territory, name="Ruta 2027", year=2027, currency="COP", **fields)


def phase(name, opens_at, closes_at, *acts):
    return Phase(kind=Phase.Kind.OTHER, name=name, opens_at=opens_at, closes_at=closes_at, acts=list(acts))


def idea_of(person, edition, **fields):
    words = {"title": "Luz para la cancha", "description": "De noche nadie puede jugar."}
    return Idea(
        edition=edition, territory=edition.territory, author=person, origin=Idea.Origin.RESIDENT, **words, **fields
    )


def found(words):
    return list(Idea.objects.filter(pk__in=matching_ids(words, "planning.idea")).order_by("id"))


@pytest.fixture
def edition(city):
    """Planning in January and February, prioritisation in May and June."""
    edition = make_edition(city)
    make_phase(edition, name="Planeación", opens_at=JANUARY, closes_at=MARCH, acts=("propose_idea",))
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

    assert sentence == "En «Priorización», los momentos de «vote» se salen de la fase."


def test_create_edition_without_a_name_is_refused(city, officer):
    nameless = Edition(territory=city, year=2027, currency="COP")

    assert refusal_of(create_edition, nameless, [], by=officer) == "nombre: Escriba el texto en al menos un idioma."


def test_create_edition_of_another_city_is_not_allowed(city, outsider):
    with pytest.raises(NotAllowed):
        create_edition(edition_in(city), [], by=outsider)

    assert Edition.objects.count() == 0


def test_open_edition_makes_it_public(city, officer):
    edition = make_edition(city, state=Edition.State.DRAFT)

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


# Ideas


def test_propose_idea_while_open_is_stored_found_and_remembered(edition, resident):
    idea = propose_idea(idea_of(resident, edition), by=resident, now=JANUARY)

    assert Idea.objects.get().author == resident
    assert found("cancha") == [idea]
    assert versions_of(idea) == [(1, "propose_idea")]
    assert remembered("propose_idea") == [(resident.public_id, "planning.idea", idea.public_id)]


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (JANUARY - timedelta(seconds=1), f"Esto abre el {say_moment(JANUARY)}"),
        (MARCH, f"Esto cerró el {say_moment(MARCH)}"),
    ],
)
def test_propose_idea_out_of_its_time_is_refused_and_says_when(edition, resident, now, sentence):
    before = rows_of_all_tables()

    assert refusal_of(propose_idea, idea_of(resident, edition), by=resident, now=now) == sentence

    assert rows_of_all_tables() == before


def test_propose_idea_says_the_day_and_the_hour_as_people_read_them(edition, resident):
    sentence = refusal_of(propose_idea, idea_of(resident, edition), by=resident, now=at("2026-12-01"))

    assert sentence.replace("\u202f", " ").replace("\xa0", " ") == "Esto abre el 1 de enero de 2027, 12:00 a. m."


def test_propose_idea_in_an_edition_that_takes_none_is_refused(city, resident):
    sentence = refusal_of(propose_idea, idea_of(resident, make_edition(city)), by=resident)

    assert sentence == "En esta edición no se hace esto."


def test_propose_idea_without_an_account_is_not_allowed(edition, resident):
    resident.is_active = False

    for person in (AnonymousUser(), resident):
        with pytest.raises(NotAllowed):
            propose_idea(idea_of(None, edition), by=person, now=JANUARY)

    assert Idea.objects.count() == 0


def test_propose_idea_longer_than_its_field_is_refused(edition, resident):
    sentence = refusal_of(propose_idea, idea_of(resident, edition, place="x" * 301), by=resident, now=JANUARY)

    assert sentence.startswith("Luz para la cancha: lugar: ")
    assert Idea.objects.count() == 0


def test_record_ideas_stores_all_with_one_audit_line(edition, officer):
    stored = record_ideas([idea_of(None, edition), idea_of(None, edition)], by=officer)

    assert found("cancha") == stored
    assert remembered("record_ideas") == [(officer.public_id, "planning.idea", stored[0].public_id)]


def test_record_ideas_with_one_of_another_city_stores_none(edition, other_city, officer):
    theirs = Idea(edition=edition, territory=other_city, title="Otra", origin=Idea.Origin.WORKSHOP)

    with pytest.raises(NotAllowed):
        record_ideas([idea_of(None, edition), theirs], by=officer)

    assert Idea.objects.count() == 0


@pytest.mark.parametrize("state", [Idea.State.NOT_VIABLE, Idea.State.MERGED])
def test_decide_idea_that_goes_no_further_needs_a_reason(edition, officer, state):
    idea = make_idea(edition)

    sentence = refusal_of(decide_idea, idea, state, "  ", by=officer)

    assert sentence == "Explique por qué: quien propuso la idea lo va a leer."
    assert Idea.objects.get().state == Idea.State.PROPOSED


def test_decide_idea_keeps_what_was_decided_and_why(edition, officer):
    idea = make_idea(edition)

    decide_idea(idea, Idea.State.NOT_VIABLE, " El lote es privado. ", by=officer)

    stored = Idea.objects.get()
    assert (stored.state, stored.state_reason) == (Idea.State.NOT_VIABLE, {"es": "El lote es privado."})
    assert versions_of(idea) == [(2, "decide_idea")]


def test_decide_idea_with_an_unknown_state_is_refused(edition, officer):
    sentence = refusal_of(decide_idea, make_idea(edition), "loved", "Porque sí.", by=officer)

    assert sentence.startswith("Luz para la cancha de La Salle: estado: ")


def test_decide_idea_that_another_officer_decided_is_overtaken(edition, officer):
    mine, theirs = make_idea(edition), Idea.objects.get()
    decide_idea(theirs, Idea.State.MERGED, "Es la misma de La Salle.", by=officer)

    with pytest.raises(Overtaken) as overtaken:
        decide_idea(mine, Idea.State.NOT_VIABLE, "No cabe.", by=officer, seen=1)

    assert overtaken.value.theirs.state == Idea.State.MERGED
    assert Idea.objects.get().state == Idea.State.MERGED


def test_decide_idea_that_was_withdrawn_is_refused(edition, resident, officer):
    idea = make_idea(edition, author=resident, state=Idea.State.WITHDRAWN)

    sentence = refusal_of(decide_idea, idea, Idea.State.NOT_VIABLE, "No cabe.", by=officer)

    assert sentence == "Quien propuso «Luz para la cancha de La Salle» la retiró: ya no se decide sobre ella."
    assert Idea.objects.get().state == Idea.State.WITHDRAWN


def test_decide_idea_of_another_city_is_not_allowed(edition, outsider):
    with pytest.raises(NotAllowed):
        decide_idea(make_idea(edition), Idea.State.NOT_VIABLE, "No cabe.", by=outsider)

    assert Idea.objects.get().state == Idea.State.PROPOSED


def test_withdraw_idea_by_its_author_takes_it_out_of_the_search(edition, resident):
    idea = propose_idea(idea_of(resident, edition), by=resident, now=JANUARY)

    withdraw_idea(idea, by=resident)

    assert Idea.objects.get().state == Idea.State.WITHDRAWN
    assert found("cancha") == []
    assert versions_of(idea) == [(1, "propose_idea"), (2, "withdraw_idea")]


@pytest.mark.parametrize("person", ["neighbour", "officer", "administrator"])
def test_withdraw_idea_of_somebody_else_is_not_allowed(edition, resident, person, request):
    idea = make_idea(edition, author=resident)

    with pytest.raises(NotAllowed):
        withdraw_idea(idea, by=request.getfixturevalue(person))

    assert Idea.objects.get().state == Idea.State.PROPOSED


def test_withdraw_idea_that_became_a_project_is_refused(edition, resident):
    idea = make_idea(edition, author=resident, state=Idea.State.FORMULATED)

    assert refusal_of(withdraw_idea, idea, by=resident) == "La idea ya es un proyecto; no se puede retirar."


def test_withdraw_idea_that_became_a_project_meanwhile_is_overtaken(edition, resident, officer):
    idea, read_before = make_idea(edition, author=resident), Idea.objects.get()
    made = make_project(edition)
    project = Project(edition=edition, territory=made.territory, code="N1", title="Luz", cost_minor=1, currency="COP")
    formulate_project(project, [idea], by=officer)

    with pytest.raises(Overtaken):
        withdraw_idea(read_before, by=resident)

    assert Idea.objects.get().state == Idea.State.FORMULATED
