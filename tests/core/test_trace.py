"""Is a thing's line of life all that the rooms know of it, in order, each step once?"""

from datetime import UTC
from types import SimpleNamespace

import pytest

from convite.core.trace import Step, register, trace_of
from tests.builders import at

MARCH, MAY = Step(at("2027-03-01"), "Marzo"), Step(at("2027-05-01"), "Mayo")
SOMETIME = Step(None, "Algún día", state="next")


@pytest.fixture
def thing(request):
    """Of a kind that no room knows, named after the test."""
    return SimpleNamespace(_meta=SimpleNamespace(label_lower=f"tests.{request.node.name}"), own=Step(None, "Propio"))


def test_trace_of_what_no_room_knows_is_empty(thing):
    assert trace_of(thing) == []


def test_trace_joins_the_rooms_oldest_first_and_what_has_no_moment_last(thing):
    register(thing._meta.label_lower, lambda thing: [SOMETIME, MAY])
    register(thing._meta.label_lower, lambda thing: [MARCH])

    assert trace_of(thing) == [MARCH, MAY, SOMETIME]


def test_trace_compares_moments_of_different_zones(thing):
    early = Step(at("2027-03-01 09:00").astimezone(UTC), "a")
    late = Step(at("2027-03-01 09:01"), "b")
    register(thing._meta.label_lower, lambda thing: [late, early])

    assert trace_of(thing) == [early, late]


def test_trace_source_registered_twice_tells_once(thing):
    def source(thing):
        return [MARCH]

    register(thing._meta.label_lower, source)
    register(thing._meta.label_lower, source)

    assert trace_of(thing) == [MARCH]


def test_trace_source_is_asked_about_the_thing_itself(thing):
    register(thing._meta.label_lower, lambda thing: [thing.own])

    assert trace_of(thing) == [thing.own]
