"""What happens to a report, who may decide it, and who learns what?"""

from typing import Any

import pytest

from convite.conversations.actions import appeal, reopen_reports, report, settle_reports
from convite.conversations.models import Comment, Notice, Report
from convite.conversations.permissions import reports_judged_by
from convite.conversations.queries.reports import cases_page, figures_by_quarter
from convite.core.errors import NotAllowed
from convite.people.models import Person
from convite.planning.actions import record_ideas
from convite.planning.actions.moderation import hide_idea, show_idea
from convite.planning.models import Idea
from convite.planning.permissions import ideas_visible_to
from convite.territories.models import Territory
from tests.builders import make_comment, make_edition, make_idea, make_person, make_report
from tests.watching import refusal_of, remembered

WHY = "Muestra el teléfono de una vecina"


@pytest.fixture
def idea(commune: Territory) -> Idea:
    return make_idea(make_edition(commune.parent), commune)


@pytest.fixture
def comment(idea: Idea, neighbour: Person) -> Comment:
    return make_comment(idea, author=neighbour, text="Llamen al 300")


def name_of(thing: Any) -> tuple[str, str]:
    return thing._meta.label_lower, thing.public_id


def told(person: Person) -> list[str]:
    return list(person.notices.order_by("id").values_list("text", flat=True))


def test_report_waits_for_the_team_of_its_territory(comment: Comment, resident: Person, commune: Territory) -> None:
    made = report(comment, "privacy", "", by=resident)

    assert (made.state, made.territory, made.kind) == ("waiting", commune, "conversations.comment")


def test_report_twice_is_refused(comment: Comment, resident: Person) -> None:
    report(comment, "privacy", "", by=resident)

    said = refusal_of(report, comment, "spam", "", by=resident)

    assert (said, Report.objects.count()) == ("Usted ya denunció este texto. El equipo lo revisará.", 1)


def test_report_of_one_s_own_is_refused(comment: Comment, neighbour: Person) -> None:
    said = refusal_of(report, comment, "spam", "", by=neighbour)

    assert said == "Esto lo escribió usted: puede corregirlo o borrarlo, no denunciarlo."


@pytest.mark.parametrize("reason", ["appeal", "", "otra"])
def test_report_without_a_known_reason_is_refused(comment: Comment, resident: Person, reason: str) -> None:
    assert refusal_of(report, comment, reason, "", by=resident) == "Elija qué pasa con este texto."


def test_hide_tells_the_author_why_and_never_who(comment: Comment, resident: Person, officer: Person) -> None:
    report(comment, "privacy", "", by=resident)

    settle_reports([name_of(comment)], "hide", WHY, by=officer)

    comment.refresh_from_db()
    (said,) = told(comment.author)
    assert (comment.state, comment.state_reason) == ("hidden", WHY)
    assert said == f"El equipo ocultó «Llamen al 300», que usted escribió: {WHY}. Puede pedir que se revise."
    assert resident.name not in said


def test_each_reporter_learns_the_outcome(comment: Comment, resident: Person, officer: Person) -> None:
    other = make_person("Otra Vecina")
    for person in (resident, other):
        report(comment, "privacy", "", by=person)

    settle_reports([name_of(comment)], "hide", WHY, by=officer)

    said = f"Revisamos su denuncia de «Comentario de {comment.author.name}»: se ocultó. {WHY}."
    assert (told(resident), told(other)) == ([said], [said])


def test_leave_changes_nothing_and_tells_who_reported(comment: Comment, resident: Person, officer: Person) -> None:
    report(comment, "spam", "", by=resident)

    settle_reports([name_of(comment)], "leave", "No es publicidad", by=officer)

    comment.refresh_from_db()
    assert (comment.state, told(comment.author)) == ("shown", [])
    assert told(resident) == ["Revisamos su denuncia de «Llamen al 300»: se deja como está. No es publicidad."]


def test_many_are_settled_with_one_reason(idea: Idea, officer: Person) -> None:
    comments = [make_comment(idea, author=make_person()) for _ in range(3)]
    for thing in (*comments, idea):
        make_report(thing)

    number = settle_reports([name_of(thing) for thing in (*comments, idea)], "hide", WHY, by=officer)

    assert (number, set(Report.objects.values_list("state", flat=True))) == (4, {"upheld"})
    assert list(ideas_visible_to(None)) == []


def test_one_that_is_not_hers_stops_them_all(idea: Idea, officer: Person, other_city: Territory) -> None:
    here, there = make_comment(idea), make_comment(make_idea(make_edition(other_city)))
    for thing in (here, there):
        make_report(thing)

    with pytest.raises(NotAllowed):
        settle_reports([name_of(here), name_of(there)], "hide", WHY, by=officer)

    assert set(Comment.objects.values_list("state", flat=True)) == {"shown"}


def test_settle_without_a_reason_is_refused(comment: Comment, officer: Person) -> None:
    make_report(comment)

    said = refusal_of(settle_reports, [name_of(comment)], "hide", "  ", by=officer)

    assert said == "Explique por qué: quien lo escribió y quien lo denunció lo van a leer."


