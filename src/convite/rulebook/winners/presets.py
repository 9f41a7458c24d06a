"""Which rules have a name? The presets: complete rules that a city names in its ordinance or a public file in its META.

Words: a *preset* is a Rule with a name that others know; *rule of the file* is the one named in a `.pb` file.

Not here: what a rule does (rules, greedy, shares, phragmen).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from convite.rulebook.winners.rules import Rule

_PRESETS = (
    # Most cities: by votes, what does not fit is skipped and the next is tried.
    Rule("greedy", "greedy"),
    # By votes until the first that does not fit: the line is drawn there.
    Rule("greedy-no-skip", "greedy", misfit="stop"),
    # Katowice, Łódź: as greedy, with a least support (pass threshold=…).
    Rule("greedy-threshold", "greedy"),
    # By votes per unit of money (the usual approximation of the knapsack rule).
    Rule("greedy-per-cost", "greedy", order="support-per-cost"),
    # Equal Shares with cost utility, and what it leaves unspent (Peters, Pierczyński, Skowron, NeurIPS 2021).
    Rule("equal-shares", "equal-shares"),
    Rule("equal-shares/utilitarian", "equal-shares", completion="utilitarian"),
    # Add1 as counted in Wieliczka, Świecie and Assen: up to the last share whose winners fit the budget.
    Rule("equal-shares/add1", "equal-shares", completion="add1"),
    Rule("equal-shares/add1-exhaustive", "equal-shares", completion="add1", exhaustive_stop=True),
    # Wieliczka's regulation: if more voters prefer the greedy result, it takes its place.
    Rule("equal-shares/add1-comparison", "equal-shares", completion="add1", comparison="greedy"),
    # Sequential Phragmén (Los, Christoff, Grossi, IJCAI 2022): it stops at the first purchase that does not fit.
    Rule("phragmen", "phragmen", misfit="stop"),
    # Medellín, local planning and participatory budget: approval, by votes, until the territory's money ends.
    Rule("medellin", "greedy", support="votes"),
)
_BY_NAME = {rule.name: rule for rule in _PRESETS}
# The names that Pabulib's files use for the same rules.
_PABULIB = {
    "greedy": "greedy",
    "greedy-no-skip": "greedy-no-skip",
    "greedy-threshold": "greedy-threshold",
    "greedy-exclusive": "greedy",
    "greedy-custom": "greedy",
    "equalshares": "equal-shares",
    "equalshares-comparison": "equal-shares",
    "equalshares/add1": "equal-shares/add1",
    "equalshares/add1-comparison": "equal-shares/add1-comparison",
    "phragmen": "phragmen",
}


class HasMeta(Protocol):
    """An election that was read from a file, with what the file says of itself."""

    @property
    def meta(self) -> Mapping[str, str]: ...


def presets() -> tuple[str, ...]:
    """The names of all presets.

    >>> presets()[:2]
    ('greedy', 'greedy-no-skip')
    """
    return tuple(_BY_NAME)


def preset(name: str, **changes: Any) -> Rule:
    """The rule of that name, with some parameters changed (which changes its hash). Errors: KeyError, ValueError.

    >>> preset("greedy-threshold", threshold=50).threshold
    50
    """
    return replace(_BY_NAME[name], **changes) if changes else _BY_NAME[name]


def rule_of_file(election: HasMeta) -> Rule | None:
    """The rule that a Pabulib file says it was decided by, with its threshold; None when it says "unknown".

    Source: Pabulib format 1.0 (Faliszewski and others, IJCAI 2023), fields `rule` and `min_project_score_threshold`.
    """
    name = _PABULIB.get(election.meta.get("rule", "").strip().lower())
    if name is None:
        return None
    changes: dict[str, Any] = {}
    threshold = election.meta.get("min_project_score_threshold", "").strip()
    if threshold.isdecimal() and _BY_NAME[name].method == "greedy":
        changes["threshold"] = int(threshold)
    if name.startswith("equal-shares") and election.meta.get("rule", "").endswith("-comparison"):
        changes["comparison"] = "greedy"
    return preset(name, **changes)
