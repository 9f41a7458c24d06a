"""A code that was dictated is understood however it is typed, and never mistaken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.sealing import SealingError, code_of, read_code
from convite.sealing.codes import SIGNS

values = st.binary(min_size=10, max_size=32)


def fault_of(typed):
    with pytest.raises(SealingError) as fault:
        read_code(typed)
    return fault.value.code


@given(values, st.sampled_from([" ", "", "-", "–", ". ", "\n"]), st.booleans())
def test_a_code_is_read_however_it_is_typed(value, between, small):
    code = code_of(value)
    typed = code.replace("-", between).replace("0", "O").replace("1", "l" if small else "I")
    assert read_code(typed.lower() if small else typed) == code


@given(values, st.integers(0, 15), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(value, place, sign):
    plain = code_of(value).replace("-", "")
    changed = plain[:place] + sign + plain[place + 1 :]
    assert changed == plain or fault_of(changed) == "check"


@given(values, st.integers(0, 15), st.integers(0, 15))
def test_any_two_signs_swapped_are_noticed(value, one, two):
    signs = list(code_of(value).replace("-", ""))
    changed = signs.copy()
    changed[one], changed[two] = signs[two], signs[one]
    assert changed == signs or fault_of("".join(changed)) == "check"


def test_the_code_follows_the_first_75_bits():
    assert (code_of(bytes(9) + b"\x1f"), code_of(bytes(9) + b"\x20")) == ("0000-0000-0000-0000", "0000-0000-0000-0012")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "El código tiene 0 signos y deben ser 16."),
        ("A", "El código tiene 1 signo y deben ser 16."),
        ("U000-0000-0000-0000", "El código no lleva «U»."),
        ("0000-0000-ñ000-0000", "El código no lleva «Ñ»."),
        ("0000-0000-0000-0001", "El código no cuadra: hay un signo cambiado o dos en otro orden. Revíselo con calma."),
        ("0" * 5000, "El código tiene 200 signos y deben ser 16."),
    ],
)
def test_a_code_that_is_none_says_why(typed, sentence):
    with pytest.raises(SealingError) as fault:
        read_code(typed)
    assert str(fault.value) == sentence
