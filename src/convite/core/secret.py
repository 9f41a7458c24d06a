"""Where does the key that signs sessions come from? The environment, or a random one made once per installation.

There is no default key: two installations never share one, and none stands in the code.
"""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """The key in CONVITE_SECRET_KEY, or the one in `home/secret.key` (made on first use, only its owner reads it)."""
    given = os.environ.get("CONVITE_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise SystemExit("CONVITE_SECRET_KEY: use at least 32 characters, for example from `openssl rand -hex 32`.")
        return given
    kept = home / "secret.key"
    try:
        return kept.read_text()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one writes and the other reads what it wrote.
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text()
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key
