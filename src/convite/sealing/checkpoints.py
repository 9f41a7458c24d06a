"""What did the log say of itself? Checkpoints: at this size, this was the root, signed.

Words: the *origin* names a contest's log (`site/contest`) and is the name of the key that signs it; the *size* is the
number of sealed ballots; a *witness* cosigns only what continues what she saw before, so that nobody can be shown
another log than the rest.

Source: https://c2sp.org/tlog-checkpoint. Not here: proofs (tree), signatures (notes), clocks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from convite.rulebook.words import gettext_noop
from convite.sealing.faults import SealingError
from convite.sealing.notes import Note, Signer, Verifier, base64_text, bytes_of, cosign_note, open_note
from convite.sealing.tree import HASH_LENGTH, verify_consistency

# A log of 2^63 leaves is nobody's; a number with a thousand digits is somebody's trick.
LARGEST_SIZE = 2**63 - 1

_FORM = gettext_noop("El punto de control no tiene la forma debida.")
_ORIGIN = gettext_noop("El punto de control es de «%(found)s» y no de «%(origin)s».")
_UNSIGNED = gettext_noop("El punto de control no está firmado por «%(name)s».")
_SHRUNK = gettext_noop("La lista tenía %(old)s votos sellados y ahora dice tener %(size)s.")
_BROKEN = gettext_noop("La lista cambió: lo que tenía antes no es el comienzo de lo que tiene ahora.")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log.

    >>> print(Checkpoint("votes.example/1", 0, bytes(32)).text, end="")
    votes.example/1
    0
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is signed: a line each for origin, size and root, and for each extension."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, base64_text(self.root), *self.extensions))

    @classmethod
    def read(cls, text: str) -> Self:
        """The checkpoint that a note's text says. Errors: SealingError `checkpoint`."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or not all(lines) or not text.endswith("\n"):
            raise SealingError("checkpoint", _FORM)
        size, root = number_of(lines[1]), bytes_of(lines[2])
        if size is None or root is None or len(root) != HASH_LENGTH:
            raise SealingError("checkpoint", _FORM)
        return cls(lines[0], size, root, tuple(lines[3:]))


def contest_of(origin: str) -> str:
    """The contest that a log is of: what its name says after the site.

    >>> contest_of("votos.example.org/c-14")
    'c-14'
    """
    return origin.rpartition("/")[2]


def number_of(text: str) -> int | None:
    """A whole number written in the one right way; None for anything else.

    >>> number_of("12"), number_of("012"), number_of("-1"), number_of("٣")
    (12, None, None, None)
    """
    if not text.isascii() or not text.isdigit() or len(text) > 19 or str(int(text)) != text:
        return None
    return int(text) if int(text) <= LARGEST_SIZE else None


def open_checkpoint(note: str | bytes, log: Verifier, witnesses: Iterable[Verifier] = ()) -> tuple[Checkpoint, Note]:
    """The checkpoint of a log, and who signed it. Errors: SealingError `origin`, `unsigned` and those of the parts.

    >>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    >>> from convite.sealing.notes import sign_note
    >>> signer = Signer("votes.example/1", Ed25519PrivateKey.generate())
    >>> signed = sign_note(Checkpoint(signer.name, 0, bytes(32)).text, signer)
    >>> open_checkpoint(signed, signer.verifier)[0].size
    0
    """
    opened = open_note(note, [log, *witnesses])
    checkpoint = Checkpoint.read(opened.text)
    if checkpoint.origin != log.name:
        raise SealingError("origin", _ORIGIN, {"found": checkpoint.origin, "origin": log.name})
    if not opened.is_signed_by(log):
        raise SealingError("unsigned", _UNSIGNED, {"name": log.name})
    return checkpoint, opened


def cosign(
    note: str, log: Verifier, witness: Signer, *, moment: int, last: Checkpoint | None, proof: Sequence[bytes] = ()
) -> str:
    """The note with a witness's line, if it continues the last checkpoint that she cosigned (None: her first).

    Errors: SealingError `shrunk`, `inconsistent` and those of `open_checkpoint`.
    """
    checkpoint, _ = open_checkpoint(note, log)
    if last is not None:
        if checkpoint.size < last.size:
            raise SealingError("shrunk", _SHRUNK, {"old": last.size, "size": checkpoint.size})
        if not verify_consistency(last.size, checkpoint.size, proof, last.root, checkpoint.root):
            raise SealingError("inconsistent", _BROKEN)
    return cosign_note(note, witness, moment)
