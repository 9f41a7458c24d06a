"""Is every act of the clock asked, whatever becomes of the others?"""

from collections.abc import Iterator

import pytest

from convite.core import schedule
from tests.builders import at


@pytest.fixture(autouse=True)
def no_acts() -> Iterator[None]:
    kept = dict(schedule._acts)
    schedule._acts.clear()
    yield
    schedule._acts.clear()
    schedule._acts.update(kept)


def test_scheduled_acts_are_asked_with_the_moment() -> None:
    moments = []
    schedule.register("remind", lambda now: moments.append(now) or 2)

    assert (schedule.do_scheduled(at("2026-03-01")), moments) == ({"remind": 2}, [at("2026-03-01")])


def test_scheduled_act_that_fails_does_not_keep_the_next() -> None:
    schedule.register("broken", lambda now: 1 // 0)
    schedule.register("sound", lambda now: 1)

    assert schedule.do_scheduled(at("2026-03-01")) == {"broken": None, "sound": 1}


def test_register_twice_is_once() -> None:
    schedule.register("remind", lambda now: 1)
    schedule.register("remind", lambda now: 5)

    assert schedule.do_scheduled(at("2026-03-01")) == {"remind": 5}
