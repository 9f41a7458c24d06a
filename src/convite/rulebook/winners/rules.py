"""Which rule decides? A rule is a named, versioned and hashed set of parameters.

Words: the *hash* covers every parameter, so that the rule frozen when the vote opens is provably the rule applied
when it closes; *support* is what the order of the greedy rules counts; *utility* is what a funded project gives to a
voter in Equal Shares; a *completion* says what is done with the money that Equal Shares leaves; *ties* are broken
by a list of criteria that ends in a lot drawn from a *seed* published after the closing.

Not here: the names of complete rules (presets), and the counting itself (greedy, shares, phragmen).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any

METHODS = ("greedy", "equal-shares", "phragmen")
SUPPORTS = ("auto", "votes", "points", "borda", "dowdall", "places")
ORDERS = ("support", "support-per-cost")
MISFITS = ("skip", "stop")
UTILITIES = ("cost", "count", "points", "borda")
COMPLETIONS = ("none", "utilitarian", "add1", "add1-utilitarian")
STARTS = ("exact", "floor")
COMPARISONS = ("none", "greedy")
CRITERIA = ("lower-cost", "higher-cost", "more-votes", "listed-first", "lot")
CHOICES = {
    "method": METHODS,
    "support": SUPPORTS,
    "order": ORDERS,
    "misfit": MISFITS,
    "utility": UTILITIES,
    "completion": COMPLETIONS,
    "start": STARTS,
    "comparison": COMPARISONS,
}
TYPES = {"name": str, "version": int, "threshold": int, "exhaustive_stop": bool, "seed": str}
FORMAT = "convite-rule/1"


@dataclass(frozen=True)
class Rule:
    """A complete rule. What a method does not use stays at its default.

    All: `ties` (criteria, the last is "lot"), `seed` (published text; "" until it is drawn).
    Greedy: `support` ("auto": votes, points or Borda after the kind of ballot; "places" uses `place_points`), `order`,
    `misfit` (skip or stop at the first that does not fit), `threshold` (least support to be funded), `part_funding`
    (least share of its cost that a project accepts when the money ends; None: it is all or nothing).
    Equal Shares: `utility`, `completion`, `increment` (money more per voter and run of Add1), `start` ("floor": the
    first share is rounded down), `exhaustive_stop` (Add1 ends as soon as no other project fits), `comparison`.
    Phragmén: `misfit`.

    >>> Rule("mine", "greedy", threshold=50).hash == Rule("mine", "greedy", threshold=51).hash
    False
    """

    name: str
    method: str
    version: int = 1
    support: str = "auto"
    order: str = "support"
    misfit: str = "skip"
    threshold: int = 0
    part_funding: Fraction | None = None
    place_points: tuple[int, ...] = ()
    utility: str = "cost"
    completion: str = "none"
    increment: Fraction = Fraction(1)
    start: str = "exact"
    exhaustive_stop: bool = False
    comparison: str = "none"
    ties: tuple[str, ...] = ("lower-cost", "more-votes", "lot")
    seed: str = ""

    def __post_init__(self) -> None:
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} is {getattr(self, name)!r}; it may be {', '.join(allowed)}")
        for name, kind in TYPES.items():
            if type(getattr(self, name)) is not kind:
                raise ValueError(f"{name} is {getattr(self, name)!r}; it may be {kind.__name__}")
        if not all(type(points) is int and 0 <= points < 2**31 for points in self.place_points):
            raise ValueError("place_points may be whole numbers from 0 to 2147483647")
        if not self.ties or self.ties[-1] != "lot" or any(criterion not in CRITERIA for criterion in self.ties):
            raise ValueError(f"ties is a list of {', '.join(CRITERIA)} that ends in lot")
        object.__setattr__(self, "increment", Fraction(self.increment))
        if self.increment <= 0:
            raise ValueError("increment must be above zero")
        if self.part_funding is not None:
            object.__setattr__(self, "part_funding", Fraction(self.part_funding))
            if not 0 < self.part_funding <= 1:
                raise ValueError("part_funding is a share between 0 and 1")
        if self.support == "places" and not self.place_points:
            raise ValueError("support by places needs place_points")

    @property
    def parameters(self) -> dict[str, Any]:
        """Every parameter but name and version, ready for JSON (fractions as "1/3").

        >>> Rule("mine", "greedy").parameters["misfit"]
        'skip'
        """
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        del values["name"], values["version"]
        return {name: _plain(value) for name, value in values.items()}

    def to_dict(self) -> dict[str, Any]:
        """The rule as JSON: {"format", "name", "version", "parameters", "hash"}."""
        return {
            "format": FORMAT,
            "name": self.name,
            "version": self.version,
            "parameters": self.parameters,
            "hash": self.hash,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Rule":
        """The rule from `to_dict`; parameters left out take their default. Errors: ValueError, with the reason.

        >>> Rule.from_dict(Rule("mine", "phragmen").to_dict()) == Rule("mine", "phragmen")
        True
        """
        if not isinstance(data, Mapping) or not isinstance(data.get("parameters"), Mapping):
            raise ValueError("a rule is an object with name, version and parameters")
        values = dict(data["parameters"])
        if unknown := sorted(values.keys() - {entry.name for entry in fields(cls)} | values.keys() & {"name"}):
            raise ValueError(f"unknown parameter {unknown[0]!r}")
        try:
            for name in ("increment", "part_funding"):
                if values.get(name) is not None:
                    values[name] = Fraction(values[name])
            for name in ("ties", "place_points"):
                if name in values:
                    values[name] = tuple(values[name])
            rule = cls(name=str(data["name"]), version=int(data.get("version", 1)), **values)
        except (ArithmeticError, KeyError, TypeError) as error:
            raise ValueError(f"the rule is not complete: {error}") from error
        if data.get("hash", rule.hash) != rule.hash:
            raise ValueError("the hash is not that of these parameters")
        return rule

    @property
    def hash(self) -> str:
        """SHA-256 of the rule as canonical JSON (sorted keys, no spaces), in hexadecimal.

        >>> len(Rule("mine", "greedy").hash)
        64
        """
        body = {"format": FORMAT, "name": self.name, "version": self.version, "parameters": self.parameters}
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def with_seed(self, seed: str) -> "Rule":
        """The rule with the seed that was drawn: it changes the hash, and nothing but the lots.

        >>> Rule("mine", "greedy").with_seed("4711").seed
        '4711'
        """
        return replace(self, seed=seed)


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
