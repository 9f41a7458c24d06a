#!/usr/bin/env python3
"""Verifies a voter's receipt: `python check_receipt.py receipt.txt VERIFIER-KEY`. Exit code 0 when the ballot is in.

It knows docs/sealing/formats.md, not the program: Python's standard library, and `cryptography` for Ed25519. The
verifier key is the one that was published before the vote.
"""

import hashlib
import sys
from base64 import b64decode
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_from(leaf, index, size, proof):
    """The root that the proof leads to, downwards from the whole tree: who is on the other side at each fork?"""
    if size == 1:
        return leaf if not proof else None
    left = 1 << (size - 1).bit_length() - 1
    inner, other = proof[:-1], proof[-1] if proof else b""
    if index < left:
        return sha(b"\1", root_from(leaf, index, left, inner) or b"", other)
    return sha(b"\1", other, root_from(leaf, index - left, size - left, inner) or b"")


def is_signed(text, lines, name, key):
    """Whether one of the lines is the signature of this key."""
    ident = sha(name.encode(), b"\n", key)[:4]
    for line in lines:
        _, who, value = line.split(" ")
        if who == name and (signature := b64decode(value))[:4] == ident:
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], text.encode())
            return True
    return False


def check(receipt, verifier):
    """What the receipt shows; ValueError when it shows nothing."""
    head, proof, checkpoint, signatures = receipt.strip().split("\n\n")
    _, contest, _, leaf = (line.split(" ")[-1] for line in head.split("\n"))
    index, *hashes = (line.split(" ")[-1] for line in proof.split("\n")[1:])
    origin, size, root = checkpoint.split("\n")[:3]
    name, _, key = verifier.split("+", 2)
    if origin != name or not origin.endswith("/" + contest) or b64decode(key)[0] != 1:
        raise ValueError(f"the receipt is of {contest}, the checkpoint of {origin}, the key of {name}")
    if not is_signed(checkpoint + "\n", signatures.split("\n"), name, b64decode(key)):
        raise ValueError("the log did not sign this checkpoint")
    if not 0 <= int(index) < int(size) or len(hashes) > 63:
        raise ValueError("there is no such place in the log")
    if root_from(b64decode(leaf), int(index), int(size), [b64decode(each) for each in hashes]) != b64decode(root):
        raise ValueError("the proof does not lead from the leaf to the signed root")
    return f"in: sealed ballot {int(index) + 1} of {size} in {origin}"


if __name__ == "__main__":
    try:
        print(check(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2]))
    except (InvalidSignature, ValueError, IndexError, OSError) as error:
        sys.exit(f"not shown: {error or 'the signature is false'}")
