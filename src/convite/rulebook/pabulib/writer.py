"""How is an election written as `.pb`? So that reading it again gives the same election.

Words: *plain* ballots carry no attribute of the voter: they are numbered from 1 in the order of the merged rows, which
is not the order in which they were cast.

Not here: reading (reader).
"""

import os
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import BinaryIO

from convite.rulebook.pabulib.files import PbFile
from convite.rulebook.winners.elections import Election, Exact, Project

_PLAIN_COLUMNS = ("project_id", "cost", "votes", "score", "name", "category", "beneficiaries", "latitude", "longitude")
_BLOCK_LINES = 20_000


def write_pb(election: Election, target: str | os.PathLike[str] | BinaryIO) -> None:
    """Writes an election to a path or a file open in binary mode; in blocks.

    A PbFile keeps its META, its columns and, if they were read with `voters=True`, its voters' rows; any other
    election is written with plain ballots. Money that has no finite decimal form raises ValueError.

    >>> import io
    >>> target = io.BytesIO()
    >>> write_pb(Election.of([Project("a", 6)], [(["a"], 2)], 10, currency="COP"), target)
    >>> target.getvalue().decode().splitlines()[-3:]
    ['voter_id;vote', '1;a', '2;a']
    """
    if isinstance(target, str | os.PathLike):
        with open(target, "wb") as stream:
            write_pb(election, stream)
        return
    block: list[str] = []
    for line in _lines(election):
        block.append(line)
        if len(block) == _BLOCK_LINES:
            target.write(("\n".join(block) + "\n").encode())
            block.clear()
    target.write(("\n".join(block) + "\n").encode())


def _lines(election: Election) -> Iterator[str]:
    yield from ("META", "key;value")
    yield from (_joined(pair) for pair in _meta(election).items())
    yield "PROJECTS"
    columns = _columns(election)
    yield _joined(columns)
    votes, score = election.ballots.votes.tolist(), election.ballots.score.tolist()
    for project, count, points in zip(election.projects, votes, score, strict=True):
        yield _joined(_values(project, columns, count, Fraction(points, election.ballots.points_scale)))
    yield "VOTES"
    if isinstance(election, PbFile) and election.voters is not None:
        yield _joined(election.voters.columns)
        yield from (_joined(row) for row in election.voters.rows)
    else:
        yield from _plain_ballots(election)


def _meta(election: Election) -> dict[str, str]:
    if isinstance(election, PbFile):
        return {**election.meta, "budget": _decimal(election.budget)}
    meta = {
        "description": election.name,
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.ballots.voters),
        "budget": _decimal(election.budget),
        "vote_type": "approval" if election.ballots.kind == "knapsack" else election.ballots.kind,
        "rule": "unknown",
        "currency": election.currency,
    }
    if election.ballots.kind == "ordinal":
        meta["max_length"] = str(election.ballots.length)
    return {key: value for key, value in meta.items() if value}


def _columns(election: Election) -> tuple[str, ...]:
    if isinstance(election, PbFile):
        return election.columns
    more = dict.fromkeys(column for project in election.projects for column in project.extra)
    return (*_PLAIN_COLUMNS, *(column for column in more if column not in _PLAIN_COLUMNS))


def _values(project: Project, columns: tuple[str, ...], votes: int, score: Fraction) -> list[str]:
    known = {
        "votes": str(votes),
        "score": _decimal(score),
        "category": project.category,
        "beneficiaries": project.target,
        "target": project.target,
        "latitude": project.latitude,
        "longitude": project.longitude,
        **project.extra,
        "project_id": project.id,
        "cost": _decimal(project.cost),
        "name": project.name,
    }
    return [known.get(column, "") for column in columns]


def _plain_ballots(election: Election) -> Iterator[str]:
    ballots, number = election.ballots, 0
    ids = [project.id for project in election.projects]
    yield "voter_id;vote" if ballots.points is None else "voter_id;vote;points"
    marks, weights = ballots.marks.tolist(), ballots.weights.tolist()
    points = None if ballots.points is None else ballots.points.tolist()
    for (start, end), weight in zip(pairwise(ballots.offsets.tolist()), weights, strict=True):
        ballot = ";" + _quoted(",".join([ids[mark] for mark in marks[start:end]]))
        if points is not None:
            worth = [_decimal(Fraction(value, ballots.points_scale)) for value in points[start:end]]
            ballot += ";" + ",".join(worth)
        for _ in range(weight):
            number += 1
            yield f"{number}{ballot}"


def _joined(values: tuple[str, ...] | list[str]) -> str:
    return ";".join(map(_quoted, values))


def _quoted(value: str) -> str:
    if ";" in value or "\n" in value or value.startswith('"'):
        return '"' + value.replace('"', '""') + '"'
    return value


def _decimal(value: Exact) -> str:
    number = Fraction(value)
    for places in range(19):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(int(scaled))).rjust(places + 1, "0")
            sign = "-" if number < 0 else ""
            return sign + (digits if not places else f"{digits[:-places]}.{digits[-places:]}")
    raise ValueError(f"{number} has no finite decimal form")
