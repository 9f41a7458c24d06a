"""A ballot comes out of the box as it went in, all look alike from outside, and none opens where it does not belong."""

import hashlib
import hmac
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from convite.sealing import Contest, SealingError, make_key, open_ballot, open_box, seal
from convite.sealing.ballots import SUITE, plain_ballot, read_ballot
from convite.sealing.keys import PrivateKey
from tests.sealing.cases import CONTEST, OPTIONS

KEY = PrivateKey(bytes(range(1, 33)))
WIDE = Contest("puntos", "cd" * 32, tuple(f"p{number}" for number in range(40)), 12)
marks_of_wide = st.dictionaries(st.sampled_from(WIDE.options), st.integers(1, 2**32 - 1), max_size=12)


def fault_of(sealed, key=KEY, contest=CONTEST):
    with pytest.raises(SealingError) as fault:
        open_ballot(sealed, key, contest)
    return fault.value.code


@given(marks_of_wide)
@settings(max_examples=50)
def test_a_ballot_opens_as_it_was_sealed(marks):
    assert open_ballot(seal(marks, KEY.public, WIDE), KEY, WIDE) == marks


@given(marks_of_wide)
def test_all_sealed_ballots_of_a_contest_have_one_length(marks):
    assert len(plain_ballot(marks, WIDE)) + 48 == len(seal({}, KEY.public, WIDE)) == WIDE.sealed_length


@given(marks_of_wide)
def test_a_ballot_is_written_in_one_way(marks):
    assert plain_ballot(dict(reversed(marks.items())), WIDE) == plain_ballot(marks, WIDE)


def test_a_ballots_bytes_are_those_of_the_documented_form():
    name = hashlib.sha256(b"convite-ballot/1\nc-14\n" + b"\xab" * 32).digest()[:16]
    wanted = b"\x01" + name + b"\0" + b"\0\2" + b"\0\0\0\0\0\1" + b"\0\2\0\0\1\0"
    assert plain_ballot({"vía": 256, "parque": 1}, CONTEST) == wanted


def test_the_same_marks_are_sealed_differently_each_time():
    assert seal({"parque": 1}, KEY.public, CONTEST) != seal({"parque": 1}, KEY.public, CONTEST)


@pytest.mark.parametrize("place", range(CONTEST.sealed_length))
def test_a_sealed_ballot_with_any_byte_changed_does_not_open(place):
    sealed = bytearray(seal({"parque": 1}, KEY.public, CONTEST))
    sealed[place] ^= 1 + place % 127
    assert fault_of(bytes(sealed)) == "closed"


@pytest.mark.parametrize("other", [replace(CONTEST, id="c-15"), replace(CONTEST, frozen="ac" * 32)])
def test_a_sealed_ballot_moved_to_another_contest_or_other_rules_does_not_open(other):
    assert fault_of(seal({"parque": 1}, KEY.public, CONTEST), contest=other) == "closed"


def test_a_ballot_does_not_open_with_another_key():
    with make_key() as other:
        assert fault_of(seal({"parque": 1}, KEY.public, CONTEST), key=other) == "closed"


@pytest.mark.parametrize("sealed", [b"", bytes(79), bytes(81), bytes(10_000)])
def test_a_sealed_ballot_of_another_length_is_refused(sealed):
    assert fault_of(sealed) == "length"


@pytest.mark.parametrize(
    "marks", [{"otro": 1}, {"parque": 0}, {"parque": -1}, {"parque": 2**32}, dict.fromkeys(OPTIONS, 1)]
)
def test_marks_that_cannot_be_are_not_sealed(marks):
    with pytest.raises(ValueError, match="mark"):
        seal(marks, KEY.public, CONTEST)


