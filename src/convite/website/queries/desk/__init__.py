"""What waits for a person, oldest first? A pile per kind of work, each of one query, gathered under its role."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from convite.people.models import Person, Role, RoleGrant
from convite.people.queries import grants_of
from convite.website.queries.desk.office import failed_letters, grants_ending, stuck_jobs, way_to_audit_log
from convite.website.queries.desk.piles import Pile, Section
from convite.website.queries.desk.route import (
    agreements_overdue,
    conflicts_to_settle,
    editions_in_preparation,
    gatherings_this_week,
    gatherings_without_attendance,
    ideas_without_decision,
    own_ideas,
    phases_this_week,
    reports_waiting,
    way_to_field,
)
from convite.website.queries.desk.votes import contests_to_count, contests_to_scrutinise, projects_in_draft

PILES: dict[str, Iterable[Callable[[Person], Pile]]] = {
    Role.FACILITATOR: (
        way_to_field, gatherings_this_week, gatherings_without_attendance, conflicts_to_settle, agreements_overdue,
    ),
    Role.OFFICER: (
        phases_this_week, contests_to_count, ideas_without_decision, reports_waiting, gatherings_this_week,
        gatherings_without_attendance, agreements_overdue, conflicts_to_settle, editions_in_preparation,
    ),
    Role.EVALUATOR: (projects_in_draft,),
    Role.SCRUTINEER: (contests_to_scrutinise,),
    Role.AUDITOR: (way_to_audit_log,),
    Role.ADMINISTRATOR: (failed_letters, stuck_jobs, grants_ending, way_to_audit_log),
}  # fmt: skip


def sections_for(person: Person) -> list[Section]:
    """A section for each role held today, in the order of the roles; one's own participation comes last."""
    held: dict[str, list[RoleGrant]] = {}
    for grant in grants_of(person):
        held.setdefault(grant.role, []).append(grant)
    if person.is_superuser:
        held.setdefault(Role.ADMINISTRATOR, [])
    sections = []
    for role in Role:
        if role in held:
            places = tuple(g.territory.full_name for g in held[role] if g.territory)
            piles = tuple(pile(person) for pile in PILES.get(role, ()))
            sections.append(Section(str(role.label), places, piles))
    return [*sections, Section(_("Mi participación"), (), (own_ideas(person),))]
