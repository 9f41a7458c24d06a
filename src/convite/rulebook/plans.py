"""How do the lines, programmes and goals of a local development plan hang together, and do they?

Words: a *line* holds programmes, a *programme* holds goals: three levels and no more. Each item has a code; it hangs
from the item whose code it names, or else from the longest code that its own begins with («1.2.3» from «1.2»). Its
years lie within those of what it hangs from, and those of a line within the plan's.

Source: Decreto 0697 of 2017 (Medellín): local plans have a strategic part of twelve years (lines, programmes, goals)
and are carried out in programmes of four. Not here: what hangs from a goal (projects), cells and files (core.tables).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from convite.rulebook.words import Sentence, gettext_noop

DEEPEST = 3
LEVELS = {"line": 1, "programme": 2, "goal": 3}
_OTHER_LEVEL = {
    1: gettext_noop("No cuelga de nada: es una línea, y el nivel dice otra cosa."),
    2: gettext_noop("Cuelga de una línea: es un programa, y el nivel dice otra cosa."),
    3: gettext_noop("Cuelga de un programa: es una meta, y el nivel dice otra cosa."),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One item as a file or a table has it; "" and None where nothing is said."""

    code: str
    parent: str = ""
    level: str = ""
    starts_in: int | None = None
    ends_in: int | None = None


@dataclass(frozen=True, slots=True)
class PlanFault:
    """Which item is wrong, in which of its fields, and why."""

    code: str
    field: str
    reason: Sentence


def parent_of(code: str, codes: Collection[str]) -> str:
    """The longest known code from which this one hangs by its own letters; "" for what stands by itself.

    >>> parent_of("1.2.3", {"1", "1.2", "1.2.3"}), parent_of("7", {"1"})
    ('1.2', '')
    """
    for end in reversed([found.start() for found in re.finditer(r"[.\\-]", code)]):
        if code[:end] in codes:
            return code[:end]
    return ""


def depth_of(code: str, parents: Mapping[str, str]) -> int:
    """1 for a line; 0 where the codes go round in a circle.

    >>> depth_of("1.1", {"1": "", "1.1": "1"}), depth_of("a", {"a": "b", "b": "a"})
    (2, 0)
    """
    seen = [code]
    while above := parents.get(seen[-1], ""):
        if above in seen:
            return 0
        seen.append(above)
    return len(seen)


def parents_of(rows: Sequence[PlanRow]) -> dict[str, str]:
    """Code → code of what it hangs from, said or by its letters."""
    codes = {row.code for row in rows}
    return {row.code: row.parent or parent_of(row.code, codes) for row in rows}


def check_plan(rows: Sequence[PlanRow], starts_in: int, ends_in: int) -> tuple[PlanFault, ...]:
    """Everything that keeps the rows from being the tree of a plan of these years.

    >>> [str(f.reason) for f in check_plan([PlanRow("1", starts_in=2024, ends_in=2020)], 2020, 2031)]
    ['Termina en 2020, antes de empezar (2024).']
    """
    parents, by_code = parents_of(rows), {row.code: row for row in rows}
    faults: list[PlanFault] = []
    for row in rows:
        faults += _faults_of_place(row, parents)
        faults += _faults_of_years(row, by_code.get(parents[row.code]), starts_in, ends_in)
    return tuple(faults)


def _faults_of_place(row: PlanRow, parents: Mapping[str, str]) -> list[PlanFault]:
    above = parents[row.code]
    if above and above not in parents:
        text = gettext_noop("No hay ninguna línea ni programa con el código «%(parent)s».")
        return [PlanFault(row.code, "parent", Sentence(text, {"parent": above}))]
    depth = depth_of(row.code, parents)
    if depth == 0:
        return [
            PlanFault(row.code, "parent", Sentence(gettext_noop("Estos códigos cuelgan unos de otros en círculo.")))
        ]
    if depth > DEEPEST:
        text = gettext_noop("Cuelga de la meta «%(parent)s»: debajo de una meta no va nada.")
        return [PlanFault(row.code, "parent", Sentence(text, {"parent": above}))]
    if row.level and LEVELS[row.level] != depth:
        return [PlanFault(row.code, "level", Sentence(_OTHER_LEVEL[depth]))]
    return []


def _faults_of_years(row: PlanRow, above: PlanRow | None, starts_in: int, ends_in: int) -> list[PlanFault]:
    first, last = row.starts_in, row.ends_in
    if first is not None and last is not None and last < first:
        text = gettext_noop("Termina en %(ends)s, antes de empezar (%(starts)s).")
        return [PlanFault(row.code, "ends_in", Sentence(text, {"ends": str(last), "starts": str(first)}))]
    least = above.starts_in if above and above.starts_in is not None else starts_in
    most = above.ends_in if above and above.ends_in is not None else ends_in
    text = gettext_noop("El año %(year)s se sale de los de aquello de lo que cuelga: %(least)s a %(most)s.")
    return [
        PlanFault(row.code, name, Sentence(text, {"year": str(year), "least": str(least), "most": str(most)}))
        for name, year in (("starts_in", first), ("ends_in", last))
        if year is not None and not least <= year <= most
    ]
