"""How far may a work's money move?

Words: money that was allocated to a work moves in four *stages*: a **certificate** of availability sets it aside, a
**commitment** ties it to a contract, an **obligation** says that something was received, a **payment** hands it over.
Each *move* is made out of one move of the stage before it and never exceeds what is left of that. A move is not edited;
a mistake is *cancelled* by another act, which only an unused move allows.

Source: the budget chain of public entities in Colombia (Decreto 111 of 1996, art. 71: no commitment without a
certificate of availability and its registration; art. 89: what was received and is not paid yet). Amounts are whole
minor units. Not here: who may, the moment, the database (which holds the same with constraints, against races).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convite.rulebook.words import Sentence, gettext_noop

STAGES = ("certificate", "commitment", "obligation", "payment")


@dataclass(frozen=True, slots=True)
class Move:
    """One act by its key, the key of the move it was made out of ("" for a certificate), its stage and amount."""

    key: str
    parent: str
    stage: str
    amount: int
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the move may be made, how much was left to move, and the sentence that says so."""

    may: bool
    left: int
    reason: Sentence


def stage_before(stage: str) -> str:
    """
    >>> stage_before("payment"), stage_before("certificate")
    ('obligation', '')
    """
    place = STAGES.index(stage)
    return STAGES[place - 1] if place else ""


def judge_move(stage: str, amount: int, allocated: int, moves: Sequence[Move], parent: str = "") -> Verdict:
    """May `amount` move to `stage` out of the move `parent` (a certificate: out of what is `allocated`)?

    >>> made = [Move("CDP 1", "", "certificate", 100), Move("RP 1", "CDP 1", "commitment", 70)]
    >>> judge_move("commitment", 30, 100, made, "CDP 1").may
    True
    >>> str(judge_move("commitment", 31, 100, made, "CDP 1").reason)
    'El valor pasa de lo que queda: 30.'
    """
    if amount <= 0:
        return Verdict(False, 0, Sentence(gettext_noop("El valor debe ser mayor que cero.")))
    alive = [move for move in moves if not move.is_cancelled]
    if stage == STAGES[0]:
        left = allocated - sum(move.amount for move in alive if move.stage == stage)
    else:
        source = next((move for move in alive if move.key == parent and move.stage == stage_before(stage)), None)
        if source is None:
            text = gettext_noop("Ningún dinero llega a esta etapa sin el acto de la anterior: elija de cuál sale.")
            return Verdict(False, 0, Sentence(text))
        left = source.amount - sum(move.amount for move in alive if move.parent == parent and move.stage == stage)
    if amount > left:
        return Verdict(False, left, Sentence(gettext_noop("El valor pasa de lo que queda: %(left)s."), {"left": left}))
    return Verdict(True, left, Sentence(gettext_noop("Cabe en lo que queda: %(left)s."), {"left": left}))


def judge_cancelling(key: str, moves: Sequence[Move]) -> Verdict:
    """May this move be taken back? Only while nothing was made out of it.

    >>> made = [Move("CDP 1", "", "certificate", 100), Move("RP 1", "CDP 1", "commitment", 70)]
    >>> judge_cancelling("RP 1", made).may, judge_cancelling("CDP 1", made).may
    (True, False)
    """
    used = sum(move.amount for move in moves if move.parent == key and not move.is_cancelled)
    if used:
        text = gettext_noop("De este acto ya salieron otros por %(used)s: anule primero esos.")
        return Verdict(False, 0, Sentence(text, {"used": used}))
    return Verdict(True, 0, Sentence(gettext_noop("Nada salió de este acto: se puede anular.")))


def totals(moves: Sequence[Move]) -> Mapping[str, int]:
    """How much stands in each stage, without what was cancelled.

    >>> totals([Move("1", "", "certificate", 5), Move("2", "", "certificate", 3, is_cancelled=True)])["certificate"]
    5
    """
    found = Counter(dict.fromkeys(STAGES, 0))
    for move in moves:
        if not move.is_cancelled:
            found[move.stage] += move.amount
    return found


def check_moves(allocated: int, moves: Sequence[Move]) -> tuple[Sentence, ...]:
    """What does not add up in a whole ledger, each with its act: for an auditor, and for tests.

    >>> [str(fault) for fault in check_moves(10, [Move("CDP 1", "", "certificate", 12)])]
    ['Los certificados suman 12, más de lo asignado: 10.']
    """
    faults, alive = [], {move.key: move for move in moves if not move.is_cancelled}
    certified = totals(moves)[STAGES[0]]
    if certified > allocated:
        text = gettext_noop("Los certificados suman %(certified)s, más de lo asignado: %(allocated)s.")
        faults.append(Sentence(text, {"certified": certified, "allocated": allocated}))
    used: Counter[str] = Counter()
    for move in alive.values():
        source = alive.get(move.parent)
        if move.stage != STAGES[0] and (source is None or source.stage != stage_before(move.stage)):
            text = gettext_noop("El acto %(act)s no sale de ningún acto vigente de la etapa anterior.")
            faults.append(Sentence(text, {"act": move.key}))
        used[move.parent] += move.amount
    for key, move in alive.items():
        if used[key] > move.amount:
            text = gettext_noop("Del acto %(act)s salieron %(used)s, más de su valor: %(amount)s.")
            faults.append(Sentence(text, {"act": key, "used": used[key], "amount": move.amount}))
    return tuple(faults)
