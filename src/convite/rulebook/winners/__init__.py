"""How do ballots become funded projects? Elections, rules and counts: exact, with reasons.

    from convite.rulebook.winners import Election, Project, count, preset

Words: see docs/rulebook/. Not here: files (pabulib), votes in a database (the room `voting`).
"""

from convite.rulebook.winners.ballot_forms import BallotForm, Fault, form_of_file
from convite.rulebook.winners.ballots import Ballots
from convite.rulebook.winners.counts import count
from convite.rulebook.winners.elections import Ceiling, Election, Project
from convite.rulebook.winners.margins import Margin, margin
from convite.rulebook.winners.outcomes import Outcome, ProjectResult, Reason, Round, Run, Tie
from convite.rulebook.winners.presets import preset, presets, rule_of_file
from convite.rulebook.winners.rules import Rule

__all__ = [
    "BallotForm",
    "Ballots",
    "Ceiling",
    "Election",
    "Fault",
    "Margin",
    "Outcome",
    "Project",
    "ProjectResult",
    "Reason",
    "Round",
    "Rule",
    "Run",
    "Tie",
    "count",
    "form_of_file",
    "margin",
    "preset",
    "presets",
    "rule_of_file",
]
