"""Notes, checkpoints and cosignatures are those of C2SP: others' examples verify, and nothing changed passes."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from convite.sealing import SealingError
from convite.sealing.checkpoints import Checkpoint, cosign, open_checkpoint
from convite.sealing.notes import Signer, Verifier, cosign_note, open_note, read_verifier, sign_note
from convite.sealing.tree import Frontier, consistency_proof, root_of
from tests.sealing.cases import LOG, WITNESS, leaves_of, signed

# The example of c2sp.org/signed-note, the one of Go's sumdb/note, and a checkpoint of a public log with witnesses.
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_EXAMPLE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
WITNESS_KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
COSIGNED = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23\
oHP7Ry1k3ZFWwQ=
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAW\
fBw==
"""
COSIGNED_KEY = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"


@pytest.mark.parametrize(("key", "note"), [(EXAMPLE_KEY, EXAMPLE), (GO_KEY, GO_EXAMPLE)])
def test_others_examples_verify(key, note):
    opened = open_note(note, [read_verifier(key)])
    assert (opened.text, len(opened.signed)) == (note.partition("\n\n")[0] + "\n", 1)


def test_a_public_logs_checkpoint_and_its_witness_verify():
    checkpoint, note = open_checkpoint(COSIGNED, read_verifier(COSIGNED_KEY), [read_verifier(WITNESS_KEY)])
    assert (checkpoint.size, [entry.moment for entry in note.signed]) == (1432088532, [None, 1779573024])


@pytest.mark.parametrize("text", [EXAMPLE_KEY, GO_KEY, WITNESS_KEY, str(LOG.verifier), str(WITNESS.verifier)])
def test_a_verifier_is_written_as_it_was_read(text):
    assert str(read_verifier(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a+b",
        EXAMPLE_KEY[:-1],
        EXAMPLE_KEY.replace("530d", "530e"),
        "a b+" + EXAMPLE_KEY[16:],
        "x++",
        "x+00+AA==",
    ],
)
def test_a_verifier_that_is_none_is_refused(text):
    with pytest.raises(SealingError) as fault:
        read_verifier(text)
    assert fault.value.code == "verifier"


def test_a_witness_does_not_pass_for_the_log_with_the_same_key():
    as_log = Signer(WITNESS.name, WITNESS.private)
    note = cosign(signed(0, root_of([])), LOG.verifier, WITNESS, moment=5, last=None)
    assert [entry.verifier.kind for entry in open_note(note, [LOG.verifier, as_log.verifier]).signed] == [1]


@given(st.data())
def test_a_note_with_any_byte_changed_is_refused(data):
    note = bytearray(sign_note("votos.example.org/c-14\nuna línea\n", LOG).encode())
    place = data.draw(st.integers(0, len(note) - 1))
    note[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealingError):
        open_note(bytes(note), [LOG.verifier])


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("", "note"),
        ("sin firma\n", "note"),
        ("a\n\n— x AAAA\n", "note"),
        ("a\n\n- x AAAAAAA=\n", "note"),
        ("a\tb\n\n— x AAAAAAA=\n", "note"),
        ("a\n\n— x AAAAAAA=", "note"),
        ("a\n\n— x AAAAAAA=\n", "unsigned"),
        (b"\xff\n\n", "note"),
        ("a\n\n" + "— x AAAAAAA=\n" * 101, "note"),
        ("a" * 1_000_001, "note"),
    ],
)
def test_a_note_without_its_form_is_refused(note, code):
    with pytest.raises(SealingError) as fault:
        open_note(note, [LOG.verifier])
    assert fault.value.code == code


def test_an_unknown_signers_line_is_passed_over():
    note = cosign(signed(0, root_of([])), LOG.verifier, WITNESS, moment=5, last=None)
    assert open_note(note, [LOG.verifier]).unknown == 1


def test_a_false_line_of_a_known_witness_refuses_the_note():
    other = cosign(signed(1, leaves_of(1)[0]), LOG.verifier, WITNESS, moment=5, last=None)
    note = signed(0, root_of([])) + other.splitlines(keepends=True)[-1]
    with pytest.raises(SealingError) as fault:
        open_note(note, [LOG.verifier, WITNESS.verifier])
    assert fault.value.code == "signature"


@pytest.mark.parametrize(
    "text", ["a\n", "a\n1\n", "a\n01\n" + "A" * 43 + "=\n", "a\n1\nAAAA\n", "\n1\n" + "A" * 43 + "=\n"]
)
def test_a_checkpoint_without_its_form_is_refused(text):
    with pytest.raises(SealingError) as fault:
        Checkpoint.read(text)
    assert fault.value.code == "checkpoint"


def test_extensions_of_a_checkpoint_are_kept():
    checkpoint = Checkpoint("a", 1, bytes(32), ("más",))
    assert Checkpoint.read(checkpoint.text) == checkpoint


def test_a_checkpoint_of_another_log_is_refused():
    note = sign_note(Checkpoint("otra/lista", 0, root_of([])).text, LOG)
    with pytest.raises(SealingError) as fault:
        open_checkpoint(note, LOG.verifier)
    assert fault.value.code == "origin"


def test_a_checkpoint_that_only_a_witness_signed_is_refused():
    other = Signer(LOG.name, Ed25519PrivateKey.generate())
    note = cosign(signed(0, root_of([]), other), other.verifier, WITNESS, moment=5, last=None)
    with pytest.raises(SealingError) as fault:
        open_checkpoint(note, LOG.verifier, [WITNESS.verifier])
    assert fault.value.code == "unsigned"


def test_a_witness_cosigns_what_continues_what_she_saw():
    leaves = leaves_of(9)
    nodes = Frontier().grown(leaves)[1]
    last = Checkpoint(LOG.name, 4, root_of(leaves[:4]))
    note = cosign(
        signed(9, root_of(leaves)),
        LOG.verifier,
        WITNESS,
        moment=7,
        last=last,
        proof=consistency_proof(4, 9, lambda _: nodes),
    )
    assert open_checkpoint(note, LOG.verifier, [WITNESS.verifier])[1].signed[1].moment == 7


@pytest.mark.parametrize(("size", "code"), [(3, "shrunk"), (9, "inconsistent")])
def test_a_witness_refuses_another_log(size, code):
    last = Checkpoint(LOG.name, 4, root_of(leaves_of(4)))
    with pytest.raises(SealingError) as fault:
        cosign(signed(size, bytes(32)), LOG.verifier, WITNESS, moment=7, last=last)
    assert fault.value.code == code


def test_a_signers_key_is_in_no_repr():
    assert "private" not in repr(LOG)


def test_a_name_with_a_space_signs_nothing():
    with pytest.raises(ValueError, match="no spaces"):
        Signer("a b", LOG.private)


def test_a_key_of_one_kind_does_not_do_the_others_work():
    with pytest.raises(ValueError, match="before"):
        sign_note("a\n", WITNESS)
    with pytest.raises(ValueError, match="her own kind"):
        cosign_note(signed(0, root_of([])), LOG, 5)


def test_a_verifier_with_an_impossible_key_accepts_nothing():
    assert not Verifier("a", b"short").accepts("a\n", bytes(64))
