"""How does a local plan leave as a spreadsheet, and what would one that comes in change?

One table serves both ways: a plan that goes out and comes back as it was changes nothing. Cells are judged by
`core.tables`, the tree that the rows make by `rulebook.plans`, both with the place in the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from convite.core.models import Version
from convite.core.saying import say
from convite.core.tables.columns import Column, Kind, TableSpec
from convite.core.tables.previews import Differences, Preview, compare_rows, preview_table
from convite.core.translated import Translated
from convite.planning.models import LocalPlan, PlanItem
from convite.rulebook.plans import LEVELS, PlanRow, check_plan, depth_of, parents_of

LEVEL_NAMES = {number: name for name, number in LEVELS.items()}
LEVEL_CHOICES = tuple((name, PlanItem.Level(number).label) for name, number in LEVELS.items())
YEARS: dict[str, Any] = {"kind": Kind.INTEGER, "min": 1900, "max": 2200}
MOST_FAULTS = 2_000  # beyond these a person has another problem than a list of them

PLAN_TABLE = TableSpec(
    "plan",
    _("Plan de desarrollo local"),
    (
        Column("code", _("código"), Kind.CODE, required=True, max_length=20,
               says=_("Como lo numera el plan: «1», «1.2», «1.2.3». Es texto.")),
        Column("level", _("nivel"), Kind.CHOICE, choices=LEVEL_CHOICES,
               says=_("Línea, programa o meta; vacío: lo que digan los códigos.")),
        Column("parent", _("cuelga de"), Kind.CODE, max_length=20,
               says=_("Código de la línea o del programa; vacío: lo que diga el código («1.2.3» cuelga de «1.2»).")),
        Column("name", _("nombre"), Kind.TRANSLATED, required=True, max_length=500),
        Column("starts_in", _("desde el año"), says=_("Vacío: como aquello de lo que cuelga."), **YEARS),
        Column("ends_in", _("hasta el año"), says=_("Vacío: como aquello de lo que cuelga."), **YEARS),
        Column("indicator", _("indicador"), max_length=300, says=_("Cómo se sabe que la meta se cumplió.")),
        Column("target", _("valor esperado"), max_length=120),
    ),
    key=("code",),
)  # fmt: skip


def plan_table_rows(plan: LocalPlan) -> Iterator[tuple[Any, ...]]:
    """The stored items as the table has them, each below the one it hangs from."""
    fields = ("code", "level", "parent__code", "name", "starts_in", "ends_in", "indicator", "target")
    rows = PlanItem.objects.filter(plan=plan).values_list(*fields)
    for code, level, parent, *rest in sorted(rows, key=lambda row: code_order(row[0])):
        yield code, LEVEL_NAMES[level], parent or "", *rest


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """«1.2» before «1.10»: numbers count as numbers."""
    parts = code.replace("-", ".").split(".")
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def plan_rows_of(plan: LocalPlan) -> list[PlanRow]:
    """The stored items as the rulebook reads them."""
    rows = PlanItem.objects.filter(plan=plan).values_list("code", "parent__code", "starts_in", "ends_in")
    return [PlanRow(code, parent or "", "", starts, ends) for code, parent, starts, ends in rows]


def preview_plan(plan: LocalPlan, source: Path | str | BinaryIO) -> Preview:
    """What a table would change in the plan. Faults of its cells first; only good cells are judged as a tree."""
    preview = preview_table(PLAN_TABLE, source, lambda: plan_table_rows(plan), most_faults=MOST_FAULTS)
    if not preview.is_clean or not preview.rows:
        return preview
    _judge_tree(plan, preview)
    return replace(preview, differences=compare_rows(PLAN_TABLE, preview.rows, plan_table_rows(plan)))


def _judge_tree(plan: LocalPlan, preview: Preview) -> None:
    """The plan as it would stand: what is stored, and over it what the file says.

    What the file leaves to the codes is written into its rows, so that an empty cell is no change.
    """
    in_file = {row.values["code"]: row for row in preview.rows}
    rows = {row.code: row for row in plan_rows_of(plan)}
    rows |= {code: _plan_row(row.values, rows.get(code, PlanRow(code))) for code, row in in_file.items()}
    for fault in check_plan(list(rows.values()), plan.starts_in, plan.ends_in):
        place = in_file.get(fault.code, preview.rows[0])
        sentence = say(fault.reason) if fault.code in in_file else f"«{fault.code}»: {say(fault.reason)}"
        preview.add_fault(place, fault.field, "plan", sentence)
    above = parents_of(list(rows.values()))
    for code, row in in_file.items():
        if "parent" in row.values:
            row.values["parent"] = above[code]
        if "level" in row.values:
            row.values["level"] = LEVEL_NAMES.get(depth_of(code, above), "")


def _plan_row(values: Mapping[str, Any], before: PlanRow) -> PlanRow:
    return PlanRow(
        before.code,
        values.get("parent", before.parent),
        values.get("level", ""),
        values.get("starts_in", before.starts_in),
        values.get("ends_in", before.ends_in),
    )


def changes_told(differences: Differences) -> list[dict[str, Any]]:
    """What a table changed, as it is kept: added codes with their names, changed cells before and after."""
    told: list[dict[str, Any]] = [
        {"code": row.values["code"], "added": _plain(row.values["name"])} for row in differences.added
    ]
    for changed in differences.changed:
        for cell in changed.cells:
            before, after = _plain(cell.before), _plain(cell.after)
            told.append({"code": changed.key[0], "column": cell.column, "before": before, "after": after})
    return told


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Translated) else value


@dataclass(frozen=True)
class PlanChange:
    """One import of a plan: how many items it added, and the cells it changed."""

    version: Version
    added: int
    cells: tuple[dict[str, Any], ...]


def plan_changes(plan: LocalPlan, most: int = 10) -> list[PlanChange]:
    """The last imports, newest first. A text is told in the reader's language."""
    found = Version.objects.filter(kind="planning.localplan", thing_id=plan.pk, act="import_plan")
    changes = []
    for version in found.order_by("-number")[:most]:
        told = version.snapshot.get("items", [])
        cells = tuple(_told(row) for row in told if "column" in row)
        changes.append(PlanChange(version, sum("added" in row for row in told), cells))
    return changes


def _told(row: dict[str, Any]) -> dict[str, Any]:
    label = PLAN_TABLE.column(row["column"]).label
    return {"code": row["code"], "label": label, "before": _written(row["before"]), "after": _written(row["after"])}


def _written(value: Any) -> str:
    return str(Translated(value)) if isinstance(value, dict) else "" if value is None else str(value)
