"""Does the tally say what the rows say, also when two act at once?"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import OperationalError, connections

from convite.conversations.actions import follow, support, unfollow, withdraw_support
from convite.conversations.actions.tallies import count
from convite.conversations.models import Follow, Support, Tally
from convite.conversations.queries import tallies
from convite.conversations.queries.tallies import most_supported_page, tallies_of
from convite.core.errors import NotAllowed
from convite.people.models import Person
from convite.planning.models import Edition, Idea
from tests.builders import make_edition, make_gathering, make_idea, make_person, make_phase
from tests.watching import refusal_of, remembered


@pytest.fixture
def idea(db: None) -> Idea:
    return make_idea()


def tally(idea: Idea) -> tuple[int, int]:
    found = tallies_of("planning.idea", [idea.public_id])[idea.public_id]
    return found.supports, found.followers


def test_support_counts_once(idea: Idea, resident: Person, neighbour: Person) -> None:
    assert [support(idea, by=person) for person in (resident, resident, neighbour)] == [True, False, True]
    assert tally(idea) == (2, 0)
    assert len(remembered("support")) == 2


def test_withdraw_support_takes_back_what_there_was(idea: Idea, resident: Person) -> None:
    support(idea, by=resident)

    assert [withdraw_support(idea, by=resident) for _ in range(2)] == [True, False]
    assert (tally(idea), Support.objects.count()) == ((0, 0), 0)


def test_follow_and_unfollow_count(idea: Idea, resident: Person, neighbour: Person) -> None:
    follow(idea, by=resident)
    follow(idea, by=resident)
    follow(idea, by=neighbour)
    unfollow(idea, by=resident)
    unfollow(idea, by=resident)

    assert (tally(idea), list(Follow.objects.values_list("person", flat=True))) == ((0, 1), [neighbour.pk])


def test_tally_of_one_thing_is_not_another_s(idea: Idea, resident: Person) -> None:
    other = make_idea(idea.edition)

    support(idea, by=resident)

    assert (tally(idea), tally(other)) == ((1, 0), (0, 0))


def test_closed_account_may_not_support(idea: Idea) -> None:
    with pytest.raises(NotAllowed):
        support(idea, by=make_person(is_active=False))


def test_gathering_takes_no_support(resident: Person) -> None:
    with pytest.raises(NotAllowed):
        support(make_gathering(), by=resident)


def test_support_outside_its_time_says_so(resident: Person) -> None:
    edition = make_edition(state=Edition.State.CLOSED)

    assert refusal_of(support, make_idea(edition), by=resident) == "Esta edición ya terminó."


def test_support_follows_the_phase_that_names_it(resident: Person) -> None:
    edition = make_edition()
    make_phase(edition, acts=("support_idea",))

    assert support(make_idea(edition), by=resident)


@pytest.mark.parametrize("state", ["hidden", "withdrawn", "merged", "split", "draft", "formulated", "not_viable"])
def test_support_of_an_idea_that_goes_no_further_is_refused(resident: Person, state: str) -> None:
    assert refusal_of(support, make_idea(state=state), by=resident)


def until_unlocked(act: Callable[[Person], object], person: Person) -> object:
    """SQLite in memory refuses at once where a file would wait."""
    for _ in range(500):
        try:
            return act(person)
        except OperationalError:
            sleep(0.01)
    raise AssertionError("locked")


def in_parallel(act: Callable[[Person], object], people: list[Person]) -> list[object]:
    """Each in a thread and connection of its own, let go at the same moment."""
    start = Barrier(len(people))

    def run(person: Person) -> object:
        try:
            start.wait(10)
            return until_unlocked(act, person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


@pytest.mark.django_db(transaction=True)
def test_supports_at_the_same_moment_are_counted_exactly() -> None:
    idea, people = make_idea(), [make_person() for _ in range(4)]

    made = in_parallel(lambda person: support(idea, by=person), people + people[:2])

    assert (sum(bool(m) for m in made), Support.objects.count(), tally(idea)) == (4, 4, (4, 0))


@pytest.mark.django_db(transaction=True)
def test_counting_without_the_row_would_be_seen() -> None:
    """The control: who counts without asking the constraint counts six for four people."""
    idea, people = make_idea(), [make_person() for _ in range(4)]

    in_parallel(lambda person: count("planning.idea", idea.public_id, supports=1), people + people[:2])

    assert tally(idea) == (6, 0)


# Most supported first


def supported_ideas(edition: Edition, *supports: int) -> list[Idea]:
    ideas = [make_idea(edition) for _ in supports]
    for idea, number in zip(ideas, supports, strict=True):
        Tally.objects.create(kind="planning.idea", subject=idea.public_id, supports=number)
    return ideas


def walk(asked: dict[str, str], size: int = 2) -> tuple[list[Idea], str, str]:
    page = most_supported_page(Idea.objects.all(), asked, size)
    return list(page.rows), page.previous_url, page.next_url


def query(url: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in url.removeprefix("?").split("&"))


@pytest.fixture(params=[1000, 1], ids=["narrow list", "wide list"])
def breadth(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrow list finds its rows by its things, a wide one by the tallies of all."""
    monkeypatch.setattr(tallies, "MOST_COUNTED", request.param)


@pytest.mark.usefixtures("breadth")
def test_most_supported_come_first_and_then_the_newest(idea: Idea) -> None:
    one, five, none, three = supported_ideas(idea.edition, 1, 5, 0, 3)

    assert most_supported_page(Idea.objects.all(), {}).rows == [five, three, one, none, idea]


@pytest.mark.usefixtures("breadth")
def test_pages_of_most_supported_miss_and_repeat_nothing(idea: Idea) -> None:
    one, five, none, three, also_three = supported_ideas(idea.edition, 1, 5, 0, 3, 3)
    seen, _, onwards = walk({})
    while onwards:
        rows, backwards, onwards = walk(query(onwards))
        seen += rows

    assert seen == [five, also_three, three, one, none, idea]
    assert walk(query(backwards))[0] == [three, one]


def test_most_supported_of_some_leaves_the_others_out(idea: Idea) -> None:
    here = supported_ideas(idea.edition, 2, 1)
    supported_ideas(make_edition(), 9)

    page = most_supported_page(Idea.objects.filter(edition=idea.edition), {})

    assert (page.rows, page.total) == ([*here, idea], 3)


@pytest.mark.usefixtures("breadth")
def test_most_supported_of_a_list_without_supports_are_the_newest(idea: Idea) -> None:
    supported_ideas(make_edition(), 9)
    newer = make_idea(idea.edition)

    assert most_supported_page(Idea.objects.filter(edition=idea.edition), {}).rows == [newer, idea]
