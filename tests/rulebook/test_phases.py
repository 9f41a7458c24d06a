"""Which act is open when, at the very moments where it changes."""

from datetime import UTC, datetime

import pytest

from convite.rulebook.phases import (
    ActWindow,
    PhaseWindow,
    check_phases,
    faults_of_phases,
    judge_act,
    moved_phase,
    present_phase,
)


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


# Tracks


@pytest.mark.parametrize(("track", "is_open"), [("", True), ("a", True), ("b", False)])
def test_judge_act_on_a_track_counts_its_own_windows(track, is_open):
    route = (PhaseWindow("Planeación", day(1), day(9), (ActWindow("propose_idea", day(1), day(5), "a"),)),)

    assert judge_act("propose_idea", route, day(2), track).is_open == is_open


def test_judge_act_open_to_all_is_open_on_every_track():
    assert judge_act("propose_idea", ROUTE, day(2), "a").is_open


# Faults and moves


def test_faults_of_phases_say_which_phase_and_which_part_of_it():
    bad = (
        PhaseWindow("A", day(5), day(2)),
        PhaseWindow("B", day(1), day(9), (ActWindow("vote", day(8), day(10)),)),
    )
    assert [(f.index, f.field) for f in faults_of_phases(bad)] == [(0, "closes_at"), (1, "vote"), (1, "opens_at")]


@pytest.mark.parametrize(
    ("opens", "closes", "vote"),
    [
        (8, 16, (10, 12)),  # as a whole: the act goes along
        (1, 12, (3, 5)),  # longer: it stays as announced
        (4, 9, (4, 5)),  # shorter: what sticks out is cut
        (6, 9, (3, 5)),  # nothing would be left: it stays, to be refused
    ],
)
def test_moved_phase_takes_acts_with_hours_of_their_own_along_or_leaves_them(opens, closes, vote):
    phase = PhaseWindow("Priorización", day(1), day(9), (ActWindow("vote", day(3), day(5)),))

    moved = moved_phase(phase, day(opens), day(closes))

    assert [(w.opens_at.day, w.closes_at.day) for w in moved.acts] == [vote]
    assert (moved.opens_at, moved.closes_at) == (day(opens), day(closes))


def test_faults_of_phases_names_the_track_whose_moments_stick_out():
    late = ActWindow("propose_idea", day(7), day(12), "imaginemos")
    phase = PhaseWindow("Registro", day(1), day(9), (late,))

    assert [fault.field for fault in faults_of_phases([phase])] == ["propose_idea:imaginemos"]


def test_faults_of_phases_says_of_an_inverted_phase_only_that():
    act = ActWindow("vote", day(9), day(1))
    phase = PhaseWindow("Priorización", day(9), day(1), (act,))

    assert [fault.field for fault in faults_of_phases([phase])] == ["closes_at"]
