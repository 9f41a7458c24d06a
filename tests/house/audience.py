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

from convite.conversations.models import Comment, Report
from convite.conversations.queries.letters import unsubscribe_token
from convite.gatherings.models import Agreement, Attendee, Gathering, GatheringFile, Registration
from convite.gatherings.queries import door_token, ticket_of
from convite.people.models import Person, Role, RoleGrant
from convite.planning.models import Edition, Idea, IdeaJoin, IdeaPhoto, LocalPlan, Phase, Sharing
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
    plan: LocalPlan
    idea: Idea
    project: Project
    gathering: Gathering
    registration: Registration
    attendee: Attendee
    agreement: Agreement
    gathering_file: GatheringFile
    draft_gathering_file: GatheringFile
    contest: Contest
    counted_contest: Contest
    closed_contest: Contest
    person: Person
    grant: RoleGrant
    comment: Comment
    report: Report
    sharing: Sharing
    draft_sharing: Sharing
    draft_edition: Edition
    draft_idea: Idea
    photo: IdeaPhoto
    join: IdeaJoin
    draft_project: Project
    draft_contest: Contest
    draft_comment: Comment


Arguments = Callable[[Place], dict[str, Any]]


def no_arguments(place: Place) -> dict[str, Any]:
    return {}


def first_row(place: Place) -> dict[str, Any]:
    return {"object_id": "1"}


def by_id(thing: str) -> Arguments:
    """The address names the thing by its public id."""
    return lambda place: {"public_id": getattr(place, thing).public_id}


def idea_as_subject(place: Place) -> dict[str, Any]:
    """What people speak of is named by its kind as well."""
    return {"kind": "planning.idea", "public_id": place.idea.public_id}


