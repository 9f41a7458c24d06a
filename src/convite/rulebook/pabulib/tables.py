"""What do META and PROJECTS say? Values checked one by one, with the place of each fault.

Words: *meta* is a pair of key and value; a *column* of PROJECTS is one of Pabulib's or one that somebody added:
those are kept as text. The column `target` was renamed `beneficiaries` in 2026; both are read.

Not here: VOTES (votes), sections (reader).
"""

import re
from fractions import Fraction

from convite.rulebook.pabulib.files import BallotFileError, PbFile, VoterTable
from convite.rulebook.winners.ballots import Ballots, Kind
from convite.rulebook.winners.elections import Ceiling, Exact, Project, exact
from convite.rulebook.words import Sentence, gettext_noop

Row = list[tuple[str, int]]
# A thousand million millions is more than any budget; longer digits are an attack on memory.
_AMOUNT = re.compile(r"(\d{1,18})(?:[.,](\d{1,9}))?")
_KINDS: dict[str, Kind] = {
    "approval": "approval",
    "choose-1": "choose-1",
    "knapsack": "knapsack",
    "cumulative": "cumulative",
    "scoring": "scoring",
    "ordinal": "ordinal",
}


def amount(text: str, number: int, column: int) -> Exact:
    """An amount of money above zero, with point or comma for decimals. Errors: BallotFileError.

    >>> amount("2500,50", 1, 1)
    Fraction(5001, 2)
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        template = gettext_noop("«%(text)s» no es una cantidad de dinero: escriba solo cifras, como 250000 o 2500.50.")
        raise BallotFileError("bad_number", Sentence(template, {"text": _short(text)}), number, column)
    decimals = match[2] or ""
    value = exact(Fraction(int(match[1] + decimals), 10 ** len(decimals)))
    if value <= 0:
        raise BallotFileError("not_positive", Sentence(gettext_noop("Debe ser mayor que cero.")), number, column)
    return value


class MetaTable:
    """The section META: every pair as text, and the few that a count needs as values."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.budget: Exact = 0
        self.kind: Kind = "approval"
        self.length = 0

    def add(self, number: int, row: Row) -> None:
        key = row[0][0].strip()
        if (key, len(self.values)) == ("key", 0):
            return
        while len(row) > 2 and not row[-1][0].strip():
            row = row[:-1]
        if len(row) < 2:
            template = gettext_noop("En META cada línea es clave;valor.")
            raise BallotFileError("meta_pair", Sentence(template), number)
        if key in self.values:
            template = gettext_noop("La clave %(key)s aparece dos veces.")
            raise BallotFileError("repeated_key", Sentence(template, {"key": _short(key)}), number)
        self.values[key] = ";".join(value for value, _ in row[1:]).strip()
        self.places[key] = (number, row[1][1])

    def close(self, number: int) -> None:
        """Everything of META was read; `number` is the line where one noticed."""
        if "budget" not in self.values:
            raise BallotFileError("no_budget", Sentence(gettext_noop("META no dice el presupuesto (budget).")), number)
        self.budget = amount(self.values["budget"], *self.places["budget"])
        kind = self.values.get("vote_type", "approval").lower()
        if kind not in _KINDS:
            template = gettext_noop("No se conoce el tipo de voto «%(text)s».")
            raise BallotFileError(
                "vote_type", Sentence(template, {"text": _short(kind)}), *self.places.get("vote_type", (number, 1))
            )
        self.kind = _KINDS[kind]
        length = self.values.get("max_length", "")
        self.length = int(length) if length.isdecimal() and len(length) < 7 else 0


class ProjectTable:
    """The section PROJECTS."""

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()
        self.projects: list[Project] = []
        self.index: dict[str, int] = {}
        self.recorded: dict[str, str] = {}
        self.votes: dict[str, str] = {}
        self.scores: dict[str, str] = {}

    def header(self, number: int, columns: tuple[str, ...]) -> None:
        for needed in ("project_id", "cost"):
            if needed not in columns:
                template = gettext_noop("Falta la columna %(column)s.")
                raise BallotFileError("missing_column", Sentence(template, {"column": needed}), number)
        self.columns = columns

    def add(self, number: int, row: Row) -> None:
        row = fitted(number, row, len(self.columns))
        values = {column: value for column, (value, _) in zip(self.columns, row, strict=True)}
        places = {column: place for column, (_, place) in zip(self.columns, row, strict=True)}
        pid = values["project_id"].strip()
        if not pid or "," in pid:
            template = gettext_noop("El identificador del proyecto está vacío o lleva una coma.")
            raise BallotFileError("project_id", Sentence(template), number, places["project_id"])
        if pid in self.index:
            template = gettext_noop("El proyecto %(project)s aparece dos veces.")
            sentence = Sentence(template, {"project": _short(pid)})
            raise BallotFileError("repeated_project", sentence, number, places["project_id"])
        cost = amount(values["cost"], number, places["cost"])
        self.index[pid] = len(self.projects)
        self.projects.append(_project(pid, cost, values))
        for column, kept in (("selected", self.recorded), ("votes", self.votes), ("score", self.scores)):
            if column in values:
                kept[pid] = values[column].strip()

    def close(self, number: int) -> None:
        """All projects were read; `number` is the line where one noticed."""
        if not self.projects:
            raise BallotFileError("no_projects", Sentence(gettext_noop("No hay ningún proyecto.")), number)


