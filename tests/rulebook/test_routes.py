"""Does every preset hold together, and do its days and settings say what its source says?"""

from datetime import UTC, date, datetime, time

import pytest

from convite.rulebook.phases import ActWindow, PhaseWindow, check_phases, judge_act
from convite.rulebook.route_settings import DEFAULTS, check_settings, setting_of
from convite.rulebook.routes import (
    ACTS,
    DatedPhase,
    dated_phases,
    route_preset,
    route_presets,
    weeks_between,
    years_moved,
)

MONDAY = date(2027, 2, 1)
PRESETS = [preset.name for preset in route_presets()]


def moment(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def window(phase: DatedPhase) -> PhaseWindow:
    acts = tuple(
        ActWindow(a.act, moment(a.opens_on or phase.opens_on), moment(a.closes_on or phase.closes_on), a.track)
        for a in phase.acts
    )
    return PhaseWindow(phase.name, moment(phase.opens_on), moment(phase.closes_on), acts)


@pytest.mark.parametrize("name", PRESETS)
def test_preset_gives_phases_that_hold_together(name):
    phases = [window(phase) for phase in dated_phases(route_preset(name), MONDAY)]

    assert [str(fault) for fault in check_phases(phases)] == []


@pytest.mark.parametrize("name", PRESETS)
def test_preset_has_possible_settings(name):
    assert check_settings(route_preset(name).all_settings) == ()


@pytest.mark.parametrize("name", PRESETS)
def test_preset_opens_known_acts_only(name):
    acts = {act.act for phase in route_preset(name).phases for act in phase.acts}

    assert acts - set(ACTS) == set()


@pytest.mark.parametrize("name", PRESETS)
def test_preset_can_be_proposed_to_and_voted_on(name):
    acts = {act.act for phase in route_preset(name).phases for act in phase.acts}

    assert {"propose_idea", "formulate_project", "vote", "claim"} - acts == set()


@pytest.mark.parametrize("name", PRESETS)
def test_preset_gives_as_many_days_to_claim_as_its_settings_say(name):
    preset = route_preset(name)
    days = [act.days for phase in preset.phases for act in phase.acts if act.act == "claim"]

    assert days == [preset.all_settings["claims_days"]]


def test_dosquebradas_has_five_phases_and_thirty_days_to_claim():
    preset = route_preset("dosquebradas")

    assert (len(preset.phases), preset.settings["claims_days"]) == (5, 30)


def test_engativa_of_2025_falls_on_the_days_of_its_schedule():
    phases = dated_phases(route_preset("bogota-engativa"), date(2025, 7, 25))

    assert [(p.opens_on, p.closes_on) for p in phases] == [
        (date(2025, 7, 25), date(2025, 8, 31)),
        (date(2025, 8, 31), date(2025, 9, 8)),
        (date(2025, 9, 8), date(2025, 10, 27)),
        (date(2025, 10, 27), date(2025, 12, 20)),
    ]


@pytest.mark.parametrize(
    ("track", "day", "is_open"),
    [
        ("idea", date(2025, 8, 15), True),
        ("idea", date(2025, 8, 16), False),
        ("imaginemos", date(2025, 8, 10), False),
        ("imaginemos", date(2025, 8, 11), True),
        ("imaginemos", date(2025, 8, 30), True),
        ("", date(2025, 8, 20), True),
    ],
)
def test_engativa_takes_ideas_on_each_track_on_its_own_days(track, day, is_open):
    phases = [window(phase) for phase in dated_phases(route_preset("bogota-engativa"), date(2025, 7, 25))]

    assert judge_act("propose_idea", phases, moment(day), track).is_open == is_open


def test_medellin_votes_from_a_monday_to_its_sunday_when_it_begins_on_a_monday():
    vote = dated_phases(route_preset("medellin"), MONDAY)[2].acts[1]

    assert (vote.opens_on.weekday(), (vote.closes_on - vote.opens_on).days) == (0, 7)


def test_route_preset_is_found_with_its_version():
    assert route_preset("medellin/1") == route_preset("medellin")


def test_route_preset_that_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        route_preset("atlantis")


@pytest.mark.parametrize(
    ("before", "after", "weeks"),
    [
        (date(2026, 2, 2), date(2027, 2, 1), 52),
        (date(2026, 2, 2), date(2026, 2, 5), 0),
        (date(2026, 2, 2), date(2026, 2, 6), 1),
        (date(2027, 2, 1), date(2026, 2, 2), -52),
    ],
)
def test_weeks_between_are_whole(before, after, weeks):
    assert weeks_between(before, after) == weeks


@pytest.mark.parametrize(
    ("text", "years", "moved"),
    [
        ("Ruta 2026", 1, "Ruta 2027"),
        ("2025–2026", 2, "2027–2028"),
        ("Acuerdo 28", 1, "Acuerdo 28"),
        ("Radicado 120260", 1, "Radicado 120260"),
        ("Comuna 3 · 2026.", 0, "Comuna 3 · 2026."),
    ],
)
def test_years_moved_moves_years_and_no_other_number(text, years, moved):
    assert years_moved(text, years) == moved


# Settings


def test_settings_left_out_are_as_ever():
    assert {name: setting_of({}, name) for name in DEFAULTS} == DEFAULTS


def test_check_settings_of_an_edition_without_any_finds_nothing():
    assert check_settings({}) == ()


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"minimum_age": -1}, "minimum_age"),
        ({"minimum_age": True}, "minimum_age"),
        ({"minimum_age": "14"}, "minimum_age"),
        ({"claims_days": 400}, "claims_days"),
        ({"most_marks": 0}, "most_marks"),
        ({"ballot_type": "choose-1", "most_marks": 3}, "most_marks"),
        ({"deciding_kinds": ["planet"]}, "deciding_kinds"),
        ({"ballot_type": "dice"}, "ballot_type"),
        ({"rule": "loudest"}, "rule"),
        ({"idea_origins": []}, "idea_origins"),
        ({"tracks": {"Con espacio": "Vía"}}, "tracks"),
        ({"tracks": {"idea": " "}}, "tracks"),
        ({"quotas": {"1.1": {"most": 0}}}, "quotas"),
        ({"quotas": {"1.1": {"most": 2, "track": "idea"}}}, "quotas"),
        ({"mascot": "condor"}, "mascot"),
    ],
)
def test_check_settings_names_the_setting_that_cannot_be(settings, name):
    assert [fault.name for fault in check_settings(settings)] == [name]


def test_check_settings_takes_a_quota_on_a_known_track():
    settings = {"tracks": {"idea": "Idea lo local"}, "quotas": {"2339": {"most": 3, "track": "idea"}}}

    assert check_settings(settings) == ()
