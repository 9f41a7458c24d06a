"""What can happen to ceilings? A way to share them out is tried and mended; one is adopted, and replaces the last."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.acts import change, create, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.guards import refuse_if_guarded
from convite.people.queries import Actor
from convite.planning.models import Ceiling, Edition, Sharing
from convite.planning.permissions import can_plan
from convite.planning.queries import say_of_sharing, work_out
from convite.rulebook.ceilings import FORMULA, CeilingError, check_adopted
from convite.territories.models import Territory


def create_sharing(sharing: Sharing, *, by: Actor) -> Sharing:
    """Keeps a way to share out the money, worked out by the rule. It is a draft: nobody's ceiling changes."""
    _refuse_who_may_not(sharing.edition, by)
    work_out_shares(sharing)
    return create(sharing, act="create_sharing", by=by, public=False)


def edit_sharing(sharing: Sharing, *, by: Actor, seen: int | None = None) -> Sharing:
    """Keeps a draft with other figures. What was adopted stays as it was: another draft begins from it."""
    _refuse_who_may_not(sharing.edition, by)
    _refuse_what_is_no_draft(sharing)
    work_out_shares(sharing)
    return change(sharing, act="edit_sharing", by=by, seen=seen, public=False)


def work_out_shares(sharing: Sharing) -> None:
    """Puts the amounts that the rule gives into the sharing, without storing it. Refuses with the rule's sentence."""
    territories = _territories_of(sharing, sharing.inputs)
    try:
        worked = work_out(sharing, territories)
    except CeilingError as error:
        raise Refused(say_of_sharing(error.sentence, territories, sharing.edition.currency)) from error
    sharing.formula = FORMULA
    sharing.shares = {key: str(share.amount) for key, share in worked.items()}


def adopt_sharing(
    sharing: Sharing, *, act: str, adopted_on: date, by: Actor, seen: int | None = None
) -> Sharing:  # fmt: skip
    """Makes the amounts of a draft the ceilings of its edition, by an act. The one adopted before stays as history."""
    edition = sharing.edition
    _refuse_who_may_not(edition, by)
    _refuse_what_is_no_draft(sharing)
    if edition.state == Edition.State.CLOSED:
        raise Refused(_("La edición ya terminó: sus techos no cambian."))
    if not act.strip():
        raise Refused(_("Escriba el acto que adopta los techos: por ejemplo, «Resolución 12 de 2026»."))
    if adopted_on > timezone.localdate():
        raise Refused(_("La fecha del acto no puede ser posterior a hoy."))
    amounts = _judged(sharing)
    refuse_if_guarded("adopt_ceilings", edition)
    with transaction.atomic():
        _replace_adopted(edition, by)
        sharing.state, sharing.act, sharing.adopted_on = Sharing.State.ADOPTED, act.strip(), adopted_on
        change(sharing, act="adopt_sharing", by=by, seen=seen)
        _write_ceilings(
            edition,
            amounts,
            {t: sharing.inputs.get(t.public_id, {}) for t in amounts},
            formula=sharing.formula,
            adopted_by=sharing.act,
            sharing=sharing,
        )
    return sharing


def adopt_decided_ceilings(
    edition: Edition, amounts: Mapping[Territory, int], *, total: int, act: str, adopted_on: date, by: Actor,
    note: str = "",
) -> Sharing:  # fmt: skip
    """Adopts amounts (minor units) that an act decided elsewhere, without a formula. They must add up to `total`."""
    _refuse_who_may_not(edition, by)
    _refuse_sums(edition, total, amounts)
    sharing = Sharing(
        edition=edition,
        name=act.strip()[:120] or _("Techos"),
        total=total,
        shares={t.public_id: str(amount) for t, amount in amounts.items()},
        note=note,
    )
    with transaction.atomic():
        create(sharing, act="create_sharing", by=by, public=False)
        return adopt_sharing(sharing, act=act, adopted_on=adopted_on, by=by)


def adopt_ceilings(
    edition: Edition, amounts: Mapping[Territory, int], *, by: Actor, adopted_by: str, formula: str = "",
    inputs: Mapping[Territory, Mapping[str, object]] | None = None,
) -> None:  # fmt: skip
    """Brings in what each territory may decide (minor units) where only the amounts are known: files, past years."""
    _refuse_who_may_not(edition, by)
    wrong = [t for t, amount in amounts.items() if amount < 0]
    if wrong:
        raise Refused(_("El techo de %(territory)s no puede ser negativo.") % {"territory": wrong[0].full_name})
    refuse_if_guarded("adopt_ceilings", edition)
    with transaction.atomic():
        _replace_adopted(edition, by)
        _write_ceilings(edition, amounts, inputs or {}, formula=formula, adopted_by=adopted_by)
        content = {territory.code: amount for territory, amount in amounts.items()}
        remember(act="adopt_ceilings", thing=edition, by=by, content=content)


def _refuse_who_may_not(edition: Edition, by: Actor) -> None:
    if not can_plan(by, edition.territory):
        raise NotAllowed


def _refuse_what_is_no_draft(sharing: Sharing) -> None:
    if sharing.state != Sharing.State.DRAFT:
        raise Refused(_("Este reparto ya se adoptó y no cambia. Haga otro ensayo a partir de él."))


def _territories_of(sharing: Sharing, keys: Mapping[str, object]) -> list[Territory]:
    found = list(Territory.objects.filter(public_id__in=keys).order_by("order", "name"))
    below = sharing.edition.territory.path
    if len(found) != len(keys) or not all(t.path.startswith(below) for t in found):
        raise Refused(_("El reparto nombra territorios que no son de esta edición."))
    return found


def _judged(sharing: Sharing) -> dict[Territory, int]:
    """The amounts to be adopted, once they add up and are what the formula gives."""
    territories = _territories_of(sharing, sharing.shares)
    amounts = {t: int(sharing.shares[t.public_id]) for t in territories}
    _refuse_sums(sharing.edition, sharing.total, amounts)
    if sharing.weights:
        kept = dict(sharing.shares)
        work_out_shares(sharing)
        if sharing.shares != kept:
            raise Refused(_("La fórmula ya no da estos techos. Abra el ensayo, calcule y guárdelo de nuevo."))
    return amounts


def _refuse_sums(edition: Edition, total: int, amounts: Mapping[Territory, int]) -> None:
    try:
        check_adopted(total, {t.full_name: amount for t, amount in amounts.items()})
    except CeilingError as error:
        raise Refused(say_of_sharing(error.sentence, (), edition.currency)) from error


def _replace_adopted(edition: Edition, by: Actor) -> None:
    """Two who adopt at once wait for each other at the edition's row."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    for earlier in Sharing.objects.filter(edition=edition, state=Sharing.State.ADOPTED):
        earlier.state = Sharing.State.REPLACED
        change(earlier, act="replace_sharing", by=by)
    Ceiling.objects.filter(edition=edition).delete()


def _write_ceilings(
    edition: Edition, amounts: Mapping[Territory, int], inputs: Mapping[Territory, Mapping[str, object]],
    *, formula: str, adopted_by: str, sharing: Sharing | None = None,
) -> None:  # fmt: skip
    write_rows(
        Ceiling(
            edition=edition, territory=territory, amount=amount, formula=formula, adopted_by=adopted_by,
            inputs=dict(inputs.get(territory, {})), sharing=sharing,
        )
        for territory, amount in amounts.items()
    )  # fmt: skip
