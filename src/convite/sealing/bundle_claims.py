"""What does a bundle claim, and does it hold? Each claim is a method that returns what fills its sentence, or raises
Wrong.

Words: as in bundle_checks, which says the sentences and in which order the claims build on each other.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from convite.rulebook.words import Value
from convite.sealing.archives import Archive
from convite.sealing.bundles import FILES, FORMAT, MANIFEST, manifest_line
from convite.sealing.checkpoints import contest_of, open_checkpoint
from convite.sealing.contests import canonical_hash
from convite.sealing.notes import COSIGNATURE, Verifier, open_note
from convite.sealing.roll import Cell, small_cells
from convite.sealing.tree import HASH_LENGTH, roots_at

# Counts the ballots of an open `.pb` file by the rule of a certificate: whether the result is that of the certificate.
Recount = Callable[[BinaryIO, Mapping[str, Any]], bool]
LARGEST_TEXT, LARGEST_CERTIFICATE, LONGEST_LINE = 64 << 20, 256 << 20, 1 << 20


class Wrong(Exception):
    """A claim that does not hold, with what fills its sentence."""

    def __init__(self, **params: Value) -> None:
        self.params = params


class Claims:
    """One bundle under examination, and what was learnt of it so far."""

    def __init__(self, archive: Archive, log: Verifier, frozen_before: str) -> None:
        self.archive, self.key, self.frozen_before = archive, log, frozen_before
        self.about: dict[str, Any] = {}
        self.rule_hash, self.election = "", dict[str, Any]()
        self.leaves = self.opened = self.voted = self.witnesses = 0

    def manifest(self) -> dict[str, Value]:
        note = open_note(self.archive.read(MANIFEST, LARGEST_TEXT), [self.key])
        found = [FORMAT, note.text.split("\n")[1]]
        for name in FILES:
            if name not in self.archive.entries:
                raise Wrong(name=name)
            digest = hashlib.sha256()
            for block in self.archive.chunks(name):
                digest.update(block)
            found.append(manifest_line(digest.hexdigest(), self.archive.entries[name].size, name))
            if found[-1] not in note.text.split("\n"):
                raise Wrong(name=name)
        if tuple(self.archive.entries) != (*FILES, MANIFEST) or note.unknown or len(note.signed) != 1:
            raise Wrong(name=MANIFEST)
        if note.text != "".join(f"{line}\n" for line in found):
            raise Wrong(name=MANIFEST)
        return {}

    def contest(self) -> dict[str, Value]:
        self.about = self._json("contest.json")
        contest = str(self.about["contest"])
        if self.about["format"] != FORMAT or self.about["log"] != str(self.key):
            raise Wrong
        if contest_of(self.key.name) != contest or f"contest {contest}" != self._manifest_line(1):
            raise Wrong
        return {"contest": contest}

    def frozen(self) -> dict[str, Value]:
        frozen = self._json("frozen.json")
        found, rule = canonical_hash(frozen), _rule_hash(frozen["rule"])
        if found != self.about["frozen"] or self.frozen_before not in ("", found):
            raise Wrong
        if frozen["contest"] != self.about["contest"] or not rule == frozen["rule"]["hash"] == self.about["rule"]:
            raise Wrong
        self.rule_hash, self.election = rule, frozen["election"]
        return {"hash": found}

    def log(self, witnesses: Sequence[Verifier]) -> dict[str, Value]:
        """Every checkpoint is signed, none is smaller than the one before, and each is the root of that many leaves."""
        checkpoints = []
        for line in self._lines("checkpoints.jsonl"):
            checkpoint, note = open_checkpoint(json.loads(line), self.key, witnesses)
            checkpoints.append(checkpoint)
        sizes = [checkpoint.size for checkpoint in checkpoints]
        seen: set[bytes] = set()
        self.leaves, roots = roots_at(sizes, self._leaves(seen))
        if not sizes or sizes != sorted(sizes) or sizes[-1] != self.leaves or len(seen) != self.leaves:
            raise Wrong
        if any(roots[checkpoint.size] != checkpoint.root for checkpoint in checkpoints):
            raise Wrong
        self.witnesses = len({each.verifier.public for each in note.signed if each.verifier.kind == COSIGNATURE})
        return {"checkpoints": len(checkpoints)}

    def enough_witnesses(self, least: int) -> dict[str, Value]:
        if self.witnesses < least:
            raise Wrong(witnesses=self.witnesses)
        return {"witnesses": self.witnesses}

    def ballots(self) -> dict[str, Value]:
        """After VOTES there is a number from 1 on and the marks (and points), and nothing else."""
        lines = self._lines("ballots.pb")
        number = next((number for number, line in enumerate(lines, 1) if line == b"VOTES"), 0)
        columns = next(lines, b"")
        if columns not in (b"voter_id;vote", b"voter_id;vote;points"):
            raise Wrong(line=number + 1)
        for voter, line in enumerate(lines, 1):
            if not line.startswith(b"%d;" % voter) or line.count(b";") != columns.count(b";"):
                raise Wrong(line=number + 1 + voter)
            self.opened = voter
        return {}

    def roll(self) -> dict[str, Value]:
        cells = [Cell(**cell) for cell in self._json("roll.json")["cells"]]
        if small_cells(cells) or any(type(cell.ballots) is not int or cell.ballots < 0 for cell in cells):
            raise Wrong
        self.voted = sum(cell.ballots for cell in cells)
        return {}

    def totals(self) -> dict[str, Value]:
        if not self.leaves == self.opened == self.voted == self.about["ballots"]:
            raise Wrong(roll=self.voted, leaves=self.leaves, opened=self.opened)
        return {"ballots": self.leaves}

    def certificate(self) -> dict[str, Value]:
        """Its own hashes hold, its rule is the frozen one (but for the seed, drawn after the closing), so are projects
        and money, and it counts as many ballots as there are.
        """
        body = self._json("certificate.json", LARGEST_CERTIFICATE)
        rule, election = body["rule"], body["election"]
        stated = {key: value for key, value in body.items() if key != "hash"}
        if canonical_hash(stated) != body["hash"] or canonical_hash(election) != body["election_hash"]:
            raise Wrong
        unseeded = {**rule, "parameters": {**rule["parameters"], "seed": ""}}
        if _rule_hash(rule) != rule["hash"] or _rule_hash(unseeded) != self.rule_hash:
            raise Wrong
        if not {"projects", "budget"} <= self.election.keys():
            raise Wrong
        if any(election.get(name) != value for name, value in self.election.items()):
            raise Wrong
        if sum(int(row[0]) for row in election["ballots"]) != self.leaves:
            raise Wrong
        return {}

    def recount(self, count: Recount) -> dict[str, Value]:
        certificate = self._json("certificate.json", LARGEST_CERTIFICATE)
        if not count(self.archive.stream("ballots.pb"), certificate):
            raise Wrong
        return {}

    def _json(self, name: str, most: int = LARGEST_TEXT) -> Any:
        return json.loads(self.archive.read(name, most))

    def _lines(self, name: str) -> Iterator[bytes]:
        stream = self.archive.stream(name)
        while line := stream.readline(LONGEST_LINE):
            if not line.endswith(b"\n"):
                raise ValueError("a line without an end")
            yield line[:-1]

    def _leaves(self, seen: set[bytes]) -> Iterator[bytes]:
        stream = self.archive.stream("leaves.bin")
        while leaf := stream.read(HASH_LENGTH):
            if len(leaf) != HASH_LENGTH:
                raise Wrong
            seen.add(leaf)
            yield leaf

    def _manifest_line(self, number: int) -> str:
        return self.archive.read(MANIFEST, LARGEST_TEXT).decode().split("\n")[number]


def _rule_hash(rule: Mapping[str, Any]) -> str:
    """The hash of a rule, as the rulebook takes it: of everything but the hash."""
    return canonical_hash({key: value for key, value in rule.items() if key != "hash"})
