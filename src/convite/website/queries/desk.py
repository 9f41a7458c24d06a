"""What waits for a person, oldest first? A pile per kind of work, each of one query, gathered under its role.

A pile shows its oldest few; the rest is behind its link. Work lies on the territories of the role, on those inside
them, and (phases of the city's edition, seen from a commune) on those above.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from convite.core.jobs import LATE
from convite.core.models import OutboxMessage
from convite.gatherings.models import Gathering
from convite.people.models import Person, Role, RoleGrant
from convite.people.permissions import grants_visible_to
from convite.people.queries import grants_of, in_force
from convite.planning.models import Idea, Phase
from convite.planning.permissions import editions_visible_to, ideas_visible_to
from convite.projects.models import Project
from convite.projects.permissions import projects_visible_to
from convite.voting.models import Contest
from convite.voting.permissions import contests_visible_to

SHOWN = 8
IDEA_BADGES = {"proposed": "now", "formulated": "good", "merged": "info", "not_viable": "bad", "withdrawn": "off"}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: `at` is the day it began to, or the day it must be done."""

    title: Any
    at: date | datetime | None
    note: str = ""
    url: str = ""
    badge: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Pile:
    title: str
    rows: tuple[Waiting, ...]
    has_more: bool
    empty: str
    url: str = ""
    act: str = ""  # what the link to all of it says


@dataclass(frozen=True)
class Section:
    """The work of one role, on the territories where the person holds it (none named: everywhere)."""

    role: str
    territories: tuple[str, ...]
    piles: tuple[Pile, ...]


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


def areas(person: Person, role: str, field: str, *, above: bool = False) -> Q:
    """The rows whose territory path (`field`) lies where the person holds the role; with `above`, or contains it."""
    where = Q(pk__in=[])
    for grant in grants_of(person):
        if grant.role != role:
            continue
        if grant.territory is None:
            return Q()
        where |= Q(**{f"{field}__startswith": grant.territory.path})
        if above:
            where |= Q(**{f"{field}__in": _paths_above(grant.territory.path)})
    return where


def _paths_above(path: str) -> list[str]:
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes))]


def _day(moment: datetime) -> date:
    """From which day it waits; the hour matters only where something opens or closes."""
    return timezone.localtime(moment).date()


def _pile(found: QuerySet[Any], write: Callable[[Any], Waiting], title: str, empty: str, **link: str) -> Pile:
    rows = list(found[: SHOWN + 1])
    return Pile(title, tuple(write(row) for row in rows[:SHOWN]), len(rows) > SHOWN, empty, **link)


def phases_this_week(person: Person) -> Pile:
    """Phases that open or close in the next seven days."""
    now = timezone.now()
    week = (now, now + timedelta(days=7))
    phases = Phase.objects.filter(Q(opens_at__range=week) | Q(closes_at__range=week))
    phases = phases.filter(areas(person, Role.OFFICER, "edition__territory__path", above=True))
    phases = phases.filter(edition__in=editions_visible_to(person)).select_related("edition")

    def write(phase: Phase) -> Waiting:
        opens = phase.opens_at >= now
        url = reverse("edition_page", args=[phase.edition.public_id])
        at = phase.opens_at if opens else phase.closes_at
        return Waiting(phase.name, at, str(phase.edition.name), url, _("abre") if opens else _("cierra"), "now")

    pile = _pile(phases.order_by("closes_at", "id"), write, _("Fases que abren o cierran esta semana"), _("Ninguna."))
    return Pile(pile.title, tuple(sorted(pile.rows, key=lambda row: row.at)), pile.has_more, pile.empty)


def ideas_without_decision(person: Person) -> Pile:
    ideas = ideas_visible_to(person).filter(areas(person, Role.OFFICER, "territory__path"), state=Idea.State.PROPOSED)

    def write(idea: Idea) -> Waiting:
        return Waiting(
            idea.title, _day(idea.created_at), idea.territory.full_name, reverse("idea_page", args=[idea.public_id])
        )

    found = ideas.select_related("territory").order_by("created_at", "id")
    url = f"{reverse('idea_list')}?estado={Idea.State.PROPOSED}"
    empty = _("Todas tienen decisión.")
    return _pile(found, write, _("Ideas sin decisión"), empty, url=url, act=_("Ver todas las ideas propuestas"))


def contests_to_count(person: Person) -> Pile:
    """Published or closed and not counted yet, where the person runs them: the closed ones first."""
    return _contests(person, Role.OFFICER, [Contest.State.PUBLISHED, Contest.State.CLOSED], _("Votaciones por contar"))


def contests_to_scrutinise(person: Person) -> Pile:
    return _contests(person, Role.SCRUTINEER, [Contest.State.CLOSED], _("Votaciones cerradas, por escrutar"))


def _contests(person: Person, role: str, states: list[str], title: str) -> Pile:
    contests = contests_visible_to(person).filter(areas(person, role, "territory__path"), state__in=states)

    def write(contest: Contest) -> Waiting:
        url = reverse("contest_page", args=[contest.public_id])
        kind = "late" if contest.state == Contest.State.CLOSED else "now"
        where, badge = contest.territory.full_name, contest.get_state_display()
        return Waiting(where, _day(contest.changed_at), str(contest.edition.name), url, badge, kind)

    found = contests.select_related("territory", "edition").order_by("state", "changed_at", "id")
    url = reverse("edition_current")
    return _pile(found, write, title, _("Ninguna espera."), url=url, act=_("Ver la edición y todas sus votaciones"))


