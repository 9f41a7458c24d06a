"""How does a test get the things it speaks of? A builder per thing, with short defaults; a test names what it is about.

Builders write models directly, without permission, phase or audit: they make the world in which an act is tried.
"""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from convite.gatherings.models import Attendance, Gathering
from convite.people.models import STAFF_ROLES, Person, Role, RoleGrant
from convite.planning.models import Ceiling, Edition, EditionGathering, Idea, LocalPlan, Phase, PlanItem
from convite.projects.models import Project, ProjectOrigin
from convite.rulebook.winners import preset
from convite.territories.models import Boundary, Population, Territory
from convite.voting.models import Contest, OpenedBallot, Option

PASSWORD = "correcto caballo batería"
_numbers = count(1)


def at(text: str) -> datetime:
    """«2026-03-01» or «2026-03-01 09:30», in the city's time."""
    return timezone.make_aware(datetime.fromisoformat(text))


def make_territory(name: str = "Manrique", parent: Territory | None = None, **fields: Any) -> Territory:
    code = fields.pop("code", f"T{next(_numbers):05}")
    kind = Territory.Kind.COMMUNE if parent else Territory.Kind.MUNICIPALITY
    path = f"{parent.path if parent else ''}{code}/"
    defaults = {"kind": kind, "parent": parent, "path": path, "order": "03" if parent else ""}
    return Territory.objects.create(name=name, code=code, **(defaults | fields))


def make_boundary(territory: Territory, west: float = -75.6, south: float = 6.2, side: float = 0.1) -> Boundary:
    """A square."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    edges = {"west": west, "south": south, "east": east, "north": north}
    return Boundary.objects.create(territory=territory, geometry=shape, display=shape, source="prueba", **edges)


def make_population(territory: Territory, people: int = 1000, year: int = 2026, **fields: Any) -> Population:
    return Population.objects.create(territory=territory, count=people, year=year, **fields)


def make_person(name: str = "Ana Restrepo", **fields: Any) -> Person:
    """An account whose address is confirmed."""
    email = fields.pop("email", f"persona{next(_numbers)}@example.org")
    person = Person.objects.create_user(email, fields.pop("password", PASSWORD), name=name, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def make_second_factor(person: Person) -> Authenticator:
    return Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})


def make_grant(person: Person, role: Role, territory: Territory | None = None, **fields: Any) -> RoleGrant:
    """A role in force; staff get the second factor without which they go nowhere."""
    starts_on = fields.pop("starts_on", timezone.localdate() - timedelta(days=30))
    if role in STAFF_ROLES and not Authenticator.objects.filter(user=person).exists():
        make_second_factor(person)
    return RoleGrant.objects.create(person=person, role=role, territory=territory, starts_on=starts_on, **fields)


def make_edition(territory: Territory | None = None, **fields: Any) -> Edition:
    defaults = {"name": "Ruta 2027", "year": 2027, "currency": "COP", "state": Edition.State.OPEN}
    return Edition.objects.create(territory=territory or make_territory("Medellín"), **(defaults | fields))


def make_phase(edition: Edition, kind: str = Phase.Kind.PLANNING, acts: tuple[str, ...] = (), **fields: Any) -> Phase:
    """Open now, for a month before and a month after, with the acts named."""
    now, month = timezone.now(), timedelta(days=30)
    position = fields.pop("position", edition.phases.count() + 1)
    defaults = {"name": Phase.Kind(kind).label, "opens_at": now - month, "closes_at": now + month}
    open_acts = [{"act": act, "opens_at": None, "closes_at": None} for act in acts]
    return Phase.objects.create(edition=edition, position=position, kind=kind, acts=open_acts, **(defaults | fields))


def make_ceiling(edition: Edition, territory: Territory, amount: int = 1_000_000_000, **fields: Any) -> Ceiling:
    return Ceiling.objects.create(edition=edition, territory=territory, amount=amount, **fields)


def make_plan(territory: Territory, **fields: Any) -> LocalPlan:
    defaults = {"name": "Plan de desarrollo local", "starts_in": 2020, "ends_in": 2031}
    return LocalPlan.objects.create(territory=territory, **(defaults | fields))


def make_plan_item(plan: LocalPlan, level: int = PlanItem.Level.LINE, **fields: Any) -> PlanItem:
    defaults = {"code": str(next(_numbers)), "name": "Territorio con memoria"}
    return PlanItem.objects.create(plan=plan, level=level, **(defaults | fields))


def make_idea(edition: Edition | None = None, territory: Territory | None = None, **fields: Any) -> Idea:
    edition = edition or make_edition()
    defaults = {
        "title": "Luz para la cancha de La Salle",
        "description": "De noche nadie puede jugar.",
        "theme": "sport",
        "origin": Idea.Origin.RESIDENT,
    }
    return Idea.objects.create(edition=edition, territory=territory or edition.territory, **(defaults | fields))


def make_project(edition: Edition | None = None, territory: Territory | None = None, **fields: Any) -> Project:
    edition = edition or make_edition()
    defaults = {
        "code": f"P{next(_numbers):04}",
        "title": "Iluminación de la cancha de La Salle",
        "problem": "La cancha se cierra al caer el sol.",
        "objective": "Que se juegue de noche.",
        "theme": "sport",
        "cost_minor": 5_000_000_00,
        "currency": edition.currency,
        "state": Project.State.ON_BALLOT,
    }
    return Project.objects.create(edition=edition, territory=territory or edition.territory, **(defaults | fields))


def make_origin(project: Project, idea: Idea) -> ProjectOrigin:
    return ProjectOrigin.objects.create(project=project, idea=idea)


def make_gathering(territory: Territory | None = None, edition: Edition | None = None, **fields: Any) -> Gathering:
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=7))
    defaults = {
        "kind": Gathering.Kind.WORKSHOP,
        "title": "Taller de ideas",
        "place": "Casa de la Cultura",
        "ends_at": starts_at + timedelta(hours=2),
    }
    territory = territory or (edition.territory if edition else make_territory())
    gathering = Gathering.objects.create(territory=territory, starts_at=starts_at, **(defaults | fields))
    if edition:
        EditionGathering.objects.create(edition=edition, gathering=gathering)
    return gathering


def make_attendance(gathering: Gathering, people: int = 12, **fields: Any) -> Attendance:
    return Attendance.objects.create(gathering=gathering, count=people, **fields)


def make_contest(edition: Edition | None = None, territory: Territory | None = None, **fields: Any) -> Contest:
    edition = edition or make_edition()
    defaults = {
        "state": Contest.State.PUBLISHED,
        "ballot_type": Contest.BallotType.APPROVAL,
        "ceiling": 1_000_000_000,
        "rule": preset("greedy").to_dict(),
        "rule_hash": preset("greedy").hash,
    }
    return Contest.objects.create(edition=edition, territory=territory or edition.territory, **(defaults | fields))


def make_option(contest: Contest, project: Project | None = None, number: int | None = None) -> Option:
    project = project or make_project(contest.edition, contest.territory)
    return Option.objects.create(contest=contest, project=project, number=number or contest.options.count() + 1)


def make_ballots(contest: Contest, *marks: str, weight: int = 1) -> list[OpenedBallot]:
    return [OpenedBallot.objects.create(contest=contest, marks=mark, weight=weight) for mark in marks]
