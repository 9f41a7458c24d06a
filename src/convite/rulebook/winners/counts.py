"""Who wins? The door of the package: an election and a rule in, an outcome with its reasons out.

Not here: the methods (greedy_count, share_count, phragmen_count), the names of rules (presets).
"""

from convite.rulebook.winners.elections import Election
from convite.rulebook.winners.margins import advised
from convite.rulebook.winners.methods import by_method
from convite.rulebook.winners.outcomes import Outcome
from convite.rulebook.winners.rules import Rule


def count(election: Election, rule: Rule, *, explain: bool = False) -> Outcome:
    """The winners of an election under a rule, exact, each with its reason.

    `explain` adds to each round what every project would have cost then (Equal Shares: also the money behind it;
    Phragmén: the load of its supporters), and counts again to make the advice exact as far as `margins.MOST_WORK`
    goes. Errors: ValueError when the rule asks for something that the ballots do not have (points, an order).

    >>> from convite.rulebook.winners import Project, preset
    >>> votes = [(["park"], 60), (["park", "school"], 30), (["road"], 40)]
    >>> projects = [Project("park", 50), Project("school", 30), Project("road", 60)]
    >>> outcome = count(Election.of(projects, votes, budget=100), preset("medellin"))
    >>> outcome.winners, outcome.spent, outcome.left
    (('park', 'school'), 80, 20)
    >>> str(outcome.projects["road"].reason.sentence)
    'No alcanzó el dinero. Votos: 40. En su turno quedaban 50 y cuesta 60.'
    >>> [str(sentence) for sentence in outcome.projects["road"].reason.advice]
    ['Con 51 votos más habría ganado.', 'Si costara 10 menos, habría ganado.']
    """
    outcome = by_method(election, rule, explain=explain)
    return outcome if rule.method == "greedy" else advised(outcome, explain=explain)
