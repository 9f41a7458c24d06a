"""How do lines, programmes and goals hang together, and what hangs from each goal?

Rooms above tell what hangs from goals: they register a source when they start, which is asked once for a whole plan.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from convite.core.searching import fold
from convite.planning.models import LocalPlan, PlanItem
from convite.planning.queries.plan_tables import code_order


@dataclass(frozen=True)
class Hanging:
    """What one source knows of a goal: how many things, and the first of them as (title, url).

    `say` writes a number of them in the reader's language: «3 proyectos».
    """

    source: str
    number: int
    say: Callable[[int], str]
    links: tuple[tuple[Any, str], ...] = ()

    @property
    def text(self) -> str:
        return self.say(self.number)

    @property
    def more(self) -> int:
        return self.number - len(self.links)


@dataclass(frozen=True)
class PlanNode:
    """`hanging`: what hangs from a goal; `counts`: from all that lies below, without links."""

    item: PlanItem
    children: tuple["PlanNode", ...]
    hanging: tuple[Hanging, ...] = ()
    counts: tuple[Hanging, ...] = ()


# A plan and a person → goal's key → what hangs from it that this person may see, in one or two queries.
GoalSource = Callable[[LocalPlan, object], dict[int, Hanging]]
_sources: dict[str, GoalSource] = {}


def register_goal_source(name: str, source: GoalSource) -> None:
    """A second time is the same as once."""
    _sources[name] = source


def plan_tree(
    items: Iterable[PlanItem], hanging: Mapping[int, tuple[Hanging, ...]] | None = None
) -> tuple[PlanNode, ...]:
    """Lines with their programmes with their goals, from the flat rows of one plan."""
    below: dict[int | None, list[PlanItem]] = {}
    for item in sorted(items, key=lambda i: code_order(i.code)):
        below.setdefault(item.parent_id, []).append(item)
    known = hanging or {}

    def branch(parent: int | None) -> tuple[PlanNode, ...]:
        return tuple(node(item) for item in below.get(parent, []))

    def node(item: PlanItem) -> PlanNode:
        children, own = branch(item.pk), known.get(item.pk, ())
        below_it = (one for child in children for one in child.counts)
        return PlanNode(item, children, own, _added(own, below_it))

    return branch(None)


def _added(*groups: Iterable[Hanging]) -> tuple[Hanging, ...]:
    """One sum for each source."""
    sums: dict[str, Hanging] = {}
    for one in (one for group in groups for one in group):
        before = sums[one.source].number if one.source in sums else 0
        sums[one.source] = Hanging(one.source, before + one.number, one.say)
    return tuple(sums.values())


def hanging_from(plan: LocalPlan, person: object) -> dict[int, tuple[Hanging, ...]]:
    """Goal's key → what each room above says of it. As many queries as the rooms ask, however many goals there are."""
    found: dict[int, tuple[Hanging, ...]] = {}
    for source in _sources.values():
        for goal, hanging in source(plan, person).items():
            found[goal] = (*found.get(goal, ()), hanging)
    return found


@dataclass(frozen=True)
class PlanTold:
    """A plan as its page shows it: the tree (only the branches with the words asked for), and how much there is."""

    tree: tuple[PlanNode, ...]
    numbers: Mapping[int, int]  # level → items
    found: int | None  # items with the words; None: no words were asked for
    counts: tuple[Hanging, ...]


def plan_told(plan: LocalPlan, person: object, words: str = "") -> PlanTold:
    items = list(plan.items.all())
    tree = plan_tree(items, hanging_from(plan, person))
    numbers = {level.value: sum(item.level == level for item in items) for level in PlanItem.Level}
    counts = _added(one for node in tree for one in node.counts)
    wanted = fold(words).strip()
    if not wanted:
        return PlanTold(tree, numbers, None, counts)
    hits = {item.pk for item in items if wanted in fold(f"{item.code} {item.name} {item.indicator}")}
    kept = tuple(node for node in (_with_hits(line, hits) for line in tree) if node is not None)
    return PlanTold(kept, numbers, len(hits), counts)


def _with_hits(node: PlanNode, hits: set[int]) -> PlanNode | None:
    """The node with only its branches that hold a hit; a node that is one keeps all of its own."""
    if node.item.pk in hits:
        return node
    kept = tuple(child for child in (_with_hits(child, hits) for child in node.children) if child is not None)
    return PlanNode(node.item, kept, node.hanging, node.counts) if kept else None
