"""How do lines, programmes and goals hang together?"""

from collections.abc import Iterable
from dataclasses import dataclass

from convite.planning.models import PlanItem


@dataclass(frozen=True)
class PlanNode:
    item: PlanItem
    children: tuple["PlanNode", ...]


def plan_tree(items: Iterable[PlanItem]) -> tuple[PlanNode, ...]:
    """Lines with their programmes with their goals, from the flat rows of one plan."""
    below: dict[int | None, list[PlanItem]] = {}
    for item in sorted(items, key=lambda i: i.code):
        below.setdefault(item.parent_id, []).append(item)

    def branch(parent: int | None) -> tuple[PlanNode, ...]:
        return tuple(PlanNode(item, branch(item.pk)) for item in below.get(parent, []))

    return branch(None)
