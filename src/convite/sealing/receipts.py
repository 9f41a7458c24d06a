"""Is my ballot in the box? What a voter takes home, and how anybody checks it without asking us.

Words: a *receipt* names the contest and the leaf of her sealed ballot; its *code* is the beginning of the leaf, short
enough to be dictated. When the batch of her ballot is out, the *proof* is added: the place of the leaf, the hashes that
lead to the root, and the signed checkpoint of that root. It shows that this sealed ballot is in the box, and nothing
else: the leaf is the hash of a text that only the opened box can read, and no mark can be told from it.

    convite-receipt/1
    contest medellin-2026-14
    code 7KQ2-…
    leaf <base64>
                                     (an empty line, and then, once the batch is out:)
    c2sp.org/tlog-proof@v1
    index 4711
    <base64, one line per hash>

    <the checkpoint>

The second part is a C2SP tlog-proof, for programs that know nothing of Convite (https://c2sp.org/tlog-proof).
Not here: how a leaf comes into the log (tree), which keys are to be trusted (the caller says).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from convite.rulebook.words import Sentence, gettext_noop, ngettext_lazy
from convite.sealing.checkpoints import contest_of, number_of, open_checkpoint
from convite.sealing.codes import code_of, read_code
from convite.sealing.faults import SealingError
from convite.sealing.notes import COSIGNATURE, Verifier, base64_text, bytes_of
from convite.sealing.tree import HASH_LENGTH, verify_inclusion

FORMAT, PROOF_FORMAT = "convite-receipt/1", "c2sp.org/tlog-proof@v1"
LONGEST_RECEIPT, MOST_HASHES = 20_000, 63

_EMPTY = gettext_noop("El recibo está vacío.")
_LONG = gettext_noop("Esto es demasiado largo para ser un recibo.")
_NOT_ONE = gettext_noop("Esto no es un recibo de Convite: la primera línea debe decir «%(wanted)s».")
_LINE = gettext_noop("Línea %(line)s del recibo: debe decir «%(wanted)s».")
_VALUE = gettext_noop(
    "Línea %(line)s del recibo: lo que sigue a «%(wanted)s» no se puede leer; copie el recibo otra vez."
)
_HASH = gettext_noop("Línea %(line)s del recibo: no se puede leer; copie el recibo otra vez.")
_CODE = gettext_noop("El código del recibo no es el de su huella: uno de los dos está mal copiado.")
_CUT = gettext_noop("El recibo está cortado: falta el punto de control firmado.")

_WAITING = gettext_noop(
    "El voto sellado está recibido y todavía no sale en la lista pública. Consulte su recibo otra vez en unos minutos."
)
_OTHER = gettext_noop("El recibo es de la votación «%(contest)s» y la clave es de «%(name)s».")
_NOT_IN = gettext_noop(
    "La prueba no lleva de este voto sellado a la lista firmada: el recibo está alterado o es falso."
)
_IN = gettext_noop("El voto sellado está en la urna: es el número %(place)s de los %(size)s de la lista firmada.")
_SEEN = ngettext_lazy("%(witnesses)s testigo confirma la lista.", "%(witnesses)s testigos confirman la lista.")
_FEW_SEEN = ngettext_lazy(
    "La lista no trae las firmas de testigos que se piden: falta %(missing)s.",
    "La lista no trae las firmas de testigos que se piden: faltan %(missing)s.",
)
_NOTHING_ELSE = gettext_noop("Este recibo no dice, ni permite saber, qué se marcó.")


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the leaf stands (from 0), the hashes to the root, and the checkpoint as it was signed."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt; without a proof while its batch is not out.

    >>> print(write_receipt(Receipt("c-1", bytes(32))), end="")
    convite-receipt/1
    contest c-1
    code 0000-0000-0000-0000
    leaf AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    """

    contest: str
    leaf: bytes
    proof: Proof | None = None

    @property
    def code(self) -> str:
        """The leaf's first 75 bits, to be read aloud."""
        return code_of(self.leaf)


def write_receipt(receipt: Receipt) -> str:
    """The receipt's text: it fits a QR code (below 2,400 bytes for a million ballots and three witnesses)."""
    lines = [FORMAT, f"contest {receipt.contest}", f"code {receipt.code}", f"leaf {base64_text(receipt.leaf)}"]
    if receipt.proof:
        lines += ["", PROOF_FORMAT, f"index {receipt.proof.index}", *map(base64_text, receipt.proof.hashes), ""]
        return "".join(f"{line}\n" for line in lines) + receipt.proof.checkpoint
    return "".join(f"{line}\n" for line in lines)


