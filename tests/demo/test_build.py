"""Is the demo city written whole, through the actions, and only once?"""

from datetime import date

import pytest

from convite.demo.build import build
from convite.demo.content import editions
from convite.planning.models import Edition, Idea
from convite.planning.queries import verdict_on
from convite.projects.models import Project, ProjectOrigin
from convite.territories.models import Boundary, Population
from convite.voting.models import Contest, OpenedBallot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
FIGURES = {
    "territories": 21,
    "workshops": 103,
    "ideas": 436,
    "projects": 293,
    "ceilings": 251_265_148_208,
    "ballots": 60_000,
}


def test_build_makes_the_city_and_says_what_it_holds():
    summary = build(TODAY, quiet=True)

    assert {key: summary[key] for key in FIGURES} == FIGURES
    assert 0 < summary["allocated"] <= 230_000_000_000 < summary["ceilings"]
    assert summary["winners"] == Project.objects.filter(state=Project.State.WON).count()
    assert ProjectOrigin.objects.count() == Idea.objects.filter(state=Idea.State.FORMULATED).count() == 374
    assert Boundary.objects.filter(is_schematic=True).count() == 21
    assert Population.objects.get(territory__code="05001", sex="", age_band="").count == 2_466_075


def test_build_leaves_a_present_edition_with_ballots_and_no_votes():
    build(TODAY, quiet=True)

    now, before = Edition.objects.order_by("-year")[:2]
    assert (now.year, now.state, before.state) == (2027, Edition.State.OPEN, Edition.State.CLOSED)
    assert set(now.contests.values_list("state", flat=True)) == {Contest.State.PUBLISHED}
    assert not OpenedBallot.objects.filter(contest__edition=now).exists()
    assert not verdict_on("vote", now, editions.at(TODAY, 12)).is_open


def test_build_again_changes_nothing():
    first = build(TODAY, quiet=True)

    again = build(TODAY, quiet=True)

    assert again == first | {"seconds": {}}
