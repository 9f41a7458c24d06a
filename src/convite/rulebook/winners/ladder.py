"""How are prices kept exact and cheap? As integers over one denominator that grows by a factor per purchase.

Words: after purchases 1 … k with divisors r_1 … r_k, every sum of money in the run is an integer over
D = base · r_1 · … · r_k. The price of purchase j is N_j / (base · r_1 · … · r_j). A *tally* says how often each
purchase counts in a sum; one Horner pass over the purchases adds it up, without a gcd and without a fraction.

Not here: who pays (shares), who carries a load (phragmen).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass
class Ladder:
    """The purchases so far: one rung each.

    >>> ladder = Ladder(3)
    >>> ladder.add(5, 2)                      # 5 / (3·2)
    >>> ladder.add(7, 10)                     # 7 / (3·2·10)
    >>> ladder.total(1, [4, 1]), ladder.denominator      # 1/3 + 4 · 5/6 + 7/60 = 227/60
    (227, 60)
    """

    base: int
    divisors: list[int] = field(default_factory=list)
    numerators: list[int] = field(default_factory=list)
    denominator: int = 0

    def __post_init__(self) -> None:
        self.denominator = self.base

    def total(self, start: int, tally: Sequence[int]) -> int:
        """`start / base + Σ tally_j · price_j`, times the denominator."""
        sum_so_far = start
        for divisor, numerator, times in zip(self.divisors, self.numerators, tally, strict=True):
            sum_so_far = sum_so_far * divisor + numerator * times if times else sum_so_far * divisor
        return sum_so_far

    def add(self, numerator: int, divisor: int) -> None:
        """A purchase at the price numerator / (denominator · divisor)."""
        self.divisors.append(divisor)
        self.numerators.append(numerator)
        self.denominator *= divisor

    def prices(self) -> list[Fraction]:
        """The prices of all purchases, reduced."""
        found, denominator = [], self.base
        for divisor, numerator in zip(self.divisors, self.numerators, strict=True):
            denominator *= divisor
            found.append(Fraction(numerator, denominator))
        return found
