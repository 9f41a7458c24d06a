"""How do places get their population? Row by row out of a table, all or none; odd sums are told, not hidden."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from convite.core.acts import remember, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.territories.models import Population, Territory
from convite.territories.permissions import can_manage_territories
from convite.territories.queries import Known, is_called, places_below, populations_of

Group = tuple[str, str]  # sex, age band; "" = all


@dataclass(frozen=True)
class PopulationRow:
    """A place by its code or its name, a year, and how many people of each group. `line` is the file's."""

    line: int
    code: str
    name: str
    year: int
    groups: dict[Group, int]


@dataclass
class PopulationReport:
    """What was (or would be) stored, and what does not add up."""

    places: int = 0
    people: int = 0
    years: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)
    left_out: int = 0


class BadPopulation(Refused):
    """The table cannot be stored; `lines` are one sentence per row."""

    def __init__(self, reason: str, lines: Sequence[str]) -> None:
        super().__init__(reason)
        self.lines = tuple(lines)


def import_population(
    rows: Sequence[PopulationRow],
    *,
    by: Any,
    source: str,
    parent: Territory | None = None,
    only_known: bool = False,
    dry_run: bool = False,
) -> PopulationReport:
    """Stores how many people live in each place of the table; what was known of the same place and year is replaced.

    `only_known` leaves out the rows of places that are not in the tree (a national table in a state's installation).
    """
    if not can_manage_territories(by):
        raise NotAllowed
    report = PopulationReport(years=sorted({row.year for row in rows}))
    found = _find(rows, parent, report, only_known)
    if report.problems:
        raise BadPopulation(_("No se importó nada: hay filas por aclarar."), report.problems)
    if not found:
        raise BadPopulation(_("Ninguna fila es de un territorio conocido."), [])
    report.oddities = [line for place, row in found for line in _odd_sums(place, row)] + _odd_parents(found)
    report.places = len({place.pk for place, _row in found})
    report.people = sum(_all(row.groups) for _place, row in found)
    if not dry_run:
        _store(found, source, by)
    return report


def _find(
    rows: Sequence[PopulationRow], parent: Territory | None, report: PopulationReport, only_known: bool
) -> list[tuple[Territory, PopulationRow]]:
    known, found = Known(places_below(parent), parent), []
    answers = known.find_each([(row.code, row.name) for row in rows])
    for row, (_how, places) in zip(rows, answers, strict=True):
        called = " ".join(filter(None, (row.code, row.name)))
        if len(places) == 1:
            found.append((places[0], row))
        elif not places and only_known:
            report.left_out += 1
        else:
            why = _("hay %d territorios así") % len(places) if places else _("no hay ningún territorio así")
            said = {"line": row.line, "called": called, "why": why}
            report.problems.append(_("Fila %(line)d (%(called)s): %(why)s.") % said)
    numbers = Counter((place.pk, row.year) for place, row in found)
    for place, row in found:
        if numbers[place.pk, row.year] > 1:
            said = {"line": row.line, "place": place, "year": row.year}
            report.problems.append(_("Fila %(line)d: %(place)s ya está en otra fila del año %(year)d.") % said)
    return found


def _odd_sums(place: Territory, row: PopulationRow) -> list[str]:
    """What the row says of itself that cannot all be true, or is another name than ours."""
    lines, all_people = [], row.groups.get(("", ""))
    sexes = [count for (sex, band), count in row.groups.items() if sex and not band]
    if all_people is not None and len(sexes) == 2 and sum(sexes) != all_people:
        said = {"line": row.line, "place": place, "sum": sum(sexes), "total": all_people}
        lines.append(_("Fila %(line)d (%(place)s): mujeres y hombres suman %(sum)d y el total dice %(total)d.") % said)
    if not is_called(place, row.name):
        said = {"line": row.line, "place": place, "name": row.name}
        lines.append(_("Fila %(line)d: el archivo dice «%(name)s» y aquí se llama «%(place)s».") % said)
    return lines


def _odd_parents(found: list[tuple[Territory, PopulationRow]]) -> list[str]:
    """Places whose parts, all of them in the table, do not add up to what is said of the whole."""
    sums: dict[tuple[int, int], int] = defaultdict(int)
    parts: dict[tuple[int, int], int] = defaultdict(int)
    said = {(place.pk, row.year): _all(row.groups) for place, row in found}
    for place, row in found:
        if place.parent_id:
            sums[place.parent_id, row.year] += _all(row.groups)
            parts[place.parent_id, row.year] += 1
    parents = Territory.objects.annotate(number=Count("children")).in_bulk({pk for pk, _year in sums})
    lines = []
    for (pk, year), total in sums.items():
        whole = said.get((pk, year), populations_of([parents[pk]], year).get(pk))
        if parents[pk].number == parts[pk, year] and whole is not None and whole != total:
            values = {"place": parents[pk], "year": year, "sum": total, "total": whole}
            lines.append(_("%(place)s, %(year)d: sus partes suman %(sum)d y el total dice %(total)d.") % values)
    return lines


def _all(groups: dict[Group, int]) -> int:
    if ("", "") in groups:
        return groups["", ""]
    return sum(count for (_sex, band), count in groups.items() if not band)


def _store(found: list[tuple[Territory, PopulationRow]], source: str, by: Any) -> None:
    rows = [
        Population(territory=place, year=row.year, sex=sex, age_band=band, count=count, source=source[:200])
        for place, row in found
        for (sex, band), count in row.groups.items()
    ]
    by_year: dict[int, list[int]] = defaultdict(list)
    for place, row in found:
        by_year[row.year].append(place.pk)
    content = [[place.code, row.year, sorted(map(list, row.groups.items()), key=str)] for place, row in found]
    with transaction.atomic():
        for year, keys in by_year.items():
            Population.objects.filter(year=year, territory__in=keys).delete()
        write_rows(rows)
        remember(act="import_population", thing=found[0][0], by=by, content={"source": source, "rows": content})
