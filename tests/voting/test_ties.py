"""A tie that only a lot resolves waits for what was drawn in public."""

import pytest

from convite.planning.models import Edition
from convite.voting.actions import count_contest
from convite.voting.models import Contest, Result
from tests.builders import make_edition
from tests.voting.contests import closed
from tests.watching import refusal_of

pytestmark = pytest.mark.django_db
# Parque and Luz cost the same, have the same votes, and only one fits beside Cancha.
TIED = [("1", 9), ("2", 4), ("3", 4)]


@pytest.fixture
def contest(city, commune, officer) -> Contest:
    edition: Edition = make_edition(city)
    return closed(edition, commune, officer, TIED)


def test_count_contest_with_a_tie_waits_for_the_lot(contest, scrutineer):
    refusal = refusal_of(lambda: count_contest(contest, by=scrutineer))

    assert refusal == "Hay un empate que solo un sorteo resuelve. Hágalo en público y escriba lo que salió."
    assert (Result.objects.count(), Contest.objects.get().state) == (0, Contest.State.CLOSED)


def test_count_contest_with_the_lot_keeps_its_seed(contest, scrutineer):
    result = count_contest(contest, by=scrutineer, seed="4711")

    assert result.certificate["rule"]["parameters"]["seed"] == "4711"
    assert result.rule_hash != contest.rule_hash
