"""What one may ask of the route: phases and their time, ceilings and growth, figures, plans, steps of life."""

from fractions import Fraction

import pytest

from convite.gatherings.models import Gathering
from convite.planning.models import Edition, Idea, PlanItem
from convite.planning.queries import (
    ceilings_of,
    ceilings_over_years,
    current_edition,
    growth_over_years,
    phases_of,
    plan_tree,
    route_figures,
    steps_of_gathering,
    steps_of_idea,
    territories_of,
    timeline_of,
    total_ceiling,
    verdict_on,
    windows_of,
)
from convite.rulebook.phases import ActWindow
from tests.builders import (
    at,
    make_ceiling,
    make_edition,
    make_gathering,
    make_idea,
    make_phase,
    make_plan,
    make_plan_item,
    make_territory,
)

pytestmark = pytest.mark.django_db
JANUARY, MARCH, MAY, JULY = at("2027-01-01"), at("2027-03-01"), at("2027-05-01"), at("2027-07-01")


@pytest.fixture
def edition(city):
    """January to March, then a pause, then May to July."""
    edition = make_edition(city)
    make_phase(edition, name="Priorización", opens_at=MAY, closes_at=JULY, position=2, acts=("vote",))
    make_phase(edition, name="Planeación", opens_at=JANUARY, closes_at=MARCH, position=1)
    return edition


def test_phases_come_in_their_order(edition):
    assert [str(p.name) for p in phases_of(edition)] == ["Planeación", "Priorización"]


def test_windows_take_the_moments_of_the_act_or_of_its_phase(city):
    own = {"act": "vote", "opens_at": MARCH.isoformat(), "closes_at": MAY.isoformat()}
    phase = make_phase(make_edition(city), opens_at=JANUARY, closes_at=JULY)
    phase.acts = [own, {"act": "comment"}]

    assert windows_of([phase])[0].acts == (ActWindow("vote", MARCH, MAY), ActWindow("comment", JANUARY, JULY))


@pytest.mark.parametrize(("now", "is_open"), [(at("2027-04-30"), False), (MAY, True), (JULY, False)])
def test_verdict_on_vote_follows_the_phase(edition, now, is_open):
    assert verdict_on("vote", edition, now).is_open == is_open


@pytest.mark.parametrize(
    ("now", "times"),
    [
        (at("2026-12-31"), ["future", "future"]),
        (JANUARY, ["present", "future"]),
        (at("2027-04-01"), ["past", "future"]),
        (MAY, ["past", "present"]),
        (JULY, ["past", "past"]),
    ],
)
def test_timeline_tells_past_present_and_future(edition, now, times):
    assert [step.time for step in timeline_of(edition, now)] == times


def test_current_edition_is_the_newest_under_way(city):
    make_edition(city, year=2025)
    under_way = make_edition(city, year=2026)
    make_edition(city, year=2027, state=Edition.State.CLOSED)

    assert current_edition(Edition.objects.all()) == under_way


def test_current_edition_without_any_under_way_is_the_newest(city):
    make_edition(city, year=2025, state=Edition.State.CLOSED)
    newest = make_edition(city, year=2026, state=Edition.State.CLOSED)

    assert current_edition(Edition.objects.all()) == newest
    assert current_edition(Edition.objects.none()) is None


def test_ceilings_come_in_the_order_of_the_city_and_add_up(city, edition):
    far, near = make_territory("Aranjuez", city, order="04"), make_territory("Popular", city, order="01")
    make_ceiling(edition, far, 30)
    make_ceiling(edition, near, 12)
    make_ceiling(make_edition(city, year=2026), near, 1000)

    assert [(c.territory, c.money.amount) for c in ceilings_of(edition)] == [(near, 12), (far, 30)]
    assert territories_of(edition) == [near, far]
    assert total_ceiling(edition) == 42


def test_total_ceiling_without_ceilings_is_nothing(edition):
    assert total_ceiling(edition) == 0


def test_ceilings_over_years_leave_out_drafts_and_other_territories(city, commune, other_city):
    editions = [make_edition(city, year=year) for year in (2027, 2025)]
    for edition, amount in zip(editions, (150, 100), strict=True):
        make_ceiling(edition, commune, amount)
        make_ceiling(edition, other_city, 7000)
    make_ceiling(make_edition(city, year=2028, state=Edition.State.DRAFT), commune, 900)

    years = ceilings_over_years([commune])

    assert [(y.edition.year, y.amount) for y in years] == [(2025, 100), (2027, 150)]
    assert growth_over_years(years) == Fraction(1, 2)


@pytest.mark.parametrize("amounts", [[], [5], [0, 5]])
def test_growth_with_nothing_to_compare_is_none(city, commune, amounts):
    for number, amount in enumerate(amounts):
        make_ceiling(make_edition(city, year=2025 + number), commune, amount)

    assert growth_over_years(ceilings_over_years([commune])) is None


def test_route_figures_count_the_records_of_the_edition_only(city, edition):
    for _ in range(2):
        make_gathering(edition=edition, kind=Gathering.Kind.SOCIALISATION)
    make_gathering(edition=edition, kind=Gathering.Kind.TRAINING)
    make_gathering(city, kind=Gathering.Kind.TRAINING)
    make_idea(edition)
    make_idea(edition, state=Idea.State.WITHDRAWN)
    make_idea(make_edition(city, year=2026))
    make_ceiling(edition, city, 42)

    figures = route_figures(edition)

    assert (figures.ideas, figures.socialisations, figures.trainings, figures.ceiling) == (1, 2, 1, 42)


def test_plan_tree_gives_lines_with_programmes_with_goals(commune):
    plan = make_plan(commune)
    line, second = (make_plan_item(plan, code=code) for code in ("1", "2"))
    programme = make_plan_item(plan, PlanItem.Level.PROGRAMME, code="1.1", parent=line)
    goals = [make_plan_item(plan, PlanItem.Level.GOAL, code=f"1.1.{n}", parent=programme) for n in (2, 1)]

    tree = plan_tree(plan.items.all())

    assert [node.item for node in tree] == [line, second]
    assert [node.item for node in tree[0].children] == [programme]
    assert [node.item for node in tree[0].children[0].children] == goals[::-1]
    assert tree[1].children == ()


def test_steps_of_idea_begin_where_it_was_said(edition):
    gathering = make_gathering(edition=edition, title="Taller de La Salle")
    said, written = make_idea(edition, gathering=gathering), make_idea(edition, said_by="Ana")

    assert [(s.at, s.title, s.text) for s in steps_of_idea(said)] == [
        (gathering.starts_at, "Se dijo en un encuentro", "Taller de La Salle")
    ]
    assert [(s.at, s.title, s.text) for s in steps_of_idea(written)] == [(written.created_at, "Se propuso", "Ana")]


def test_steps_of_gathering_hide_withdrawn_ideas_and_draft_editions(city, edition):
    gathering = make_gathering(edition=edition)
    shown = make_idea(edition, gathering=gathering, title="Luz")
    make_idea(edition, gathering=gathering, state=Idea.State.WITHDRAWN)
    make_idea(make_edition(city, state=Edition.State.DRAFT), gathering=gathering)

    assert [step.url for step in steps_of_gathering(gathering)] == [f"/ideas/{shown.public_id}/"]
