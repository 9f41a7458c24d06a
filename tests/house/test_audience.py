"""Does every address let in exactly those whom its row in `audience` names? Each of the cast visits each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from convite.core.actors import SYSTEM
from convite.people.models import Person, Role
from convite.planning.models import Edition, Idea, Sharing
from convite.projects.models import Project
from convite.voting.actions import count_contest
from convite.voting.models import Contest
from tests.builders import (
    make_agreement,
    make_attendee,
    make_ballots,
    make_comment,
    make_contest,
    make_edition,
    make_gathering,
    make_gathering_file,
    make_grant,
    make_idea,
    make_idea_photo,
    make_join,
    make_option,
    make_person,
    make_phase,
    make_plan,
    make_project,
    make_registration,
    make_report,
    make_second_factor,
    make_sharing,
    make_territory,
)
from tests.house.audience import CAST, DOORS, EVERYBODY, PREFIXES, Place, address_names, door_to

REFUSED = {403, 404}
NAMES = sorted(set(address_names()))


def make_contest_in(edition: Edition, state: str) -> Contest:
    contest = make_contest(edition, make_territory("Un barrio", edition.territory), state=state)
    make_option(contest)
    make_ballots(contest, "1", "")
    return contest


def make_place(name: str) -> Place:
    city = make_territory(name)
    commune = make_territory("Manrique", city)
    edition, draft = make_edition(city), make_edition(city, state=Edition.State.DRAFT)
    phase = make_phase(edition, acts=("propose_idea", "vote", "count"))
    counted = make_contest_in(edition, Contest.State.CLOSED)
    count_contest(counted, by=SYSTEM)
    person = make_person()
    idea = make_idea(edition, commune)
    gathering = make_gathering(commune, edition, takes_registration=True)
    withdrawn = make_idea(edition, commune, state=Idea.State.WITHDRAWN)
    return Place(
        territory=city,
        commune=commune,
        edition=edition,
        phase=phase,
        plan=make_plan(commune),
        idea=idea,
        project=make_project(edition, commune),
        gathering=gathering,
        registration=make_registration(gathering),
        attendee=make_attendee(gathering),
        agreement=make_agreement(gathering),
        gathering_file=make_gathering_file(gathering),
        draft_gathering_file=make_gathering_file(gathering, has_consent=False),
        contest=make_contest_in(edition, Contest.State.PUBLISHED),
        counted_contest=counted,
        closed_contest=make_contest_in(edition, Contest.State.CLOSED),
        person=person,
        grant=make_grant(person, Role.FACILITATOR, commune),
        comment=make_comment(idea),
        report=make_report(idea),
        sharing=make_sharing(edition, {commune: 100}, state=Sharing.State.REPLACED),
        draft_sharing=make_sharing(edition, {commune: 100}),
        draft_edition=draft,
        draft_idea=withdrawn,
        photo=make_idea_photo(make_idea(edition, commune)),
        join=make_join(make_idea(edition, commune), make_idea(edition, commune)),
        draft_project=make_project(edition, commune, state=Project.State.DRAFT),
        draft_contest=make_contest_in(edition, Contest.State.DRAFT),
        draft_comment=make_comment(withdrawn),
    )


def make_member(role: str, here: Place, there: Place) -> Person | None:
    """Who holds her role in the city `here`; the outsider is an officer of the other one."""
    if role == "visitor":
        return None
    person = make_person(territory=here.commune, is_superuser=role == "superuser")
    make_second_factor(person)
    if role == "outsider":
        make_grant(person, Role.OFFICER, there.territory)
    elif role in Role:
        make_grant(person, Role(role), None if role == Role.ADMINISTRATOR else here.territory)
    return person


def visit(client: Client, url: str, method: str) -> HttpResponse:
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            response = getattr(client, method)(url)
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
    return response


def asks_to_log_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and "/login/" in response["Location"]


def is_refused(response: HttpResponse, role: str, hidden: bool) -> bool:
    """A thing that one may not see is not found. A visitor may be asked to log in, and by Django's admin anybody."""
    to = response.get("Location", "")
    if to.startswith(reverse("admin:index")) or (role == "visitor" and asks_to_log_in(response)):
        return True
    return response.status_code in ({404} if hidden else REFUSED)


@dataclass
class Visit:
    """One of the cast before one door, with a thing of her own city, of another, or one that is not public."""

    role: str
    name: str
    case: str

    def __str__(self) -> str:
        return f"{self.name} ({self.case})"


def visits(role: str) -> Iterator[Visit]:
    for name in NAMES:
        door = door_to(name)
        yield from (Visit(role, name, case) for case, _, _ in door.cases()) if door and "<" not in name else ()


def fault(one: Visit, client: Client, here: Place, there: Place) -> str:
    """Nothing, if the door treats her as its row says."""
    door = door_to(one.name)
    arguments, who = next((arguments, who) for case, arguments, who in door.cases() if case == one.case)
    url = reverse(one.name, kwargs=arguments(there if one.case == "elsewhere" else here)) + door.query
    response = visit(client, url, door.method)
    if one.role in who:
        led_away = door.who != EVERYBODY and asks_to_log_in(response)
        passed = response.status_code in door.answers and not led_away
        return "" if passed else f"{one}: does not pass, {response.status_code}"
    hidden = one.case == "unseen" and one.role not in door.known_to
    return "" if is_refused(response, one.role, hidden) else f"{one}: passes, {response.status_code}"


def test_every_address_has_a_declared_audience() -> None:
    assert [name for name in NAMES if door_to(name) is None] == []


def test_every_row_has_an_address() -> None:
    exact = [*DOORS, *(name for name in PREFIXES if "*" not in name)]

    assert [name for name in exact if name not in NAMES] == []


@pytest.mark.parametrize("role", CAST)
def test_doors_open_to_a_role_as_their_rows_say(db: None, as_person: Callable[..., Client], role: str) -> None:
    here, there = make_place("Medellín"), make_place("Cartagena")
    client = as_person(make_member(role, here, there))
    client.raise_request_exception = False

    faults = [fault(one, client, here, there) for one in visits(role)]

    assert [said for said in faults if said] == []
