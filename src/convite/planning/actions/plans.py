"""What can happen to a local plan? It is adopted or created, its facts are edited, its items come in from a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import change, create, remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.history import snapshot_of
from convite.core.models import Version
from convite.core.saying import say
from convite.core.tables.previews import Differences
from convite.core.translated import Translated
from convite.people.queries import Actor
from convite.planning.models import LocalPlan, PlanItem
from convite.planning.permissions import can_plan
from convite.planning.queries.plan_tables import changes_told, plan_rows_of
from convite.rulebook.plans import PlanRow, check_plan, depth_of, parents_of

ITEM_FIELDS = ("parent", "level", "name", "starts_in", "ends_in", "indicator", "target")


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


def create_plan(plan: LocalPlan, *, by: Actor) -> LocalPlan:
    """A plan by its name and years; its lines, programmes and goals come in afterwards."""
    if not can_plan(by, plan.territory):
        raise NotAllowed
    _refuse_inverted(plan)
    return create(plan, act="create_plan", by=by)


def edit_plan(plan: LocalPlan, *, by: Actor, seen: int | None = None) -> LocalPlan:
    """Its name and its years. Years that would leave an item outside are refused."""
    if not can_plan(by, plan.territory):
        raise NotAllowed
    _refuse_inverted(plan)
    _refuse_bad_items(plan, plan_rows_of(plan))
    return change(plan, act="edit_plan", by=by, seen=seen)


def _refuse_inverted(plan: LocalPlan) -> None:
    if plan.ends_in < plan.starts_in:
        raise Refused(_("El plan no puede terminar antes de empezar."))


def _refuse_bad_items(plan: LocalPlan, rows: Sequence[PlanRow]) -> None:
    faults = check_plan(rows, plan.starts_in, plan.ends_in)
    if faults:
        raise Refused(_("En «%(code)s»: %(fault)s") % {"code": faults[0].code, "fault": say(faults[0].reason)})


def import_plan(plan: LocalPlan, differences: Differences, *, by: Actor, seen: int | None = None) -> LocalPlan:
    """Adds and changes items as a table says; what the table does not name stays. All of it, or nothing.

    The tree is judged again as it would stand afterwards. What changed is kept with the plan's new version.
    """
    if not can_plan(by, plan.territory):
        raise NotAllowed
    with transaction.atomic():
        items = {item.code: item for item in plan.items.select_related("parent")}
        parents = {code: item.parent.code if item.parent else "" for code, item in items.items()}
        for row in differences.added:
            items[row.values["code"]] = PlanItem(plan=plan, **_fields(row.values))
            parents[row.values["code"]] = row.values.get("parent") or ""
        for changed in differences.changed:
            item = items[changed.key[0]]
            for name, value in _fields(changed.values).items():
                setattr(item, name, value)
            parents[item.code] = changed.values.get("parent", parents[item.code]) or ""
        _hang(plan, items, parents, touched={changed.key[0] for changed in differences.changed})
        change(plan, act="import_plan", by=by, seen=seen)
        told = changes_told(differences)
        version = Version.objects.filter(kind="planning.localplan", thing_id=plan.pk, number=plan.version)
        version.update(snapshot={**snapshot_of(plan), "items": told})
        remember(act="import_plan_items", thing=plan, by=by, content=told)
    return plan


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    """The columns of the table that are fields of an item."""
    return {name: value for name, value in values.items() if name not in {"parent", "level"}}


def _hang(plan: LocalPlan, items: dict[str, PlanItem], parents: dict[str, str], touched: set[str]) -> None:
    """Writes the new items and the touched ones from the lines down, each below the one it names."""
    rows = [PlanRow(code, parents[code], "", item.starts_in, item.ends_in) for code, item in items.items()]
    _refuse_bad_items(plan, rows)
    above = parents_of(rows)
    for level in PlanItem.Level:
        here = [item for code, item in items.items() if depth_of(code, above) == level]
        for item in here:
            if item.level != level:
                touched.add(item.code)
            item.level, item.parent = level, items.get(above[item.code])
        stored = [item for item in here if item.pk is not None and item.code in touched]
        write_rows([item for item in here if item.pk is None])
        PlanItem.objects.bulk_update(stored, ITEM_FIELDS, batch_size=200)
