"""Does the demo city hold together? Exact sums, counts, words and borders of the content, without a database."""

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from convite.demo.content import editions, geography, ideas, past, people, plans, projects, workshops
from convite.demo.content.borders import ARCS, RINGS
from convite.rulebook.ceilings import growth
from convite.rulebook.phases import ActWindow, PhaseWindow, check_phases, present_phase

TODAY = date(2026, 11, 20)
THEMES = {
    *("environment", "culture", "sport", "education", "health", "inclusion", "safety", "mobility", "infrastructure"),
    *("risk", "water", "economy", "participation", "other"),
}


@pytest.fixture(scope="module")
def present():
    return projects.projects(TODAY)


@pytest.fixture(scope="module")
def said():
    return ideas.ideas(TODAY)


@pytest.fixture(scope="module")
def contests():
    return past.contests(TODAY)


# Geography


def test_territories_are_sixteen_communes_and_five_corregimientos():
    assert Counter(t.kind for t in geography.TERRITORIES) == {"commune": 16, "corregimiento": 5}


def test_population_groups_add_up_to_the_population():
    for t in geography.TERRITORIES:
        assert sum(count for _, _, count in geography.population_groups(t.local_code)) == t.population


def test_outlines_are_closed_and_have_at_most_forty_vertices():
    for t in geography.TERRITORIES:
        outline = geography.ring(t.local_code)
        assert outline[0] == outline[-1]
        assert len(outline) - 1 <= 40


def test_neighbours_share_their_borders_exactly():
    """Every arc is walked once by one territory (the edge of the city) or once in each sense by two."""
    walked = Counter(number if number >= 0 else ~number for ring in RINGS.values() for number in ring)
    senses = Counter(number for ring in RINGS.values() for number in ring)
    assert set(walked) == set(range(len(ARCS)))
    assert set(walked.values()) == {1, 2}
    assert set(senses.values()) == {1}


def test_outlines_leave_no_gap_and_no_overlap():
    def area(points):
        return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(points)) / 2

    sides = Counter()
    for ring in RINGS.values():
        sides.update(ring)
    edge = [n for n in sides if sides[~n] == 0]
    outer = sum(area(ARCS[n] if n >= 0 else ARCS[~n][::-1]) for n in edge)
    cells = sum(abs(area([(x * 1e4, y * 1e4) for x, y in geography.ring(c)])) for c in RINGS)
    assert abs(abs(outer) - cells) < 1


def test_centres_lie_inside_their_outlines():
    for t in geography.TERRITORIES:
        assert projects.inside(t.centre, geography.ring(t.local_code))


def test_the_sketch_reads_as_medellin():
    centre = {t.name: t.centre for t in geography.TERRITORIES}
    assert min(centre, key=lambda n: centre[n][0]) == "San Sebastián de Palmitas"
    assert max(centre, key=lambda n: centre[n][1]) == "San Sebastián de Palmitas"
    assert max(centre, key=lambda n: centre[n][0]) == "Santa Elena"


# Editions and ceilings


def test_ceilings_add_up_to_the_total():
    assert sum(editions.amounts(0).values()) == 251_265_148_208
    assert editions.centavos(editions.TOTAL) == 25_126_514_820_800


@pytest.mark.parametrize(("kind", "percent"), [("corregimiento", 85), ("commune", 50)])
def test_ceilings_grew_in_five_years(kind, percent):
    codes = [t.local_code for t in geography.TERRITORIES if t.kind == kind]
    first, last = (sum(editions.amounts(ago)[c] for c in codes) for ago in (4, 0))
    assert round(growth(first, last) * 100) == percent


def test_editions_are_named_by_planning_year_and_fiscal_year():
    assert editions.current(TODAY).names["es"] == "Ruta 2026 · vigencia 2027"
    assert editions.finished(TODAY).names["es"] == "Ruta 2025 · vigencia 2026"


def test_ceilings_of_five_years_cover_every_territory():
    rows = editions.ceilings(TODAY)
    assert Counter(r.fiscal_year for r in rows) == dict.fromkeys(range(2023, 2028), 21)


@pytest.mark.parametrize("days", range(0, 800, 13))
def test_prioritisation_is_the_present_phase_and_the_vote_is_ahead(days):
    today = TODAY + timedelta(days=days)
    edition = editions.current(today)
    now = editions.at(today, 12)
    assert present_phase(windows(edition), now) == 2
    assert timedelta(days=2) < edition.vote_opens_at - now < timedelta(days=9)


@pytest.mark.parametrize("days", range(0, 800, 13))
def test_phases_hold_together_and_the_finished_edition_is_over(days):
    today = TODAY + timedelta(days=days)
    now, before = editions.current(today), editions.finished(today)
    assert check_phases(windows(now)) == check_phases(windows(before)) == ()
    assert before.fiscal_year == now.fiscal_year - 1
    assert before.phases[-1].closes_at < editions.at(today, 12)


def windows(edition):
    return [
        PhaseWindow(p.kind, p.opens_at, p.closes_at, tuple(ActWindow(a.act, a.opens_at, a.closes_at) for a in p.acts))
        for p in edition.phases
    ]


# People


