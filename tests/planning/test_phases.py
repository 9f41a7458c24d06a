"""How are phases set together, moved, begun before their day and announced on it, and what do followers hear?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.conversations.actions import follow
from convite.conversations.models import Notice
from convite.core.errors import NotAllowed, Overtaken
from convite.core.translated import Translated
from convite.planning.actions import announce_phases, begin_phase, move_phase, set_phases
from convite.planning.models import Edition, Phase, PhaseMove
from convite.planning.queries import phases_of, route_told, verdict_on
from tests.builders import at, make_edition, make_phase
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db
NOW = at("2027-02-10 10:30")
REASON = "El equipo terminó antes."


@pytest.fixture
def edition(city):
    """Planning in January to March, formulation from April, prioritisation with a week of voting from June."""
    edition = make_edition(city)
    make_phase(
        edition, name="Planeación", acts=("propose_idea",), opens_at=at("2027-01-04"), closes_at=at("2027-04-01")
    )
    make_phase(
        edition, Phase.Kind.FORMULATION, ("formulate_project",),
        name="Formulación", opens_at=at("2027-04-01"), closes_at=at("2027-06-01"),
    )  # fmt: skip
    phase = make_phase(
        edition, Phase.Kind.PRIORITISATION, name="Priorización", opens_at=at("2027-06-01"), closes_at=at("2027-07-01")
    )
    hours = {"opens_at": at("2027-06-07 08:00").isoformat(), "closes_at": at("2027-06-13 16:00").isoformat()}
    Phase.objects.filter(pk=phase.pk).update(acts=[{"act": "vote", **hours}])
    return edition


@pytest.fixture
def draft(edition):
    Edition.objects.update(state=Edition.State.DRAFT)
    return Edition.objects.get()


def spans(edition):
    rows = Phase.objects.filter(edition=edition).order_by("position").values_list("opens_at", "closes_at")
    return [tuple(timezone.localtime(moment).strftime("%m-%d %H:%M") for moment in row) for row in rows]


def told():
    return list(Notice.objects.order_by("id").values_list("person__name", "text"))


# Set together


def test_set_phases_orders_them_by_their_days_and_takes_out_the_others(draft, officer):
    first, _second, third = phases_of(draft)
    new = Phase(kind="other", name="Alistamiento", opens_at=at("2026-12-01"), closes_at=at("2027-01-04"))

    set_phases(draft, [third, first, new], by=officer, seen=1)

    names = Phase.objects.order_by("position").values_list("position", "name__es")
    assert list(names) == [(1, "Alistamiento"), (2, "Planeación"), (3, "Priorización")]
    assert versions_of(draft) == [(2, "set_phases")]
    assert remembered("set_phases") == [(officer.public_id, "planning.edition", draft.public_id)]


def test_set_phases_of_a_draft_keeps_no_moves(draft, officer):
    phases = phases_of(draft)
    phases[2].closes_at += timedelta(days=7)

    set_phases(draft, phases, by=officer)

    assert PhaseMove.objects.count() == 0


def test_set_phases_that_overlap_leaves_nothing_half_written(draft, officer):
    phases = phases_of(draft)
    phases[0].closes_at = at("2027-05-01")
    before = rows_of_all_tables()

    sentence = refusal_of(set_phases, draft, phases, by=officer)

    assert sentence == "«Formulación» abre antes de que cierre «Planeación»."
    assert (rows_of_all_tables(), spans(draft)[0][1]) == (before, "04-01 00:00")


def test_set_phases_names_an_act_as_people_call_it(draft, officer):
    phases = phases_of(draft)
    phases[2].closes_at = at("2027-06-10")

    sentence = refusal_of(set_phases, draft, phases, by=officer)

    assert sentence == "En «Priorización», los momentos de «Votar» se salen de la fase."


def test_set_phases_of_an_open_edition_takes_none_out(edition, officer):
    sentence = refusal_of(set_phases, edition, phases_of(edition)[:2], by=officer, reason=REASON)

    assert sentence == "La edición está abierta: sus fases se mueven o se dejan sin actos, pero no se quitan."
    assert edition.phases.count() == 3


def test_set_phases_of_an_open_edition_keeps_and_tells_why(edition, officer, resident):
    follow(edition, by=resident)
    phases = phases_of(edition)
    phases[2].closes_at = at("2027-07-15")

    set_phases(edition, phases, by=officer, reason=REASON)

    move = PhaseMove.objects.get()
    assert (move.phase, move.closed_at, move.closes_at, move.reason) == (
        phases[2], at("2027-07-01"), at("2027-07-15"), REASON,
    )  # fmt: skip
    assert [name for name, _text in told()] == [resident.name]


def test_set_phases_of_an_open_edition_without_a_reason_is_refused_when_something_moves(edition, officer):
    phases = phases_of(edition)
    phases[2].name = Translated(es="Votación")
    set_phases(edition, phases, by=officer)
    phases[2].closes_at = at("2027-07-15")

    sentence = refusal_of(set_phases, edition, phases, by=officer)

    assert sentence == "Diga por qué se mueve la fase: las personas que la siguen lo van a leer."


def test_set_phases_of_a_closed_edition_is_refused(edition, officer):
    edition.state = Edition.State.CLOSED

    sentence = refusal_of(set_phases, edition, phases_of(edition), by=officer)

    assert sentence == "La edición ya terminó: sus fases quedan como fueron."


def test_set_phases_of_another_city_is_not_allowed(edition, outsider):
    with pytest.raises(NotAllowed):
        set_phases(edition, phases_of(edition), by=outsider)


# Moved


def test_move_phase_by_the_second_of_two_officers_is_overtaken(edition, officer):
    third = phases_of(edition)[2]
    move_phase(third, at("2027-06-01"), at("2027-07-20"), REASON, by=officer, seen=1)

    with pytest.raises(Overtaken):
        move_phase(Phase.objects.get(pk=third.pk), at("2027-06-01"), at("2027-07-08"), REASON, by=officer, seen=1)

    assert spans(edition)[2] == ("06-01 00:00", "07-20 00:00")


def test_move_phase_as_a_whole_takes_its_vote_along(edition, officer):
    move_phase(phases_of(edition)[2], at("2027-06-08"), at("2027-07-08"), REASON, by=officer)

    verdict = verdict_on("vote", Edition.objects.get(), at("2027-06-14 08:00"))
    assert (verdict.is_open, timezone.localtime(verdict.window.closes_at)) == (True, at("2027-06-20 16:00"))


def test_move_phase_tells_followers_each_in_her_language(edition, officer, resident, neighbour):
    neighbour.language = "en"
    neighbour.save()
    for person in (resident, neighbour):
        follow(edition, by=person)

    move_phase(phases_of(edition)[2], at("2027-06-01"), at("2027-07-08"), REASON, by=officer)

    texts = dict(told())
    assert [REASON in texts[person.name] for person in (resident, neighbour)] == [True, True]
    assert "8 de julio de 2027" in texts[resident.name]
    assert "July 8, 2027" in texts[neighbour.name]


def test_move_phase_does_not_tell_the_officer_who_moved_it(edition, officer):
    follow(edition, by=officer)

    move_phase(phases_of(edition)[2], at("2027-06-01"), at("2027-07-08"), REASON, by=officer)

    assert told() == []


# Begun before its day


def test_begin_phase_ends_the_present_one_at_the_same_minute(edition, officer, resident):
    follow(edition, by=resident)

    begin_phase(phases_of(edition)[1], REASON, by=officer, seen=1, now=NOW)

    assert spans(edition)[:2] == [("01-04 00:00", "02-10 10:30"), ("02-10 10:30", "06-01 00:00")]
    assert list(PhaseMove.objects.values_list("reason", flat=True)) == [REASON, REASON]
    assert remembered("begin_phase") == [(officer.public_id, "planning.edition", edition.public_id)]
    assert [text.startswith("Empezó «Formulación» de Ruta 2027.") for _name, text in told()] == [True]


def test_begin_phase_opens_its_acts_and_closes_those_before(edition, officer):
    begin_phase(phases_of(edition)[1], REASON, by=officer, now=NOW)

    fresh = Edition.objects.get()
    assert [verdict_on(act, fresh, NOW).is_open for act in ("propose_idea", "formulate_project")] == [False, True]


@pytest.mark.parametrize("position", [0, 2])
def test_begin_phase_that_is_not_the_next_is_refused(edition, officer, position):
    phase = phases_of(edition)[position]

    sentence = refusal_of(begin_phase, phase, REASON, by=officer, now=NOW)

    assert sentence == f"«{phase.name}» no es la fase que sigue: ya empezó, o hay otra antes."


def test_begin_phase_without_a_reason_is_refused(edition, officer):
    sentence = refusal_of(begin_phase, phases_of(edition)[1], " ", by=officer, now=NOW)

    assert sentence == "Diga por qué se mueve la fase: las personas que la siguen lo van a leer."


def test_begin_phase_of_a_draft_is_refused(draft, officer):
    sentence = refusal_of(begin_phase, phases_of(draft)[1], REASON, by=officer, now=NOW)

    assert sentence == "Abra primero la edición: mientras se prepara, sus fases no empiezan."


def test_begin_phase_over_a_vote_that_has_not_opened_is_refused_whole(edition, officer):
    make_phase(edition, name="Ejecución", opens_at=at("2027-07-01"), closes_at=at("2028-07-01"))
    before = rows_of_all_tables()

    sentence = refusal_of(begin_phase, edition.phases.get(position=4), REASON, by=officer, now=at("2027-06-02"))

    assert sentence == "En «Priorización», los momentos de «Votar» se salen de la fase."
    assert rows_of_all_tables() == before


def test_begin_phase_of_another_city_is_not_allowed(edition, outsider):
    with pytest.raises(NotAllowed):
        begin_phase(phases_of(edition)[1], REASON, by=outsider, now=NOW)


# Announced on its day


def test_announce_phases_tells_followers_once(edition, resident):
    follow(edition, by=resident)

    assert [announce_phases(NOW), announce_phases(NOW)] == [1, 0]
    assert [text.startswith("Empezó «Planeación» de Ruta 2027.") for _name, text in told()] == [True]
    assert remembered("announce_phase")[0][1:] == ("planning.edition", edition.public_id)


def test_announce_phases_says_nothing_of_drafts_nor_of_what_is_over(draft, resident):
    follow(draft, by=resident)
    assert announce_phases(NOW) == 0

    Edition.objects.update(state=Edition.State.OPEN)
    assert announce_phases(at("2030-01-01")) == 0


def test_announce_phases_is_silent_of_one_that_an_officer_began(edition, officer, resident):
    follow(edition, by=resident)
    begin_phase(phases_of(edition)[1], REASON, by=officer, now=NOW)

    assert announce_phases(NOW + timedelta(minutes=1)) == 0
    assert len(told()) == 1


def test_announce_phases_tells_again_of_one_that_was_put_off(edition, officer, resident):
    follow(edition, by=resident)
    first = phases_of(edition)[0]
    Phase.objects.filter(pk=first.pk).update(announced_at=NOW)
    later = timezone.now() + timedelta(days=1)
    Phase.objects.exclude(pk=first.pk).delete()
    move_phase(first, later, later + timedelta(days=30), REASON, by=officer)

    assert announce_phases(later + timedelta(hours=1)) == 1


# Told


def test_route_told_says_what_is_open_and_what_comes(edition):
    route = route_told(edition, NOW)

    assert [act.label for act in route.open_now] == ["Proponer ideas"]
    assert str(route.next.name) == "Formulación"
    assert [phase.state for phase in route.phases] == ["present", "future", "future"]


def test_edition_page_tells_old_and_new_dates_with_the_reason(client, edition, officer):
    move_phase(phases_of(edition)[2], at("2027-06-01"), at("2027-07-08"), REASON, by=officer)

    text = client.get(reverse("edition_page", args=[edition.public_id])).text

    line = "«Priorización» iba del 1 jun 2027 al 1 jul 2027, y va ahora del 1 jun 2027 al 8 jul 2027."
    assert (line in text, REASON in text) == (True, True)
