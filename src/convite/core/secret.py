"""Where do the installation's keys come from? The environment, or random ones made once and kept beside the data.

There is no default key: two installations never share one, and none stands in the code.
"""

import os
import secrets
from pathlib import Path

LEAST = 32  # characters


def secret_key(home: Path) -> str:
    """Signs sessions: the key in CONVITE_SECRET_KEY, or the one in `home/secret.key`."""
    return _key("CONVITE_SECRET_KEY", home / "secret.key")


def data_key(home: Path) -> str:
    """Closes personal fields: the key in CONVITE_DATA_KEY, or the one in `home/data.key`.

    Whoever loses it loses those fields, and whoever finds a backup without it cannot read them.
    """
    return _key("CONVITE_DATA_KEY", home / "data.key")


def _key(name: str, kept: Path) -> str:
    """From the environment, or from its file (made on first use, only its owner reads it)."""
    given = os.environ.get(name)
    if given:
        if len(given) < LEAST:
            raise SystemExit(f"{name}: use at least {LEAST} characters, for example from `openssl rand -hex 32`.")
        return given
    try:
        return kept.read_text()
    except FileNotFoundError:
        kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one writes and the other reads what it wrote.
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text()
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key
