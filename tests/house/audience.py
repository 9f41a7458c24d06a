"""Who may see which page? One row per address name; an address without a row fails the build.

A row says who passes, for a thing of the city where the cast holds its roles. From it follow, for every row:

- *elsewhere*: the same thing in another city. What everybody may see stays so; a role reaches only what its own
  territory holds, so of the staff only who administers everything passes there, and the outsider, who is officer there.
- *unseen*: a thing that is not public yet (or no more). Who may not see it gets "not found", never "forbidden".

Names ending in `*` are prefixes: the pages of allauth and of Django's admin.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from convite.gatherings.models import Gathering
from convite.people.models import Person, Role, RoleGrant
from convite.planning.models import Edition, Idea, Phase
from convite.projects.models import Project
from convite.territories.models import Territory
from convite.voting.models import Contest

CAST = ("visitor", "resident", *Role.values, "superuser", "outsider")
EVERYBODY = frozenset(CAST)
SIGNED_IN = EVERYBODY - {"visitor"}
EVERYWHERE = frozenset({"administrator", "superuser"})  # their role has no territory
NOBODY: frozenset[str] = frozenset()


@dataclass
class Place:
    """A city and one of each thing in it. `draft_…` are those that are not for the public."""

    territory: Territory
    commune: Territory
    edition: Edition
    phase: Phase
    idea: Idea
    project: Project
    gathering: Gathering
    contest: Contest
    counted_contest: Contest
    closed_contest: Contest
    person: Person
    grant: RoleGrant
    draft_edition: Edition
    draft_idea: Idea
    draft_project: Project
    draft_contest: Contest


Arguments = Callable[[Place], dict[str, Any]]


def no_arguments(place: Place) -> dict[str, Any]:
    return {}


def first_row(place: Place) -> dict[str, Any]:
    return {"object_id": "1"}


def by_id(thing: str) -> Arguments:
    """The address names the thing by its public id."""
    return lambda place: {"public_id": getattr(place, thing).public_id}


@dataclass(frozen=True)
class Door:
    """`answers`: what who passes may get.

    `unseen`: a thing that is not public; `unseen_by`: who passes nevertheless; `known_to`: who knows that it exists
    and may be told that the page is not hers.
    """

    who: frozenset[str]
    arguments: Arguments = no_arguments
    unseen: Arguments | None = None
    unseen_by: frozenset[str] = NOBODY
    known_to: frozenset[str] = NOBODY
    method: str = "get"
    answers: frozenset[int] = frozenset({200})
    only_here: bool = False  # the page has no thing of another city
    is_file: bool = False  # what comes is kept, not read in a browser
    query: str = ""

    @property
    def is_page(self) -> bool:
        """One of ours that people read."""
        return self.method == "get" and 200 in self.answers and not self.is_file

    def cases(self) -> Iterator[tuple[str, Arguments, frozenset[str]]]:
        yield "here", self.arguments, self.who
        if self.arguments is not no_arguments and not self.only_here:
            yield "elsewhere", self.arguments, self.who_elsewhere()
        if self.unseen:
            yield "unseen", self.unseen, self.unseen_by

    def who_elsewhere(self) -> frozenset[str]:
        if self.who >= SIGNED_IN:
            return self.who
        return (self.who & EVERYWHERE) | ({"outsider"} if "officer" in self.who else NOBODY)


def roles(names: str) -> frozenset[str]:
    return frozenset(names.split())


PREPARING = roles("officer evaluator auditor administrator superuser")
RUNNING_VOTE = roles("officer scrutineer auditor administrator superuser")
FORMULATING = roles("officer evaluator")
PAGE_OR_REDIRECT = frozenset({200, 302})
ADMIN = frozenset({"superuser"})
ADMIN_ANSWERS = frozenset({200, 302, 403, 404, 405})  # what the admin itself does not allow, to nobody

DOORS: dict[str, Door] = {
    # cellar: for machines
    "health_live": Door(EVERYBODY, is_file=True),
    "health_ready": Door(EVERYBODY, is_file=True),
    "metrics": Door(EVERYBODY, is_file=True),
    # roof
    "home": Door(EVERYBODY),
    "search": Door(EVERYBODY, query="?q=cancha"),
    "patterns": Door(EVERYBODY),
    "accessibility": Door(EVERYBODY),
    "privacy": Door(EVERYBODY),
    "desk": Door(SIGNED_IN),
    "audit_log": Door(roles("auditor administrator superuser")),
    "territory_list": Door(EVERYBODY),
    "territory_page": Door(EVERYBODY, by_id("commune")),
    "edition_page": Door(EVERYBODY, by_id("edition"), by_id("draft_edition"), PREPARING),
    "edition_results": Door(EVERYBODY, by_id("edition"), by_id("draft_edition"), PREPARING),
    # planning
    "edition_current": Door(EVERYBODY, answers=frozenset({302})),
    "edition_list": Door(EVERYBODY),
    "idea_list": Door(EVERYBODY),
    "idea_page": Door(EVERYBODY, by_id("idea"), by_id("draft_idea"), PREPARING),
    "idea_propose": Door(SIGNED_IN),
    "phase_move": Door(
        roles("officer administrator superuser"),
        lambda place: {"public_id": place.edition.public_id, "position": place.phase.position},
    ),
    # projects
    "project_list": Door(EVERYBODY),
    "project_page": Door(EVERYBODY, by_id("project"), by_id("draft_project"), PREPARING),
    "project_history": Door(EVERYBODY, by_id("project"), by_id("draft_project"), PREPARING),
    "project_edit": Door(FORMULATING, by_id("project"), by_id("draft_project"), FORMULATING, known_to=PREPARING),
    # gatherings
    "gathering_list": Door(EVERYBODY),
    "gathering_page": Door(EVERYBODY, by_id("gathering")),
    # voting
    "contest_page": Door(EVERYBODY, by_id("contest"), by_id("draft_contest"), RUNNING_VOTE),
    "contest_count": Door(
        roles("officer scrutineer"), by_id("closed_contest"), method="post", answers=PAGE_OR_REDIRECT
    ),
    "result_list": Door(EVERYBODY),
    "result_page": Door(EVERYBODY, by_id("counted_contest"), by_id("closed_contest")),
    "result_paper": Door(EVERYBODY, by_id("counted_contest"), by_id("closed_contest"), is_file=True),
    "result_ballots": Door(EVERYBODY, by_id("counted_contest"), by_id("closed_contest"), is_file=True),
    "result_certificate": Door(EVERYBODY, by_id("counted_contest"), by_id("closed_contest"), is_file=True),
    # open data
    "open_data": Door(EVERYBODY),
    "open_data_file": Door(EVERYBODY, lambda place: {"name": "projects", "file_format": "csv"}, is_file=True),
    # people
    "profile": Door(SIGNED_IN),
    "close_account": Door(SIGNED_IN, answers=frozenset({302})),  # to be asked for the password again
    "role_list": Door(roles("administrator superuser auditor")),
    "grant_role": Door(roles("administrator superuser")),
    "end_role": Door(roles("administrator superuser"), by_id("grant"), method="post", answers=PAGE_OR_REDIRECT),
    "open_account": Door(roles("administrator superuser")),
    "person_detail": Door(roles("administrator superuser"), by_id("person")),
    "reset_second_factor": Door(
        roles("administrator superuser"), by_id("person"), method="post", answers=PAGE_OR_REDIRECT
    ),
}

DEMO_DOORS: dict[str, Door] = {
    # only where settings.DEMO is on: looked at by the journeys
    "demo": Door(EVERYBODY),
    "demo_login": Door(EVERYBODY, method="post"),
}

PREFIXES: dict[str, Door] = {
    # allauth: whoever has no business on a page of hers is led to another
    "account_change_password": Door(SIGNED_IN, answers=PAGE_OR_REDIRECT),
    "account_set_password": Door(SIGNED_IN, answers=PAGE_OR_REDIRECT),
    "account_email": Door(SIGNED_IN, answers=PAGE_OR_REDIRECT),
    "account_reauthenticate": Door(SIGNED_IN, answers=PAGE_OR_REDIRECT),
    "account_*": Door(EVERYBODY, answers=PAGE_OR_REDIRECT),
    "mfa_download_recovery_codes": Door(SIGNED_IN, answers=PAGE_OR_REDIRECT | {404}, is_file=True),
    "mfa_*": Door(SIGNED_IN, answers=PAGE_OR_REDIRECT | {404}),  # no codes, no page of codes
    # Django's admin, for who administers the installation; other people are asked to log in as such
    "admin:login": Door(EVERYBODY, answers=PAGE_OR_REDIRECT | {403}),  # who is logged in as somebody else is told so
    "admin:app_list": Door(ADMIN, lambda place: {"app_label": "territories"}, answers=ADMIN_ANSWERS, only_here=True),
    "admin:view_on_site": Door(
        ADMIN, lambda place: {"content_type_id": 1, "object_id": 1}, answers=ADMIN_ANSWERS, only_here=True
    ),
    "admin:password_*": Door(ADMIN, answers=ADMIN_ANSWERS),
    "admin:*_change": Door(ADMIN, first_row, answers=ADMIN_ANSWERS, only_here=True),
    "admin:*_delete": Door(ADMIN, first_row, answers=ADMIN_ANSWERS, only_here=True),
    "admin:*_history": Door(ADMIN, first_row, answers=ADMIN_ANSWERS, only_here=True),
    "admin:*": Door(ADMIN, answers=ADMIN_ANSWERS),
}


def door_to(name: str) -> Door | None:
    """The row of an address name; an exact one before a prefix."""
    if name in DOORS | DEMO_DOORS:
        return (DOORS | DEMO_DOORS)[name]
    return next((door for pattern, door in PREFIXES.items() if fnmatchcase(name, pattern)), None)


def address_names(patterns: Iterable[Any] | None = None, namespace: str = "") -> Iterator[str]:
    """Every address of the site by name; one without a name is given by its route, which has no row."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from address_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else f"{namespace}<{pattern.pattern}>"
