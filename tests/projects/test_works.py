"""Does a work go its way only as it was, with its reasons, and stand where it was reported to stand?"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from convite.conversations.actions import follow
from convite.conversations.models import Notice
from convite.core.errors import NotAllowed
from convite.people.models import Person
from convite.projects.actions import (
    answer_finding,
    begin_contracting,
    begin_work,
    change_work,
    correct_report,
    deliver_work,
    dispute_answer,
    plan_work,
    record_visit,
    report_progress,
)
from convite.projects.models import Finding, ProgressReport, Project, Visit, Work, WorkChange, WorkTotals
from convite.territories.models import Territory
from tests.builders import make_edition, make_project, make_work
from tests.watching import refusal_of, remembered

START, END = date(2026, 1, 12), date(2026, 9, 30)


@pytest.fixture
def project(city: Territory) -> Project:
    return make_project(make_edition(city), state=Project.State.WON)


@pytest.fixture
def work(project: Project) -> Work:
    """Begun."""
    return make_work(project, state=Work.State.UNDER_WAY, starts_on=START, ends_on=END, first_ends_on=END)


def report(work: Work, on: date, percent: int, **fields: Any) -> ProgressReport:
    return ProgressReport(work=work, on=on, physical=percent * 100, **({"note": "Se fundió la placa"} | fields))


def changed(work: Work, kind: str, **fields: Any) -> WorkChange:
    defaults = {"cause": "weather", "reason": "Llovió tres semanas", "on": START}
    return WorkChange(work=work, kind=kind, **(defaults | fields))


def test_plan_work_begins_with_its_money_and_without_progress(project: Project, officer: Person) -> None:
    work = plan_work(Work(project=project, plan_year=2026, allocated_minor=5), by=officer)

    assert (work.state, work.physical, WorkTotals.objects.get(work=work).paid_minor) == ("planned", 0, 0)
    assert len(remembered("plan_work")) == 1


def test_plan_work_of_a_project_that_did_not_win_is_refused(project: Project, officer: Person) -> None:
    project.state = Project.State.NOT_CHOSEN

    assert refusal_of(plan_work, Work(project=project, plan_year=2026, allocated_minor=5), by=officer) == (
        "Solo los proyectos priorizados se convierten en obras."
    )


def test_plan_work_twice_is_refused(work: Work, officer: Person) -> None:
    assert refusal_of(plan_work, Work(project=work.project, plan_year=2026, allocated_minor=5), by=officer) == (
        "Este proyecto ya está en el plan anual."
    )


@pytest.mark.parametrize("who", ["resident", "leader", "evaluator", "auditor", "outsider"])
def test_begin_contracting_by_who_may_not_is_not_allowed(
    who: str, project: Project, request: pytest.FixtureRequest
) -> None:
    person, work = request.getfixturevalue(who), make_work(project)

    with pytest.raises(NotAllowed):
        begin_contracting(work, by=person)


def test_begin_work_keeps_the_first_day_of_delivery(project: Project, project_manager: Person) -> None:
    work = begin_work(make_work(project), START, END, by=project_manager)

    assert (work.state, work.first_ends_on) == ("under_way", END)


def test_report_progress_of_an_earlier_day_does_not_move_the_work_back(work: Work, project_manager: Person) -> None:
    report_progress(report(work, START + timedelta(days=60), 40), by=project_manager)
    report_progress(report(work, START + timedelta(days=30), 15), by=project_manager)

    work.refresh_from_db()
    assert work.physical == 4_000


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"on": START - timedelta(days=1)}, "El día del reporte va desde que empezó la obra hasta hoy."),
        ({"on": timezone.localdate() + timedelta(days=1)}, "El día del reporte va desde que empezó la obra hasta hoy."),
        ({"percent": 101}, "El avance va de 0 a 100 %."),
        ({"note": " "}, "Cuente qué se hizo: la gente lo va a leer."),
    ],
)
def test_report_of_what_cannot_be_is_refused(
    fields: dict[str, Any], reason: str, work: Work, project_manager: Person
) -> None:
    made = report(work, **({"on": START, "percent": 10} | fields))

    assert (refusal_of(report_progress, made, by=project_manager), work.reports.count()) == (reason, 0)


def test_correct_report_moves_the_work_to_what_it_says_now(work: Work, project_manager: Person) -> None:
    made = report_progress(report(work, START, 40), by=project_manager)
    made.physical = 3_000
    correct_report(made, by=project_manager, seen=made.version)

    work.refresh_from_db()
    assert (work.physical, made.version) == (3_000, 2)


def test_delay_moves_the_delivery_and_keeps_the_first_one(work: Work, project_manager: Person) -> None:
    later = END + timedelta(days=45)
    made = change_work(changed(work, "delay", ends_after=later), by=project_manager)

    assert (work.ends_on, work.first_ends_on, made.ends_before) == (later, END, END)


def test_delay_to_an_earlier_day_is_refused(work: Work, project_manager: Person) -> None:
    assert refusal_of(change_work, changed(work, "delay", ends_after=START), by=project_manager) == (
        "Diga para cuándo queda la entrega: un día posterior al que estaba previsto."
    )


@pytest.mark.parametrize(
    ("state", "kind", "becomes"),
    [("under_way", "stop", "stopped"), ("stopped", "resume", "under_way"), ("planned", "abandon", "abandoned")],
)
def test_change_work_moves_its_state(
    state: str, kind: str, becomes: str, project: Project, project_manager: Person
) -> None:
    work = make_work(project, state=state)
    change_work(changed(work, kind), by=project_manager)

    assert work.state == becomes


@pytest.mark.parametrize(("state", "kind"), [("delivered", "stop"), ("under_way", "resume"), ("abandoned", "scope")])
def test_change_that_cannot_happen_any_more_is_refused(
    state: str, kind: str, project: Project, project_manager: Person
) -> None:
    work = make_work(project, state=state, delivered_on=END)

    assert refusal_of(change_work, changed(work, kind), by=project_manager) == (
        f"La obra está en «{work.get_state_display()}»: eso ya no le puede pasar."
    )


def test_abandoned_work_says_why(work: Work, project_manager: Person) -> None:
    change_work(changed(work, "abandon", reason="El lote es de otro dueño"), by=project_manager)

    assert (work.state, work.state_reason) == ("abandoned", "El lote es de otro dueño")


def test_deliver_work_that_is_not_done_is_refused(work: Work, project_manager: Person) -> None:
    report_progress(report(work, START, 95), by=project_manager)

    assert refusal_of(deliver_work, work, END, by=project_manager) == (
        "Reporte primero toda la obra: hoy va en 95\u00a0%."
    )


def test_deliver_work_that_is_done_is_over(work: Work, project_manager: Person) -> None:
    report_progress(report(work, START, 100), by=project_manager)
    day = timezone.localdate()
    deliver_work(work, day, warranty_until=day + timedelta(days=365), by=project_manager)

    assert (work.state, work.delivered_on) == ("delivered", day)


def visited(work: Work, author: Person) -> tuple[Visit, Finding]:
    visit = Visit(work=work, visited_on=START, group="Veeduría La Salle", author=author, summary="Hay avance")
    finding = Finding(text="Falta la rampa", due_on=END)
    return record_visit(visit, [finding], by=author), finding


def test_visit_is_told_to_followers_and_manager(work: Work, resident: Person, neighbour: Person) -> None:
    work.manager = neighbour
    work.save()
    follow(work.project, by=resident)
    visited(work, neighbour)

    assert list(Notice.objects.values_list("person__name", "text")) == [
        ("Ana Restrepo", f"Una veeduría visitó «{work.project.title}» y contó qué encontró.")
    ]


def test_finding_is_answered_and_its_author_may_disagree(work: Work, resident: Person, project_manager: Person) -> None:
    _, finding = visited(work, resident)
    answer_finding(finding, "Se hace la otra semana", mended=False, by=project_manager)
    dispute_answer(finding, by=resident)

    assert (finding.state, finding.answer) == ("disputed", "Se hace la otra semana")


def test_dispute_by_another_person_is_not_allowed(work: Work, resident: Person, neighbour: Person) -> None:
    _, finding = visited(work, resident)

    with pytest.raises(NotAllowed):
        dispute_answer(finding, by=neighbour)
