"""What does the page of all phases keep, refuse beside which phase, and show to the second of two officers?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.planning.actions import move_phase, set_phases
from convite.planning.models import Edition, Phase
from convite.planning.queries import phases_of, route_told, verdict_on
from tests.builders import at, make_edition, make_phase

pytestmark = pytest.mark.django_db
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


def typed_of(edition, **changed):
    """The form as the page shows it, with some of it changed."""
    typed = {"seen": str(edition.version), "rows": "4", "reason": ""}
    for index, phase in enumerate(edition.phases.order_by("position")):
        typed |= {
            f"p{index}-phase": phase.pk,
            f"p{index}-name": str(phase.name),
            f"p{index}-kind": phase.kind,
            f"p{index}-opens_at": timezone.localtime(phase.opens_at).strftime("%Y-%m-%dT%H:%M"),
            f"p{index}-closes_at": timezone.localtime(phase.closes_at).strftime("%Y-%m-%dT%H:%M"),
        }
        for act in phase.acts:
            typed[f"p{index}-act-{act['act']}"] = "on"
            for name in ("opens", "closes"):
                if act[f"{name}_at"]:
                    typed[f"p{index}-{name}-{act['act']}"] = act[f"{name}_at"][:16]
    return typed | changed


def post(client, edition, **changed):
    return client.post(reverse("edition_phases", args=[edition.public_id]), typed_of(edition, **changed))


def test_edition_phases_saved_as_shown_change_no_phase(as_person, officer, draft):
    before = list(draft.phases.order_by("position").values("name", "kind", "opens_at", "closes_at", "position"))

    response = post(as_person(officer), draft, **{"p3-kind": "other", "p3-name": "", "p3-opens_at": ""})

    assert response["Location"] == reverse("edition_setup", args=[draft.public_id])
    assert before == list(draft.phases.order_by("position").values("name", "kind", "opens_at", "closes_at", "position"))
    assert verdict_on("vote", draft, at("2027-06-13 15:59")).is_open


def test_edition_phases_add_remove_and_reorder(as_person, officer, draft):
    new = {"p3-name": "Alistamiento", "p3-kind": "other", "p3-opens_at": "2026-12-01T08:00"}

    post(as_person(officer), draft, **new, **{"p3-closes_at": "2027-01-01T08:00", "p1-remove": "on"})

    names = draft.phases.order_by("position").values_list("name__es", flat=True)
    assert list(names) == ["Alistamiento", "Planeación", "Priorización"]


def test_edition_phases_say_beside_which_phase_the_fault_is(as_person, officer, draft):
    response = post(as_person(officer), draft, **{"p0-closes_at": "2027-05-01T00:00"})

    form = response.context["form"]
    assert [dict(row.errors) for row in form.forms] == [
        {}, {"opens_at": ["«Formulación» abre antes de que cierre «Planeación»."]}, {}, {},
    ]  # fmt: skip
    assert spans(draft)[0][1] == "04-01 00:00"


def test_edition_phases_say_that_hours_without_their_act_would_be_lost(as_person, officer, draft):
    response = post(as_person(officer), draft, **{"p0-opens-vote": "2027-02-01T00:00"})

    assert list(response.context["form"].forms[0].errors) == ["act-vote"]


def test_edition_phases_with_another_empty_one_store_nothing(as_person, officer, draft):
    response = post(as_person(officer), draft, mas="1", **{"p0-name": "Otra cosa"})

    assert (len(response.context["form"].forms), draft.phases.filter(name__es="Otra cosa").count()) == (5, 0)
    assert 'value="Otra cosa"' in response.text


def test_edition_phases_show_the_second_officer_both_and_lose_nothing(as_person, officer, draft):
    old = typed_of(draft, **{"p0-name": "Planeación local"})
    added = Phase(kind="other", name="Alistamiento", opens_at=at("2026-12-01"), closes_at=at("2027-01-04"))
    phases = phases_of(draft)
    phases[2].closes_at = at("2027-07-20")
    set_phases(draft, [*phases, added], by=officer)

    response = as_person(officer).post(reverse("edition_phases", args=[draft.public_id]), old)

    differences = [(str(row["phase"]), str(row["label"])) for row in response.context["theirs"]]
    assert differences == [("Alistamiento", "Fase"), ("Planeación", "Nombre"), ("Priorización", "Cierra")]
    shown = [row["name"].value() for row in response.context["form"].forms]
    assert shown == ["Planeación local", "Formulación", "Priorización", None, "Alistamiento"]
    assert 'name="seen" value="2"' in response.text


def test_edition_phases_of_an_open_edition_ask_why(as_person, officer, edition):
    response = post(as_person(officer), edition, **{"p2-closes_at": "2027-07-09T00:00"})

    assert [str(e) for e in response.context["form"].errors] == [
        "Diga por qué se mueve la fase: las personas que la siguen lo van a leer."
    ]


@pytest.mark.parametrize("typed", [{"rows": "9999"}, {"rows": "x"}, {"seen": "\x00"}, {"p0-phase": "99999999999"}])
def test_edition_phases_with_meddled_hidden_fields_break_nothing(as_person, officer, draft, typed):
    assert post(as_person(officer), draft, **typed).status_code in {200, 302}
    assert draft.phases.count() >= 1


def test_phase_move_shows_the_second_officer_how_it_stands(as_person, officer, edition):
    move_phase(phases_of(edition)[2], at("2027-06-01"), at("2027-07-20"), REASON, by=officer)
    typed = {"opens_at": "2027-06-01T00:00", "closes_at": "2027-07-08T00:00", "reason": "Otra razón.", "seen": "1"}

    response = as_person(officer).post(reverse("phase_move", args=[edition.public_id, 3]), typed)

    assert response.context["theirs"].closes_at == at("2027-07-20")
    assert "Otra razón.</textarea>" in response.text
    assert 'name="seen" value="2"' in response.text


def test_phase_begin_by_an_officer_begins_it(as_person, officer, city):
    edition = make_edition(city)
    now = timezone.now()
    make_phase(edition, name="Planeación", closes_at=now + timedelta(days=3))
    make_phase(edition, name="Formulación", opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=60))

    response = as_person(officer).post(reverse("phase_begin", args=[edition.public_id, 2]), {"reason": REASON})

    assert response["Location"] == reverse("edition_page", args=[edition.public_id])
    assert [p.state for p in route_told(Edition.objects.get()).phases] == ["past", "present"]
