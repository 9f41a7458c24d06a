"""What can happen to a local plan? It is adopted with its lines, programmes and goals."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import create, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.translated import Translated
from convite.people.queries import Actor
from convite.planning.models import LocalPlan, PlanItem
from convite.planning.permissions import can_plan


def adopt_plan(plan: LocalPlan, items: Iterable[tuple[str, str, str]], *, by: Actor) -> LocalPlan:
    """Stores a local plan; `items` are (code, code of the parent or "", name) from the lines down to the goals."""
    if not can_plan(by, plan.territory):
        raise NotAllowed
    left = list(items)
    twice = [code for code, number in Counter(code for code, _parent, _name in left).items() if number > 1]
    if twice:
        raise Refused(_("El código «%(code)s» está dos veces en el plan.") % {"code": twice[0]})
    with transaction.atomic():
        create(plan, act="adopt_plan", by=by)
        above: dict[str, PlanItem | None] = {"": None}
        for level in PlanItem.Level:
            rows = [
                PlanItem(plan=plan, parent=above[parent], level=level, code=code, name=Translated(es=name))
                for code, parent, name in left
                if parent in above
            ]
            write_rows(rows)
            above = {row.code: row for row in rows}
            left = [item for item in left if item[0] not in above]
        if left:
            raise Refused(_("«%(code)s» no cuelga de ninguna línea ni programa del plan.") % {"code": left[0][0]})
    return plan
