"""Does money never exceed what precedes it, whatever is tried in whatever order?"""

from hypothesis import given
from hypothesis import strategies as st

from convite.rulebook.moves import STAGES, Move, check_moves, judge_cancelling, judge_move, stage_before, totals

ALLOCATED = 1_000


@st.composite
def tried(draw: st.DrawFn) -> list[tuple[str, int, int, bool]]:
    """Stage, amount, which move to take it from, and whether to cancel a move instead."""
    one = st.tuples(st.sampled_from(STAGES), st.integers(-5, 700), st.integers(0, 20), st.booleans())
    return draw(st.lists(one, max_size=40))


def walk(acts: list[tuple[str, int, int, bool]]) -> list[Move]:
    """Does what the rule allows of these, and nothing else."""
    made: list[Move] = []
    for number, (stage, amount, which, cancels) in enumerate(acts):
        if cancels and made:
            taken = made[which % len(made)]
            if judge_cancelling(taken.key, made).may:
                made[made.index(taken)] = Move(taken.key, taken.parent, taken.stage, taken.amount, True)
            continue
        sources = [move for move in made if move.stage == stage_before(stage)]
        parent = sources[which % len(sources)].key if sources else ""
        if judge_move(stage, amount, ALLOCATED, made, parent).may:
            made.append(Move(f"{stage} {number}", "" if stage == STAGES[0] else parent, stage, amount))
    return made


@given(tried())
def test_moves_that_the_rule_allows_always_add_up(acts: list[tuple[str, int, int, bool]]) -> None:
    made = walk(acts)

    assert check_moves(ALLOCATED, made) == ()


@given(tried())
def test_no_stage_holds_more_than_the_one_before(acts: list[tuple[str, int, int, bool]]) -> None:
    found = totals(walk(acts))

    amounts = [ALLOCATED, *(found[stage] for stage in STAGES)]
    assert amounts == sorted(amounts, reverse=True)


def test_check_moves_finds_a_payment_above_its_obligation() -> None:
    made = [
        Move("CDP 1", "", "certificate", 100),
        Move("RP 1", "CDP 1", "commitment", 100),
        Move("O 1", "RP 1", "obligation", 40),
        Move("P 1", "O 1", "payment", 41),
    ]

    assert [str(fault) for fault in check_moves(100, made)] == ["Del acto O 1 salieron 41, más de su valor: 40."]


def test_check_moves_finds_money_out_of_a_cancelled_act() -> None:
    made = [Move("CDP 1", "", "certificate", 100, True), Move("RP 1", "CDP 1", "commitment", 10)]

    assert [str(fault) for fault in check_moves(100, made)] == [
        "El acto RP 1 no sale de ningún acto vigente de la etapa anterior."
    ]


def test_judge_move_of_nothing_is_refused() -> None:
    assert [judge_move("certificate", amount, 10, []).may for amount in (0, -1, 10, 11)] == [False, False, True, False]


def test_judge_payment_out_of_a_certificate_is_refused() -> None:
    assert judge_move("payment", 1, 10, [Move("CDP 1", "", "certificate", 10)], "CDP 1").may is False
