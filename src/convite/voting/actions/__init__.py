"""What can happen to a contest? See `contests` (prepare, publish, count) and `elections` (bring in public ones)."""

from convite.voting.actions.contests import (
    bring_in_ballots,
    count_contest,
    prepare_contest,
    publish_ballot,
    record_turnout,
)
from convite.voting.actions.elections import ElectionFile, import_election

__all__ = [
    "ElectionFile",
    "bring_in_ballots",
    "count_contest",
    "import_election",
    "prepare_contest",
    "publish_ballot",
    "record_turnout",
]
