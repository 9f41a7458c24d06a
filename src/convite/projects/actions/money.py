"""What can happen to a work's money? It is set aside, committed, owed and paid, each out of the one before; or undone.

Whoever writes about a work's money holds the work's row until she is done, so that two acts at once are judged one
after the other; the database's constraints hold the same should anybody write past these functions.
"""

from datetime import date

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create
from convite.core.errors import NotAllowed, Refused
from convite.core.saying import say
from convite.people.queries import Actor
from convite.projects.models import Amendment, Contract, MoneyMove, Work, WorkTotals
from convite.projects.permissions import can_manage_work
from convite.rulebook.moves import Move, Verdict, judge_cancelling, judge_move

Stage = MoneyMove.Stage
TOTAL_OF = {Stage.COMMITMENT: "committed_minor", Stage.OBLIGATION: "obliged_minor", Stage.PAYMENT: "paid_minor"}


def record_move(move: MoneyMove, *, by: Actor) -> MoneyMove:
    """An act by which money moves one stage further: `move.parent` is the act of the stage before it."""
    with transaction.atomic():
        work = _held(move.work, by)
        _refuse_bad_day(move.on, move.parent.on if move.parent else None)
        _refuse_second(move)
        _refuse(judge_move(move.stage, move.amount_minor, work.allocated_minor, _ledger(work), _key(move.parent)), work)
        _refuse_beyond_contract(move)
        create(move, act=f"record_{move.stage}", by=by)
        _count(move, move.amount_minor)
    return move


def cancel_move(move: MoneyMove, reason: str, *, on: date, by: Actor, seen: int | None = None) -> MoneyMove:
    """An act is undone by another one, with its reason; both stay in the record."""
    with transaction.atomic():
        work = _held(move.work, by)
        if not reason.strip():
            raise Refused(_("Diga por qué se anula: queda en la historia del dinero."))
        if move.cancelled_on:
            raise Refused(_("Este acto ya estaba anulado."))
        _refuse_bad_day(on, move.on)
        _refuse(judge_cancelling(str(move.pk), _ledger(work)), work)
        move.cancelled_on, move.cancelled_reason = on, reason.strip()
        change(move, act=f"cancel_{move.stage}", by=by, seen=seen)
        _count(move, -move.amount_minor)
    return move


def sign_contract(contract: Contract, *, by: Actor) -> Contract:
    """A contract for the work, with whom and under which terms. Its money is committed by a move of its own."""
    with transaction.atomic():
        work = _held(contract.work, by)
        if contract.amount_minor <= 0:
            raise Refused(_("El valor del contrato debe ser mayor que cero."))
        if contract.ends_on < contract.starts_on:
            raise Refused(_("El contrato termina antes de empezar."))
        if work.contracts.filter(number=contract.number).exists():
            raise Refused(_("La obra ya tiene un contrato con el número %(number)s.") % {"number": contract.number})
        create(contract, act="sign_contract", by=by)
        WorkTotals.objects.filter(work=work).update(contracted_minor=F("contracted_minor") + contract.amount_minor)
    return contract


def amend_contract(amendment: Amendment, *, by: Actor, seen: int | None = None) -> Contract:
    """More time, more or less money; never less than what is committed on it already."""
    contract = amendment.contract
    with transaction.atomic():
        work = _held(contract.work, by)
        if not amendment.amount_minor and not amendment.ends_on:
            raise Refused(_("Diga qué cambia: el valor, la fecha o ambos."))
        if amendment.ends_on and amendment.ends_on < contract.starts_on:
            raise Refused(_("El contrato terminaría antes de empezar."))
        amount = contract.amount_minor + amendment.amount_minor
        if amount <= 0 or amount < _committed_on(contract):
            raise Refused(_("El contrato quedaría por debajo de lo que ya está comprometido."))
        create(amendment, act="amend_contract", by=by)
        contract.amount_minor, contract.ends_on = amount, amendment.ends_on or contract.ends_on
        change(contract, act="amend_contract", by=by, seen=seen)
        difference = F("contracted_minor") + amendment.amount_minor
        WorkTotals.objects.filter(work=work).update(contracted_minor=difference)
    return contract


def _held(work: Work, by: Actor) -> Work:
    """The work as it stands, held until the end of the transaction; its totals are there."""
    held = Work.objects.select_for_update(of=("self",)).select_related("project__territory").get(pk=work.pk)
    if not can_manage_work(by, held):
        raise NotAllowed
    WorkTotals.objects.get_or_create(work=held)
    return held


def _ledger(work: Work) -> list[Move]:
    rows = work.moves.values_list("pk", "parent_id", "stage", "amount_minor", "cancelled_on")
    return [Move(str(pk), str(parent or ""), stage, amount, bool(undone)) for pk, parent, stage, amount, undone in rows]


def _key(move: MoneyMove | None) -> str:
    return str(move.pk) if move else ""


def _refuse(verdict: Verdict, work: Work) -> None:
    if not verdict.may:
        raise Refused(say(verdict.reason, work.project.currency))


def _refuse_bad_day(on: date, before: date | None) -> None:
    if on > timezone.localdate():
        raise Refused(_("Un acto no puede tener fecha de mañana en adelante."))
    if before and on < before:
        raise Refused(_("La fecha es anterior a la del acto de donde sale el dinero."))


def _refuse_second(move: MoneyMove) -> None:
    if MoneyMove.objects.filter(work=move.work, stage=move.stage, number=move.number).exists():
        raise Refused(_("Ya hay un acto de esa etapa con el número %(number)s.") % {"number": move.number})


def _refuse_beyond_contract(move: MoneyMove) -> None:
    contract = move.contract
    if contract is None or move.stage != Stage.COMMITMENT:
        return
    if contract.work_id != move.work_id:
        raise Refused(_("Ese contrato es de otra obra."))
    if _committed_on(contract) + move.amount_minor > contract.amount_minor:
        raise Refused(_("El compromiso pasa del valor del contrato."))


def _committed_on(contract: Contract) -> int:
    alive = contract.moves.filter(stage=Stage.COMMITMENT, cancelled_on__isnull=True)
    return alive.aggregate(total=Sum("amount_minor"))["total"] or 0


def _count(move: MoneyMove, amount: int) -> None:
    """Adds to what the act before gave, and to the work's totals; the constraints refuse what would exceed them."""
    if move.parent_id:
        MoneyMove.objects.filter(pk=move.parent_id).update(used_minor=F("used_minor") + amount)
    if move.stage == Stage.CERTIFICATE:
        Work.objects.filter(pk=move.work_id).update(certified_minor=F("certified_minor") + amount)
    else:
        total = TOTAL_OF[Stage(move.stage)]
        WorkTotals.objects.filter(work=move.work_id).update(**{total: F(total) + amount})
