"""A key comes back from enough shares and from nothing less, every mistake of a person has its sentence, and no secret
is shown where it should not be.
"""

import copy
import pickle
import traceback
from itertools import combinations

import pytest

from convite.sealing import SealingError, drill, make_key, rebuild, split
from convite.sealing.keys import PrivateKey

SECRET = bytes(range(1, 33))


def shares_of(secret=SECRET, needed=2, people=3):
    with PrivateKey(secret) as key:
        return key.public, split(key, needed, people)


PUBLIC, SHARES = shares_of()
OTHER_PUBLIC, OTHERS = shares_of(bytes(range(2, 34)))


def fault_of(shares, public=PUBLIC):
    with pytest.raises(SealingError) as fault:
        rebuild(shares, public)
    return fault.value


def with_word(share, place, word):
    words = share.split()
    words[place - 1] = word
    return " ".join(words)


@pytest.mark.parametrize("some", [*combinations(range(3), 2), (0, 1, 2), (2, 1)])
def test_enough_shares_bring_the_key_back(some):
    with rebuild([SHARES[place] for place in some], PUBLIC) as key:
        assert key.secret() == SECRET


@pytest.mark.parametrize(("needed", "people"), [(2, 2), (3, 5), (5, 5)])
def test_a_drill_of_any_size_opens_with_enough_and_never_with_fewer(needed, people):
    public, shares = shares_of(SECRET, needed, people)
    trials = drill(shares, public)
    assert [trial.did for trial in trials] == [len(trial.shares) >= needed for trial in trials]


def test_a_drill_tells_which_combination_fails():
    trials = drill([SHARES[0], SHARES[1], OTHERS[2]], PUBLIC)
    assert [trial.shares for trial in trials if trial.should and trial.did] == [(1, 2)]


@pytest.mark.parametrize(("needed", "people"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_a_split_that_protects_nothing_is_refused(needed, people):
    with make_key() as key, pytest.raises(ValueError, match="2 <= needed"):
        split(key, needed, people)


def test_two_splits_of_one_key_share_no_secret_words():
    again = shares_of()[1]
    assert {share.split()[5] for share in again} != {share.split()[5] for share in SHARES}


def test_words_may_be_typed_in_capitals_and_cut_after_four_letters():
    typed = [" ".join(word[:4].upper() for word in share.split()) for share in SHARES[:2]]
    with rebuild(typed, PUBLIC) as key:
        assert key.public == PUBLIC


def test_a_word_that_is_none_is_named_with_the_nearest():
    fault = fault_of([SHARES[0], with_word(SHARES[1], 7, "academik")])
    assert str(fault) == "Hoja 2, palabra 7: «academik» no está en la lista. ¿Será «academic»?"


def test_a_word_like_no_other_is_named_alone():
    fault = fault_of([with_word(SHARES[0], 1, "zzz")])
    assert str(fault) == "Hoja 1, palabra 1: «zzz» no está en la lista."


def test_a_share_with_a_word_too_few_says_how_many_it_has():
    fault = fault_of([SHARES[0].rpartition(" ")[0], SHARES[1]])
    assert str(fault) == "La hoja 1 tiene 32 palabras y deben ser 33."


@pytest.mark.parametrize("place", range(1, 34))
def test_a_word_taken_for_another_is_noticed(place):
    word = "academic" if SHARES[1].split()[place - 1] != "academic" else "acid"
    assert (fault_of([SHARES[0], with_word(SHARES[1], place, word)]).code) == "checksum"


def test_two_words_swapped_are_noticed():
    words = SHARES[0].split()
    words[8], words[9] = words[9], words[8]
    assert words == SHARES[0].split() or fault_of([" ".join(words), SHARES[1]]).code == "checksum"


def test_a_share_of_another_contest_is_named():
    fault = fault_of([SHARES[0], OTHERS[1]])
    assert (fault.code, str(fault)) == ("stranger", "La hoja 2 es de otra llave que la hoja 1.")


def test_the_same_share_twice_is_named():
    fault = fault_of([SHARES[0], SHARES[1], SHARES[0].upper()])
    assert str(fault) == "Las hojas 1 y 3 son la misma. Cada persona escribe la suya."


def test_too_few_shares_say_how_many_are_missing():
    public, shares = shares_of(SECRET, 3, 5)
    assert str(fault_of(shares[:1], public)) == "Faltan 2 hojas: se necesitan 3."
    assert str(fault_of(shares[:2], public)) == "Falta 1 hoja: se necesitan 3."


def test_no_share_at_all_is_said():
    assert str(fault_of([])) == "No hay ninguna hoja."


def test_shares_of_another_key_that_fit_each_other_are_refused():
    assert fault_of(OTHERS[:2]).code == "other_key"


@pytest.mark.parametrize("shares", [(0, 1), (0, 2), (0, 1, 2)])
def test_a_forged_share_with_a_right_checksum_does_not_fit(shares):
    from shamir_mnemonic import Share

    real = Share.from_mnemonic(SHARES[0])
    forged = Share(**{**real.__dict__, "value": bytes([real.value[0] ^ 1]) + real.value[1:]}).mnemonic()
    assert fault_of([[forged, *SHARES[1:]][place] for place in shares]).code == "misfit"


def test_a_forged_third_share_does_not_hide_behind_two_true_ones():
    from shamir_mnemonic import Share

    real = Share.from_mnemonic(SHARES[2])
    forged = Share(**{**real.__dict__, "value": bytes([real.value[0] ^ 1]) + real.value[1:]}).mnemonic()
    assert fault_of([*SHARES[:2], forged]).code == "misfit"


def test_a_key_is_wiped_when_its_block_ends():
    with PrivateKey(SECRET) as key:
        held = key._secret
    assert (bytes(held), key._exchange) == (bytes(32), None)


@pytest.mark.parametrize("use", [PrivateKey.secret, lambda key: key.public, lambda key: key.exchange])
def test_a_wiped_key_is_of_no_use(use):
    key = make_key()
    key.wipe()
    with pytest.raises(ValueError, match="wiped"):
        use(key)


@pytest.mark.parametrize("write", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_is_not_written_down(write):
    with make_key() as key, pytest.raises(TypeError):
        write(key)


def test_a_traceback_with_locals_does_not_show_the_key():
    try:
        with PrivateKey(SECRET) as key:
            raise RuntimeError(f"with {key} {[key]}")
    except RuntimeError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert ("PrivateKey(…)" in shown, repr(SECRET)[2:20] in shown, SECRET.hex() in shown) == (True, False, False)


def test_a_failed_rebuild_shows_the_key_in_no_frame_of_ours():
    try:
        rebuild(SHARES[:2], OTHER_PUBLIC)
    except SealingError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert (repr(SECRET)[2:20] in shown, SECRET.hex() in shown) == (False, False)


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        PrivateKey(b"short")
