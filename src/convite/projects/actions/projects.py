"""What can happen to a project? It is formulated from its ideas, edited, placed on a ballot, chosen or not."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import change, change_many, create, create_many, write_rows
from convite.core.errors import NotAllowed, Refused
from convite.core.searching import index_things
from convite.people.queries import Actor
from convite.planning.models import Idea
from convite.projects.models import Project, ProjectOrigin
from convite.projects.permissions import can_formulate_project
from convite.territories.models import Territory

FIXED_ON_BALLOT = frozenset({Project.State.ON_BALLOT, Project.State.WON, Project.State.NOT_CHOSEN})


def formulate_project(project: Project, ideas: Sequence[Idea] = (), *, by: Actor) -> Project:
    """Stores one project with the ideas from which it grew."""
    if not can_formulate_project(by, project.territory):
        raise NotAllowed
    _refuse_bad_cost(project)
    with transaction.atomic():
        create(project, act="formulate_project", by=by)
        _grow([project], {project.code: ideas}, act="formulate_project", by=by)
        _index([project])
    return project


def bring_in_projects(
    projects: Sequence[Project], origins: Mapping[str, Sequence[Idea]] | None = None, *, by: Actor
) -> list[Project]:
    """Stores many projects at once; `origins` says, by project code, from which ideas each grew."""
    for project in projects:
        if not can_formulate_project(by, project.territory):
            raise NotAllowed
        _refuse_bad_cost(project)
    twice = [code for code, number in Counter(project.code for project in projects).items() if number > 1]
    if twice:
        raise Refused(_("El código «%(code)s» está dos veces entre los proyectos.") % {"code": twice[0]})
    with transaction.atomic():
        stored = create_many(projects, act="bring_in_projects", by=by)
        _grow(stored, origins or {}, act="bring_in_projects", by=by)
        _index(stored)
    return stored


def edit_project(project: Project, *, by: Actor, seen: int) -> Project:
    """Stores the edited texts and cost. What stands on a ballot is fixed."""
    if not can_formulate_project(by, project.territory):
        raise NotAllowed
    if project.state in FIXED_ON_BALLOT:
        raise Refused(_("El proyecto ya está en el tarjetón: ni su texto ni su costo se pueden cambiar."))
    _refuse_bad_cost(project)
    with transaction.atomic():
        change(project, act="edit_project", by=by, seen=seen)
        _index([project])
    return project


def set_project_states(projects: Sequence[Project], state: str, *, act: str, by: Actor) -> None:
    """Moves many projects to a state at once: placing them on the ballot, saying who won. Part of a greater act."""
    change_many(projects, act=act, by=by, state=state)


def _refuse_bad_cost(project: Project) -> None:
    if project.cost_minor <= 0:
        raise Refused(_("El costo de «%(title)s» debe ser mayor que cero.") % {"title": project.title})


def _grow(projects: Sequence[Project], origins: Mapping[str, Sequence[Idea]], *, act: str, by: Actor) -> None:
    """Says from which ideas the projects grew. The ideas become formulated: that too needs the permission."""
    rows = [ProjectOrigin(project=p, idea=idea) for p in projects for idea in origins.get(p.code, ())]
    ideas = {row.idea_id: row.idea for row in rows}
    for territory in Territory.objects.filter(ideas__in=list(ideas)).distinct():
        if not can_formulate_project(by, territory):
            raise NotAllowed
    _refuse_gone(list(ideas))
    write_rows(rows)
    change_many(list(ideas.values()), act=act, by=by, state=Idea.State.FORMULATED)


def _refuse_gone(ideas: Sequence[int]) -> None:
    """As the ideas stand in the record, not as they were read: somebody may have joined or taken back one since."""
    gone = Idea.objects.filter(pk__in=ideas, state__in=(*Idea.UNLISTED, Idea.State.MERGED, Idea.State.SPLIT)).first()
    if gone is None:
        return
    why = {
        Idea.State.DRAFT: _("Una de las ideas es un borrador que su autora o autor no ha enviado."),
        Idea.State.WITHDRAWN: _("Quien propuso «%(idea)s» la retiró: ya no se decide sobre ella."),
        Idea.State.HIDDEN: _("«%(idea)s» está oculta por moderación: mientras lo esté, de ella no nace un proyecto."),
        Idea.State.MERGED: _("«%(idea)s» se unió a otra idea: el proyecto nace de aquella."),
        Idea.State.SPLIT: _("«%(idea)s» se separó en varias ideas: el proyecto nace de ellas."),
    }
    raise Refused(why[Idea.State(gone.state)] % {"idea": gone.title})


def _index(projects: Sequence[Project]) -> None:
    texts = []
    for project in projects:
        languages = {*project.title, *project.problem, *project.objective}
        joined = {
            lang: " ".join(
                [project.title.get(lang, ""), project.problem.get(lang, ""), project.objective.get(lang, ""),
                 project.place, project.code]
            )
            for lang in languages
        }  # fmt: skip
        texts.append((project.pk, joined))
    index_things("projects.project", texts)
