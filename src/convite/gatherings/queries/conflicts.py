"""What stands in a conflict between a phone and the office?"""

import json
from typing import Any

SETTLED = "settled:"  # how a text begins once nothing of it is kept


def values_of(text: str) -> dict[str, Any]:
    """Field → value, as the phone or the office had it; nothing once it is settled."""
    return {} if text.startswith(SETTLED) or not text else json.loads(text)
