"""How is a whole number divided into parts that add up to it exactly? (Largest remainders, as for the ceilings.)"""

from collections.abc import Sequence


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Parts of ``total`` in proportion to ``weights``; what rounding leaves goes to the largest remainders.

    >>> split(10, (1, 1, 1))
    (4, 3, 3)
    """
    whole = sum(weights)
    parts = [total * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return tuple(parts)
