"""Which codes open a gathering's doors? The one at its entrance, and the tickets with which who came says what she
thought: each is an HMAC under the installation's key, so that none is kept and none can be guessed.
"""

import hmac

from convite.core.closed import look_up_key
from convite.gatherings.models import Gathering

TOKEN, HALF = 20, 16  # letters


def door_token(gathering: Gathering) -> str:
    """Of this gathering for ever: it hangs on paper at the door."""
    return look_up_key(gathering.public_id, "door of a gathering")[:TOKEN]


def is_door_token(gathering: Gathering, token: str) -> bool:
    return hmac.compare_digest(token.encode(), door_token(gathering).encode())


def ticket_of(gathering: Gathering, holder: str) -> str:
    """The ticket of who holds a code of registration or arrived under a client key; it does not lead back to either."""
    hidden = look_up_key(holder, f"ticket {gathering.public_id}")[:HALF]
    return hidden + _mark(gathering, hidden)


def is_ticket_of(gathering: Gathering, ticket: str) -> bool:
    return hmac.compare_digest(_mark(gathering, ticket[:HALF]).encode(), ticket[HALF:].encode())


def _mark(gathering: Gathering, hidden: str) -> str:
    return look_up_key(hidden or "-", f"mark of tickets {gathering.public_id}")[:HALF]
