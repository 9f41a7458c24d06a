"""How does a person read a number aloud without a mistake? As a code of four groups of four signs.

Words: the *signs* are Crockford's 32: digits and letters without I, L, O and U, so that nothing looks like something
else; what is typed may be in any case, with or without hyphens, with O for 0 and I or L for 1. The last sign *checks*
the others: one wrong sign, or any two swapped, is always noticed.

The check is a weighted sum in the field of 32 elements (x^5 + x^2 + 1), where each position has a weight of its own.
Source: Crockford, "Base 32" (his own check needs five signs more, which cannot be said on the telephone).
"""

from convite.rulebook.words import gettext_noop, ngettext_lazy
from convite.sealing.faults import SealingError

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATA_SIGNS = 15
DATA_BITS = 5 * DATA_SIGNS
_GROUP = 4
_ALIKE = str.maketrans("OIL", "011")
_PASSED_OVER = str.maketrans("", "", " -–—.\t\r\n\u00a0\u2011")

_SIGN = gettext_noop("El código no lleva «%(sign)s».")
_LENGTH = ngettext_lazy(
    "El código tiene %(found)s signo y deben ser %(wanted)s.",
    "El código tiene %(found)s signos y deben ser %(wanted)s.",
)
_CHECK = gettext_noop("El código no cuadra: hay un signo cambiado o dos en otro orden. Revíselo con calma.")


def code_of(value: bytes) -> str:
    """The code of the first 75 bits.

    >>> code_of(bytes(10)), code_of(b"\\xff" * 10)
    ('0000-0000-0000-0000', 'ZZZZ-ZZZZ-ZZZZ-ZZZN')
    """
    number = int.from_bytes(value[:10], "big") >> 80 - DATA_BITS
    places = [number >> 5 * place & 31 for place in reversed(range(DATA_SIGNS))]
    places.append(_twice(_weighed(places)))
    code = "".join(SIGNS[place] for place in places)
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """The code as it is written, from what a person typed. Errors: SealingError `sign`, `length`, `check`.

    >>> read_code("zzzz zzzz zzzz zzzn"), read_code("oooo-0000-0000-OOOO")
    ('ZZZZ-ZZZZ-ZZZZ-ZZZN', '0000-0000-0000-0000')
    """
    code = typed[:200].translate(_PASSED_OVER).upper().translate(_ALIKE)
    for sign in code:
        if sign not in SIGNS:
            raise SealingError("sign", _SIGN, {"sign": sign})
    if len(code) != DATA_SIGNS + 1:
        found = {"found": len(code), "wanted": DATA_SIGNS + 1}
        raise SealingError("length", _LENGTH[0], found, _LENGTH[1], "found")
    if _weighed([SIGNS.index(sign) for sign in code]):
        raise SealingError("check", _CHECK)
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _twice(value: int) -> int:
    """Times x in the field of 32 elements."""
    return value << 1 ^ (0b100101 if value & 16 else 0)


def _weighed(places: list[int]) -> int:
    """The sum in which each position weighs x more often than the one after it."""
    found = 0
    for place in places:
        found = _twice(found) ^ place
    return found
