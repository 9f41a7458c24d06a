"""What waits to be counted, and what is still formulated?"""

from django.urls import reverse
from django.utils.translation import gettext as _

from convite.people.models import Person, Role
from convite.projects.models import Project
from convite.projects.permissions import projects_visible_to
from convite.voting.models import Contest
from convite.voting.permissions import contests_visible_to
from convite.website.queries.desk.piles import Pile, Waiting, areas, day_of, pile_of


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
        return Waiting(where, day_of(contest.changed_at), str(contest.edition.name), url, badge, kind)

    found = contests.select_related("territory", "edition").order_by("state", "changed_at", "id")
    url = reverse("edition_current")
    return pile_of(found, write, title, _("Ninguna espera."), url=url, act=_("Ver la edición y todas sus votaciones"))


def projects_in_draft(person: Person) -> Pile:
    drafts = projects_visible_to(person).filter(
        areas(person, Role.EVALUATOR, "territory__path"), state=Project.State.DRAFT
    )

    def write(project: Project) -> Waiting:
        url = reverse("project_page", args=[project.public_id])
        return Waiting(
            project.title, day_of(project.created_at), f"{project.code} · {project.territory.full_name}", url
        )

    found = drafts.select_related("territory").order_by("created_at", "id")
    url = f"{reverse('project_list')}?estado={Project.State.DRAFT}"
    empty = _("No hay proyectos en formulación.")
    return pile_of(found, write, _("Proyectos en formulación"), empty, url=url, act=_("Ver todos los borradores"))
