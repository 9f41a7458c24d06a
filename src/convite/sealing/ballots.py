"""How does a ballot go into the box so that nobody reads it, and come out so that nobody could change it?

Words: a *plain* ballot is its marks, each an option with a value: 1 where it is just marked, its points, or its place
in a ranking (so that marks are a set, whatever the kind of ballot); it is written in one way only and filled up with
zeros to the contest's one length. *Sealed*, it is the output of HPKE: what is bound in (the contest's id and the hash
of what was frozen) is not written but must be the same to open.

    plain:  1 byte   version, 1
            16 bytes the first of SHA-256(binding), so that an opened ballot still says whose it is
            1 byte   0
            2 bytes  how many marks
            6 bytes  each mark: 2 for the option's position, 4 for the value; positions rise
            zeros    up to 20 + 6 · most_marks

Source: RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305; info = binding, no aad. Numbers
are big-endian. Not here: whether the marks obey the rule (rulebook.winners.ballot_forms), shuffling batches, storing.
"""

import hashlib
import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from convite.rulebook.words import gettext_noop
from convite.sealing.contests import LARGEST_VALUE, Contest
from convite.sealing.faults import SealingError
from convite.sealing.keys import PrivateKey

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
VERSION = 1
Marks = tuple[tuple[str, int], ...]

_LENGTH = gettext_noop("Un voto sellado de esta votación mide %(wanted)s bytes y este mide %(found)s.")
_CLOSED = gettext_noop(
    "Este voto sellado no se puede abrir: fue alterado, es de otra votación o de otras reglas, o la llave es otra."
)
_FORM = gettext_noop("Este voto se abrió, pero lo que dice no tiene la forma debida.")


def plain_ballot(marks: Mapping[str, int], contest: Contest) -> bytes:
    """The plain ballot's bytes: the same for the same marks, as long for every ballot of the contest.

    Errors: ValueError for an option or a value that cannot be, or more marks than a ballot may have.

    >>> contest = Contest("c", "00" * 32, ("a", "b"), 2)
    >>> plain_ballot({"b": 1}, contest).hex()[36:]
    '0001000100000001000000000000'
    """
    places = {option: place for place, option in enumerate(contest.options)}
    if len(marks) > contest.most_marks or not marks.keys() <= places.keys():
        raise ValueError("the ballot marks more than it may, or an option that is not there")
    if any(not 1 <= value <= LARGEST_VALUE for value in marks.values()):
        raise ValueError("a mark's value is a whole number from 1 to 2^32 - 1")
    head = struct.pack(">B16sBH", VERSION, _name(contest), 0, len(marks))
    rows = sorted((places[option], value) for option, value in marks.items())
    return (head + b"".join(struct.pack(">HI", *row) for row in rows)).ljust(contest.plain_length, b"\x00")


def read_ballot(plain: bytes, contest: Contest) -> dict[str, int]:
    """The marks of a plain ballot, in the frozen order of options. Errors: SealingError `ballot`.

    >>> contest = Contest("c", "00" * 32, ("a", "b"), 2)
    >>> read_ballot(plain_ballot({"b": 1}, contest), contest)
    {'b': 1}
    """
    try:
        count = struct.unpack_from(">H", plain, 18)[0]
        rows = [struct.unpack_from(">HI", plain, 20 + 6 * row) for row in range(min(count, contest.most_marks))]
        marks = {contest.options[place]: int(value) for place, value in rows}
        # Whatever was read, there is one way to write it: anything else is not a ballot.
        if plain_ballot(marks, contest) == plain:
            return marks
    except (struct.error, IndexError, ValueError):
        pass
    raise SealingError("ballot", _FORM)


def seal(marks: Mapping[str, int], public: bytes, contest: Contest) -> bytes:
    """The sealed ballot, different each time. Errors: ValueError as in `plain_ballot`.

    >>> from convite.sealing.keys import make_key
    >>> contest = Contest("c", "00" * 32, ("a", "b"), 2)
    >>> with make_key() as key:
    ...     open_ballot(seal({"a": 1}, key.public, contest), key, contest)
    {'a': 1}
    """
    return SUITE.encrypt(plain_ballot(marks, contest), _public(public), contest.binding)


def open_ballot(sealed: bytes, key: PrivateKey, contest: Contest) -> dict[str, int]:
    """The marks of a sealed ballot. Errors: SealingError `length`, `closed`, `ballot`."""
    if len(sealed) != contest.sealed_length:
        raise SealingError("length", _LENGTH, {"wanted": contest.sealed_length, "found": len(sealed)})
    try:
        plain = SUITE.decrypt(sealed, key.exchange, contest.binding)
    except InvalidTag:
        raise SealingError("closed", _CLOSED) from None
    return read_ballot(plain, contest)


class Opened(NamedTuple):
    """What was in a box: equal ballots merged with how many they are, sorted by what they say (so that nothing is left
    of the order in which they were cast), and how many could not be opened, by the code of the fault.
    """

    rows: tuple[tuple[Marks, int], ...]
    refused: Mapping[str, int]

    @property
    def ballots(self) -> int:
        """How many ballots were opened."""
        return sum(number for _, number in self.rows)

    @property
    def alone(self) -> int:
        """How many ballots nobody else filled in alike: each could be a signature agreed on with a buyer."""
        return sum(1 for _, number in self.rows if number == 1)


def open_box(sealed: Iterable[bytes], key: PrivateKey, contest: Contest) -> Opened:
    """Opens every ballot and forgets which was which.

    >>> from convite.sealing.keys import make_key
    >>> contest = Contest("c", "00" * 32, ("a", "b"), 2)
    >>> with make_key() as key:
    ...     open_box([seal({"b": 1}, key.public, contest), b"", seal({"b": 1}, key.public, contest)], key, contest)
    Opened(rows=(((('b', 1),), 2),), refused={'length': 1})
    """
    found: Counter[Marks] = Counter()
    refused: Counter[str] = Counter()
    for ballot in sealed:
        try:
            found[tuple(open_ballot(ballot, key, contest).items())] += 1
        except SealingError as fault:
            refused[fault.code] += 1
    return Opened(tuple(sorted(found.items())), dict(sorted(refused.items())))


def _name(contest: Contest) -> bytes:
    return hashlib.sha256(contest.binding).digest()[:16]


@lru_cache(maxsize=64)
def _public(public: bytes) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(public)
