"""What can happen to ceilings? They are adopted."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.people.queries import Actor
from convite.planning.models import Ceiling, Edition
from convite.planning.permissions import can_plan
from convite.territories.models import Territory


def adopt_ceilings(
    edition: Edition, amounts: Mapping[Territory, int], *, by: Actor, adopted_by: str, formula: str = "",
    inputs: Mapping[Territory, Mapping[str, object]] | None = None,
) -> None:  # fmt: skip
    """Sets what each territory may decide (minor units), with the formula and its published inputs."""
    if not can_plan(by, edition.territory):
        raise NotAllowed
    wrong = [t for t, amount in amounts.items() if amount < 0]
    if wrong:
        raise Refused(_("El techo de %(territory)s no puede ser negativo.") % {"territory": wrong[0].full_name})
    with transaction.atomic():
        Ceiling.objects.filter(edition=edition).delete()
        write_rows(
            Ceiling(
                edition=edition, territory=territory, amount=amount, formula=formula, adopted_by=adopted_by,
                inputs=dict((inputs or {}).get(territory, {})),
            )
            for territory, amount in amounts.items()
        )  # fmt: skip
        content = {territory.code: amount for territory, amount in amounts.items()}
        remember(act="adopt_ceilings", thing=edition, by=by, content=content)
