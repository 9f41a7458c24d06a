"""How did the finished edition vote? Its 21 contests: options with cost and ceiling, ballots, and turnout.

Ballots are drawn once from a popularity that some projects have and others lack; equal ballots come merged. Who won is
*not* here: the rule counts. Amounts are whole pesos.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

import numpy as np

from convite.demo.content.editions import amounts, finished
from convite.demo.content.geography import AGE_BANDS, SEXES, TERRITORIES, LonLat, Territory, group_weights
from convite.demo.content.kinds import Kind, fill
from convite.demo.content.past_titles import ALWAYS, HILLSIDE, ON_HILLS, RURAL, TITLES, VALLEY
from convite.demo.content.projects import BALLOTS, KINDS, lines, location
from convite.demo.content.shares import split

SEED = 2016
BALLOT_COUNT = 60_000
MOST_MARKS = 5
MARKS_SHARE = (0.14, 0.17, 0.27, 0.19, 0.23)  # how many people mark one, two… five projects
ONLINE_THOUSANDTHS = {"commune": 640, "corregimiento": 410}


@dataclass(frozen=True)
class PastProject:
    code: str
    local_code: str
    number: int
    kind: str
    title: str
    problem: str
    objective: str
    beneficiaries: str
    theme: str
    place: str
    location: LonLat
    pesos: int


@dataclass(frozen=True)
class Turnout:
    """People who voted, told two ways that add up to the same: by channel, and apart by sex and age band."""

    online: int
    station: int
    groups: tuple[tuple[str, str, int], ...]  # (sex, age band, people)

    @property
    def total(self) -> int:
        return self.online + self.station


@dataclass(frozen=True)
class PastContest:
    local_code: str
    ceiling: int  # pesos
    most_marks: int
    projects: tuple[PastProject, ...]
    ballots: tuple[tuple[tuple[int, ...], int], ...]  # (numbers marked, ascending), how many such ballots
    turnout: Turnout


def contests(today: date) -> tuple[PastContest, ...]:
    """The 21 contests, in order of territory."""
    year = finished(today).fiscal_year
    ceilings = amounts(1)
    sizes = ballot_counts()
    return tuple(_contest(t, ceilings[t.local_code], sizes[t.local_code], year) for t in TERRITORIES)


@cache
def ballot_counts() -> dict[str, int]:
    """Local code → ballots, BALLOT_COUNT in all; small and rural places turn out more, as they do everywhere."""
    weights = []
    for t in TERRITORIES:
        of_age = t.population * 80 // 100
        rate = (
            Random(f"{SEED}-{t.local_code}-rate").randint(17, 33) + (38 if t.is_rural else 0) + t.poverty_tenths // 20
        )
        weights.append(of_age * rate + 300_000)
    return dict(zip((t.local_code for t in TERRITORIES), split(BALLOT_COUNT, weights), strict=True))


def _contest(t: Territory, ceiling: int, size: int, year: int) -> PastContest:
    projects = _projects(t, ceiling, year)
    return PastContest(t.local_code, ceiling, MOST_MARKS, projects, _ballots(t, projects, size), _turnout(t, size))


def _projects(t: Territory, ceiling: int, year: int) -> tuple[PastProject, ...]:
    """Eight to ten, of different kinds, that ask together for 150 % to 200 % of the ceiling."""
    rng = Random(f"{SEED}-{t.local_code}-projects")
    menu = RURAL if t.is_rural else HILLSIDE if t.local_code in ON_HILLS else VALLEY
    kinds = [*ALWAYS[t.kind], *dict.fromkeys(rng.sample(menu, len(menu)))][: rng.randint(8, 10)]
    places = [line.place for line in lines(t.local_code) if not line.place.startswith(("la ", "el "))]
    rng.shuffle(places)
    asked = sum(TITLES[kind][0] for kind in kinds) * 1_000_000
    factor = Fraction(ceiling * rng.randint(150, 200), 100 * asked)
    return tuple(
        _project(t, n, kind, t.phrase if kind == "beca" else places[n % len(places)], factor, year)
        for n, kind in enumerate(rng.sample(kinds, len(kinds)), start=1)
    )


def _project(t: Territory, number: int, key: str, place: str, factor: Fraction, year: int) -> PastProject:
    rng = Random(f"{SEED}-{t.local_code}-{number}")
    millions, reached, titles = TITLES[key]
    kind: Kind = KINDS[key]
    reached = max(10, int(reached * factor) // 10 * 10)
    return PastProject(
        code=f"{year}-{t.local_code}-{number:02d}",
        local_code=t.local_code,
        number=number,
        kind=key,
        title=fill(rng.choice(titles), place, reached),
        problem=kind.diagnosis,
        objective=fill(rng.choice(kind.objectives), place, reached),
        beneficiaries=fill("{n} " + kind.who + " {de}", place, reached),
        theme=kind.theme,
        place=place[0].upper() + place[1:],
        location=location(t.local_code, place),
        pesos=int(millions * 1_000_000 * factor * rng.randint(940, 1060) / 1000) // 10_000 * 10_000,
    )


def _ballots(t: Territory, projects: tuple[PastProject, ...], size: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Each voter marks one to five projects; taste is the project's appeal plus the voter's own leaning.

    RandomState is numpy's frozen generator: its stream does not change between versions.
    """
    random = np.random.RandomState(SEED * 100 + int(t.local_code))
    m = len(projects)
    appeal = random.normal(0.0, 0.85, m)
    taste = appeal + random.gumbel(0.0, 1.0, (size, m))
    marks = random.choice(np.arange(1, MOST_MARKS + 1), size=size, p=MARKS_SHARE)
    rank = (-taste).argsort(axis=1).argsort(axis=1)
    chosen = rank < np.minimum(marks, m)[:, None]
    masks, weights = np.unique(chosen @ (1 << np.arange(m)), return_counts=True)
    merged = [
        (tuple(i + 1 for i in range(m) if mask >> i & 1), w)
        for mask, w in zip(masks.tolist(), weights.tolist(), strict=True)
    ]
    return tuple(sorted(merged))


def _turnout(t: Territory, size: int) -> Turnout:
    """By channel, and by sex and age band among those who may vote (fourteen or older)."""
    rng = Random(f"{SEED}-{t.local_code}-turnout")
    online = size * (ONLINE_THOUSANDTHS[t.kind] + rng.randint(-60, 60)) // 1000
    leaning = {"0-13": 0, "14-28": 9, "29-44": 8, "45-59": 11, "60+": 12}
    keys = [(sex, band) for sex in SEXES for band in AGE_BANDS]
    weights = [
        w * leaning[band] * (112 if sex == "f" else 100) for (sex, band), w in zip(keys, group_weights(t), strict=True)
    ]
    counts = split(size, weights)
    groups = tuple((s, b, n) for (s, b), n in zip(keys, counts, strict=True) if b != "0-13")
    return Turnout(online, size - online, groups)


def names_on_present_ballots() -> frozenset[str]:
    """Titles of the present edition, which no past project may repeat."""
    return frozenset(line.title for code in BALLOTS for line in lines(code))