def fitted(number: int, row: Row, width: int) -> Row:
    """The row with as many fields as there are columns; empty ones that a spreadsheet added are dropped."""
    if len(row) > width and not any(value.strip() for value, _ in row[width:]):
        return row[:width]
    if len(row) != width:
        template = gettext_noop("La línea tiene %(found)s campos y debería tener %(expected)s.")
        sentence = Sentence(template, {"found": len(row), "expected": width})
        raise BallotFileError("row_length", sentence, number, row[min(width, len(row) - 1)][1])
    return row


def election_of(meta: MetaTable, table: ProjectTable, ballots: Ballots, read: int, voters: VoterTable | None) -> PbFile:
    """The election of a file whose three sections were read."""
    values = meta.values
    file = PbFile(
        projects=tuple(table.projects),
        ballots=ballots,
        budget=meta.budget,
        ceilings=_ceilings(values, table.projects),
        name=" ".join(values[key] for key in ("country", "unit", "instance", "subunit") if key in values),
        currency=values.get("currency", ""),
        meta=values,
        columns=table.columns,
        recorded=table.recorded,
        recorded_votes=table.votes,
        recorded_scores=table.scores,
        voters=voters,
    )
    object.__setattr__(file, "notes", tuple(_notes(file, read)))
    return file


def _project(pid: str, cost: Exact, values: dict[str, str]) -> Project:
    return Project(
        pid,
        cost,
        values.get("name", ""),
        values.get("category", ""),
        values.get("beneficiaries", values.get("target", "")),
        values.get("latitude", ""),
        values.get("longitude", ""),
        {column: value for column, value in values.items() if column not in ("project_id", "cost", "name")},
    )


def _ceilings(values: dict[str, str], projects: list[Project]) -> tuple[Ceiling, ...]:
    """Amsterdam's files give each neighbourhood an upper bound: `budget_per_neighborhood`."""
    names = values.get("neighborhoods", "").split(",")
    amounts = values.get("budget_per_neighborhood", "").split(",")
    if len(names) != len(amounts) or not all(_AMOUNT.fullmatch(text.strip()) for text in amounts):
        return ()
    places = [project.extra.get("neighborhood", "") for project in projects]
    return tuple(
        Ceiling(
            name.strip(),
            exact(Fraction(text.strip().replace(",", "."))),
            frozenset(p.id for p, place in zip(projects, places, strict=True) if place == name.strip()),
        )
        for name, text in zip(names, amounts, strict=True)
    )


def _notes(file: PbFile, read: int) -> list[Sentence]:
    notes = []
    for key, found in (("num_votes", read), ("num_projects", len(file.projects))):
        said = file.meta.get(key, "")
        if said.isdecimal() and said != str(found):
            template = gettext_noop("META dice %(key)s = %(said)s y en el archivo hay %(found)s.")
            notes.append(Sentence(template, {"key": key, "said": said, "found": found}))
    if repeated := sum(file.duplicates.values()):
        template = gettext_noop("%(repeated)s marcas repetidas dentro de una papeleta se contaron una sola vez.")
        notes.append(Sentence(template, {"repeated": repeated}))
    votes = file.ballots.votes.tolist()
    different = [
        project.id
        for project, counted in zip(file.projects, votes, strict=True)
        if (said := file.recorded_votes.get(project.id, "")).isdecimal() and int(said[:18]) != counted
    ]
    if different:
        template = gettext_noop(
            "La columna votes difiere de las papeletas en %(different)s proyectos (el primero: %(project)s)."
        )
        notes.append(Sentence(template, {"different": len(different), "project": different[0]}))
    return notes


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
