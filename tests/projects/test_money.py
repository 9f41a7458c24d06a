"""Does a work's money move stage by stage, never above what precedes it, whatever is tried and whoever writes?"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convite.core.errors import NotAllowed, Refused
from convite.people.models import Person
from convite.projects.actions import amend_contract, cancel_move, record_move, sign_contract
from convite.projects.models import Amendment, Contract, MoneyMove, Project, Work, WorkTotals
from convite.rulebook.moves import STAGES, Move, check_moves, stage_before, totals
from convite.territories.models import Territory
from tests.builders import make_edition, make_project, make_work
from tests.watching import refusal_of, remembered

TODAY = date(2026, 3, 2)
ALLOCATED = 1_000_00


@pytest.fixture
def work(city: Territory) -> Work:
    return make_work(make_project(make_edition(city), state=Project.State.WON), ALLOCATED)


def move(work: Work, stage: str, pesos: int, parent: MoneyMove | None = None, **fields: Any) -> MoneyMove:
    number = fields.pop("number", f"{stage} {work.moves.count()}")
    defaults = {"number": number, "on": TODAY, "amount_minor": pesos * 100}
    return MoneyMove(work=work, stage=stage, parent=parent, **(defaults | fields))


def paid_chain(work: Work, by: Person, *pesos: int) -> list[MoneyMove]:
    """One act of each stage, of these amounts."""
    made: list[MoneyMove] = []
    for stage, amount in zip(STAGES, pesos, strict=False):
        made.append(record_move(move(work, stage, amount, made[-1] if made else None), by=by))
    return made


def contract(work: Work, pesos: int = 500, **fields: Any) -> Contract:
    defaults = {
        "kind": "solidarity", "number": "C-1", "buyer": "Secretaría", "supplier": "JAC La Salle", "purpose": "Cancha",
        "amount_minor": pesos * 100, "signed_on": TODAY, "starts_on": TODAY, "ends_on": TODAY + timedelta(days=90),
    }  # fmt: skip
    return Contract(work=work, **(defaults | fields))


def standing(work: Work) -> tuple[int, int, int, int]:
    work.refresh_from_db()
    found = WorkTotals.objects.get(work=work)
    return (work.certified_minor, found.committed_minor, found.obliged_minor, found.paid_minor)


def test_money_moves_stage_by_stage(work: Work, project_manager: Person) -> None:
    paid_chain(work, project_manager, 900, 700, 500, 500)

    assert standing(work) == (900_00, 700_00, 500_00, 500_00)
    assert [len(remembered(f"record_{stage}")) for stage in STAGES] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("amounts", "reason"),
    [
        ((1001,), "El valor pasa de lo que queda: $1.000."),
        ((900, 901), "El valor pasa de lo que queda: $900."),
        ((900, 700, 701), "El valor pasa de lo que queda: $700."),
        ((900, 700, 500, 501), "El valor pasa de lo que queda: $500."),
        ((900, 700, 500, 0), "El valor debe ser mayor que cero."),
        ((900, 700, 500, -1), "El valor debe ser mayor que cero."),
    ],
)
def test_money_above_what_precedes_is_refused(
    amounts: tuple[int, ...], reason: str, work: Work, project_manager: Person
) -> None:
    *before, last = amounts
    made = paid_chain(work, project_manager, *before)
    stage = STAGES[len(before)]

    assert refusal_of(record_move, move(work, stage, last, made[-1] if made else None), by=project_manager) == reason
    assert work.moves.count() == len(before)


def test_payment_out_of_a_commitment_is_refused(work: Work, project_manager: Person) -> None:
    made = paid_chain(work, project_manager, 900, 700)

    assert refusal_of(record_move, move(work, "payment", 1, made[-1]), by=project_manager) == (
        "Ningún dinero llega a esta etapa sin el acto de la anterior: elija de cuál sale."
    )


def test_cancel_move_gives_its_money_back(work: Work, project_manager: Person) -> None:
    made = paid_chain(work, project_manager, 900, 700)
    cancel_move(made[-1], "Se firmó por otro valor", on=TODAY, by=project_manager)

    assert standing(work) == (900_00, 0, 0, 0)


def test_cancel_move_that_was_used_is_refused(work: Work, project_manager: Person) -> None:
    made = paid_chain(work, project_manager, 900, 700)

    assert refusal_of(cancel_move, made[0], "Error", on=TODAY, by=project_manager) == (
        "De este acto ya salieron otros por $700: anule primero esos."
    )


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (timezone.localdate() + timedelta(days=1), "Un acto no puede tener fecha de mañana en adelante."),
        (TODAY - timedelta(days=1), "La fecha es anterior a la del acto de donde sale el dinero."),
    ],
)
def test_move_on_an_impossible_day_is_refused(on: date, reason: str, work: Work, project_manager: Person) -> None:
    made = paid_chain(work, project_manager, 900)

    assert refusal_of(record_move, move(work, "commitment", 1, made[0], on=on), by=project_manager) == reason


def test_move_twice_under_one_number_is_refused(work: Work, project_manager: Person) -> None:
    record_move(move(work, "certificate", 1, number="CDP 7"), by=project_manager)

    assert refusal_of(record_move, move(work, "certificate", 1, number="CDP 7"), by=project_manager) == (
        "Ya hay un acto de esa etapa con el número CDP 7."
    )


@pytest.mark.parametrize("who", ["resident", "leader", "evaluator", "auditor", "outsider"])
def test_move_by_who_may_not_is_not_allowed(who: str, work: Work, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        record_move(move(work, "certificate", 1), by=person)


def test_commitment_beyond_its_contract_is_refused(work: Work, project_manager: Person) -> None:
    signed = sign_contract(contract(work), by=project_manager)
    made = paid_chain(work, project_manager, 900)
    record_move(move(work, "commitment", 400, made[0], contract=signed), by=project_manager)

    over = move(work, "commitment", 101, made[0], contract=signed)
    assert refusal_of(record_move, over, by=project_manager) == "El compromiso pasa del valor del contrato."


def test_amend_contract_moves_its_value_and_end(work: Work, project_manager: Person) -> None:
    signed = sign_contract(contract(work), by=project_manager)
    later = TODAY + timedelta(days=200)
    amend_contract(
        Amendment(contract=signed, on=TODAY, amount_minor=-100_00, ends_on=later, reason="Menos andén"),
        by=project_manager,
    )

    assert (signed.amount_minor, signed.ends_on, WorkTotals.objects.get().contracted_minor) == (400_00, later, 400_00)


def test_amend_contract_below_what_is_committed_is_refused(work: Work, project_manager: Person) -> None:
    signed = sign_contract(contract(work), by=project_manager)
    made = paid_chain(work, project_manager, 900)
    record_move(move(work, "commitment", 400, made[0], contract=signed), by=project_manager)

    less = Amendment(contract=signed, on=TODAY, amount_minor=-101_00, reason="Menos")
    assert refusal_of(amend_contract, less, by=project_manager) == (
        "El contrato quedaría por debajo de lo que ya está comprometido."
    )


def test_database_refuses_a_payment_above_its_obligation_whoever_writes(work: Work, project_manager: Person) -> None:
    obligation = paid_chain(work, project_manager, 900, 700, 500)[-1]

    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyMove.objects.filter(pk=obligation.pk).update(used_minor=obligation.amount_minor + 1)


acts = st.tuples(st.sampled_from(STAGES), st.integers(-5, 700), st.integers(0, 9), st.booleans())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=14))
def test_random_acts_never_break_the_chain(
    work: Work, project_manager: Person, tried: list[tuple[str, int, int, bool]]
) -> None:
    with transaction.atomic():
        try_all(work, project_manager, tried)
        rows = [
            Move(str(m.pk), str(m.parent_id or ""), m.stage, m.amount_minor, bool(m.cancelled_on))
            for m in work.moves.all()
        ]
        found = totals(rows)
        assert (check_moves(ALLOCATED, rows), standing(work)) == ((), tuple(found[stage] for stage in STAGES))
        transaction.set_rollback(True)


def try_all(work: Work, by: Person, tried: list[tuple[str, int, int, bool]]) -> None:
    for number, (stage, pesos, which, cancels) in enumerate(tried):
        made = list(work.moves.order_by("pk"))
        sources = [m for m in made if m.stage == stage_before(stage)]
        try:
            if cancels and made:
                cancel_move(made[which % len(made)], "Error", on=TODAY, by=by)
            else:
                parent = sources[which % len(sources)] if sources else None
                record_move(move(work, stage, pesos, parent, number=f"{stage} {number}"), by=by)
        except Refused:
            continue
