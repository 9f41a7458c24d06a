"""What may a ballot say? The limits of a form, checked when somebody votes and whenever a file is doubted.

Words: a *form* is a kind of ballot with its limits; a *fault* is a limit that a ballot breaks, with a code and a
sentence for the person who is voting.

Not here: merging and counting (ballots), eligibility (the room `voting`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from convite.rulebook.winners.ballots import POINTS_KINDS, Kind, Marks
from convite.rulebook.winners.elections import Exact, Project
from convite.rulebook.words import Sentence, Value, gettext_noop, ngettext_lazy


class Fault(NamedTuple):
    """A limit that a ballot breaks. Codes: unknown, repeated, too_few, too_many, category, place, money, points,
    points_each.
    """

    code: str
    sentence: Sentence


_UNKNOWN = gettext_noop("El proyecto %(project)s no está en esta votación.")
_REPEATED = gettext_noop("El proyecto %(project)s está marcado dos veces.")
_FEW = ngettext_lazy("Marque al menos %(limit)s proyecto.", "Marque al menos %(limit)s proyectos.")
_MANY = ngettext_lazy(
    "Marque como máximo %(limit)s proyecto; hay %(found)s.", "Marque como máximo %(limit)s proyectos; hay %(found)s."
)
_GROUP = ngettext_lazy(
    "Marque como máximo %(limit)s proyecto de «%(group)s»; aquí hay %(found)s.",
    "Marque como máximo %(limit)s proyectos de «%(group)s»; aquí hay %(found)s.",
)
_MONEY = gettext_noop("Lo marcado cuesta %(cost)s y hay %(budget)s.")
_POINTS_MANY = gettext_noop("Reparta como máximo %(limit)s puntos; aquí hay %(found)s.")
_POINTS_FEW = gettext_noop("Reparta al menos %(limit)s puntos; aquí hay %(found)s.")
_EACH = gettext_noop("Cada proyecto recibe entre %(least)s y %(most)s puntos; %(project)s tiene %(found)s.")


@dataclass(frozen=True)
class BallotForm:
    """The limits of a form; None is no limit. Places are those of `place_column` in a project's `extra`.

    >>> form = BallotForm("approval", most_marks=1)
    >>> [fault.code for fault in form.faults(["a", "b"], [Project("a", 1), Project("b", 1)])]
    ['too_many']
    """

    kind: Kind
    least_marks: int = 0
    most_marks: int | None = None
    most_per_category: int | None = None
    most_per_place: int | None = None
    place_column: str = "neighborhood"
    most_money: Exact | None = None
    least_points: int | None = None
    most_points: int | None = None
    least_points_each: int = 0
    most_points_each: int | None = None

    def faults(self, marks: Marks, projects: Iterable[Project]) -> tuple[Fault, ...]:
        """Every limit that these marks break; empty when the ballot is valid."""
        known = {project.id: project for project in projects}
        listed = list(marks)
        found = [Fault("unknown", Sentence(_UNKNOWN, {"project": pid})) for pid in listed if pid not in known]
        repeated = [pid for pid, times in Counter(listed).items() if times > 1]
        found += [Fault("repeated", Sentence(_REPEATED, {"project": pid})) for pid in repeated]
        chosen = [known[pid] for pid in dict.fromkeys(listed) if pid in known]
        found += self._numbers(len(chosen)) + self._groups(chosen) + self._money(chosen)
        if isinstance(marks, Mapping) or self.kind in POINTS_KINDS:
            found += self._points(dict(marks) if isinstance(marks, Mapping) else {})
        return tuple(found)

    def _numbers(self, number: int) -> list[Fault]:
        most = 1 if self.kind == "choose-1" else self.most_marks
        if number < self.least_marks:
            return [Fault("too_few", Sentence(_FEW[0], {"limit": self.least_marks}, _FEW[1], "limit"))]
        if most is not None and number > most:
            return [Fault("too_many", Sentence(_MANY[0], {"limit": most, "found": number}, _MANY[1], "limit"))]
        return []

    def _groups(self, chosen: list[Project]) -> list[Fault]:
        """Limits per category and per neighbourhood, as in Budapest and Amsterdam."""
        found = []
        for code, limit, groups in (
            ("category", self.most_per_category, [project.category for project in chosen]),
            ("place", self.most_per_place, [project.extra.get(self.place_column, "") for project in chosen]),
        ):
            for group, number in Counter(groups).items():
                if limit is not None and group and number > limit:
                    numbers: dict[str, Value] = {"limit": limit, "group": group, "found": number}
                    found.append(Fault(code, Sentence(_GROUP[0], numbers, _GROUP[1], "limit")))
        return found

    def _money(self, chosen: list[Project]) -> list[Fault]:
        cost: Exact = sum((project.cost for project in chosen), start=0)
        if self.most_money is None or cost <= self.most_money:
            return []
        return [Fault("money", Sentence(_MONEY, {"cost": cost, "budget": self.most_money}))]

    def _points(self, points: Mapping[str, Exact]) -> list[Fault]:
        total: Exact = sum(points.values(), start=0)
        found = []
        if self.most_points is not None and total > self.most_points:
            found.append(Fault("points", Sentence(_POINTS_MANY, {"limit": self.most_points, "found": total})))
        if self.least_points is not None and total < self.least_points:
            found.append(Fault("points", Sentence(_POINTS_FEW, {"limit": self.least_points, "found": total})))
        if self.most_points_each is not None:
            for pid, value in points.items():
                if not self.least_points_each <= value <= self.most_points_each:
                    limits = {"least": self.least_points_each, "most": self.most_points_each}
                    found.append(Fault("points_each", Sentence(_EACH, {**limits, "project": pid, "found": value})))
        return found


def form_of_file(meta: Mapping[str, str], kind: Kind) -> BallotForm:
    """The form that a `.pb` file's META describes.

    >>> form_of_file({"min_length": "1", "max_length": "3"}, "approval").most_marks
    3
    """

    def limit(key: str) -> int | None:
        text = meta.get(key, "")
        return int(text) if text.isdecimal() and len(text) < 19 else None

    return BallotForm(
        kind,
        limit("min_length") or 0,
        limit("max_length"),
        most_money=limit("max_sum_cost"),
        least_points=limit("min_sum_points"),
        most_points=limit("max_sum_points"),
        least_points_each=limit("min_points") or 0,
        most_points_each=limit("max_points"),
    )
