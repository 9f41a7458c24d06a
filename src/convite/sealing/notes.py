"""Who signed this text? Signed notes: a text, an empty line, and a line per signature.

Words: a *signer* has a name and an Ed25519 key; its *verifier* is what others need to know it, written as one text
`name+id+base64`; the *id* is SHA-256(name ‖ newline ‖ kind ‖ public key)[:4]. A *cosignature* is that of a witness,
who adds the moment (seconds since 1970) at which she saw the text; it is of another *kind*, so neither passes for the
other.

Sources: https://c2sp.org/signed-note and https://c2sp.org/tlog-cosignature (cosignature/v1).
Not here: what a text says (checkpoints, bundles), clocks (a moment is an argument), where keys are kept.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from convite.rulebook.words import gettext_noop
from convite.sealing.faults import SealingError

SIGNATURE, COSIGNATURE = 1, 4
LONGEST_NOTE, MOST_SIGNATURES = 1_000_000, 100
_MARK = "\N{EM DASH} "
_ID = 4

_FORM = gettext_noop("El texto no tiene la forma de una nota firmada.")
_CONTROL = gettext_noop("El texto firmado tiene caracteres que no se permiten.")
_LONG = gettext_noop("El texto es demasiado largo para ser una nota firmada.")
_LINE = gettext_noop("La línea de firma %(line)s no se puede leer.")
_KEY = gettext_noop("Esa no es una clave de verificación; se escribe nombre+número+letras, sin espacios.")
_FALSE = gettext_noop("La firma de «%(name)s» no corresponde a este texto.")
_NOBODY = gettext_noop("Ninguna clave conocida firmó este texto.")


@dataclass(frozen=True, slots=True)
class Verifier:
    """What one needs to know a signer.

    >>> text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    >>> read_verifier(text).name, str(read_verifier(text)) == text
    ('example.com/foo', True)
    """

    name: str
    public: bytes
    kind: int = SIGNATURE

    @property
    def id(self) -> bytes:
        """The first bytes of the hash of name, kind and key: they tell keys of one name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64_text(bytes([self.kind]) + self.public)}"

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether the signature (with its moment, if it is a witness's) is this key's, of this text."""
        signed = text
        if self.kind == COSIGNATURE:
            signed, signature = _cosigned(text, _moment(signature)), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, signed.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def read_verifier(text: str) -> Verifier:
    """The verifier that a text `name+id+base64` stands for. Errors: SealingError `verifier`."""
    name, _, rest = text.strip().partition("+")
    hexed, _, encoded = rest.partition("+")
    key = bytes_of(encoded)
    if key is None or len(key) != 33 or key[0] not in (SIGNATURE, COSIGNATURE) or not is_name(name):
        raise SealingError("verifier", _KEY)
    verifier = Verifier(name, key[1:], key[0])
    if verifier.id.hex() != hexed:
        raise SealingError("verifier", _KEY)
    return verifier


@dataclass(frozen=True, slots=True)
class Signer:
    """A name and its private key. `kind` is COSIGNATURE for a witness, whose key signs nothing else.

    >>> signer = Signer("log.example", Ed25519PrivateKey.generate())
    >>> open_note(sign_note("Hola.\\n", signer), [signer.verifier]).text
    'Hola.\\n'
    """

    name: str
    private: Ed25519PrivateKey = field(repr=False)
    kind: int = SIGNATURE

    def __post_init__(self) -> None:
        if not is_name(self.name):
            raise ValueError("a signer's name has no spaces and no plus sign")

    @property
    def verifier(self) -> Verifier:
        """What to publish, so that others know this signer."""
        return Verifier(self.name, self.private.public_key().public_bytes_raw(), self.kind)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was verified: whose, and for a witness when."""

    verifier: Verifier
    moment: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A text (it ends in a newline), the signatures of it that were verified, and the lines of signers not known."""

    text: str
    signed: tuple[Signed, ...]
    unknown: int = 0

    def is_signed_by(self, verifier: Verifier) -> bool:
        """Whether this very key signed it."""
        return any(entry.verifier == verifier for entry in self.signed)


def sign_note(text: str, signer: Signer) -> str:
    """The note: a text that ends in a newline, with its first signature. Errors: SealingError `note`."""
    _check_text(text)
    if signer.kind != SIGNATURE:
        raise ValueError("a witness's key signs nothing but what others signed before")
    return f"{text}\n{_line(signer, signer.private.sign(text.encode()))}"


def cosign_note(note: str, witness: Signer, moment: int) -> str:
    """The note with one line more: that of a witness, who says when. Errors: SealingError `note`."""
    text, _ = _parts(note)
    if witness.kind != COSIGNATURE:
        raise ValueError("a witness has a key of her own kind")
    signature = witness.private.sign(_cosigned(text, moment).encode())
    return note + _line(witness, moment.to_bytes(8, "big") + signature)


def open_note(note: str | bytes, verifiers: Iterable[Verifier]) -> Note:
    """The text of a note signed by at least one of these.

    Lines of unknown signers are passed over, as the format wants; one of a known signer that is false refuses the note.
    Errors: SealingError `note`, `signature`, `unsigned`.
    """
    text, lines = _parts(_decoded(note))
    known = {(verifier.name, verifier.id): verifier for verifier in verifiers}
    signed: list[Signed] = []
    for number, line in enumerate(lines, 1):
        name, ident, signature = _signature(line, number)
        verifier = known.get((name, ident))
        if verifier is None:
            continue
        if not verifier.accepts(text, signature):
            raise SealingError("signature", _FALSE, {"name": name})
        moment = _moment(signature) if verifier.kind == COSIGNATURE else None
        signed.append(Signed(verifier, moment))
    if not signed:
        raise SealingError("unsigned", _NOBODY)
    return Note(text, tuple(signed), len(lines) - len(signed))


def is_name(name: str) -> bool:
    """Whether a signer may be called so: something, without spaces, plus signs or control characters.

    >>> is_name("votos.example.org/2026"), is_name("a b"), is_name("a+b")
    (True, False, False)
    """
    return bool(name) and "+" not in name and name.isprintable() and not any(letter.isspace() for letter in name)


def base64_text(value: bytes) -> str:
    """Standard base64, as the formats of logs write it."""
    return base64.b64encode(value).decode()


def bytes_of(text: str) -> bytes | None:
    """The bytes of a base64 text; None unless it is written in the one right way (no spare bits, no spaces).

    >>> bytes_of("AQ=="), bytes_of("AR==")
    (b'\\x01', None)
    """
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return value if base64_text(value) == text else None


def _cosigned(text: str, moment: int) -> str:
    return f"cosignature/v1\ntime {moment}\n{text}"


def _moment(signature: bytes) -> int:
    return int.from_bytes(signature[:8], "big")


def _line(signer: Signer, signature: bytes) -> str:
    return f"{_MARK}{signer.name} {base64_text(signer.verifier.id + signature)}\n"


def _decoded(note: str | bytes) -> str:
    if len(note) > LONGEST_NOTE:
        raise SealingError("note", _LONG)
    if isinstance(note, str):
        return note
    try:
        return note.decode()
    except UnicodeDecodeError:
        raise SealingError("note", _FORM) from None


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise SealingError("note", _FORM)
    if any((letter < " " and letter != "\n") or "\ud800" <= letter <= "\udfff" for letter in text):
        raise SealingError("note", _CONTROL)


def _parts(note: str) -> tuple[str, list[str]]:
    """The text and the lines of signatures: the last empty line stands between them."""
    text, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise SealingError("note", _FORM)
    _check_text(text + "\n")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise SealingError("note", _LONG)
    return text + "\n", lines


def _signature(line: str, number: int) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(_MARK).partition(" ")
    value = bytes_of(encoded)
    if not line.startswith(_MARK) or not is_name(name) or value is None or len(value) <= _ID:
        raise SealingError("note", _LINE, {"line": number})
    return name, value[:_ID], value[_ID:]
