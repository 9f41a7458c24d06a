"""How does a test get the things it speaks of? A builder per thing, with short defaults; a test names what it is about.

Builders write models directly, without permission, phase or audit: they make the world in which an act is tried.
"""

from datetime import datetime, timedelta
from io import BytesIO
from itertools import count as numbers
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from PIL import Image

from convite.conversations.actions.tallies import count
from convite.conversations.models import Comment, Notice, Report
from convite.conversations.queries.subjects import territory_of
from convite.core.actors import SYSTEM
from convite.core.files import store_file
from convite.core.pictures import store_picture
from convite.gatherings.models import Agreement, Attendance, Attendee, Gathering, GatheringFile, Registration
from convite.people.models import STAFF_ROLES, Person, Role, RoleGrant
from convite.planning.actions.counts import count_ideas
from convite.planning.models import (
    Ceiling,
    Edition,
    EditionGathering,
    Idea,
    IdeaJoin,
    IdeaJoinPart,
    IdeaPhoto,
    LocalPlan,
    Phase,
    PlanItem,
    Sharing,
)
from convite.projects.models import Project, ProjectOrigin, Work, WorkTotals
from convite.rulebook.winners import preset
from convite.territories.models import Boundary, Population, Territory
from convite.voting.models import Contest, OpenedBallot, Option

PASSWORD = "correcto caballo batería"
_numbers = numbers(1)


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


def make_sharing(edition: Edition, amounts: dict[Territory, int], **fields: Any) -> Sharing:
    """A draft without formula; with `weights` and `inputs` it is what those say."""
    shares = {territory.public_id: str(amount) for territory, amount in amounts.items()}
    defaults = {"name": "Ensayo", "total": sum(amounts.values()) or 1, "shares": shares}
    return Sharing.objects.create(edition=edition, **(defaults | fields))


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
    idea = Idea.objects.create(edition=edition, territory=territory or edition.territory, **(defaults | fields))
    count_ideas([idea])
    return idea


def make_idea_photo(idea: Idea, alt: str = "La cancha sin luz") -> IdeaPhoto:
    """With a file on disk."""
    stored = store_picture(BytesIO(picture_bytes()), "cancha.jpg", act="add_photo", by=SYSTEM)
    return IdeaPhoto.objects.create(idea=idea, file=stored, alt=alt)


def picture_bytes(form: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small picture of one colour, as a telephone sends it."""
    out = BytesIO()
    Image.new("RGB", size, (11, 93, 75)).save(out, form)
    return out.getvalue()


def make_join(kept: Idea, *others: Idea, reason: str = "Piden lo mismo.") -> IdeaJoin:
    """The others are merged into `kept`."""
    join = IdeaJoin.objects.create(kind=IdeaJoin.Kind.MERGE, idea=kept, reason=reason, joined_by="system")
    for idea in others:
        IdeaJoinPart.objects.create(join=join, idea=idea, state_before=idea.state)
        idea.state, idea.merged_into = Idea.State.MERGED, kept
        idea.save()
    return join


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


def make_comment(thing: Any, parent: Comment | None = None, **fields: Any) -> Comment:
    """What somebody said of a thing; a hidden or deleted one counts for nothing."""
    defaults = {"text": f"Comentario {next(_numbers)}", "root": (parent.root or parent) if parent else None}
    kind, subject = thing._meta.label_lower, thing.public_id
    comment = Comment.objects.create(kind=kind, subject=subject, parent=parent, **(defaults | fields))
    if comment.state == Comment.State.SHOWN:
        count(kind, subject, comments=1)
    return comment


def make_report(thing: Any, territory: Territory | None = None, **fields: Any) -> Report:
    defaults = {"reason": Report.Reason.INSULT, "text": "Le dice de todo a una vecina."}
    names = {"kind": thing._meta.label_lower, "subject": thing.public_id}
    return Report.objects.create(territory=territory or territory_of(thing), **names, **(defaults | fields))


def make_notice(person: Person, **fields: Any) -> Notice:
    number = next(_numbers)
    defaults = {"unique_key": f"k{number}", "text": f"Aviso {number}", "url": "/ideas/", "kind": "planning.idea"}
    return Notice.objects.create(person=person, **(defaults | fields))


def make_registration(gathering: Gathering, name: str = "Rosa Múnera", **fields: Any) -> Registration:
    defaults = {"state": Registration.State.CONFIRMED}
    return Registration.objects.create(gathering=gathering, name=name, **(defaults | fields))


def make_attendee(gathering: Gathering, name: str = "Rosa Múnera", **fields: Any) -> Attendee:
    number = gathering.attendees.count() + 1
    defaults = {"client_key": f"key-{number}", "door": Attendee.Door.KEYED}
    return Attendee.objects.create(gathering=gathering, name=name, **(defaults | fields))


def make_agreement(gathering: Gathering, text: str = "Arreglar la luz de la cancha", **fields: Any) -> Agreement:
    return Agreement.objects.create(gathering=gathering, text=text, **fields)


def make_gathering_file(gathering: Gathering, content: bytes = b"%PDF-1.4 mapa", **fields: Any) -> GatheringFile:
    """A product of a gathering, as a paper; published, if nobody says otherwise."""
    stored = store_file(BytesIO(content), "mapa.pdf", act="store_gathering_file", by=SYSTEM)
    defaults = {"kind": GatheringFile.Kind.PRODUCT, "caption": "El mapa que dibujaron", "has_consent": True}
    return GatheringFile.objects.create(gathering=gathering, file=stored, **(defaults | fields))


def make_work(project: Project | None = None, money: int = 1_000_000_00, **fields: Any) -> Work:
    """With its totals; the project has won."""
    project = project or make_project(state=Project.State.WON)
    defaults = {"plan_year": project.edition.year, "allocated_minor": money}
    work = Work.objects.create(project=project, **(defaults | fields))
    WorkTotals.objects.create(work=work)
    return work
