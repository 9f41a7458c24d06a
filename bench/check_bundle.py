#!/usr/bin/env python3
"""Verifies a published bundle: `python check_bundle.py bundle.zip VERIFIER-KEY [FROZEN-HASH]`. Exit code 0: it holds.

It knows docs/sealing/formats.md, not the program: Python's standard library, and `cryptography` for Ed25519. What it
leaves to others: the count (check_certificate.py), which it names, and the zip's own bytes, which `convite` compares.
"""

import hashlib
import json
import sys
import zipfile
from base64 import b64decode

from check_receipt import InvalidSignature, is_signed, sha


def root_of(leaves):
    """The root, level by level: neighbours are joined, the last one without a neighbour rises as it is."""
    while len(leaves) > 1:
        odd = leaves[-1:] if len(leaves) % 2 else []
        leaves = [sha(b"\1", *leaves[at : at + 2]) for at in range(0, len(leaves) - 1, 2)] + odd
    return leaves[0] if leaves else sha()


def opened(note, verifier):
    """The text of a note that this key signed."""
    text, _, lines = note.rpartition("\n\n")
    name, _, key = verifier.split("+", 2)
    if not is_signed(text + "\n", lines.strip().split("\n"), name, b64decode(key)):
        raise ValueError("a note that the log did not sign")
    return text.split("\n")


def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def claims(path, verifier, frozen_before=""):
    """Each claim with whether it holds."""
    with zipfile.ZipFile(path) as bundle:
        if any(entry.compress_type for entry in bundle.infolist()):
            raise ValueError("a bundle is not compressed")
        files = {name: bundle.read(name) for name in bundle.namelist()}
    manifest = opened(files.pop("manifest.txt").decode(), verifier)
    lines = [f"{hashlib.sha256(content).hexdigest()} {len(content)} {name}" for name, content in files.items()]
    yield "every file is the signed one", manifest[2:] == lines
    names = ("contest.json", "frozen.json", "roll.json", "certificate.json")
    about, frozen, roll, proof = (json.loads(files[name]) for name in names)
    wanted = frozen_before or about["frozen"]
    yield "the rules are those published before", digest(frozen) == about["frozen"] == wanted
    leaves = [files["leaves.bin"][at : at + 32] for at in range(0, len(files["leaves.bin"]), 32)]
    heads = [opened(json.loads(line), verifier) for line in files["checkpoints.jsonl"].decode().splitlines()]
    yield "the log only grew", all(root_of(leaves[: int(size)]) == b64decode(root) for _, size, root in heads)
    yield "the last checkpoint is of all leaves", int(heads[-1][1]) == len(leaves) == len(set(leaves))
    ballots = files["ballots.pb"].decode().split("\nVOTES\n")[-1].splitlines()
    yield "ballots carry no attribute", ballots[0] in ("voter_id;vote", "voter_id;vote;points")
    numbers = {len(leaves), len(ballots) - 1, sum(cell["ballots"] for cell in roll["cells"]), about["ballots"]}
    yield f"sealed, opened and people are the same number: {sorted(numbers)}", len(numbers) == 1
    settled, counted = frozen["election"], proof["election"]
    same = all(counted[name] == value for name, value in settled.items())
    yield "the certificate is of these projects and this money", same
    yield "the certificate counts as many ballots", sum(row[0] for row in counted["ballots"]) == len(leaves)


if __name__ == "__main__":
    try:
        found = list(claims(*sys.argv[1:4]))
    except (InvalidSignature, ValueError, LookupError, OSError, zipfile.BadZipFile) as error:
        sys.exit(f"NO   {error or 'a signature is false'}")
    for claim, holds in found:
        print("yes " if holds else "NO  ", claim)
    print("Now the count: python check_certificate.py certificate.json")
    sys.exit(0 if all(holds for _, holds in found) else 1)
