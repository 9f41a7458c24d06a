"""By what name does the world know a thing? By a short random one, never by the number of its row."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing looks like something else on paper
LENGTH = 12  # 60 bits: a million things collide once in 2 million installations


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
