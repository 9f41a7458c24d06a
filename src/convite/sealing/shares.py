"""How does a key lie on paper, so that some people together can bring it back and one alone cannot? Shares.

Words: a *share* is 33 English words of SLIP-39's list, with a checksum of three words; *needed* of the *people* bring
the key back, and fewer learn nothing of it (Shamir, "How to share a secret", 1979). A *drill* tries every combination
before anyone votes.

Source: SLIP-0039, through the package `shamir-mnemonic`. No passphrase: it would be one more thing to lose. The
iteration exponent is 0, the lowest: its only use is to slow down the guessing of a passphrase, and the secret here is
256 random bits. The set's identifier is random. Not here: the key itself (keys), who gets which paper.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import combinations
from typing import NamedTuple

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from convite.rulebook.words import gettext_noop, ngettext_lazy
from convite.sealing.faults import SealingError
from convite.sealing.keys import KEY_LENGTH, PrivateKey

SHARE_WORDS = 33
MOST_PEOPLE = 16

_NO_WORD = gettext_noop("Hoja %(share)s, palabra %(place)s: «%(word)s» no está en la lista.")
_NEAREST = gettext_noop("Hoja %(share)s, palabra %(place)s: «%(word)s» no está en la lista. ¿Será «%(nearest)s»?")
_LENGTH = ngettext_lazy(
    "La hoja %(share)s tiene %(found)s palabra y deben ser %(wanted)s.",
    "La hoja %(share)s tiene %(found)s palabras y deben ser %(wanted)s.",
)
_CHECKSUM = gettext_noop(
    "La hoja %(share)s no cuadra: hay una palabra cambiada por otra, o en otro orden. Compárela con el papel."
)
_STRANGER = gettext_noop("La hoja %(share)s es de otra llave que la hoja %(first)s.")
_SAME = gettext_noop("Las hojas %(first)s y %(share)s son la misma. Cada persona escribe la suya.")
_FEW = ngettext_lazy(
    "Falta %(missing)s hoja: se necesitan %(needed)s.", "Faltan %(missing)s hojas: se necesitan %(needed)s."
)
_NONE = gettext_noop("No hay ninguna hoja.")
_MISFIT = gettext_noop("Estas hojas no encajan entre sí: una de ellas no es la que se entregó.")
_OTHER_KEY = gettext_noop("Las hojas encajan, pero son de la llave de otra votación.")


def split(key: PrivateKey, needed: int = 2, people: int = 3) -> list[str]:
    """The shares of a key, one text of words per person. Errors: ValueError unless 2 <= needed <= people <= 16.

    >>> from convite.sealing.keys import make_key
    >>> with make_key() as key:
    ...     public, papers = key.public, split(key)
    >>> with rebuild([papers[2], papers[0]], public) as again:
    ...     again.public == public
    True
    """
    if not 2 <= needed <= people <= MOST_PEOPLE:
        raise ValueError("2 <= needed <= people <= 16")
    return list(generate_mnemonics(1, [(needed, people)], key.secret(), iteration_exponent=0)[0])


def rebuild(shares: Sequence[str], public: bytes) -> PrivateKey:
    """The key from enough shares, proven to be that of `public`. Words may be cut after four letters, in any case.

    More shares than needed are all verified. Errors: SealingError `word`, `length`, `checksum`, `stranger`, `same`,
    `few`, `misfit`, `other_key`; the sentence counts shares and words from 1.
    """
    read = [_share(text, number) for number, text in enumerate(shares, 1)]
    _check_set(read)
    needed = read[0].member_threshold
    key = _combined(read[:needed])
    try:
        for more in read[needed:]:
            with _combined([*read[: needed - 1], more]) as again:
                if again.public != key.public:
                    raise SealingError("misfit", _MISFIT)
        if key.public != public:
            raise SealingError("other_key", _OTHER_KEY)
    except SealingError:
        key.wipe()
        raise
    return key


class Trial(NamedTuple):
    """One combination of a drill: which shares (from 1), whether they should open, whether they did."""

    shares: tuple[int, ...]
    should: bool
    did: bool


def drill(shares: Sequence[str], public: bytes) -> list[Trial]:
    """Every combination of one share too few (none may open), of just enough, and all together (each must open).

    Errors: those of `rebuild` for a first share that cannot be read.

    >>> from convite.sealing.keys import make_key
    >>> with make_key() as key:
    ...     trials = drill(split(key), key.public)
    >>> len(trials), all(trial.should == trial.did for trial in trials)
    (7, True)
    """
    needed = _share(shares[0], 1).member_threshold
    sizes = dict.fromkeys((needed - 1, needed, len(shares)))
    trials = []
    for size in sizes:
        for some in combinations(range(len(shares)), size):
            did = _opens([shares[place] for place in some], public)
            trials.append(Trial(tuple(place + 1 for place in some), size >= needed, did))
    return trials


def _opens(shares: Sequence[str], public: bytes) -> bool:
    try:
        with rebuild(shares, public):
            return True
    except SealingError:
        return False


def _share(text: str, number: int) -> Share:
    """A share that was read whole; the fault, if any, with its place."""
    words = [_word(word, number, place) for place, word in enumerate(text.split(), 1)]
    if len(words) != SHARE_WORDS:
        found = {"share": number, "found": len(words), "wanted": SHARE_WORDS}
        raise SealingError("length", _LENGTH[0], found, _LENGTH[1], "found")
    try:
        return Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        fault = SealingError("checksum", _CHECKSUM, {"share": number})
    # Raised outside of the handler: the library's own exception would carry the words along.
    raise fault


def _word(typed: str, share: int, place: int) -> str:
    """The word of the list that was typed: four letters decide."""
    word = typed[:40].lower().strip(".,;:")
    if word in WORD_INDEX_MAP:
        return word
    near = [known for known in WORDLIST if known.startswith(word[:4])] if len(word) >= 4 else []
    if near and len(word) == 4:
        return str(near[0])
    near = near or get_close_matches(word, WORDLIST, 1, 0.6)
    if not near:
        raise SealingError("word", _NO_WORD, {"share": share, "place": place, "word": typed[:40]})
    found = {"share": share, "place": place, "word": typed[:40], "nearest": near[0]}
    raise SealingError("word", _NEAREST, found)


def _check_set(shares: Sequence[Share]) -> None:
    """Shares of one key, each once, and enough."""
    if not shares:
        raise SealingError("few", _NONE)
    for number, share in enumerate(shares, 1):
        if share.group_parameters() != shares[0].group_parameters() or share.group_threshold != 1:
            raise SealingError("stranger", _STRANGER, {"share": number, "first": 1})
        for first, other in enumerate(shares[: number - 1], 1):
            if share == other:
                raise SealingError("same", _SAME, {"first": first, "share": number})
            if share.index == other.index:
                raise SealingError("misfit", _MISFIT)
    missing = shares[0].member_threshold - len(shares)
    if missing > 0:
        found = {"missing": missing, "needed": shares[0].member_threshold}
        raise SealingError("few", _FEW[0], found, _FEW[1], "missing")


def _combined(shares: Sequence[Share]) -> PrivateKey:
    """The key that just enough shares make."""
    try:
        secret = combine_mnemonics([share.mnemonic() for share in shares])
        if len(secret) == KEY_LENGTH:
            return PrivateKey(secret)
    except MnemonicError:
        pass
    raise SealingError("misfit", _MISFIT)