PLAIN = plain_ballot({"parque": 1, "vía": 1}, CONTEST)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        PLAIN[:-1],
        PLAIN + b"\0",
        b"\2" + PLAIN[1:],
        PLAIN[:17] + b"\1" + PLAIN[18:],
        PLAIN[:18] + b"\0\3" + PLAIN[20:],
        PLAIN[:18] + b"\0\1" + PLAIN[20:],
        PLAIN[:20] + PLAIN[26:] + PLAIN[20:26],
        PLAIN[:20] + PLAIN[20:26] * 2,
        PLAIN[:20] + b"\0\7\0\0\0\1" + PLAIN[26:],
        plain_ballot({}, replace(CONTEST, id="otra")),
    ],
)
def test_an_opened_ballot_that_is_not_in_its_form_is_refused(plain):
    with pytest.raises(SealingError) as fault:
        read_ballot(plain, CONTEST)
    assert fault.value.code == "ballot"


def test_a_ballot_that_a_stranger_sealed_with_nonsense_is_refused():
    sealed = SUITE.encrypt(bytes(CONTEST.plain_length), KEY.exchange.public_key(), CONTEST.binding)
    assert fault_of(sealed) == "ballot"


def test_a_box_is_opened_without_order():
    ballots = [{"vía": 1}, {"parque": 1}, {}, {"vía": 1}]
    opened = [
        open_box([seal(marks, KEY.public, CONTEST) for marks in order], KEY, CONTEST)
        for order in (ballots, ballots[::-1])
    ]
    assert opened[0] == opened[1]
    assert opened[0].rows == (((), 1), ((("parque", 1),), 1), ((("vía", 1),), 2))


def test_a_box_says_how_many_ballots_are_like_no_other():
    ballots = [{"vía": 1}, {"vía": 1}, {"parque": 1}, {"parque": 2}]
    assert open_box([seal(marks, KEY.public, CONTEST) for marks in ballots], KEY, CONTEST).alone == 2


def test_a_box_says_how_many_ballots_did_not_open_and_why():
    box = [b"", seal({}, KEY.public, CONTEST), bytes(CONTEST.sealed_length)]
    opened = open_box(box, KEY, CONTEST)
    assert (opened.ballots, opened.refused) == (1, {"closed": 1, "length": 1})


def labeled(salt, suite, label, value):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + value, "sha256")


def expanded(key, suite, label, info, length):
    return hmac.digest(key, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\x01", "sha256")[:length]


def opened_by_the_book(sealed, private, info):
    """RFC 9180 by its letters: DHKEM(X25519, HKDF-SHA256) is 0x20, HKDF-SHA256 1, ChaCha20-Poly1305 3."""
    kem, suite = b"KEM\0\x20", b"HPKE\0\x20\0\1\0\3"
    agreed = private.exchange(X25519PublicKey.from_public_bytes(sealed[:32]))
    both = sealed[:32] + private.public_key().public_bytes_raw()
    shared = expanded(labeled(b"", kem, b"eae_prk", agreed), kem, b"shared_secret", both, 32)
    context = b"\0" + labeled(b"", suite, b"psk_id_hash", b"") + labeled(b"", suite, b"info_hash", info)
    secret = labeled(shared, suite, b"secret", b"")
    key, nonce = (expanded(secret, suite, name, context, n) for name, n in ((b"key", 32), (b"base_nonce", 12)))
    return ChaCha20Poly1305(key).decrypt(nonce, sealed[32:], None)


def test_a_sealed_ballot_is_hpke_by_the_book():
    sealed = seal({"vía": 1}, KEY.public, CONTEST)
    assert opened_by_the_book(sealed, KEY.exchange, CONTEST.binding) == plain_ballot({"vía": 1}, CONTEST)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": "a b"},
        {"id": "a/b"},
        {"id": "a+b"},
        {"id": "a\nb"},
        {"frozen": "ab"},
        {"options": ("a", "a")},
        {"most_marks": 4},
        {"most_marks": -1},
    ],
)
def test_a_contest_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"id|frozen|options|marks"):
        replace(CONTEST, **wrong)
