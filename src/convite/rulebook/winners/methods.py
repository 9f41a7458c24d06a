"""Which method counts a rule? The one that its parameters name; the outcome as that method tells it.

Not here: advice that needs a second count (margins), the door of the package (counts).
"""

from convite.rulebook.winners.elections import Election
from convite.rulebook.winners.greedy_count import count_greedy
from convite.rulebook.winners.outcomes import Outcome
from convite.rulebook.winners.phragmen_count import count_phragmen
from convite.rulebook.winners.rules import Rule
from convite.rulebook.winners.share_count import count_shares


def by_method(election: Election, rule: Rule, *, explain: bool = False) -> Outcome:
    """The outcome of one count; `explain` fills the prices of each round."""
    if rule.method == "equal-shares":
        return count_shares(election, rule, explain=explain)
    if rule.method == "phragmen":
        return count_phragmen(election, rule, explain=explain)
    return count_greedy(election, rule)
