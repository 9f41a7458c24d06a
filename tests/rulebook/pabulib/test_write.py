"""Writing `.pb` files: what was read comes out with the same meaning."""

import io
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from convite.rulebook.pabulib import read_pb, write_pb
from convite.rulebook.winners import Election, Project
from tests.rulebook.winners.cases import elections, examples, needs_shared, shared_files


def rewritten(election, **options):
    target = io.BytesIO()
    write_pb(election, target)
    target.seek(0)
    return read_pb(target, **options)


def meaning(election):
    ids = [project.id for project in election.projects]
    ballots = sorted((str(marks), weight) for marks, weight in election.ballots.pairs(ids))
    return [(p.id, p.cost, p.name) for p in election.projects], ballots, election.budget, election.ballots.kind


@given(elections(fractions=False))
@examples(100)
def test_write_then_read_gives_the_same_election(election):
    assert meaning(rewritten(election)) == meaning(election)


def test_write_keeps_what_needs_quotes():
    election = Election.of([Project("a", 1, 'El "gran"; parque\nnuevo')], [(["a"], 1)], 5)
    assert rewritten(election).projects[0].name == 'El "gran"; parque\nnuevo'


def test_write_says_nothing_of_voters_read_without_them():
    text = "META\nbudget;9\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote;age\nana;a;30\n"
    target = io.BytesIO()
    write_pb(read_pb(io.BytesIO(text.encode())), target)
    assert target.getvalue().decode().splitlines()[-2:] == ["voter_id;vote", "1;a"]


def test_write_refuses_money_without_a_finite_decimal():
    with pytest.raises(ValueError, match="no finite decimal form"):
        write_pb(Election.of([Project("a", 1)], [], Fraction(1, 3)), io.BytesIO())


@needs_shared
@pytest.mark.parametrize("path", shared_files(), ids=lambda path: path.stem)
def test_round_trip_of_a_shared_file_loses_nothing(path):
    file = read_pb(path, voters=True)
    again = rewritten(file, voters=True)
    same = ("meta", "columns", "recorded", "recorded_votes", "recorded_scores", "voters", "projects", "budget")
    arrays = ("offsets", "marks", "points", "weights")
    different = [name for name in same if getattr(again, name) != getattr(file, name)]
    different += [n for n in arrays if not np.array_equal(getattr(again.ballots, n), getattr(file.ballots, n))]
    assert different == []