def read_receipt(text: str) -> Receipt:
    """The receipt that a text is; spaces around lines and Windows line ends are forgiven.

    Errors: SealingError `empty`, `long`, `receipt` (with the line), `code`, `cut`. What it claims is not verified yet.
    """
    if len(text) > LONGEST_RECEIPT:
        raise SealingError("long", _LONG)
    lines = [line.strip() for line in text.lstrip("\ufeff \r\n\t").rstrip().split("\n")]
    if lines == [""]:
        raise SealingError("empty", _EMPTY)
    if lines[0] != FORMAT:
        raise SealingError("receipt", _NOT_ONE, {"wanted": FORMAT})
    contest = _value(lines, 1, "contest")
    code, leaf = _value(lines, 2, "code"), bytes_of(_value(lines, 3, "leaf"))
    if leaf is None or len(leaf) != HASH_LENGTH:
        raise SealingError("receipt", _VALUE, {"line": 4, "wanted": "leaf"})
    if read_code(code) != code_of(leaf):
        raise SealingError("code", _CODE)
    return Receipt(contest, leaf, _proof(lines) if len(lines) > 4 else None)


class Verdict(NamedTuple):
    """`state` is "in", "waiting" or "false"; the reasons say why, for people."""

    state: str
    reasons: tuple[Sentence, ...]

    @property
    def is_in(self) -> bool:
        """Whether the sealed ballot is proven to be in the box."""
        return self.state == "in"


def check_receipt(
    receipt: Receipt, log: Verifier, witnesses: Sequence[Verifier] = (), least_witnesses: int = 0
) -> Verdict:
    """Whether the receipt's ballot is in the signed log. Needs no network: only the log's key, known beforehand.

    `least_witnesses` of `witnesses` must have cosigned the checkpoint.
    """
    if contest_of(log.name) != receipt.contest:
        return Verdict("false", (Sentence(_OTHER, {"contest": receipt.contest, "name": log.name}),))
    proof = receipt.proof
    if proof is None:
        return Verdict("waiting", (Sentence(_WAITING),))
    try:
        checkpoint, note = open_checkpoint(proof.checkpoint, log, witnesses)
    except SealingError as fault:
        return Verdict("false", (fault.sentence,))
    if not verify_inclusion(receipt.leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root):
        return Verdict("false", (Sentence(_NOT_IN),))
    seen = len({signed.verifier.public for signed in note.signed if signed.verifier.kind == COSIGNATURE})
    if seen < least_witnesses:
        missing = least_witnesses - seen
        return Verdict("false", (Sentence(_FEW_SEEN[0], {"missing": missing}, _FEW_SEEN[1], "missing"),))
    reasons = [Sentence(_IN, {"place": proof.index + 1, "size": checkpoint.size})]
    if seen:
        reasons.append(Sentence(_SEEN[0], {"witnesses": seen}, _SEEN[1], "witnesses"))
    return Verdict("in", (*reasons, Sentence(_NOTHING_ELSE)))


def check_receipt_file(
    path: Path, log: Verifier, witnesses: Sequence[Verifier] = (), least_witnesses: int = 0
) -> Verdict:
    """The verdict on a receipt kept in a file. Errors: OSError."""
    with path.open("rb") as stream:
        content = stream.read(LONGEST_RECEIPT + 1)
    try:
        receipt = read_receipt(content.decode(errors="replace"))
    except SealingError as fault:
        return Verdict("false", (fault.sentence,))
    return check_receipt(receipt, log, witnesses, least_witnesses)


def _value(lines: list[str], at: int, wanted: str) -> str:
    """What a line says after its word."""
    line = lines[at] if at < len(lines) else ""
    word, _, value = line.partition(" ")
    if word != wanted or not value:
        raise SealingError("receipt", _LINE, {"line": at + 1, "wanted": wanted})
    return value


def _proof(lines: list[str]) -> Proof:
    if lines[4] or len(lines) < 7 or lines[5] != PROOF_FORMAT:
        raise SealingError("receipt", _LINE, {"line": 6, "wanted": PROOF_FORMAT})
    index = number_of(_value(lines, 6, "index"))
    if index is None:
        raise SealingError("receipt", _VALUE, {"line": 7, "wanted": "index"})
    end = next((at for at in range(7, len(lines)) if not lines[at]), None)
    if end is None or end + 1 >= len(lines):
        raise SealingError("cut", _CUT)
    hashes = [bytes_of(line) for line in lines[7:end]]
    for at, value in enumerate(hashes):
        if value is None or len(value) != HASH_LENGTH or at >= MOST_HASHES:
            raise SealingError("receipt", _HASH, {"line": at + 8})
    return Proof(index, tuple(value for value in hashes if value), "".join(f"{line}\n" for line in lines[end + 1 :]))
