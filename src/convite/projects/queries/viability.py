"""What was asked and said of a project while it was judged?"""

from convite.projects.models import Checklist, Opinion, OpinionKind, Project

KINDS = (OpinionKind.FORMAL, OpinionKind.TECHNICAL, OpinionKind.LEGAL, OpinionKind.FINANCIAL)


def kinds_asked(project: Project) -> tuple[str, ...]:
    """The kinds of opinion that the project's route asks for, in order."""
    chosen = project.edition.settings.get("opinions")
    return tuple(kind.value for kind in KINDS if not chosen or kind in chosen)


def opinions_of(project: Project) -> list[Opinion]:
    """Asked for and signed, round by round."""
    return list(project.opinions.select_related("department", "evaluator", "checklist").order_by("round", "id"))


def people_who_spoke(project: Project) -> set[str]:
    """The public ids of those who signed an opinion on it."""
    return set(project.opinions.filter(signed_at__isnull=False).values_list("signed_by", flat=True))


def checklist_for(project: Project, kind: str) -> Checklist | None:
    """The criteria in force where the project is: the nearest territory's last version, from its day on."""
    codes = project.territory.path.strip("/").split("/")
    above = ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]
    found = Checklist.objects.filter(kind=kind, territory__path__in=above, valid_from__lte=project.created_at.date())
    return max(found.select_related("territory"), key=lambda c: (len(c.territory.path), c.number), default=None)
