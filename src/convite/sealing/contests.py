"""What was frozen when a contest opened? What its ballots are bound to, and the hash that everybody could note down.

Words: the *frozen* text is the JSON of rule, options, money and limits; its *hash* is SHA-256 of canonical JSON (sorted
keys, no spaces, UTF-8), published before the first vote.

Not here: what the frozen text says (the room `voting` writes it, the rulebook reads it).
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

MOST_OPTIONS, LARGEST_VALUE = 2**16, 2**32 - 1


def canonical_hash(value: Any) -> str:
    """SHA-256 of a JSON value, in hexadecimal, however it was laid out.

    >>> canonical_hash({"b": 1, "a": [2]}) == canonical_hash({"a": [2], "b": 1})
    True
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Contest:
    """What sealing has to know of a contest: its id, the hash of what was frozen, its options in the frozen order, and
    how many of them one ballot may mark at most.

    >>> Contest("medellin-2026-14", "ab" * 32, ("parque", "escuela"), 1).sealed_length
    74
    """

    id: str
    frozen: str
    options: tuple[str, ...]
    most_marks: int

    def __post_init__(self) -> None:
        if not self.id or not self.id.isprintable() or any(letter.isspace() or letter in "/+" for letter in self.id):
            raise ValueError("a contest's id has no spaces, slashes or plus signs: it is part of its log's name")
        if len(bytes.fromhex(self.frozen)) != hashlib.sha256().digest_size:
            raise ValueError("the frozen hash is SHA-256 in hexadecimal")
        if len(set(self.options)) != len(self.options) or len(self.options) > MOST_OPTIONS:
            raise ValueError("options are different, and at most 65,536")
        if not 0 <= self.most_marks <= len(self.options):
            raise ValueError("a ballot marks at most every option")

    @property
    def binding(self) -> bytes:
        """What a ballot is sealed under, so that it opens in no other contest and under no other rules."""
        return b"convite-ballot/1\n" + self.id.encode() + b"\n" + bytes.fromhex(self.frozen)

    @property
    def plain_length(self) -> int:
        """The one length of all plain ballots, in bytes: that of the longest that the rules allow."""
        return 20 + 6 * self.most_marks

    @property
    def sealed_length(self) -> int:
        """The one length of all sealed ballots: 32 bytes of a key for one use before, 16 of authentication after."""
        return 32 + self.plain_length + 16
