"""Does the planned curve follow the schedule, and is lateness told from being behind?"""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.rulebook.progress import Step, add_months, judge_progress, planned_end, planned_share

START = date(2026, 1, 1)
STEPS = [Step(1, 3, 20), Step(2, 4, 50), Step(6, 1, 30)]
steps = st.lists(st.builds(Step, st.integers(1, 24), st.integers(1, 12), st.integers(0, 100)), max_size=6)


@given(steps, st.integers(-40, 1500))
def test_planned_share_never_falls_and_stays_within_one(schedule: list[Step], days: int) -> None:
    on = START + timedelta(days=days)
    today, tomorrow = (planned_share(schedule, START, day) for day in (on, on + timedelta(days=1)))

    assert 0 <= today <= tomorrow <= 1


@given(steps.filter(lambda schedule: any(step.share for step in schedule)))
def test_planned_share_is_all_on_the_last_day(schedule: list[Step]) -> None:
    end = planned_end(schedule, START)

    assert end is not None
    assert planned_share(schedule, START, end) == 1


def test_planned_share_before_the_start_is_nothing() -> None:
    assert planned_share(STEPS, START, date(2025, 12, 31)) == 0


@pytest.mark.parametrize(
    ("physical", "on", "delivered_on", "expected"),
    [
        ("0", date(2025, 12, 1), None, ("not_started", 0)),
        ("0.2", date(2026, 3, 31), None, ("behind", 0)),
        ("0.4", date(2026, 3, 31), None, ("on_time", 0)),
        ("0.9", date(2026, 7, 2), None, ("late", 2)),
        ("1", date(2026, 9, 1), date(2026, 6, 30), ("delivered", 0)),
        ("1", date(2026, 9, 1), date(2026, 7, 30), ("delivered", 30)),
    ],
)
def test_judge_progress_tells_late_from_behind(
    physical: str, on: date, delivered_on: date | None, expected: tuple[str, int]
) -> None:
    standing = judge_progress(STEPS, START, date(2026, 6, 30), Fraction(physical), on, delivered_on)

    assert (standing.state, standing.days) == expected


def test_judge_progress_invents_nothing() -> None:
    with pytest.raises(ValueError, match="share of one"):
        judge_progress(STEPS, START, None, Fraction(11, 10), START)


def test_add_months_keeps_to_the_month() -> None:
    assert [add_months(date(2028, 1, 31), months) for months in (1, 12, -1)] == [
        date(2028, 2, 29),
        date(2029, 1, 31),
        date(2027, 12, 31),
    ]