def projects_in_draft(person: Person) -> Pile:
    drafts = projects_visible_to(person).filter(
        areas(person, Role.EVALUATOR, "territory__path"), state=Project.State.DRAFT
    )

    def write(project: Project) -> Waiting:
        url = reverse("project_page", args=[project.public_id])
        return Waiting(project.title, _day(project.created_at), f"{project.code} · {project.territory.full_name}", url)

    found = drafts.select_related("territory").order_by("created_at", "id")
    url = f"{reverse('project_list')}?estado={Project.State.DRAFT}"
    empty = _("No hay proyectos en formulación.")
    return _pile(found, write, _("Proyectos en formulación"), empty, url=url, act=_("Ver todos los borradores"))


def gatherings_without_attendance(person: Person) -> Pile:
    """Called, over, and nobody has said yet who came."""
    past = Gathering.objects.filter(state=Gathering.State.CALLED, ends_at__lt=timezone.now())
    past = past.filter(areas(person, Role.FACILITATOR, "territory__path"))

    def write(gathering: Gathering) -> Waiting:
        url = reverse("gathering_page", args=[gathering.public_id])
        return Waiting(gathering.title, gathering.starts_at, gathering.place, url)

    found = past.order_by("starts_at", "id")
    return _pile(found, write, _("Encuentros sin asistencia registrada"), _("Todos la tienen."))


def grants_ending(person: Person) -> Pile:
    """Roles of the team whose last day falls in the next thirty."""
    today = timezone.localdate()
    grants = grants_visible_to(person).filter(in_force(today), ends_on__lte=today + timedelta(days=30))

    def write(grant: RoleGrant) -> Waiting:
        note = grant.territory.full_name if grant.territory else _("Todos los territorios")
        url = reverse("person_detail", args=[grant.person.public_id])
        return Waiting(grant.person.name, grant.ends_on, f"{grant.get_role_display()} · {note}", url)

    found = grants.select_related("person", "territory").order_by("ends_on", "id")
    empty = _("Ninguno en los próximos treinta días.")
    return _pile(
        found, write, _("Papeles que terminan pronto"), empty, url=reverse("role_list"), act=_("Ver el equipo")
    )


def failed_letters(person: Person) -> Pile:
    """Neither the address nor the text stands here; of the error, which may name the address, only its kind."""

    def write(letter: OutboxMessage) -> Waiting:
        tries = _("%(n)s intentos") % {"n": letter.attempts}
        return Waiting(
            letter.subject,
            letter.next_try_at,
            f"{tries} · {letter.last_error.partition(':')[0]}",
            badge=_("falló"),
            kind="bad",
        )

    found = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).order_by("next_try_at", "id")
    return _pile(found, write, _("Cartas que no se pudieron enviar"), _("Todas salieron."))


def stuck_jobs(person: Person) -> Pile:
    """Jobs that failed, and those that have been running for longer than any of ours does."""
    long_ago = timezone.now() - LATE
    jobs = DBTaskResult.objects.filter(Q(status="FAILED") | Q(status="RUNNING", started_at__lt=long_ago))

    def write(job: DBTaskResult) -> Waiting:
        failed = job.status == "FAILED"
        badge = _("falló") if failed else _("no termina")
        return Waiting(
            job.task_path.rsplit(".", 1)[-1], job.started_at or job.enqueued_at, job.task_path, "", badge, "bad"
        )

    found = jobs.order_by("enqueued_at", "id")
    return _pile(found, write, _("Trabajos atascados"), _("Ninguno."))


def way_to_audit_log(person: Person) -> Pile:
    empty = _("Quién hizo qué y cuándo, en una cadena que nadie puede reescribir.")
    return Pile(_("La bitácora"), (), False, empty, reverse("audit_log"), _("Abrir la bitácora"))


def own_ideas(person: Person) -> Pile:
    """One's own, newest first: here nothing waits for the person; she waits."""

    def write(idea: Idea) -> Waiting:
        url = reverse("idea_page", args=[idea.public_id])
        kind = IDEA_BADGES.get(idea.state, "")
        return Waiting(idea.title, _day(idea.created_at), str(idea.state_reason), url, idea.get_state_display(), kind)

    found = ideas_visible_to(person).filter(author=person).order_by("-created_at", "-id")
    empty = _("Todavía no ha propuesto ninguna. Cuente qué falta o qué sobra donde vive.")
    return _pile(found, write, _("Mis ideas"), empty, url=reverse("idea_propose"), act=_("Proponer una idea"))


PILES: dict[str, Iterable[Callable[[Person], Pile]]] = {
    Role.FACILITATOR: (gatherings_without_attendance,),
    Role.OFFICER: (contests_to_count, phases_this_week, ideas_without_decision),
    Role.EVALUATOR: (projects_in_draft,),
    Role.SCRUTINEER: (contests_to_scrutinise,),
    Role.AUDITOR: (way_to_audit_log,),
    Role.ADMINISTRATOR: (failed_letters, stuck_jobs, grants_ending, way_to_audit_log),
}
