"""What proves a result? A certificate: rule, projects, merged ballots and every step, as JSON.

Words: an *exact number* is written as text, "1200" or "7/3", because many readers of JSON make doubles of its numbers;
the *election hash* covers projects, money and ballots, the *hash* the whole certificate; both are SHA-256 of canonical
JSON (sorted keys, no spaces). A *round* is a purchase: what was bought, what was paid, what was left and at what price,
so that it can be checked by itself. A *limit* is a set of projects of which only one, or only so much money, may win.
The schema is told in docs/rulebook/certificate.md.

Not here: the checker (bench/check_certificate.py and check_rounds.py), which imports nothing of this program.
"""

import hashlib
import json
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from convite.rulebook.winners.ballots import Ballots
from convite.rulebook.winners.elections import Election, Exact

if TYPE_CHECKING:
    from convite.rulebook.winners.outcomes import Outcome, Round

FORMAT = "convite-certificate/2"


def canonical_hash(value: Any) -> str:
    """SHA-256 of a JSON value, however it was laid out.

    >>> canonical_hash({"b": 1, "a": [2]}) == canonical_hash({"a": [2], "b": 1})
    True
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def election_of(election: Election) -> dict[str, Any]:
    """Projects, money, merged ballots and limits as JSON: what was voted, without anybody's name."""
    return {
        "budget": _text(election.budget),
        "currency": election.currency,
        "projects": [{"id": project.id, "cost": _text(project.cost)} for project in election.projects],
        "kind": election.ballots.kind,
        "ballots": _rows(election.ballots),
        "limits": _limits(election),
    }


def _rows(ballots: Ballots) -> list[list[Any]]:
    """Per merged ballot: its weight, the positions of the marked projects, and what each mark says if it is not one."""
    marks, weights, values = ballots.marks.tolist(), ballots.weights.tolist(), None
    if ballots.points is not None:
        values = [_number(Fraction(points, ballots.points_scale)) for points in ballots.points.tolist()]
    elif ballots.kind == "ordinal":
        values = (ballots.length - ballots.places).tolist()
    rows = []
    for (start, end), weight in zip(pairwise(ballots.offsets.tolist()), weights, strict=True):
        rows.append([weight, marks[start:end]] + ([] if values is None else [values[start:end]]))
    return rows


def _limits(election: Election) -> list[dict[str, Any]]:
    """Incompatible groups, pairs of projects of groups that exclude each other, and ceilings of money."""
    found: list[dict[str, Any]] = [
        {"kind": "incompatible", "projects": sorted(group)} for group in election.incompatible
    ]
    for family in election.exclusive:
        named = sorted(frozenset().union(*family))
        pairs: list[tuple[str, ...]] = [
            pair for pair in combinations(named, 2) if not any(group.issuperset(pair) for group in family)
        ]
        # A family that excludes nobody is told too: under limits Add1 takes no short cut.
        found += [{"kind": "exclusive", "projects": list(pair)} for pair in pairs or [()]]
    for ceiling in election.ceilings:
        projects = sorted(ceiling.projects)
        found.append({"kind": "ceiling", "name": ceiling.name, "projects": projects, "money": _text(ceiling.money)})
    return found


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
        "spent": _text(outcome.spent),
        "rounds": [_round(step) for step in outcome.rounds if step.bought],
        "runs": [{"share": _text(run.share), "bought": list(run.bought)} for run in outcome.runs],
        "preference": None if outcome.preference is None else dict(outcome.preference),
    }


def _round(step: "Round") -> dict[str, Any]:
    return {
        "stage": step.stage,
        "project": step.bought,
        "paid": _text(step.paid),
        "left": _text(step.left),
        "price": None if step.price is None else _text(step.price),
    }


def _number(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def _text(value: Exact) -> str:
    return str(Fraction(value))
