"""What do the tests of sealing share? A small contest, a log grown from it, and the bundle that is published of it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from convite.rulebook.pabulib import read_pb, write_pb
from convite.rulebook.winners import Election, Project, Rule, count, preset
from convite.sealing import (
    COSIGNATURE,
    Cell,
    Checkpoint,
    Contest,
    Frontier,
    Place,
    Proof,
    Published,
    Receipt,
    Signer,
    canonical_hash,
    cosign,
    inclusion_proof,
    leaf_hash,
    make_key,
    seal,
    sign_note,
    write_bundle,
)

LOG = Signer("votos.example.org/c-14", Ed25519PrivateKey.from_private_bytes(b"L" * 32))
WITNESS = Signer("testigo.example.org/w1", Ed25519PrivateKey.from_private_bytes(b"W" * 32), COSIGNATURE)
PROJECTS = (Project("parque", 60), Project("escuela", 50), Project("vía", 40))
OPTIONS = tuple(project.id for project in PROJECTS)
CONTEST = Contest("c-14", "ab" * 32, OPTIONS, 2)


def leaves_of(number: int) -> list[bytes]:
    return [leaf_hash(place.to_bytes(4, "big")) for place in range(number)]


def signed(size: int, root: bytes, log: Signer = LOG) -> str:
    return sign_note(Checkpoint(log.name, size, root).text, log)


def receipt_of(index: int, leaves: Sequence[bytes]) -> Receipt:
    """The receipt of one leaf of a log, with its proof and a witness's line."""
    frontier, nodes = Frontier().grown(leaves)
    note = cosign(signed(len(leaves), frontier.root()), LOG.verifier, WITNESS, moment=1_800_000_000, last=None)
    hashes = inclusion_proof(index, len(leaves), lambda places: {place: nodes[Place(*place)] for place in places})
    return Receipt("c-14", leaves[index], Proof(index, tuple(hashes), note))


@dataclass
class Count:
    """A contest that was voted and counted, before it is published."""

    frozen: dict[str, Any]
    leaves: list[bytes]
    ballots: bytes
    certificate: dict[str, Any]


def counted(voters: int = 40) -> Count:
    rule = preset("greedy")
    marks = [("parque",), ("escuela", "vía"), ("vía",)]
    rows = [(list(some), voters // 3 + (place < voters % 3)) for place, some in enumerate(marks)]
    outcome = count(Election.of(PROJECTS, [row for row in rows if row[1]], 100), rule.with_seed("4711"))
    ballots = io.BytesIO()
    write_pb(outcome.election, ballots)
    certificate = outcome.certificate()
    settled = {name: value for name, value in certificate["election"].items() if name != "ballots"}
    frozen = {"contest": "c-14", "rule": rule.to_dict(), "election": settled}
    contest = Contest("c-14", canonical_hash(frozen), OPTIONS, 2)
    with make_key() as key:
        sealed = [seal(dict.fromkeys(some, 1), key.public, contest) for some, number in rows for _ in range(number)]
    return Count(frozen, [leaf_hash(ballot) for ballot in sealed], ballots.getvalue(), certificate)


def published(found: Count, **changes: Any) -> Published:
    """As the count is published, after checkpoints at the middle and at the end."""
    sizes = (0, len(found.leaves) // 2, len(found.leaves))
    notes = [signed(size, Frontier().grown(found.leaves[:size])[0].root()) for size in sizes]
    plain: dict[str, Any] = {
        "frozen": found.frozen,
        "roll": [Cell("Popular", "on-line", len(found.leaves))],
        "checkpoints": notes,
        "leaves": b"".join(found.leaves),
        "ballots": found.ballots,
        "certificate": found.certificate,
        "public": b"P" * 32,
        "software": "convite 0.1.0",
        "closed_at": "2026-11-29T16:00:00-05:00",
    }
    return Published(**{**plain, **changes})


def bundle(path: Path, **changes: Any) -> Path:
    """The bundle's file; `changes` are what a liar would publish instead."""
    with path.open("wb") as target:
        write_bundle(target, published(counted(), **changes), LOG)
    return path


def recount(ballots: Any, certificate: Any) -> bool:
    """The rulebook counts the file again by the certificate's rule."""
    again = count(read_pb(ballots), Rule.from_dict(certificate["rule"])).certificate()
    return bool(again["result"] == certificate["result"])
