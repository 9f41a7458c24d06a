"""How does a public election come in? Files of one city and year become an edition with its ballots and results.

All files are read and compared before the first row is written; a fault in one leaves nothing of any.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convite.core.errors import NotAllowed, Refused
from convite.core.money import money_from_major
from convite.core.translated import Translated
from convite.people.queries import Actor
from convite.planning.actions import adopt_ceilings, close_edition, create_edition
from convite.planning.models import Edition, Phase, Theme
from convite.planning.permissions import can_plan
from convite.projects.actions import bring_in_projects
from convite.projects.models import Project
from convite.rulebook.pabulib import PbFile
from convite.rulebook.winners import Rule, rule_of_file
from convite.rulebook.winners.elections import Exact
from convite.territories.actions import add_territory
from convite.territories.models import Territory
from convite.voting.actions.contests import (
    bring_in_ballots,
    count_contest,
    prepare_contest,
    publish_ballot,
    record_turnout,
)
from convite.voting.models import Contest, Result, Turnout
from convite.voting.queries import POINTS_KINDS, marks_as_text

# Pabulib's categories, as its files write them, and ours.
THEMES = {
    "environmental protection": Theme.ENVIRONMENT,
    "urban greenery": Theme.ENVIRONMENT,
    "culture": Theme.CULTURE,
    "sport": Theme.SPORT,
    "sport and recreation": Theme.SPORT,
    "education": Theme.EDUCATION,
    "health": Theme.HEALTH,
    "health and welfare": Theme.HEALTH,
    "welfare": Theme.INCLUSION,
    "public transit and roads": Theme.MOBILITY,
    "public space": Theme.INFRASTRUCTURE,
    "municipal infrastructure and security": Theme.SAFETY,
    "municipal infrastructure": Theme.INFRASTRUCTURE,
}
CHANNELS = {"internet": Turnout.Channel.ONLINE, "paper": Turnout.Channel.STATION}


@dataclass(frozen=True)
class ElectionFile:
    """A file by its name, for error messages, and what was read from it (with its rows of voters)."""

    name: str
    election: PbFile


def import_election(files: Sequence[ElectionFile], *, by: Actor, rule: Rule | None = None) -> list[Result]:
    """Brings in the files as one edition and counts each contest by its own rule (or by `rule` for all).

    Refuses files of different cities, years or currencies, a rule that no file names, and an edition that exists.
    """
    city, year, currency = _one_edition(files)
    rules = {file.name: rule or _rule_of(file) for file in files}
    with transaction.atomic():
        home = _territory(city, Territory.Kind.MUNICIPALITY, None, by)
        if not can_plan(by, home):
            raise NotAllowed
        if Edition.objects.filter(territory=home, year=year).exists():
            raise Refused(
                _("La edición %(year)s de %(city)s ya está aquí. No se cambió nada.") % {"year": year, "city": city}
            )
        edition = Edition(territory=home, name=Translated(es=f"{city} {year}"), year=year, currency=currency)
        edition.state = Edition.State.OPEN
        create_edition(edition, [_phase(files[0].election.meta, year)], by=by)
        places = {file.name: _place_of(file, home, by) for file in files}
        _refuse_twice(files, places)
        amounts = {places[f.name]: _minor(f.election.budget, currency) for f in files}
        adopt_ceilings(edition, amounts, by=by, adopted_by=_("Tomado del archivo público de la elección"))
        results = [_bring_in(file, edition, places[file.name], rules[file.name], by) for file in files]
        close_edition(edition, by=by)
    return results


def _one_edition(files: Sequence[ElectionFile]) -> tuple[str, int, str]:
    """The city, year and currency that all the files share."""
    if not files:
        raise Refused(_("Dé al menos un archivo .pb."))
    first: tuple[str, int, str] | None = None
    for file in files:
        meta = file.election.meta
        year = re.search(r"(?:19|20)\d\d", meta.get("instance", "") or meta.get("date_begin", ""))
        city, currency = meta.get("unit", "").strip(), meta.get("currency", "").strip().upper()
        for value, field in ((city, "unit"), (year, "instance"), (currency, "currency")):
            if not value:
                raise Refused(_("%(file)s: en META falta «%(field)s».") % {"file": file.name, "field": field})
        this = (city, int(year[0]), currency)  # type: ignore[index]
        if first and this != first:
            text = _("%(file)s es de %(this)s y los anteriores son de %(first)s: tráigalos por separado.")
            raise Refused(
                text % {"file": file.name, "this": " ".join(map(str, this)), "first": " ".join(map(str, first))}
            )
        first = this
    assert first is not None
    return first


def _rule_of(file: ElectionFile) -> Rule:
    found = rule_of_file(file.election)
    if found is None:
        text = _("%(file)s no dice con qué regla se decidió («%(rule)s»). Indíquela con --rule.")
        raise Refused(text % {"file": file.name, "rule": file.election.meta.get("rule", "")})
    return found


def _territory(name: str, kind: str, parent: Territory | None, by: Actor) -> Territory:
    """The territory of that name below `parent`, made if it is not there. Public files carry no official codes."""
    # slugify drops the letters that do not decompose; ł is one, and half of Poland's names have it.
    plain = name.replace("ł", "l").replace("Ł", "L")
    own = slugify(plain) or slugify(plain, allow_unicode=True)  # Пловдив, Αθήνα: no letter would be left
    code = f"{parent.code}-{own}" if parent else own
    return Territory.objects.filter(code=code).first() or add_territory(
        Territory(code=code, name=name, kind=kind, parent=parent), by=by
    )


def _place_of(file: ElectionFile, home: Territory, by: Actor) -> Territory:
    meta = file.election.meta
    name = (meta.get("subunit") or meta.get("district") or meta.get("neighborhood") or "").strip()
    return _territory(name, Territory.Kind.DISTRICT, home, by) if name else home


def _refuse_twice(files: Sequence[ElectionFile], places: dict[str, Territory]) -> None:
    twice = [name for name, number in Counter(place.full_name for place in places.values()).items() if number > 1]
    if twice:
        raise Refused(_("Hay dos archivos para %(place)s: deje uno.") % {"place": twice[0]})
    codes = Counter(project.id for file in files for project in file.election.projects)
    repeated = [code for code, number in codes.items() if number > 1]
    if repeated:
        raise Refused(_("El proyecto %(code)s está en más de un archivo.") % {"code": repeated[0]})


def _phase(meta: dict[str, str], year: int) -> Phase:
    """The days of the vote, as the file gives them; the whole year where it does not."""
    begins, ends = _day(meta.get("date_begin", "")), _day(meta.get("date_end", ""))
    opens = begins or datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())
    closes = ends or begins or datetime(year, 12, 31, tzinfo=timezone.get_current_timezone())
    name = Translated(es="Priorización", en="Prioritisation", fr="Priorisation", pt="Priorização")
    return Phase(
        kind=Phase.Kind.PRIORITISATION,
        name=name,
        opens_at=opens,
        closes_at=closes + timedelta(days=1),
        acts=[{"act": "vote"}],
    )


def _day(text: str) -> datetime | None:
    try:
        day = datetime.strptime(text.strip(), "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no zone; its start gets one below
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time.min))


def _bring_in(file: ElectionFile, edition: Edition, place: Territory, rule: Rule, by: Actor) -> Result:
    election = file.election
    projects = bring_in_projects(_projects(election, edition, place), by=by)
    contest = Contest(
        edition=edition,
        territory=place,
        ballot_type=election.ballots.kind,
        most_marks=election.ballots.length
        if election.ballots.kind == "ordinal"
        else _number(election.meta.get("max_length")),
        ceiling=_minor(election.budget, edition.currency),
    )
    recorded = {code: int(value) for code, value in election.recorded.items() if value.lstrip("-").isdigit()}
    prepare_contest(contest, projects, rule, by=by, recorded=recorded)
    publish_ballot(contest, by=by)
    bring_in_ballots(contest, _ballots(election), by=by, source=file.name)
    record_turnout(contest, _turnout(election), by=by)
    # Where a file's tie needs a lot, its own name is the seed: published, and nobody's choice.
    return count_contest(contest, by=by, seed=file.name)


def _projects(election: PbFile, edition: Edition, place: Territory) -> list[Project]:
    language = election.meta.get("language", "").strip()[:2].lower() or "es"
    return [
        Project(
            edition=edition,
            territory=place,
            code=project.id,
            title=Translated({language: (project.name or project.id)[:500]}),
            theme=THEMES.get(project.category.split(",")[0].strip().lower(), Theme.OTHER),
            cost_minor=_minor(project.cost, edition.currency),
            currency=edition.currency,
            lat=_coordinate(project.latitude),
            lon=_coordinate(project.longitude),
            state=Project.State.VIABLE,
        )
        for project in election.projects
    ]


def _minor(amount: Exact, currency: str) -> int:
    """Minor units. As a decimal, which it was in the file: a refusal shows it as it was written."""
    return money_from_major(Decimal(amount.numerator) / amount.denominator, currency).amount


def _coordinate(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -180 <= value <= 180 else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _ballots(election: PbFile) -> list[tuple[str, int]]:
    """Canonical marks by option number, merged."""
    number = {project.id: position for position, project in enumerate(election.projects, 1)}
    ordered = election.ballots.kind == "ordinal"
    merged: Counter[str] = Counter()
    for marks, weight in election.ballots.pairs(list(number)):
        if election.ballots.kind in POINTS_KINDS:
            text = marks_as_text({number[code]: int(points) for code, points in dict(marks).items()})
        else:
            text = marks_as_text([number[code] for code in marks], ordered)
        merged[text] += weight
    return list(merged.items())


def _turnout(election: PbFile) -> dict[tuple[str, str, str], int]:
    """Voters by channel; by sex apart. The rows of voters are read for these sums only, and kept nowhere."""
    table = election.voters
    groups: Counter[tuple[str, str, str]] = Counter()
    if table is None or "voting_method" not in table.columns:
        groups[Turnout.Channel.UNKNOWN, "", ""] = election.ballots.voters
    else:
        column = table.columns.index("voting_method")
        for row in table.rows:
            groups[CHANNELS.get(row[column].strip().lower(), Turnout.Channel.UNKNOWN), "", ""] += 1
    if table is not None and "sex" in table.columns:
        column = table.columns.index("sex")
        for row in table.rows:
            sex = row[column].strip().lower()
            if sex in {"f", "m"}:
                groups["", sex, ""] += 1
    return dict(groups)
