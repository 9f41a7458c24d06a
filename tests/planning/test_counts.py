"""Does each territory's number of public ideas follow every act that changes it?"""

import pytest

from convite.people.models import Person
from convite.planning.actions import edit_idea, merge_ideas, propose_idea, record_ideas, restore_idea, withdraw_idea
from convite.planning.actions.moderation import hide_idea, show_idea
from convite.planning.models import Edition, Idea, IdeaCount
from convite.planning.queries import route_figures
from convite.territories.models import Territory
from tests.builders import make_edition, make_idea, make_phase, make_territory


@pytest.fixture
def edition(city: Territory) -> Edition:
    made = make_edition(city)
    make_phase(made, acts=("propose_idea",))
    return made


def counted(edition: Edition) -> dict[str, int]:
    return dict(IdeaCount.objects.filter(edition=edition).values_list("territory__name", "ideas"))


def idea_in(edition: Edition, place: Territory, **fields: object) -> Idea:
    return Idea(edition=edition, territory=place, title="Luz", description="Falta.", origin="resident", **fields)


def test_idea_counts_when_it_is_proposed_and_not_as_a_draft(edition, commune, resident):
    make_idea(edition, commune, author=resident, state=Idea.State.DRAFT)
    assert counted(edition) == {commune.name: 0}

    propose_idea(idea_in(edition, commune, author=resident), by=resident)

    assert counted(edition) == {commune.name: 1}


def test_idea_withdrawn_and_given_back_counts_again(edition, commune, resident):
    idea = propose_idea(idea_in(edition, commune, author=resident), by=resident)
    numbers = [
        withdraw_idea(idea, by=resident) and counted(edition),
        restore_idea(idea, by=resident) and counted(edition),
    ]

    assert numbers == [{commune.name: 0}, {commune.name: 1}]


def test_idea_that_is_hidden_and_shown_counts_again(edition, commune, resident, officer):
    idea = propose_idea(idea_in(edition, commune, author=resident), by=resident)
    hidden = hide_idea(idea, "Insulta", by=officer) and counted(edition)

    assert (hidden, show_idea(idea, by=officer) and counted(edition)) == ({commune.name: 0}, {commune.name: 1})


def test_idea_moved_to_another_territory_counts_there_alone(edition, city, commune, officer: Person):
    other = make_territory("Aranjuez", city)
    idea = Idea.objects.get(pk=make_idea(edition, commune).pk)
    idea.territory = other
    edit_idea(idea, by=officer, seen=idea.version)

    assert counted(edition) == {commune.name: 0, "Aranjuez": 1}


def test_merged_ideas_still_count_as_said(edition, commune, officer):
    merge_ideas(make_idea(edition, commune), [make_idea(edition, commune)], "Lo mismo", by=officer)

    assert counted(edition) == {commune.name: 2}


def test_route_figures_are_the_sum_of_the_territories(edition, city, commune, officer):
    record_ideas([idea_in(edition, commune), idea_in(edition, commune), idea_in(edition, city)], by=officer)

    assert route_figures(edition).ideas == 3
