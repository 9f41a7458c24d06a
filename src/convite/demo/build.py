"""How is the demo city made? Its content (``content/``) is written through the actions of each room, once.

Everything happens in one transaction: there is a whole city or none. Where the municipality already has an edition,
nothing is touched and the summary is read from what is there. ``by`` is the system for places and accounts, and the
invented officer for what an officer does.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from convite.core.actors import SYSTEM
from convite.core.translated import Translated
from convite.demo.city import City
from convite.demo.content import editions, geography, ideas, past, people, projects
from convite.demo.meetings import add_conversations, add_records, add_workshops
from convite.gatherings.models import Gathering
from convite.people.actions import grant_role, open_account
from convite.planning.actions import (
    adopt_ceilings,
    adopt_plan,
    adopt_sharing,
    create_edition,
    create_sharing,
    record_ideas,
)
from convite.planning.models import Ceiling, Edition, Idea, LocalPlan, Phase, PlanItem, Sharing
from convite.projects.actions import bring_in_projects
from convite.projects.models import Project
from convite.rulebook.winners import preset
from convite.territories.actions import PopulationRow, add_territories, import_population, set_boundaries
from convite.territories.models import Boundary, Territory
from convite.voting.actions import bring_in_ballots, count_contest, prepare_contest, publish_ballot, record_turnout
from convite.voting.models import Contest, OptionResult, Result, Turnout
from convite.voting.queries import marks_as_text

HOME = "05001"
RULE = "medellin"
SOURCE = "Votos inventados de la ciudad de demostración"
STEPS = {
    "territories": "Territorios, croquis y población",
    "people": "Personas y papeles",
    "editions": "Ediciones, fases y techos",
    "plans": "Planes locales",
    "workshops": "Talleres y encuentros",
    "records": "Actas, acuerdos y evaluaciones de los encuentros",
    "ideas": "Ideas",
    "conversations": "Comentarios, apoyos y denuncias",
    "projects": "Proyectos",
    "ballots": "Tarjetones de esta edición",
    "past": "Edición terminada: proyectos, votos y resultados",
}


def build(today: date | None = None, *, quiet: bool = False) -> dict[str, Any]:
    """Makes the demo city where there is none; returns what it holds, and the seconds of each step (money in pesos)."""
    if exists():
        return summary({})
    city, seconds = City(today or timezone.localdate()), dict[str, float]()
    steps = {
        "territories": add_places, "people": add_cast, "editions": add_editions, "plans": add_plans,
        "workshops": add_workshops, "records": add_records, "ideas": add_ideas, "conversations": add_conversations,
        "projects": add_projects, "ballots": add_ballots,
        "past": add_past,
    }  # fmt: skip
    with transaction.atomic():
        for key, step in steps.items():
            with timed(key, seconds, quiet):
                step(city)
    return summary(seconds)


def exists() -> bool:
    return Edition.objects.filter(territory__code=HOME).exists()


@contextmanager
def timed(key: str, seconds: dict[str, float], quiet: bool) -> Iterator[None]:
    begins = time.perf_counter()
    yield
    seconds[key] = round(time.perf_counter() - begins, 3)
    if not quiet:
        print(f"{seconds[key]:6.2f} s  {STEPS[key]}", flush=True)


def summary(seconds: dict[str, float]) -> dict[str, Any]:
    """The main job in figures: the present edition, and what the finished one decided. Money in whole pesos."""
    now, before = Edition.objects.filter(territory__code=HOME).order_by("-year")[:2]
    results = Result.objects.filter(contest__edition=before)
    socialisations = Gathering.objects.filter(convening__edition=now, kind=Gathering.Kind.SOCIALISATION)
    return {
        "territories": Ceiling.objects.filter(edition=now).count(),
        "workshops": socialisations.count(),
        "ideas": Idea.objects.filter(edition=now).count(),
        "projects": Project.objects.filter(edition=now).count(),
        "ceilings": (Ceiling.objects.filter(edition=now).aggregate(sum=Sum("amount"))["sum"] or 0) // 100,
        "ballots": results.aggregate(sum=Sum("ballots"))["sum"] or 0,
        "winners": OptionResult.objects.filter(result__in=results, won=True).count(),
        "allocated": (results.aggregate(sum=Sum("spent"))["sum"] or 0) // 100,
        "seconds": seconds,
    }


# The steps, in order


def add_places(city: City) -> None:
    """The tree, the sketch and the population. Places that are there already stay as they are, with their borders."""
    known = {t.code: t for t in Territory.objects.filter(path__startswith="CO/")}
    for told in geography.ABOVE:
        known.setdefault(told.code, territory(told.code, told.kind, told.name, known.get(told.parent), told.centre))
    city.home = known[HOME]
    for t in geography.TERRITORIES:
        place = territory(t.code, t.kind, t.name, city.home, t.centre, order=t.local_code)
        city.places[t.local_code] = known.setdefault(t.code, place)
    add_territories([t for t in known.values() if not t.pk], by=SYSTEM)
    drawn = set(Boundary.objects.values_list("territory_id", flat=True))
    shapes = {city.places[t.local_code]: t.geometry for t in geography.TERRITORIES}
    bare = {place: shape for place, shape in shapes.items() if place.pk not in drawn}
    set_boundaries(bare, source=geography.BOUNDARY_SOURCE, is_schematic=True, by=SYSTEM)
    import_population(populations(), source=geography.POPULATION_SOURCE, by=SYSTEM)


def territory(
    code: str, kind: str, name: str, parent: Territory | None, centre: geography.LonLat, order: str = ""
) -> Territory:
    lon, lat = centre
    return Territory(code=code, kind=kind, name=name, parent=parent, order=order, centre_lon=lon, centre_lat=lat)


def populations() -> list[PopulationRow]:
    """Of each territory and of the city: all, each sex, and each sex in each age band."""
    rows, city = [], Counter[tuple[str, str]]()
    for line, told in enumerate(geography.TERRITORIES, 1):
        groups: Counter[tuple[str, str]] = Counter({("", ""): told.population})
        for sex, band, number in geography.population_groups(told.local_code):
            groups[sex, band] += number
            groups[sex, ""] += number
        city.update(groups)
        rows.append(PopulationRow(line, told.code, told.name, geography.POPULATION_YEAR, dict(groups)))
    return [*rows, PopulationRow(0, HOME, "Medellín", geography.POPULATION_YEAR, dict(city))]


def add_cast(city: City) -> None:
    by_code = {t.code: t for t in city.places.values()} | {HOME: city.home}
    for member in people.CAST:
        lives_in = city.places.get(member.lives_in)
        person = open_account(email=member.email, name=member.name, territory=lives_in, by=SYSTEM)
        if member.role:
            grant_role(person, member.role, by_code.get(member.role_on), by=SYSTEM)
        city.cast[member.key] = person


def add_editions(city: City) -> None:
    """Five editions: the older three are known by their ceilings only."""
    for years_ago in range(4, -1, -1):
        told = editions.edition(city.today, years_ago)
        state = Edition.State.CLOSED if told.is_finished else Edition.State.OPEN
        edition = Edition(
            territory=city.home,
            name=Translated(told.names),
            year=told.fiscal_year,
            currency=editions.CURRENCY,
            state=state,
        )
        city.editions[years_ago] = create_edition(edition, [phase(p) for p in told.phases], by=city.officer)
        ceilings = [c for c in editions.ceilings(city.today) if c.fiscal_year == told.fiscal_year]
        if years_ago:
            amounts = {city.places[c.local_code]: editions.centavos(c.pesos) for c in ceilings}
            adopt_ceilings(edition, amounts, adopted_by=ceilings[0].adopted_by, by=city.officer)
        else:
            share_out_ceilings(city, edition, ceilings, told)


def share_out_ceilings(
    city: City, edition: Edition, ceilings: Sequence[editions.Ceiling], told: editions.Edition
) -> None:
    """The present ceilings come from the formula, so that anyone can work them out again."""
    sharing = Sharing(
        edition=edition,
        name="Población y pobreza, con piso",
        total=editions.centavos(editions.TOTAL),
        weights={name: str(weight) for name, weight in editions.WEIGHTS.items()},
        inputs={city.places[c.local_code].public_id: dict(c.inputs) for c in ceilings},
        sources=editions.INPUT_SOURCES,
        floor=editions.centavos(editions.FLOOR),
        unit=editions.centavos(1),
    )
    create_sharing(sharing, by=city.officer)
    adopted_on = told.phases[0].opens_at.date()
    adopt_sharing(sharing, act=ceilings[0].adopted_by, adopted_on=adopted_on, by=city.officer)


def phase(told: editions.Phase) -> Phase:
    acts = [{"act": a.act, "opens_at": a.opens_at.isoformat(), "closes_at": a.closes_at.isoformat()} for a in told.acts]
    return Phase(
        kind=told.kind, name=Translated(told.names), opens_at=told.opens_at, closes_at=told.closes_at, acts=acts
    )


def add_plans(city: City) -> None:
    for told in projects.plans(city.today):
        plan = LocalPlan(
            territory=city.places[told.local_code],
            name=Translated(es=told.name),
            starts_in=told.starts_in,
            ends_in=told.ends_in,
        )
        adopt_plan(plan, [(item.code, item.parent, item.name) for item in told.items], by=city.officer)
        for item in PlanItem.objects.filter(plan=plan, level=PlanItem.Level.GOAL):
            city.goals[told.local_code, item.code] = item


def add_ideas(city: City) -> None:
    told = ideas.ideas(city.today)
    stored = record_ideas([idea(city, i) for i in told], by=city.officer)
    city.ideas = {i.number: row for i, row in zip(told, stored, strict=True)}


def idea(city: City, told: ideas.Idea) -> Idea:
    """As it stood before formulation: the projects that grow from it say so themselves."""
    return Idea(
        edition=city.editions[0],
        territory=city.places[told.local_code],
        title=Translated(es=told.title),
        description=Translated(es=told.description),
        theme=told.theme,
        place=told.place,
        origin=told.origin,
        gathering=city.gatherings.get(told.workshop),
        author=city.cast.get(told.author),
        said_by=told.said_by,
        state=Idea.State.PROPOSED if told.project else told.state,
        state_reason=Translated(es=told.reason) if told.reason else Translated(),
        created_at=told.said_at,
    )


def add_projects(city: City) -> None:
    told = projects.projects(city.today)
    origins = {code: [city.ideas[n] for n in numbers] for code, numbers in ideas.origins(city.today).items()}
    rows = [project(city, p, 0, city.goals[p.local_code, p.goal_code]) for p in told]
    for row, p in zip(bring_in_projects(rows, origins, by=city.officer), told, strict=True):
        city.projects.setdefault(p.local_code, []).append(row)


def project(
    city: City, told: projects.Project | past.PastProject, years_ago: int, goal: PlanItem | None = None
) -> Project:
    lon, lat = told.location
    return Project(
        edition=city.editions[years_ago],
        territory=city.places[told.local_code],
        code=told.code,
        title=Translated(es=told.title),
        problem=Translated(es=told.problem),
        objective=Translated(es=told.objective),
        beneficiaries=Translated(es=told.beneficiaries),
        place=told.place,
        theme=told.theme,
        cost_minor=editions.centavos(told.pesos),
        currency=editions.CURRENCY,
        goal=goal,
        lon=lon,
        lat=lat,
        state=Project.State.VIABLE,
    )


def add_ballots(city: City) -> None:
    """The ballots of the present edition are public; nobody votes yet."""
    ceilings = editions.amounts(0)
    for code, options in city.projects.items():
        publish_ballot(contest(city, code, 0, ceilings[code], options), by=city.officer)


def contest(city: City, code: str, years_ago: int, pesos: int, options: list[Project]) -> Contest:
    made = Contest(
        edition=city.editions[years_ago],
        territory=city.places[code],
        ballot_type=Contest.BallotType.APPROVAL,
        most_marks=past.MOST_MARKS,
        ceiling=editions.centavos(pesos),
    )
    return prepare_contest(made, options, preset(RULE), by=city.officer)


def add_past(city: City) -> None:
    """The finished edition: ballots come in already anonymous, and the rule counts them."""
    for told in past.contests(city.today):
        options = bring_in_projects([project(city, p, 1) for p in told.projects], by=city.officer)
        made = publish_ballot(contest(city, told.local_code, 1, told.ceiling, options), by=city.officer)
        bring_in_ballots(made, [(marks_as_text(m), w) for m, w in told.ballots], by=city.officer, source=SOURCE)
        record_turnout(made, turnout(told.turnout), by=city.officer)
        count_contest(made, by=city.cast["scrutineer"])


def turnout(told: past.Turnout) -> dict[tuple[str, str, str], int]:
    """By channel, and apart by sex and age band."""
    channels = {(Turnout.Channel.ONLINE, "", ""): told.online, (Turnout.Channel.STATION, "", ""): told.station}
    return channels | {("", sex, band): people for sex, band, people in told.groups}
