"""Do the public figures of moderation count every report once, and leave out nothing but names and words?"""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from convite.conversations.models import Report
from convite.conversations.queries.reports import QUARTERS, figures_by_quarter
from convite.planning.models import Idea
from tests.builders import make_edition, make_idea, make_person, make_report

pytestmark = pytest.mark.django_db


def report_on(day: datetime, **fields: object) -> Report:
    return make_report(make_idea(make_edition()), created_at=day, **fields)


@pytest.fixture
def autumn() -> datetime:
    return datetime(2026, 10, 3, 12, tzinfo=UTC)


def test_figures_count_one_report_too(autumn: datetime) -> None:
    report_on(autumn, reason=Report.Reason.SPAM, state=Report.State.DISMISSED)

    (quarter,) = figures_by_quarter()

    assert (quarter.number, quarter.total) == (4, 1)
    assert [(str(label), number) for label, number in quarter.reason_rows] == [("Es publicidad o está repetido", 1)]
    assert [(str(label), number) for label, number in quarter.outcome_rows] == [("Se dejó como está", 1)]


def test_reasons_and_outcomes_of_a_quarter_have_the_same_sum(autumn: datetime) -> None:
    for reason in Report.Reason.values:
        for state in Report.State.values:
            report_on(autumn, reason=reason, state=state)

    (quarter,) = figures_by_quarter()

    assert (sum(quarter.reasons.values()), sum(quarter.outcomes.values())) == (24, 24)


def test_figures_tell_the_last_two_years_newest_first(autumn: datetime) -> None:
    for year in (2023, 2024, 2025, 2026):
        for month in (2, 5, 8, 11):
            report_on(autumn.replace(year=year, month=month))

    found = [(quarter.starts_at.year, quarter.number) for quarter in figures_by_quarter()]

    assert (len(found), found[0], found[-1]) == (QUARTERS, (2026, 4), (2025, 1))


def test_figures_page_without_reports_says_so(client: Client) -> None:
    assert "Nadie ha denunciado nada todavía" in client.get(reverse("moderation_figures")).content.decode()


def test_figures_page_has_no_words_of_a_report(client: Client, autumn: datetime) -> None:
    report_on(autumn, text="Da el teléfono 300 de Zulima", reporter=make_person(name="Zulima Perea"))
    Idea.objects.update(title="Zulima insulta")

    assert "Zulima" not in client.get(reverse("moderation_figures")).content.decode()


def test_privacy_page_leads_to_the_figures(client: Client) -> None:
    assert f'href="{reverse("moderation_figures")}"' in client.get(reverse("privacy")).content.decode()
