"""The desk: what waits for each role, where it holds it, oldest first; and the audit log."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from convite.conversations.models import Report
from convite.core.models import AuditEntry, OutboxMessage
from convite.core.personal import catalogue
from convite.gatherings.models import Agreement, FieldConflict, Gathering
from convite.people.actions import change_profile
from convite.people.models import Role
from convite.planning.models import Idea
from convite.projects.models import Project
from convite.voting.models import Contest
from convite.website.queries import desk
from tests.builders import (
    make_contest,
    make_edition,
    make_gathering,
    make_grant,
    make_idea,
    make_person,
    make_phase,
    make_project,
)
from tests.conftest import append_only_tables_may_be_emptied

DAY = timedelta(days=1)


def titles(pile: desk.Pile) -> list[str]:
    return [str(row.title) for row in pile.rows]


def test_phases_this_week_are_those_that_open_or_close_in_it(officer, city):
    edition, now = make_edition(city), timezone.now()
    make_phase(edition, name="Cierra", closes_at=now + 6 * DAY)
    make_phase(edition, name="Abre", opens_at=now + 2 * DAY)
    make_phase(edition, name="Después", opens_at=now + 8 * DAY)
    assert titles(desk.phases_this_week(officer)) == ["Abre", "Cierra"]


def test_phases_this_week_of_the_city_are_seen_from_a_commune(city, commune):
    local = make_grant(make_person(), Role.OFFICER, commune).person
    make_phase(make_edition(city), name="Cierra", closes_at=timezone.now() + DAY)
    assert titles(desk.phases_this_week(local)) == ["Cierra"]


def test_phases_this_week_of_another_city_are_not_seen(officer, other_city):
    make_phase(make_edition(other_city), closes_at=timezone.now() + DAY)
    assert titles(desk.phases_this_week(officer)) == []


def test_ideas_without_decision_come_oldest_first(officer, city, commune):
    edition, now = make_edition(city), timezone.now()
    make_idea(edition, commune, title="Nueva", created_at=now)
    make_idea(edition, commune, title="Vieja", created_at=now - 9 * DAY)
    make_idea(edition, commune, title="Decidida", state=Idea.State.FORMULATED)
    assert titles(desk.ideas_without_decision(officer)) == ["Vieja", "Nueva"]


def test_ideas_without_decision_of_another_city_do_not_wait_here(outsider, city, commune):
    make_idea(make_edition(city), commune)
    assert titles(desk.ideas_without_decision(outsider)) == []


def test_idea_that_waits_for_long_is_late_and_says_how_long(officer, city, commune):
    make_idea(make_edition(city), commune, created_at=timezone.now() - 16 * DAY)
    make_idea(make_edition(city), commune, created_at=timezone.now() - 1 * DAY)
    rows = desk.ideas_without_decision(officer).rows
    assert [(row.badge, row.how_long) for row in rows] == [("atrasada", "hace 16 días"), ("", "hace 1 día")]


def test_ideas_may_be_decided_several_at_once_from_the_desk(officer, city, commune, as_person):
    idea = make_idea(make_edition(city), commune)
    page = as_person(officer).get(reverse("desk")).content.decode()
    assert f'name="idea" value="{idea.public_id}"' in page
    assert f'formaction="{reverse("ideas_decide")}"' in page


def test_editions_in_preparation_wait_for_their_office_only(officer, outsider, city):
    make_edition(city, name="Ruta 2027", state="draft")
    assert [titles(desk.editions_in_preparation(person)) for person in (officer, outsider)] == [["Ruta 2027"], []]


def test_reports_wait_for_who_moderates_there(officer, outsider, city, commune, resident):
    idea = make_idea(make_edition(city), commune)
    kind, subject = "planning.idea", idea.public_id
    Report.objects.create(kind=kind, subject=subject, territory=commune, reporter=resident, reason="spam")
    assert [len(desk.reports_waiting(person).rows) for person in (officer, outsider)] == [1, 0]


def test_gatherings_this_week_are_those_that_are_called(facilitator, commune):
    now = timezone.now()
    make_gathering(commune, title="Mañana", starts_at=now + DAY)
    make_gathering(commune, title="Cancelado", starts_at=now + DAY, state=Gathering.State.CANCELLED)
    make_gathering(commune, title="El mes entrante", starts_at=now + 30 * DAY)
    assert titles(desk.gatherings_this_week(facilitator)) == ["Mañana"]


def test_agreements_overdue_are_those_past_their_day(facilitator, commune):
    gathering, today = make_gathering(commune), timezone.localdate()
    for text, days in (("Podar", -1), ("Pintar", 1)):
        Agreement.objects.create(gathering=gathering, text=text, due_on=today + days * DAY)
    assert titles(desk.agreements_overdue(facilitator)) == ["Podar"]


def test_conflicts_of_the_field_wait_for_its_team(facilitator, outsider, commune):
    gathering = make_gathering(commune, title="Taller")
    FieldConflict.objects.create(gathering=gathering, kind="agreement", from_phone="{}", in_office="{}")
    assert [titles(desk.conflicts_to_settle(person)) for person in (facilitator, outsider)] == [["Taller"], []]


def test_role_everywhere_sees_the_gatherings_of_all_places(commune, other_city):
    everywhere = make_grant(make_person(), Role.FACILITATOR).person
    for place in (commune, other_city):
        make_gathering(place, starts_at=timezone.now() + DAY)
    assert len(desk.gatherings_this_week(everywhere).rows) == 2


def test_contests_to_count_are_closed_ones_first(officer, city, commune):
    edition = make_edition(city)
    make_contest(edition, city, state=Contest.State.PUBLISHED)
    make_contest(edition, commune, state=Contest.State.CLOSED)
    assert titles(desk.contests_to_count(officer)) == ["Comuna 3 Manrique", "Medellín"]


def test_contests_to_scrutinise_are_the_closed_ones(scrutineer, city, commune):
    edition = make_edition(city)
    make_contest(edition, city, state=Contest.State.PUBLISHED)
    make_contest(edition, commune, state=Contest.State.CLOSED)
    assert titles(desk.contests_to_scrutinise(scrutineer)) == ["Comuna 3 Manrique"]


def test_projects_in_draft_wait_for_the_evaluator(evaluator, city):
    edition = make_edition(city)
    make_project(edition, title="Borrador", state=Project.State.DRAFT)
    make_project(edition, title="Viable", state=Project.State.VIABLE)
    assert titles(desk.projects_in_draft(evaluator)) == ["Borrador"]


def test_gatherings_without_attendance_are_past_and_not_held(facilitator, city):
    past = timezone.now() - 3 * DAY
    make_gathering(city, title="Sin registrar", starts_at=past)
    make_gathering(city, title="Registrado", starts_at=past, state=Gathering.State.HELD)
    make_gathering(city, title="Por venir")
    assert titles(desk.gatherings_without_attendance(facilitator)) == ["Sin registrar"]


def test_grants_ending_are_those_of_the_next_thirty_days(administrator, city):
    today = timezone.localdate()
    make_grant(make_person("Pronto"), Role.OFFICER, city, ends_on=today + 30 * DAY)
    make_grant(make_person("Lejos"), Role.OFFICER, city, ends_on=today + 31 * DAY)
    assert titles(desk.grants_ending(administrator)) == ["Pronto"]


def test_failed_letters_show_no_address(administrator):
    letter = {"to": "alguien@example.org", "subject": "Asunto", "body": "Texto", "state": "failed"}
    OutboxMessage.objects.create(unique_key="1", last_error="SMTPRecipientsRefused: alguien@example.org", **letter)
    OutboxMessage.objects.create(unique_key="2", **(letter | {"state": "sent"}))
    rows = desk.failed_letters(administrator).rows
    assert [(row.title, row.note) for row in rows] == [("Asunto", "0 intentos · SMTPRecipientsRefused")]


@pytest.mark.parametrize(("status", "minutes", "waits"), [("FAILED", 1, 1), ("RUNNING", 31, 1), ("RUNNING", 1, 0)])
def test_stuck_jobs(administrator, status, minutes, waits):
    job = {"task_path": "convite.jobs.count", "args_kwargs": {}, "backend_name": "default"}
    DBTaskResult.objects.create(status=status, started_at=timezone.now() - timedelta(minutes=minutes), **job)
    assert len(desk.stuck_jobs(administrator).rows) == waits


def test_own_ideas_are_shown_with_their_state(resident, neighbour, city, commune):
    edition = make_edition(city)
    make_idea(edition, commune, title="Mía", author=resident, state=Idea.State.FORMULATED)
    make_idea(edition, commune, title="Ajena", author=neighbour)
    assert [(str(r.title), r.badge) for r in desk.own_ideas(resident).rows] == [("Mía", "Convertida en proyecto")]


def test_pile_shows_eight_and_says_that_there_are_more(officer, city):
    edition = make_edition(city)
    for _ in range(9):
        make_idea(edition, city)
    pile = desk.ideas_without_decision(officer)
    assert (len(pile.rows), pile.has_more) == (8, True)


def test_sections_are_one_per_role_and_ones_own_participation(auditor, city):
    make_grant(auditor, Role.EVALUATOR, city)
    assert [s.role for s in desk.sections_for(auditor)] == ["Evaluación técnica", "Auditoría", "Mi participación"]


def test_sections_of_a_superuser_without_role_are_the_administrators(superuser):
    assert [s.role for s in desk.sections_for(superuser)] == ["Administración", "Mi participación"]


def test_desk_asks_visitors_to_log_in(client, db):
    assert client.get(reverse("desk")).url == "/cuenta/login/?next=/escritorio/"


@pytest.mark.parametrize(("name", "queries"), [("resident", 5), ("officer", 15), ("administrator", 9)])
def test_desk_has_the_same_queries_with_one_row_and_three(name, queries, request, city, commune, as_person, queries_of):
    person, edition = request.getfixturevalue(name), make_edition(city)
    client = as_person(person)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            make_idea(edition, commune, author=person)
            make_grant(make_person(), Role.LEADER, commune, ends_on=timezone.localdate() + DAY)
        counts.append(queries_of(client, reverse("desk")))
    assert counts == [queries, queries]


# The audit log


def lines(answer) -> list[int]:
    return [entry.id for entry in answer.context["page"].entries]


@pytest.fixture
def five_acts(resident):
    for name in "ABCDE":
        change_profile(resident, name=name, territory=None, language="es", by=resident)


def test_audit_log_is_newest_first(auditor, five_acts, as_person):
    assert lines(as_person(auditor).get(reverse("audit_log"))) == [5, 4, 3, 2, 1]


def test_audit_log_goes_on_below_a_line(auditor, five_acts, as_person):
    assert lines(as_person(auditor).get(reverse("audit_log"), {"antes": "3"})) == [2, 1]


def test_audit_log_of_a_person_is_found_by_address(auditor, five_acts, resident, neighbour, as_person):
    change_profile(neighbour, name="Otra", territory=None, language="es", by=neighbour)
    assert lines(as_person(auditor).get(reverse("audit_log"), {"person": neighbour.email})) == [6]


def test_audit_log_filters_by_act_and_kind(auditor, five_acts, as_person):
    client, asked = as_person(auditor), {"act": "change_profile", "kind": "people.person"}
    counts = [len(lines(client.get(reverse("audit_log"), a))) for a in (asked, asked | {"act": "grant_role"})]
    assert counts == [5, 0]


def test_audit_log_verified_says_that_the_chain_is_whole(auditor, five_acts, as_person):
    report = as_person(auditor).post(reverse("audit_log")).context["report"]
    assert (report.length, report.broken_at) == (5, None)


def test_audit_log_verified_says_where_the_chain_breaks(auditor, five_acts, as_person):
    with append_only_tables_may_be_emptied(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET act = 'nothing' WHERE id = 3")
    answer = as_person(auditor).post(reverse("audit_log"))
    assert (answer.context["report"].broken_at, "se rompe en la línea 3" in answer.content.decode()) == (3, True)


def test_audit_log_is_not_for_officers(officer, as_person):
    assert as_person(officer).get(reverse("audit_log")).status_code == 403


def test_audit_log_shows_no_address(auditor, five_acts, resident, as_person):
    page = as_person(auditor).get(reverse("audit_log")).content.decode()
    assert (resident.email in page, AuditEntry.objects.first().thing in page) == (False, True)


def test_audit_log_has_the_same_queries_with_one_row_and_three(auditor, resident, as_person, queries_of):
    client, counts = as_person(auditor), []
    for names in ("A", "BC"):
        for name in names:
            change_profile(resident, name=name, territory=None, language="es", by=resident)
        counts.append(queries_of(client, reverse("audit_log")))
    assert counts == [7, 7]


# What we promise


def test_privacy_page_shows_every_field_of_the_catalogue(client, db):
    assert len(client.get(reverse("privacy")).context["rows"]) == len(catalogue())


def test_accessibility_page_opens_for_everybody(client, db):
    assert client.get(reverse("accessibility")).status_code == 200