def test_cast_has_eleven_members_with_addresses_that_never_deliver():
    assert len({m.key for m in people.CAST}) == len({m.email for m in people.CAST}) == 11
    assert all(m.email.endswith("@example.org") for m in people.CAST)


# Workshops


def test_socialisation_workshops_are_one_hundred_and_three():
    held = workshops.socialisations(TODAY)
    assert len(held) == 103
    assert {w.local_code for w in held} == set(RINGS)
    assert all(w.starts_at.date() < TODAY for w in held)


def test_pedagogical_meetings_add_up_by_sex_and_walk_the_cycle():
    held = workshops.meetings(TODAY)
    sums = Counter()
    for w in held:
        for sex, _, count in w.attendance:
            sums[sex] += count
    assert (len(held), sums) == (76, {"f": 857, "m": 445})
    assert {w.cycle_step for w in held} == {1, 2, 3, 4, 5}
    assert all(w.starts_at.date() < TODAY for w in held)


# Projects, ideas, plans


def test_projects_are_two_hundred_and_ninety_three_with_distinct_titles(present):
    assert len(present) == len({p.title for p in present}) == len({p.code for p in present}) == 293


def test_ballots_have_eight_to_twenty_projects(present):
    sizes = Counter(p.local_code for p in present)
    assert len(sizes) == 21
    assert all(8 <= n <= 20 for n in sizes.values())


def test_projects_are_under_the_ceiling_and_together_above_it(present):
    for code, ceiling in editions.amounts(0).items():
        costs = [p.pesos for p in present if p.local_code == code]
        assert max(costs) < ceiling
        assert 1.30 <= sum(costs) / ceiling <= 2.20


def test_every_project_serves_a_goal_of_its_plan(present):
    goals = {(p.local_code, i.code) for p in projects.plans(TODAY) for i in p.items if i.level == 3}
    assert {(p.local_code, p.goal_code) for p in present} == goals
    assert {p.theme for p in present} <= THEMES


def test_plans_have_three_to_five_lines_and_whole_branches():
    for plan in projects.plans(TODAY):
        codes = {item.code for item in plan.items} | {""}
        assert 3 <= sum(item.level == 1 for item in plan.items) <= 5
        assert all(item.parent in codes for item in plan.items)
    assert {kind.goal for kind in projects.KINDS.values()} <= set(plans.GOALS)


def test_ideas_are_four_hundred_and_thirty_six_and_every_project_grew_from_one(said, present):
    assert [idea.number for idea in said] == list(range(1, 437))
    assert {idea.project for idea in said} - {""} == {p.code for p in present}


def test_ideas_that_did_not_go_on_say_why(said):
    for idea in said:
        assert bool(idea.project) == (idea.state == "formulated") == (not idea.reason)


def test_ideas_are_said_in_planning_and_in_their_own_territory(said):
    phase = editions.current(TODAY).phases[0]
    where = {w.number: w.local_code for w in workshops.socialisations(TODAY)}
    assert all(phase.opens_at <= idea.said_at < phase.closes_at for idea in said)
    assert all(where[idea.workshop] == idea.local_code for idea in said if idea.origin == "workshop")


# The finished edition


def test_past_edition_has_twenty_one_contests_and_distinct_titles(contests):
    options = [p for c in contests for p in c.projects]
    assert len(contests) == 21
    assert 180 <= len(options) <= 220
    assert len({p.title for p in options} | past.names_on_present_ballots()) == len(options) + 293


def test_past_ballots_are_merged_and_add_up_to_the_turnout(contests):
    assert sum(c.turnout.total for c in contests) == past.BALLOT_COUNT
    for c in contests:
        marks = [m for m, _ in c.ballots]
        assert len(set(marks)) == len(marks)
        assert all(m == tuple(sorted(set(m))) and 1 <= len(m) <= past.MOST_MARKS for m in marks)
        assert sum(w for _, w in c.ballots) == c.turnout.total == sum(n for _, _, n in c.turnout.groups)


def test_past_projects_ask_for_more_than_the_ceiling(contests):
    for c in contests:
        assert max(p.pesos for p in c.projects) < c.ceiling
        assert 1.30 <= sum(p.pesos for p in c.projects) / c.ceiling <= 2.20
        assert c.ceiling == editions.amounts(1)[c.local_code]


# Words


def every_sentence():
    for p in (*projects.projects(TODAY), *(p for c in past.contests(TODAY) for p in c.projects)):
        yield from (p.title, p.problem, p.objective, p.beneficiaries, p.place)
    for idea in ideas.ideas(TODAY):
        yield from (idea.title, idea.description, idea.said_by, idea.reason)
    for w in (*workshops.socialisations(TODAY), *workshops.meetings(TODAY)):
        yield from (w.title, w.place)
    for plan in projects.plans(TODAY):
        yield from (plan.name, *(item.name for item in plan.items))


def test_sentences_have_no_uncontracted_article_and_no_unfilled_place():
    wrong = [s for s in every_sentence() if re.search(r"\b(de|a) el\b|[{}|]|  |\blorem\b|\bcomuna La comuna", s)]
    assert wrong == []


def test_content_is_the_same_each_time():
    first, again = ideas.ideas(TODAY), ideas.ideas(TODAY)
    assert first == again
    past.ballot_counts.cache_clear()
    assert past.contests(TODAY) == past.contests(TODAY)