def test_settle_of_one_s_own_is_refused(idea: Idea, officer: Person) -> None:
    comment = make_comment(idea, author=officer, text="mío")
    make_report(comment)

    said = refusal_of(settle_reports, [name_of(comment)], "leave", WHY, by=officer)

    assert said == "«mío» lo escribió usted: lo decide otra persona del equipo."


def test_second_decision_is_refused(comment: Comment, officer: Person) -> None:
    make_report(comment)
    settle_reports([name_of(comment)], "leave", WHY, by=officer)

    said = refusal_of(settle_reports, [name_of(comment)], "hide", WHY, by=officer)

    assert said == "Otra persona ya decidió sobre «Llamen al 300»."


@pytest.mark.parametrize("who", ["resident", "facilitator", "evaluator", "auditor", "leader", "scrutineer", "outsider"])
def test_who_does_not_look_after_the_place_settles_nothing(comment: Comment, request: Any, who: str) -> None:
    make_report(comment)

    with pytest.raises(NotAllowed):
        settle_reports([name_of(comment)], "hide", WHY, by=request.getfixturevalue(who))


def test_undo_shows_it_again_and_its_reports_wait(comment: Comment, officer: Person) -> None:
    made = make_report(comment)
    settle_reports([name_of(comment)], "hide", WHY, by=officer)
    comment.refresh_from_db()

    reopen_reports(comment, by=officer)

    made.refresh_from_db()
    comment.refresh_from_db()
    assert (made.state, made.settled_reason, comment.state) == ("waiting", "", "shown")


def test_appeal_comes_back_to_the_queue_and_may_be_granted(
    comment: Comment, neighbour: Person, officer: Person
) -> None:
    make_report(comment)
    settle_reports([name_of(comment)], "hide", WHY, by=officer)
    comment.refresh_from_db()

    made = appeal(comment, "Es el teléfono de la sede", by=neighbour)
    settle_reports([name_of(comment)], "show", "Es un teléfono público", by=officer)

    made.refresh_from_db()
    comment.refresh_from_db()
    assert (made.state, comment.state) == ("restored", "shown")
    assert told(neighbour)[1:] == [
        "El equipo volvió a mostrar «Llamen al 300», que usted escribió: Es un teléfono público."
    ]


def test_appeal_by_another_is_not_allowed(comment: Comment, resident: Person) -> None:
    with pytest.raises(NotAllowed):
        appeal(comment, "hola", by=resident)


def test_appeal_of_what_is_in_sight_is_refused(comment: Comment, neighbour: Person) -> None:
    assert refusal_of(appeal, comment, "x", by=neighbour) == ("Su texto está publicado: no hay decisión que revisar.")


def test_shown_idea_stands_as_before_it_was_hidden(idea: Idea, officer: Person, administrator: Person) -> None:
    said = Idea(edition=idea.edition, territory=idea.territory, title="x", state="ready", origin="workshop")
    (stored,) = record_ideas([said], by=officer)
    hide_idea(stored, WHY, by=officer)

    show_idea(stored, by=administrator)

    assert (stored.state, dict(stored.state_reason)) == ("ready", {})


# The queue


def cases(person: Person, settled: bool = False) -> list[Any]:
    return list(cases_page(reports_judged_by(person), {}, person=person, settled=settled).rows)


def test_queue_has_one_row_for_each_text_oldest_first(idea: Idea, comment: Comment, officer: Person) -> None:
    for thing in (comment, idea, comment):
        make_report(thing)

    assert [(case.thing, len(case.reports)) for case in cases(officer)] == [(comment, 2), (idea, 1)]


def test_queue_of_another_city_is_not_hers(comment: Comment, outsider: Person) -> None:
    make_report(comment)

    assert cases(outsider) == []


def test_settled_ones_leave_the_queue(comment: Comment, officer: Person) -> None:
    make_report(comment)
    settle_reports([name_of(comment)], "leave", WHY, by=officer)

    assert (cases(officer), [case.thing for case in cases(officer, settled=True)]) == ([], [comment])


def test_own_text_is_marked(idea: Idea, officer: Person) -> None:
    make_report(make_comment(idea, author=officer))

    assert [case.is_own for case in cases(officer)] == [True]


def test_figures_count_reasons_and_outcomes(comment: Comment, idea: Idea, officer: Person) -> None:
    make_report(comment, reason="spam")
    make_report(idea, reason="insult")
    settle_reports([name_of(idea)], "leave", WHY, by=officer)

    (quarter,) = figures_by_quarter()
    assert (quarter.total, quarter.reasons["spam"], quarter.outcomes["dismissed"]) == (2, 1, 1)


def test_reports_are_in_the_audit_log(comment: Comment, resident: Person) -> None:
    made = report(comment, "spam", "", by=resident)

    assert remembered("report") == [(resident.public_id, "conversations.report", made.public_id)]
    assert Notice.objects.count() == 0
