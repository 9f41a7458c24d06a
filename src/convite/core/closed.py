"""How does a personal text lie in the database so that whoever copies the database cannot read it?

A *closed* text is sealed with AES-256-GCM under a key that stands outside the database (settings.DATA_KEY). A
*look-up key* is an HMAC of a text under another key of the same origin: it tells that two texts are equal, and nothing
of what they say. (A plain hash of a ten-digit number would be found by trying them all in hours.)
"""

import base64
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

NONCE = 12  # bytes
MARK = "1:"  # the format, should there ever be another


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"convite {purpose}".encode()).derive(secret.encode())


def close_text(text: str) -> str:
    """Closed and in letters: each time other ones for the same text. "" stays ""."""
    if not text:
        return ""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(_derived(settings.DATA_KEY, "texts")).encrypt(nonce, text.encode(), None)
    return MARK + base64.urlsafe_b64encode(nonce + sealed).decode()


def open_text(closed: str) -> str:
    """The text again; "" if this installation's key does not open it (a copy without its key)."""
    if not closed.startswith(MARK):
        return ""
    raw = base64.urlsafe_b64decode(closed.removeprefix(MARK))
    try:
        return AESGCM(_derived(settings.DATA_KEY, "texts")).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except InvalidTag:
        return ""


def look_up_key(text: str, purpose: str) -> str:
    """64 letters, equal for equal texts of one purpose; of another purpose they are others. "" stays ""."""
    key = _derived(settings.DATA_KEY, f"look-up {purpose}")
    return hmac.digest(key, text.encode(), "sha256").hex() if text else ""


class ClosedTextField(models.TextField):
    """A text that is open in Python and closed in the database. It cannot be searched or sorted by."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return open_text(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        return close_text(str(value)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only emptiness can be asked of it: a closed text is never twice the same."""
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None
