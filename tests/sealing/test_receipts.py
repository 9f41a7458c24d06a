"""A receipt is read back as it was written, proves that its ballot is in the box, and a changed one proves nothing."""

import base64
from dataclasses import replace

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from convite.sealing import (
    Frontier,
    Receipt,
    SealingError,
    Signer,
    check_receipt,
    check_receipt_file,
    leaf_hash,
    read_receipt,
    seal,
    write_receipt,
)
from convite.sealing.keys import PrivateKey
from tests.sealing.cases import CONTEST, LOG, WITNESS, leaves_of, receipt_of, signed

LEAVES = leaves_of(50)
RECEIPT = receipt_of(17, LEAVES)
TEXT = write_receipt(RECEIPT)
OTHER_LOG = Signer("votos.example.org/c-15", LOG.private)


def verdict_of(receipt, **asked):
    return check_receipt(receipt, LOG.verifier, [WITNESS.verifier], **asked)


@given(st.data(), st.integers(1, 70))
def test_a_receipt_is_read_as_it_was_written_and_is_in(data, size):
    receipt = receipt_of(data.draw(st.integers(0, size - 1)), leaves_of(size))
    assert read_receipt(write_receipt(receipt)) == receipt
    assert verdict_of(receipt, least_witnesses=1).is_in


def test_the_verdict_says_where_who_confirms_and_what_is_not_said():
    assert [str(reason) for reason in verdict_of(RECEIPT).reasons] == [
        "El voto sellado está en la urna: es el número 18 de los 50 de la lista firmada.",
        "1 testigo confirma la lista.",
        "Este recibo no dice, ni permite saber, qué se marcó.",
    ]


def test_a_receipt_whose_batch_is_not_out_waits():
    receipt = Receipt("c-14", LEAVES[3])
    assert (read_receipt(write_receipt(receipt)), verdict_of(receipt).state) == (receipt, "waiting")


@given(st.data())
def test_a_receipt_with_any_byte_changed_is_not_in(data):
    changed = bytearray(TEXT.encode())
    place = data.draw(st.integers(0, len(changed) - 1))
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        read = read_receipt(changed.decode(errors="replace"))
    except SealingError:
        return
    # What is left are spaces in front of lines, and other ways to type the same code.
    assert read == RECEIPT or not verdict_of(read, least_witnesses=1).is_in


@pytest.mark.parametrize(
    "changes",
    [
        {"leaf": leaf_hash(b"another")},
        {"leaf": LEAVES[16]},
        {"proof": replace(RECEIPT.proof, index=16)},
        {"proof": replace(RECEIPT.proof, hashes=RECEIPT.proof.hashes[:-1])},
        {"proof": replace(RECEIPT.proof, checkpoint=signed(50, bytes(32)))},
        {"proof": replace(RECEIPT.proof, checkpoint=signed(50, Frontier().grown(LEAVES)[0].root(), OTHER_LOG))},
        {"proof": replace(RECEIPT.proof, checkpoint="")},
        {"contest": "c-15"},
        {"contest": "4"},
    ],
)
def test_a_receipt_with_something_changed_is_false(changes):
    assert verdict_of(replace(RECEIPT, **changes)).state == "false"


def test_a_receipt_signed_with_another_key_is_false():
    forger = Signer(LOG.name, WITNESS.private)
    forged = replace(RECEIPT.proof, checkpoint=signed(50, Frontier().grown(LEAVES)[0].root(), forger))
    verdict = verdict_of(replace(RECEIPT, proof=forged))
    assert (verdict.state, str(verdict.reasons[0])) == ("false", "Ninguna clave conocida firmó este texto.")


def test_witnesses_that_are_asked_for_must_have_signed():
    alone = replace(RECEIPT.proof, checkpoint=signed(50, Frontier().grown(LEAVES)[0].root()))
    verdict = verdict_of(replace(RECEIPT, proof=alone), least_witnesses=2)
    sentence = "La lista no trae las firmas de testigos que se piden: faltan 2."
    assert (verdict.state, str(verdict.reasons[0])) == ("false", sentence)


LINES = TEXT.split("\n")


def with_line(number, text):
    return "\n".join([*LINES[: number - 1], text, *LINES[number:]])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "El recibo está vacío."),
        (" \n\n", "El recibo está vacío."),
        ("hola", "Esto no es un recibo de Convite: la primera línea debe decir «convite-receipt/1»."),
        (LINES[0], "Línea 2 del recibo: debe decir «contest»."),
        (with_line(2, "contest"), "Línea 2 del recibo: debe decir «contest»."),
        (
            with_line(3, "code 0000-0000-0000-0000"),
            "El código del recibo no es el de su huella: uno de los dos está mal copiado.",
        ),
        (
            with_line(4, "leaf AAAA"),
            "Línea 4 del recibo: lo que sigue a «leaf» no se puede leer; copie el recibo otra vez.",
        ),
        (with_line(6, "otra cosa"), "Línea 6 del recibo: debe decir «c2sp.org/tlog-proof@v1»."),
        (
            with_line(7, "index 017"),
            "Línea 7 del recibo: lo que sigue a «index» no se puede leer; copie el recibo otra vez.",
        ),
        (with_line(9, "AAAA"), "Línea 9 del recibo: no se puede leer; copie el recibo otra vez."),
        ("\n".join(LINES[:10]), "El recibo está cortado: falta el punto de control firmado."),
        ("x" * 30_000, "Esto es demasiado largo para ser un recibo."),
    ],
)
def test_a_receipt_that_cannot_be_read_says_where(text, sentence):
    with pytest.raises(SealingError) as fault:
        read_receipt(text)
    assert str(fault.value) == sentence


def test_a_receipt_copied_by_a_telephone_is_read():
    copied = "\ufeff\r\n" + "\r\n".join(f"  {line} " for line in LINES).replace(RECEIPT.code, RECEIPT.code.lower())
    assert verdict_of(read_receipt(copied)).is_in


def test_a_receipt_of_a_million_ballots_fits_a_qr_code():
    hashes = tuple(leaf_hash(bytes([place])) for place in range(20))
    notes = RECEIPT.proof.checkpoint + RECEIPT.proof.checkpoint.split("\n\n")[1] * 2
    text = write_receipt(replace(RECEIPT, proof=replace(RECEIPT.proof, index=999_999, hashes=hashes, checkpoint=notes)))
    assert (len(text.encode()) < 2_400, segno.make_qr(text, error="l").version <= 40) == (True, True)


def test_a_receipt_file_is_checked_whole(tmp_path):
    path = tmp_path / "recibo.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert check_receipt_file(path, LOG.verifier).is_in


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a" * 30_000, "convite-receipt/1\n".encode("utf-16")])
def test_a_file_that_is_no_receipt_is_false_with_a_sentence(content, tmp_path):
    path = tmp_path / "recibo.txt"
    path.write_bytes(content)
    verdict = check_receipt_file(path, LOG.verifier)
    assert (verdict.state, len(verdict.reasons)) == ("false", 1)


def test_a_receipt_says_nothing_of_the_marks():
    with PrivateKey(b"K" * 32) as key:
        sealed = [seal({mark: 1}, key.public, CONTEST) for mark in ("parque", "vía")]
    texts = [write_receipt(Receipt("c-14", leaf_hash(each))) for each in sealed]
    assert len({len(text) for text in texts}) == 1
    for text, each in zip(texts, sealed, strict=True):
        hidden = [b"parque", "vía".encode(), each, base64.b64encode(each)]
        assert not any(part in text.encode() for part in hidden)
