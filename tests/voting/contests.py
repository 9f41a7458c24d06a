"""A contest of four projects, led by its own actions to the state that a test is about."""

from collections.abc import Iterable

from convite.people.models import Person
from convite.planning.models import Edition
from convite.projects.models import Project
from convite.rulebook.winners import Rule, preset
from convite.territories.models import Territory
from convite.voting.actions import bring_in_ballots, prepare_contest, publish_ballot
from convite.voting.models import Contest
from tests.builders import make_project

CEILING = 800_00
COSTS = {"Cancha": 500_00, "Parque": 300_00, "Luz": 300_00, "Mural": 200_00}
# Parque 10, Cancha 8, Luz 4, Mural 0: Parque and Cancha take all the money.
BALLOTS = [("1,2", 7), ("2", 3), ("3", 4), ("1", 1), ("", 2)]


def projects_in(edition: Edition, territory: Territory) -> list[Project]:
    return [
        make_project(edition, territory, title=title, cost_minor=cost, state=Project.State.VIABLE)
        for title, cost in COSTS.items()
    ]


def new_contest(edition: Edition, territory: Territory, **fields: object) -> Contest:
    return Contest(edition=edition, territory=territory, **({"ballot_type": "approval", "ceiling": CEILING} | fields))


def prepared(edition: Edition, territory: Territory, by: Person, rule: Rule | None = None, **fields: object) -> Contest:
    contest = new_contest(edition, territory, **fields)
    return prepare_contest(contest, projects_in(edition, territory), rule or preset("greedy"), by=by)


def published(
    edition: Edition, territory: Territory, by: Person, rule: Rule | None = None, **fields: object
) -> Contest:
    return publish_ballot(prepared(edition, territory, by, rule, **fields), by=by)


def closed(
    edition: Edition,
    territory: Territory,
    by: Person,
    ballots: Iterable[tuple[str, int]] = BALLOTS,
    rule: Rule | None = None,
    **fields: object,
) -> Contest:
    contest = published(edition, territory, by, rule, **fields)
    return bring_in_ballots(contest, ballots, by=by, source="urna.pb")
