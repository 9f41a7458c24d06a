"""Who can open a box? Nobody alone: a contest's private key lives for moments in memory, and otherwise in shares.

Words: the *public* key (32 bytes, X25519) closes ballots and may be known to everybody; the *private* key opens them.

The private bytes are kept in a bytearray that is overwritten when the `with` block ends. That is the best one can do
in Python and not a promise: libraries make copies of their own while they work. What is promised is that no repr, no
message and no traceback shows them. Not here: paper (shares), ballots.
"""

from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

KEY_LENGTH = 32


class PrivateKey:
    """A contest's private key, for the length of a `with` block.

    >>> with make_key() as key:
    ...     public = key.public
    >>> key, len(public)
    (PrivateKey(…), 32)
    >>> key.exchange
    Traceback (most recent call last):
    ValueError: the key was wiped
    """

    __slots__ = ("_exchange", "_secret")

    def __init__(self, secret: bytes | bytearray) -> None:
        if len(secret) != KEY_LENGTH:
            raise ValueError("a private key has 32 bytes")
        self._secret = bytearray(secret)
        self._exchange: X25519PrivateKey | None = X25519PrivateKey.from_private_bytes(self._secret)

    @property
    def exchange(self) -> X25519PrivateKey:
        """The key as the library wants it. Errors: ValueError after it was wiped."""
        if self._exchange is None:
            raise ValueError("the key was wiped")
        return self._exchange

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.exchange.public_key().public_bytes_raw()

    def secret(self) -> bytes:
        """The private bytes, to be split and for nothing else. Errors: ValueError after it was wiped."""
        if self._exchange is None:
            raise ValueError("the key was wiped")
        return bytes(self._secret)

    def wipe(self) -> None:
        """Overwrites the private bytes and lets the library's copy go."""
        self._secret[:] = bytes(len(self._secret))
        self._exchange = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "PrivateKey(…)"

    def __reduce__(self) -> str:
        raise TypeError("a private key is not written down: split it")


def make_key() -> PrivateKey:
    """A new key, from the system's randomness, at the act that opens a contest."""
    return PrivateKey(X25519PrivateKey.generate().private_bytes_raw())
