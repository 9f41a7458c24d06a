"""Prints where every page of the demo city is, as JSON: name → {role → address}. Runs beside the server, on its data.

Pages are those of the audience table. What everybody may see is read as a visitor; other pages as each who passes.
Names without a row are printed under "": the demo has addresses of its own, and they are declared too.
"""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
django.setup()

from django.db.models import Count  # noqa: E402
from django.urls import reverse  # noqa: E402

from convite.conversations.models import Comment, Report  # noqa: E402
from convite.gatherings.models import Gathering  # noqa: E402
from convite.people.models import Role, RoleGrant  # noqa: E402
from convite.planning.models import Edition, Idea, IdeaJoin, IdeaPhoto, Sharing  # noqa: E402
from convite.projects.models import Project  # noqa: E402
from convite.voting.models import Contest  # noqa: E402
from tests.house.audience import EVERYBODY, SIGNED_IN, Door, Place, address_names, door_to  # noqa: E402

DIFFERENT_FOR_EACH = {"desk"}


def fullest_place() -> Place:
    """The demo's city, and of each thing one that has much to show."""
    edition = Edition.objects.filter(state=Edition.State.OPEN).latest("year")
    commune = edition.ceilings.order_by("territory__code")[0].territory
    grown = Project.objects.filter(edition=edition).annotate(ideas=Count("origins")).order_by("-ideas", "pk")[0]
    contests = Contest.objects.annotate(options_count=Count("options")).order_by("-options_count", "pk")
    grant = RoleGrant.objects.filter(role=Role.FACILITATOR).first()
    held = Gathering.objects.filter(registrations__isnull=False).first()
    return Place(
        territory=edition.territory,
        commune=commune,
        edition=edition,
        phase=edition.phases.latest("position"),
        plan=commune.plans.first(),
        idea=Idea.objects.filter(grew_into__project=grown).first(),
        project=grown,
        gathering=held,
        registration=held.registrations.first(),
        attendee=held.attendees.first(),
        agreement=held.agreements.first(),
        gathering_file=held.files.filter(has_consent=True).first(),
        draft_gathering_file=held.files.filter(has_consent=False).first(),
        sharing=edition.sharings.exclude(state=Sharing.State.DRAFT).first(),
        draft_sharing=edition.sharings.filter(state=Sharing.State.DRAFT).first(),
        contest=contests.exclude(state__in=[Contest.State.DRAFT, Contest.State.COUNTED]).first() or contests.first(),
        counted_contest=contests.filter(state=Contest.State.COUNTED).first(),
        closed_contest=contests.filter(state=Contest.State.CLOSED).first(),
        person=grant.person,
        grant=grant,
        comment=Comment.objects.filter(below__isnull=False).first(),
        report=Report.objects.first(),
        draft_edition=Edition.objects.filter(state=Edition.State.DRAFT).first(),
        draft_idea=Idea.objects.filter(state=Idea.State.WITHDRAWN).first(),
        photo=IdeaPhoto.objects.first(),
        join=IdeaJoin.objects.first(),
        draft_project=Project.objects.filter(state=Project.State.DRAFT).first(),
        draft_contest=Contest.objects.filter(state=Contest.State.DRAFT).first(),
        draft_comment=None,  # nobody speaks of what is not public
    )


def is_read(name: str, door: Door) -> bool:
    """A page of ours; Django's own admin is Django's to mend."""
    return door.is_page and not name.startswith("admin:")


def readers_of(name: str, door: Door) -> list[str]:
    """Enough eyes for a page: a visitor, if all may; the resident for accounts; she and an officer; each role."""
    if door.who == EVERYBODY:
        return ["visitor"]
    if name.startswith(("account_", "mfa_")):
        return ["resident"]
    if door.who == SIGNED_IN and name not in DIFFERENT_FOR_EACH:
        return ["resident", "officer"]
    return sorted(door.who & {"resident", *Role.values})


def all_addresses() -> dict[str, dict[str, str]]:
    place = fullest_place()
    found: dict[str, dict[str, str]] = {}
    for name in sorted(set(address_names())):
        door = door_to(name)
        if door is None:
            found.setdefault("", {})[name] = name
        elif is_read(name, door):
            address = reverse(name, kwargs=door.arguments(place)) + door.query
            found[name] = dict.fromkeys(readers_of(name, door), address)
    return found


print(json.dumps(all_addresses()))