def draft_as_subject(place: Place) -> dict[str, Any]:
    return {"kind": "planning.idea", "public_id": place.draft_idea.public_id}


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
RECORDING = roles("officer facilitator administrator superuser")
RUNNING_VOTE = roles("officer scrutineer auditor administrator superuser")
PLANNING = roles("officer administrator superuser")
MODERATING = roles("officer administrator superuser")
FORMULATING = roles("officer evaluator")
FIELD = roles("officer facilitator outsider")
CALLING = roles("officer facilitator")
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
    "idea_map": Door(EVERYBODY),
    "own_ideas": Door(SIGNED_IN),
    "idea_record": Door(RECORDING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "idea_key": Door(CALLING, by_id("gathering")),
    "idea_lookup": Door(EVERYBODY, is_file=True),  # a piece of the page on which one writes
    "idea_ground": Door(
        EVERYBODY, is_file=True, query="?marco=-75.7,6.1,-75.4,6.4", answers=frozenset({200, 404})
    ),  # not found where nothing is drawn
    "idea_outlines": Door(EVERYBODY, is_file=True),
    "idea_photo": Door(EVERYBODY, lambda place: {"public_id": place.photo.public_id, "width": 320}, is_file=True),
    "idea_edit": Door(PLANNING, by_id("idea"), by_id("draft_idea"), PLANNING, known_to=PREPARING),
    "idea_similar": Door(NOBODY, by_id("idea"), by_id("draft_idea"), known_to=PREPARING),  # of one's own draft alone
    "idea_discard": Door(NOBODY, by_id("idea"), by_id("draft_idea"), known_to=PREPARING, method="post"),
    "idea_withdraw": Door(NOBODY, by_id("idea"), by_id("draft_idea"), known_to=PREPARING, method="post"),
    "idea_restore": Door(NOBODY, by_id("idea"), by_id("draft_idea"), known_to=PREPARING, method="post"),
    "idea_decide": Door(
        PLANNING,
        by_id("idea"),
        by_id("draft_idea"),
        PLANNING,
        known_to=PREPARING,
        method="post",
        answers=frozenset({302}),
    ),
    "ideas_decide": Door(PLANNING | {"outsider"}),
    "idea_merge": Door(PLANNING | {"outsider"}),
    "idea_split": Door(PLANNING, by_id("idea"), by_id("draft_idea"), PLANNING, known_to=PREPARING),
    "join_undo": Door(PLANNING, by_id("join")),
    "phase_move": Door(
        roles("officer administrator superuser"),
        lambda place: {"public_id": place.edition.public_id, "position": place.phase.position},
    ),
    "edition_calendar": Door(EVERYBODY, by_id("edition"), by_id("draft_edition"), PREPARING, is_file=True),
    "edition_create": Door(PLANNING | {"outsider"}, answers=PAGE_OR_REDIRECT),
    "edition_setup": Door(PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "edition_edit": Door(PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "edition_settings": Door(PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "edition_discard": Door(PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "edition_phases": Door(PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "edition_open": Door(
        PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, PREPARING, "post", PAGE_OR_REDIRECT
    ),
    "edition_close": Door(
        PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, PREPARING, "post", PAGE_OR_REDIRECT
    ),
    "phase_begin": Door(
        PLANNING, lambda place: {"public_id": place.edition.public_id, "position": place.phase.position}
    ),
    "plan_list": Door(EVERYBODY),
    "plan_page": Door(EVERYBODY, by_id("plan")),
    "plan_create": Door(PLANNING | {"outsider"}),
    "plan_edit": Door(PLANNING, by_id("plan")),
    "plan_import": Door(PLANNING, by_id("plan")),
    "plan_template": Door(EVERYBODY, is_file=True),
    "plan_file": Door(EVERYBODY, lambda place: {"public_id": place.plan.public_id, "file_format": "csv"}, is_file=True),
    "ceilings_page": Door(EVERYBODY, by_id("edition"), by_id("draft_edition"), PREPARING),
    "adopt_decided_ceilings": Door(PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "sharing_list": Door(EVERYBODY),
    "sharing_page": Door(EVERYBODY, by_id("sharing"), by_id("draft_sharing"), PREPARING),
    "sharing_file": Door(
        EVERYBODY, lambda place: {"public_id": place.sharing.public_id, "file_format": "csv"}, is_file=True
    ),
    "sharing_create": Door(PLANNING, by_id("edition"), by_id("draft_edition"), PLANNING, known_to=PREPARING),
    "sharing_edit": Door(
        PLANNING, by_id("sharing"), by_id("draft_sharing"), PLANNING, known_to=PREPARING, answers=PAGE_OR_REDIRECT
    ),
    "sharing_adopt": Door(PLANNING, by_id("sharing"), by_id("draft_sharing"), PLANNING, known_to=PREPARING),
    # conversations
    "conversation_page": Door(EVERYBODY, idea_as_subject, draft_as_subject, PREPARING),
    "comment_write": Door(SIGNED_IN, idea_as_subject, draft_as_subject, PREPARING),
    "support": Door(SIGNED_IN, idea_as_subject, draft_as_subject, PREPARING, method="post", answers=frozenset({302})),
    "follow": Door(SIGNED_IN, idea_as_subject, draft_as_subject, PREPARING, method="post", answers=frozenset({302})),
    "report": Door(SIGNED_IN, idea_as_subject, draft_as_subject, PREPARING),
    "appeal": Door(NOBODY, idea_as_subject, draft_as_subject),  # who wrote what was hidden
    "report_reopen": Door(MODERATING, idea_as_subject, method="post", answers=frozenset({302})),
    "comment_page": Door(EVERYBODY, by_id("comment"), by_id("draft_comment"), PREPARING),
    "comment_answer": Door(SIGNED_IN, by_id("comment"), by_id("draft_comment"), PREPARING),
    "comment_edit": Door(NOBODY, by_id("comment"), by_id("draft_comment")),  # its author
    "comment_delete": Door(NOBODY, by_id("comment"), by_id("draft_comment")),
    "notices": Door(SIGNED_IN),
    "notices_read": Door(SIGNED_IN, method="post", answers=frozenset({302})),
    "notice_preference": Door(SIGNED_IN),
    "unsubscribe": Door(EVERYBODY, lambda place: {"token": unsubscribe_token(place.person.public_id)}),
    "follow_list": Door(SIGNED_IN),
    "report_list": Door(MODERATING | {"outsider"}),
    "report_settle": Door(MODERATING | {"outsider"}, method="post"),
    "report_page": Door(MODERATING, by_id("report")),
    "moderation_figures": Door(EVERYBODY),
    # the field: whoever is of a team anywhere prepares herself; which gatherings she is shown is another question
    "field_kit": Door(FIELD),
    "field_data": Door(FIELD, is_file=True),
    "field_worker": Door(EVERYBODY, is_file=True),
    "field_sync": Door(FIELD, method="post", answers=frozenset({409})),  # an empty message is refused with a sentence
    "field_conflicts": Door(FIELD),
    "field_gathering": Door(roles("officer facilitator"), by_id("gathering")),
    # no phone and no conflict has this name: that others' are not found, test_field_pages says
    "field_phone": Door(NOBODY, by_id("gathering"), method="post"),
    "settle_field_conflict": Door(NOBODY, by_id("gathering"), method="post"),
    # projects
    "project_list": Door(EVERYBODY),
    "project_page": Door(EVERYBODY, by_id("project"), by_id("draft_project"), PREPARING),
    "project_history": Door(EVERYBODY, by_id("project"), by_id("draft_project"), PREPARING),
    "project_edit": Door(FORMULATING, by_id("project"), by_id("draft_project"), FORMULATING, known_to=PREPARING),
    # gatherings
    "gathering_list": Door(EVERYBODY),
    "gathering_page": Door(EVERYBODY, by_id("gathering")),
    "gathering_agenda": Door(EVERYBODY),
    "gathering_map": Door(EVERYBODY),
    "gathering_feed": Door(EVERYBODY, by_id("commune"), is_file=True),
    "gathering_calendar": Door(EVERYBODY, by_id("gathering"), is_file=True),
    "gathering_paper": Door(
        EVERYBODY, lambda place: {"public_id": place.gathering.public_id, "paper": "afiche"}, is_file=True
    ),
    "gathering_register": Door(EVERYBODY, by_id("gathering")),
    "registration_page": Door(EVERYBODY, lambda place: {"code": place.registration.code}),
    "registration_cancel": Door(
        EVERYBODY, lambda place: {"code": place.registration.code}, method="post", answers=PAGE_OR_REDIRECT
    ),
    "gathering_arrive": Door(
        EVERYBODY, lambda place: {"public_id": place.gathering.public_id, "token": door_token(place.gathering)}
    ),
    "gathering_evaluate": Door(
        EVERYBODY,
        lambda place: {
            "public_id": place.gathering.public_id,
            "ticket": ticket_of(place.gathering, place.registration.code),
        },
    ),
    "gathering_file": Door(EVERYBODY, by_id("gathering_file"), by_id("draft_gathering_file"), CALLING, is_file=True),
    "file_consent": Door(
        CALLING,
        by_id("gathering_file"),
        by_id("draft_gathering_file"),
        CALLING,
        known_to=CALLING,
        method="post",
        answers=frozenset({302, 409}),  # without the version that was seen it is refused
    ),
    "gathering_outlines": Door(EVERYBODY, is_file=True),  # as the maps that everybody sees
    "gathering_call": Door(CALLING | {"outsider"}),
    "gathering_series": Door(CALLING | {"outsider"}),
    "series_template": Door(CALLING | {"outsider"}, is_file=True),
    "gathering_edit": Door(CALLING, by_id("gathering")),
    "gathering_cancel": Door(CALLING, by_id("gathering")),
    "gathering_attendance": Door(CALLING, by_id("gathering")),
    "people_open": Door(CALLING, by_id("gathering"), method="post", answers=frozenset({409})),  # it wants a purpose
    "attendance_export": Door(CALLING, by_id("gathering"), method="post", answers=frozenset({409})),
    "attendance_people": Door(CALLING, by_id("gathering")),
    "attendee_edit": Door(CALLING, lambda place: {"public_id": place.gathering.public_id, "number": place.attendee.pk}),
    "attendance_mark": Door(CALLING, by_id("gathering")),
    "attendance_sheet": Door(CALLING, by_id("gathering")),
    "attendance_template": Door(CALLING, by_id("gathering"), is_file=True),
    "attendance_key": Door(CALLING, by_id("gathering")),
    "gathering_minutes": Door(CALLING, by_id("gathering")),
    "gathering_agreements": Door(CALLING, by_id("gathering")),
    "gathering_files": Door(CALLING, by_id("gathering")),
    "evaluation_key": Door(CALLING, by_id("gathering")),
    "agreement_list": Door(EVERYBODY),
    "agreement_change": Door(CALLING, by_id("agreement")),
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
    "own_data": Door(SIGNED_IN, method="post", is_file=True),
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
