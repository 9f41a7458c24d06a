"""What is on the ballots? The 293 projects of the present edition, read from the ballots and their kinds.

Costs: a ballot gives millions for the thing itself; each territory's list is brought halfway between what it asks and
175 % of the ceiling, so that there is always something to choose. Amounts are whole pesos.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random

from convite.demo.content import ballots_centre, ballots_north, ballots_rural, ballots_west, kinds_people, kinds_places
from convite.demo.content.editions import current, current_amounts
from convite.demo.content.geography import TERRITORIES, LonLat, by_code, ring
from convite.demo.content.kinds import Kind, fill
from convite.demo.content.plans import Plan, plan_of

SEED = 20171
BALLOTS: dict[str, str] = ballots_north.BALLOTS | ballots_centre.BALLOTS | ballots_west.BALLOTS | ballots_rural.BALLOTS
KINDS: dict[str, Kind] = kinds_places.KINDS | kinds_people.KINDS


@dataclass(frozen=True)
class Project:
    code: str  # "2027-01-03"
    local_code: str
    number: int  # on its ballot
    kind: str
    title: str
    problem: str
    objective: str
    beneficiaries: str
    theme: str
    place: str
    location: LonLat
    pesos: int
    goal_code: str  # of its territory's plan, "4.1.1"
    need: str  # as the neighbours said it


@dataclass(frozen=True)
class Line:
    """A project as the ballots write it."""

    kind: str
    place: str
    millions: int
    reached: int
    title: str
    need: str
    idea: str = ""  # how the neighbours called it, where the words of its kind do not fit


@cache
def lines(local_code: str) -> tuple[Line, ...]:
    records: list[list[str]] = []
    for row in BALLOTS[local_code].strip().splitlines():
        if row.startswith(" "):
            records[-1].append(row.strip())
        else:
            records.append([row])
    return tuple(_line(*record) for record in records)


def _line(head: str, need: str, idea: str = "") -> Line:
    kind, place, millions, reached, title = (part.strip() for part in head.split("|"))
    return Line(kind, place, int(millions), int(reached), title, need, idea)


def plans(today: date) -> tuple[Plan, ...]:
    year = current(today).fiscal_year
    return tuple(plan_of(t, {KINDS[line.kind].goal for line in lines(t.local_code)}, year) for t in TERRITORIES)


def projects(today: date) -> tuple[Project, ...]:
    """All 293, by territory and number."""
    year = current(today).fiscal_year
    return tuple(
        _project(line, number, plan, year)
        for plan in plans(today)
        for number, line in enumerate(lines(plan.local_code), start=1)
    )


def _project(line: Line, number: int, plan: Plan, year: int) -> Project:
    kind = KINDS[line.kind]
    goal = next(item.code for item in plan.items if item.key == kind.goal)
    place = place_name(line.place, plan.local_code)
    return Project(
        code=f"{year}-{plan.local_code}-{number:02d}",
        local_code=plan.local_code,
        number=number,
        kind=line.kind,
        title=line.title,
        problem=line.need if line.idea else f"{line.need} {kind.diagnosis}",
        objective=fill(kind.objectives[(number + int(plan.local_code)) % len(kind.objectives)], place, line.reached),
        beneficiaries=fill("{n} " + kind.who + " {de}", place, line.reached),
        theme=kind.theme,
        place=place[0].upper() + place[1:],
        location=location(plan.local_code, line.place),
        pesos=_pesos(line, plan.local_code, number),
        goal_code=goal,
        need=line.need,
    )


def place_name(place: str, local_code: str) -> str:
    """«el corregimiento» alone is said with its name."""
    return by_code()[local_code].phrase if place == "el corregimiento" else place


def _pesos(line: Line, local_code: str, number: int) -> int:
    """The cost of a project, rounded to ten thousand pesos."""
    asked = sum(x.millions for x in lines(local_code)) * 1_000_000
    ceiling = current_amounts()[local_code]
    aim = (Fraction(asked, ceiling) + Fraction(175, 100)) / 2
    jitter = Fraction(Random(f"{SEED}-{local_code}-{number}").randint(965, 1035), 1000)
    return int(line.millions * 1_000_000 * aim * ceiling / asked * jitter) // 10_000 * 10_000


@cache
def location(local_code: str, place: str) -> LonLat:
    """A point inside the sketched cell: the same place is always at the same point."""
    rng = Random(f"{SEED}-{local_code}-{place}")
    outline = ring(local_code)
    lon, lat = by_code()[local_code].centre
    spread_lon = min(max(x for x, _ in outline) - lon, lon - min(x for x, _ in outline))
    spread_lat = min(max(y for _, y in outline) - lat, lat - min(y for _, y in outline))
    while True:
        point = (round(lon + rng.uniform(-1, 1) * spread_lon, 5), round(lat + rng.uniform(-1, 1) * spread_lat, 5))
        if inside(point, outline):
            return point


def inside(point: LonLat, outline: tuple[LonLat, ...]) -> bool:
    """Is the point within the closed outline? (Even–odd rule.)"""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in pairwise(outline):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            crossings += 1
    return crossings % 2 == 1
