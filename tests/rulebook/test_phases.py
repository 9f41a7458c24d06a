"""Which act is open when, at the very moments where it changes."""

from datetime import UTC, datetime

import pytest

from convite.rulebook.phases import ActWindow, PhaseWindow, check_phases, judge_act, present_phase


def day(number: int) -> datetime:
    return datetime(2026, 9, number, tzinfo=UTC)


ROUTE = (
    PhaseWindow("Planeación", day(1), day(5), (ActWindow("propose_idea", day(1), day(5)),)),
    PhaseWindow(
        "Priorización", day(5), day(20), (ActWindow("vote", day(7), day(9)), ActWindow("vote", day(12), day(13)))
    ),
)


@pytest.mark.parametrize(
    ("act", "moment", "is_open"),
    [
        ("propose_idea", day(1), True),
        ("propose_idea", day(5), False),
        ("vote", day(6), False),
        ("vote", day(7), True),
        ("vote", day(9), False),
        ("vote", day(12), True),
        ("claim", day(12), False),
    ],
)
def test_judge_act_at_each_border(act, moment, is_open):
    assert judge_act(act, ROUTE, moment).is_open == is_open


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (day(6), "Esto abre el 2026-09-07T00:00:00+00:00."),
        (day(10), "Esto abre el 2026-09-12T00:00:00+00:00."),
        (day(13), "Esto cerró el 2026-09-13T00:00:00+00:00."),
        (day(8), "Esto está abierto hasta el 2026-09-09T00:00:00+00:00."),
    ],
)
def test_judge_act_says_when(moment, says):
    assert str(judge_act("vote", ROUTE, moment).reason) == says


def test_judge_act_unknown_says_that_the_edition_has_none():
    assert str(judge_act("dance", ROUTE, day(2)).reason) == "En esta edición no se hace esto."


@pytest.mark.parametrize(("moment", "position"), [(day(1), 0), (day(5), 1), (day(19), 1), (day(20), None)])
def test_present_phase_at_each_border(moment, position):
    assert present_phase(ROUTE, moment) == position


def test_check_phases_of_a_good_route_finds_nothing():
    assert check_phases(ROUTE) == ()


def test_check_phases_finds_inverted_overlapping_and_stray_acts():
    bad = (
        PhaseWindow("A", day(5), day(2)),
        PhaseWindow("B", day(1), day(9), (ActWindow("vote", day(8), day(10)),)),
    )
    assert [str(s) for s in check_phases(bad)] == [
        "«A» cierra antes de abrir.",
        "En «B», los momentos de «vote» se salen de la fase.",
        "«B» abre antes de que cierre «A».",
    ]
