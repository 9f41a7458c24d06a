"""What proves a result? A certificate: rule, projects, merged ballots and every step, as JSON.

Words: an *exact number* is written as text, "1200" or "7/3", because many readers of JSON make doubles of its numbers;
the *election hash* covers projects, money and ballots, the *hash* the whole certificate; both are SHA-256 of canonical
JSON (sorted keys, no spaces). The schema is told in docs/rulebook/certificate.md.

Not here: the checker (bench/check_certificate.py), which imports nothing of this program.
"""

import hashlib
import json
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from convite.rulebook.winners.elections import Election, Exact

if TYPE_CHECKING:
    from convite.rulebook.winners.outcomes import Outcome, Round

FORMAT = "convite-certificate/1"


def canonical_hash(value: Any) -> str:
    """SHA-256 of a JSON value, however it was laid out.

    >>> canonical_hash({"b": 1, "a": [2]}) == canonical_hash({"a": [2], "b": 1})
    True
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def election_of(election: Election) -> dict[str, Any]:
    """Projects, money and merged ballots as JSON: what was voted, without anybody's name."""
    ballots = election.ballots
    marks, weights = ballots.marks.tolist(), ballots.weights.tolist()
    points = None if ballots.points is None else ballots.points.tolist()
    rows = []
    for (start, end), weight in zip(pairwise(ballots.offsets.tolist()), weights, strict=True):
        rows.append([weight, marks[start:end]] + ([] if points is None else [points[start:end]]))
    return {
        "budget": _text(election.budget),
        "currency": election.currency,
        "projects": [{"id": project.id, "cost": _text(project.cost)} for project in election.projects],
        "kind": ballots.kind,
        "length": ballots.length,
        "points_scale": ballots.points_scale,
        "ballots": rows,
        "incompatible": [sorted(group) for group in election.incompatible],
        "exclusive": [[sorted(group) for group in family] for family in election.exclusive],
        "ceilings": [
            {"name": ceiling.name, "money": _text(ceiling.money), "projects": sorted(ceiling.projects)}
            for ceiling in election.ceilings
        ],
    }


def certificate_of(outcome: "Outcome") -> dict[str, Any]:
    """The certificate of an outcome, ready for json.dumps.

    >>> from convite.rulebook.winners import Project, count, preset
    >>> outcome = count(Election.of([Project("a", 6)], [(["a"], 2)], 10), preset("greedy"))
    >>> certificate_of(outcome)["result"]["winners"]
    ['a']
    """
    election = election_of(outcome.election)
    certificate = {
        "format": FORMAT,
        "rule": outcome.rule.to_dict(),
        "election": election,
        "election_hash": canonical_hash(election),
        "result": _result(outcome),
    }
    return {**certificate, "hash": canonical_hash(certificate)}


def _result(outcome: "Outcome") -> dict[str, Any]:
    ids = [project.id for project in outcome.election.projects]
    return {
        "support": [_text(outcome.projects[pid].support) for pid in ids],
        "winners": list(outcome.winners),
        "grants": {pid: _text(money) for pid, money in outcome.grants.items()},
        "spent": _text(outcome.spent),
        "left": _text(outcome.left),
        "rounds": [_round(step) for step in outcome.rounds],
        "runs": [
            {"budget": _text(run.budget), "bought": list(run.bought), "spent": _text(run.spent), "stands": run.stands}
            for run in outcome.runs
        ],
        "preference": None if outcome.preference is None else dict(outcome.preference),
    }


def _round(step: "Round") -> dict[str, Any]:
    return {
        "stage": step.stage,
        "project": step.bought or step.considered[0],
        "verdict": step.verdict,
        "paid": _text(step.paid),
        "left": _text(step.left),
        "price": None if step.price is None else _text(step.price),
    }


def _text(value: Exact) -> str:
    return str(Fraction(value))
