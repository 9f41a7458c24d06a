"""Is a project judged by its opinions, for reasons, with a second chance and a second look by somebody else?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed
from convite.core.translated import Translated
from convite.people.models import Person, Role
from convite.projects.actions import (
    adopt_checklist,
    answer_correction,
    ask_opinions,
    assign_opinion,
    decide_appeal,
    expire_corrections,
    file_appeal,
    sign_opinion,
    submit_project,
)
from convite.projects.models import Appeal, Checklist, Correction, Department, Formulator, Opinion, Project
from convite.territories.models import Territory
from tests.builders import make_edition, make_grant, make_person, make_project
from tests.watching import refusal_of, remembered

SOON = timezone.localdate() + timedelta(days=10)
KINDS = ("formal", "technical", "legal", "financial")


@pytest.fixture
def project(city: Territory, resident: Person) -> Project:
    """Written by the resident and handed in."""
    made = make_project(make_edition(city), state=Project.State.DRAFT)
    Formulator.objects.create(project=made, person=resident, added_by="x")
    return submit_project(made, by=resident)


@pytest.fixture
def second_evaluator(city: Territory) -> Person:
    return make_grant(make_person("Nubia Rojas"), Role.EVALUATOR, city).person


def ask(project: Project, evaluator: Person, *kinds: str) -> list[Opinion]:
    department, _ = Department.objects.get_or_create(territory=project.territory, name="Planeación")
    return [
        Opinion(project=project, kind=kind, department=department, evaluator=evaluator, due_on=SOON) for kind in kinds
    ]


def say(project: Project, officer: Person, evaluator: Person, **verdicts: str) -> Project:
    """Opinions asked for and signed, in this order."""
    asked = ask_opinions(ask(project, evaluator, *verdicts), by=officer)
    for opinion, verdict in zip(asked, verdicts.values(), strict=True):
        opinion.verdict, opinion.reason = verdict, Translated(es="Por esto")
        sign_opinion(opinion, by=evaluator)
    project.refresh_from_db()
    return project


FINE = dict.fromkeys(KINDS, "favourable")


def test_project_with_every_opinion_favourable_is_viable(project: Project, officer: Person, evaluator: Person) -> None:
    assert say(project, officer, evaluator, **FINE).state == "viable"
    assert len(remembered("sign_opinion")) == 4


def test_project_waits_for_the_last_opinion(project: Project, officer: Person, evaluator: Person) -> None:
    assert say(project, officer, evaluator, formal="favourable", legal="unfavourable").state == "submitted"


def test_project_that_must_be_mended_goes_back_with_what_to_mend(
    project: Project, officer: Person, evaluator: Person
) -> None:
    say(project, officer, evaluator, **FINE | {"legal": "correct"})

    correction = Correction.objects.get()
    assert (project.state, correction.what) == ("returned", "Jurídica: Por esto")


def test_correction_that_is_answered_asks_only_who_wanted_it(
    project: Project, officer: Person, evaluator: Person, resident: Person
) -> None:
    say(project, officer, evaluator, **FINE | {"legal": "correct"})
    answer_correction(Correction.objects.get(), "Se anexó el permiso", by=resident)

    waiting = Opinion.objects.filter(signed_at=None)
    assert list(waiting.values_list("kind", "round", "evaluator")) == [("legal", 2, evaluator.pk)]


def test_correction_after_its_day_is_refused(
    project: Project, officer: Person, evaluator: Person, resident: Person
) -> None:
    say(project, officer, evaluator, **FINE | {"legal": "correct"})
    correction = Correction.objects.get()
    correction.due_on = date(2026, 1, 1)

    assert refusal_of(answer_correction, correction, "Tarde", by=resident) == "El plazo para subsanar ya pasó."


def test_correction_that_nobody_answers_ends_the_project(project: Project, officer: Person, evaluator: Person) -> None:
    say(project, officer, evaluator, **FINE | {"legal": "correct"})
    late = Correction.objects.get().due_on + timedelta(days=1)

    assert (expire_corrections(late, by=SYSTEM), expire_corrections(late, by=SYSTEM)) == (1, 0)
    project.refresh_from_db()
    assert project.state == "not_viable"


def appealed(project: Project, officer: Person, evaluator: Person, resident: Person) -> Appeal:
    say(project, officer, evaluator, **FINE | {"technical": "unfavourable"})
    return file_appeal(Appeal(project=project, author=resident, text="El lote sí es público"), by=resident)


def test_appeal_that_another_person_grants_makes_the_project_viable(
    project: Project, officer: Person, evaluator: Person, resident: Person, second_evaluator: Person
) -> None:
    appeal = appealed(project, officer, evaluator, resident)
    decide_appeal(appeal, True, "Se verificó el certificado", by=second_evaluator)

    assert (appeal.outcome, project.state) == ("granted", "viable")


def test_appeal_is_not_decided_by_who_spoke_before(
    project: Project, officer: Person, evaluator: Person, resident: Person
) -> None:
    appeal = appealed(project, officer, evaluator, resident)

    assert refusal_of(decide_appeal, appeal, True, "Sí", by=evaluator) == (
        "Quien ya dio un concepto no decide la apelación: la debe estudiar otra persona."
    )


def test_second_appeal_is_refused(
    project: Project, officer: Person, evaluator: Person, resident: Person, second_evaluator: Person
) -> None:
    appeal = appealed(project, officer, evaluator, resident)
    decide_appeal(appeal, False, "El lote es privado", by=second_evaluator)

    assert refusal_of(file_appeal, Appeal(project=project, author=resident, text="Otra vez"), by=resident) == (
        "El proyecto ya tuvo su segunda revisión."
    )


def test_sign_opinion_of_another_evaluator_is_not_allowed(
    project: Project, officer: Person, evaluator: Person, second_evaluator: Person
) -> None:
    (opinion,) = ask_opinions(ask(project, evaluator, "legal"), by=officer)

    with pytest.raises(NotAllowed):
        sign_opinion(opinion, by=second_evaluator)


@pytest.mark.parametrize(
    ("verdict", "reason", "expected"),
    [
        ("", "Por esto", "Diga si el concepto es favorable, si debe subsanarse o si no es favorable."),
        ("favourable", "", "Escriba la razón: quien formuló el proyecto y la comunidad la van a leer."),
    ],
)
def test_sign_opinion_that_says_nothing_is_refused(
    verdict: str, reason: str, expected: str, project: Project, officer: Person, evaluator: Person
) -> None:
    (opinion,) = ask_opinions(ask(project, evaluator, "legal"), by=officer)
    opinion.verdict, opinion.reason = verdict, Translated(es=reason)

    assert refusal_of(sign_opinion, opinion, by=evaluator) == expected


def test_opinion_is_asked_with_the_criteria_in_force(
    project: Project, officer: Person, evaluator: Person, city: Territory
) -> None:
    criteria = [{"code": "L1", "text": "El predio es público", "must": True}]
    today = timezone.localdate()
    for _ in range(2):
        made = Checklist(territory=city, kind="legal", valid_from=today, source="Circular", criteria=criteria)
        adopt_checklist(made, by=officer)
    (opinion,) = ask_opinions(ask(project, evaluator, "legal"), by=officer)

    assert (opinion.checklist.number, opinion.checklist.criteria) == (2, criteria)


def test_assign_opinion_to_who_does_not_evaluate_there_is_refused(
    project: Project, officer: Person, evaluator: Person, resident: Person
) -> None:
    (opinion,) = ask_opinions(ask(project, evaluator, "legal"), by=officer)

    assert refusal_of(assign_opinion, opinion, resident, SOON, by=officer) == (
        "Esa persona no evalúa proyectos en ese territorio."
    )


def test_submit_project_by_a_stranger_is_not_allowed(city: Territory, neighbour: Person) -> None:
    with pytest.raises(NotAllowed):
        submit_project(make_project(make_edition(city), state=Project.State.DRAFT), by=neighbour)
