"""Does each list hold what everybody may see, all of it, no person in it, and at the cost of one query?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convite.conversations.models import Comment
from convite.core.actors import SYSTEM
from convite.core.money import Money
from convite.core.tables.columns import Kind
from convite.core.tables.writers import FORMATS
from convite.opendata.queries import EXPORTS, territories_geojson
from convite.opendata.queries.meetings import publishable
from convite.people.models import Person
from convite.planning.models import Edition, Idea
from convite.projects.models import Project
from convite.territories.models import Territory
from convite.voting.models import Contest, OptionResult, Result
from tests.builders import (
    make_agreement,
    make_attendance,
    make_boundary,
    make_ceiling,
    make_comment,
    make_contest,
    make_edition,
    make_gathering,
    make_idea,
    make_option,
    make_person,
    make_phase,
    make_plan,
    make_plan_item,
    make_population,
    make_project,
    make_territory,
)

pytestmark = pytest.mark.django_db
EVERYBODY = AnonymousUser()
REASON = {
    "code": "won",
    "sentences": [{"template": "Tuvo %(votes)s votos.", "plural": "", "count": "", "params": {"votes": 7}}],
}


def rows_of(name: str, person: object = EVERYBODY) -> list[dict[str, Any]]:
    export = EXPORTS[name]
    return [export.table.values_of(row) for row in export.rows(person)]


def make_counted(option: Any, **fields: Any) -> OptionResult:
    contest = option.contest
    Contest.objects.filter(pk=contest.pk).update(state=Contest.State.COUNTED)
    usual = {"counted_at": timezone.now(), "ballots": 9, "spent": 5, "rule_hash": "r", "ballots_hash": "b"}
    result, _ = Result.objects.get_or_create(contest=contest, defaults=usual | {"certificate": {}})
    usual_option = {"rank": option.number, "support": 7, "won": True, "reason": REASON}
    return OptionResult.objects.create(result=result, option=option, **(usual_option | fields))


def make_one_of_each(city: Territory, number: int) -> None:
    """One row in every list."""
    place = make_territory(f"Comuna {number}", city)
    make_boundary(place)
    make_population(place)
    make_plan_item(make_plan(place))
    edition = make_edition(city, year=2020 + number)
    make_phase(edition)
    make_ceiling(edition, place)
    gathering = make_gathering(place, edition)
    make_attendance(gathering, 30, sex="f")
    make_agreement(gathering)
    idea = make_idea(edition, place, gathering=gathering, author=make_person(), said_by="Marta")
    make_comment(idea, author=idea.author)
    make_counted(make_option(make_contest(edition, place)))


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("person", [EVERYBODY, SYSTEM])
def test_list_costs_one_query_with_one_row_and_with_three(name: str, person: object, city: Territory) -> None:
    numbers = []
    for group in ([1], [2, 3]):
        for number in group:
            make_one_of_each(city, number)
        with CaptureQueriesContext(connection) as queries:
            list(FORMATS["csv"].write(EXPORTS[name].table, EXPORTS[name].rows(person)))
        numbers.append(len(queries))

    assert numbers == [1, 1]


def test_geojson_costs_one_query_with_one_row_and_with_three(city: Territory) -> None:
    numbers = []
    for group in ([1], [2, 3]):
        for number in group:
            make_one_of_each(city, number)
        with CaptureQueriesContext(connection) as queries:
            list(territories_geojson(EVERYBODY))
        numbers.append(len(queries))

    assert numbers == [1, 1]


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("file_format", FORMATS)
def test_list_names_no_person(name: str, file_format: str, city: Territory) -> None:
    make_one_of_each(city, 1)
    Person.objects.update(name="Zulima Perea", email="zulima@example.org")
    Idea.objects.update(said_by="Zulima Perea")

    text = b"".join(FORMATS[file_format].write(EXPORTS[name].table, EXPORTS[name].rows(SYSTEM)))

    assert b"Zulima" not in text
    assert b"zulima" not in text


@pytest.mark.parametrize("name", EXPORTS)
def test_list_writes_a_row_of_its_own_columns(name: str, city: Territory) -> None:
    make_one_of_each(city, 1)

    assert {len(row) for row in EXPORTS[name].rows(EVERYBODY)} == {len(EXPORTS[name].columns)}


@pytest.mark.parametrize("name", EXPORTS)
def test_key_of_a_list_tells_its_rows_apart(name: str, city: Territory) -> None:
    for number in (1, 2, 3):
        make_one_of_each(city, number)
    rows = rows_of(name)

    assert len({tuple(row[key] for key in EXPORTS[name].table.key) for row in rows}) == len(rows)


# What is not public yet


@pytest.fixture
def draft(city: Territory) -> Edition:
    """An edition in preparation with one of everything, and nothing else anywhere."""
    edition = make_edition(city, state=Edition.State.DRAFT)
    make_phase(edition)
    make_ceiling(edition, city)
    make_gathering(city, edition)
    make_comment(make_idea(edition))
    make_counted(make_option(make_contest(edition)))
    return edition


@pytest.mark.parametrize("name", ["editions", "phases", "ceilings", "ideas", "comments", "projects", "contests"])
def test_list_leaves_out_what_belongs_to_an_edition_in_preparation(name: str, draft: Edition) -> None:
    assert (rows_of(name), len(rows_of(name, SYSTEM))) == ([], 1)


@pytest.mark.parametrize("person", [EVERYBODY, SYSTEM])
def test_results_of_an_edition_in_preparation_are_for_nobody(person: object, draft: Edition) -> None:
    assert rows_of("results", person) == []


def test_gathering_does_not_give_away_its_edition_in_preparation(draft: Edition) -> None:
    assert [row["edition"] for row in rows_of("gatherings")] == [None]
    assert [row["edition"] for row in rows_of("gatherings", SYSTEM)] == [draft.public_id]


def test_projects_leave_out_drafts(city: Territory) -> None:
    edition = make_edition(city)
    make_project(edition, code="A")
    make_project(edition, code="B", state=Project.State.DRAFT)

    assert [row["code"] for row in rows_of("projects")] == ["A"]


def test_ideas_leave_out_withdrawn_ones(city: Territory) -> None:
    edition = make_edition(city)
    make_idea(edition, title="Se queda")
    make_idea(edition, title="Se fue", state=Idea.State.WITHDRAWN)

    assert [str(row["title"]) for row in rows_of("ideas")] == ["Se queda"]


def test_comments_leave_out_hidden_and_deleted_ones(city: Territory) -> None:
    idea = make_idea(make_edition(city))
    hidden = make_comment(idea, text="Su teléfono es 300", state=Comment.State.HIDDEN, author=make_person())
    make_comment(idea, text="Lo que borré", state=Comment.State.DELETED)
    make_comment(idea, hidden, text="Estoy de acuerdo")

    assert [row["text"] for row in rows_of("comments")] == ["Estoy de acuerdo"]


@pytest.mark.parametrize("state", sorted(Idea.UNLISTED))
def test_comments_leave_out_those_of_an_idea_out_of_sight(state: str, city: Territory) -> None:
    edition = make_edition(city)
    make_comment(make_idea(edition, state=state), text="No se ve")
    make_comment(make_idea(edition), text="Se ve")

    assert [row["text"] for row in rows_of("comments")] == ["Se ve"]


def test_comments_leave_out_those_of_an_unknown_kind(city: Territory) -> None:
    make_comment(make_idea(make_edition(city)))
    Comment.objects.update(kind="planning.nothing")

    assert rows_of("comments", SYSTEM) == []


@pytest.mark.parametrize("person", [EVERYBODY, SYSTEM])
def test_contest_shows_no_figures_before_it_is_counted(person: object, city: Territory) -> None:
    option = make_option(make_contest(make_edition(city)))
    make_counted(option)
    Contest.objects.update(state=Contest.State.CLOSED)

    assert [(row["ballots"], row["spent"], row["counted_at"]) for row in rows_of("contests", person)] == [
        (None, None, None)
    ]
    assert rows_of("results", person) == []


# What stands in them


def test_results_say_why_in_words(city: Territory) -> None:
    make_counted(make_option(make_contest(make_edition(city))))

    (row,) = rows_of("results")

    assert (row["won"], row["reason_code"], row["reason"]) == (True, "won", "Tuvo 7 votos.")
    assert row["cost"] == Money(5_000_000_00, "COP")


def test_contest_shows_its_figures_once_counted(city: Territory) -> None:
    make_counted(make_option(make_contest(make_edition(city))))

    assert [(row["ballots"], row["spent"]) for row in rows_of("contests")] == [(9, Money(5, "COP"))]


def test_territories_come_from_the_root_down_with_codes_as_text(city: Territory, commune: Territory) -> None:
    rows = rows_of("territories")

    assert [(r["code"], r["parent"], r["order"]) for r in rows] == [("05001", None, ""), ("0500103", "05001", "03")]


def test_comments_show_where_and_what_they_answer_and_the_day_in_the_city(commune: Territory) -> None:
    idea = make_idea(make_edition(commune.parent), commune)
    root = make_comment(idea, created_at=datetime(2026, 9, 4, 3, 0, tzinfo=UTC))  # the evening before, in Medellín
    answer = make_comment(idea, root, alignment=Comment.Alignment.FOR)

    rows = rows_of("comments")

    assert [(r["id"], r["about"], r["answers"], r["territory"], r["alignment"]) for r in rows] == [
        (root.public_id, idea.public_id, None, commune.code, "neutral"),
        (answer.public_id, idea.public_id, root.public_id, commune.code, "for"),
    ]
    assert rows[0]["day"] == date(2026, 9, 3)


def test_ceilings_show_what_they_were_worked_out_from(city: Territory) -> None:
    make_ceiling(make_edition(city), city, 100_50, inputs={"población": 131191})

    assert [(r["amount"], r["inputs"]) for r in rows_of("ceilings")] == [(Money(10050, "COP"), '{"población": 131191}')]


# How many came


@pytest.mark.parametrize(
    ("groups", "published"),
    [
        ([40, 30, 0, 0], [40, 30, 0, 0]),
        ([40, 12, 3, 0], [40, None, None, 0]),
        ([40, 3, 0, 0], [None, None, 0, 0]),
        ([60, 4, 3, 20], [60, None, None, None]),
        ([9, 9, 0, 0], [None, None, 0, 0]),
        ([12, 0, 0, 0], [12, 0, 0, 0]),
        ([5, 0, 0, 0], [None, None, None, None]),
    ],
)
def test_small_groups_are_left_out_with_what_would_give_them_away(
    groups: list[int], published: list[int | None]
) -> None:
    assert publishable(groups) == published


def test_attendance_counts_all_ages_of_a_gathering(city: Territory) -> None:
    gathering = make_gathering(city)
    make_attendance(gathering, 20, sex="f", age_band="14-28")
    make_attendance(gathering, 15, sex="f", age_band="29-59")
    make_attendance(gathering, 11, sex="m")

    (row,) = rows_of("attendance")

    assert (row["people"], row["women"], row["men"], row["other"], row["no_answer"]) == (46, 35, 11, 0, 0)


def test_attendance_of_a_few_people_is_not_told(city: Territory) -> None:
    gathering = make_gathering(city, starts_at=timezone.now() - timedelta(days=2))
    make_attendance(gathering, 5, sex="f")
    make_attendance(gathering, 3, sex="m")

    (row,) = rows_of("attendance")

    assert [row[name] for name in ("people", "women", "men", "other", "no_answer")] == [None] * 5


def test_columns_of_choices_have_choices() -> None:
    columns = [column for export in EXPORTS.values() for column in export.columns]

    assert [column.name for column in columns if (column.kind is Kind.CHOICE) != bool(column.choices)] == []


def test_lists_are_those_that_were_promised() -> None:
    assert list(EXPORTS) == [
        "territories", "population", "gatherings", "attendance", "agreements", "plans", "plan_items", "editions",
        "phases", "ceilings", "ideas", "comments", "projects", "contests", "results",
    ]  # fmt: skip
