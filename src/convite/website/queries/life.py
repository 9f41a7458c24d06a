"""Which project shows best how an idea becomes a work? One that grew from what was said at a gathering: its life."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from convite.core.trace import Step, trace_of
from convite.planning.models import Edition
from convite.projects.models import Project
from convite.voting.models import Contest, Option


@dataclass(frozen=True)
class Life:
    project: Project
    steps: list[Step]


def life_to_follow(editions: Sequence[Edition], projects: QuerySet[Project]) -> Life | None:
    """A winner among these editions, else a project on a ballot; None where no project has an origin to tell of."""
    known = {edition.pk: edition for edition in editions}
    options = Option.objects.filter(contest__edition__in=known, project__in=projects)
    told = options.exclude(contest__state=Contest.State.DRAFT).filter(project__origins__idea__gathering__isnull=False)
    rows = told.select_related("project__territory", "contest", "result__result").defer("result__result__certificate")
    option = rows.order_by(F("result__won").desc(nulls_last=True), "pk").first()
    if option is None:
        return None
    project = option.project
    project.edition = known[project.edition_id]  # whose phases have been read
    return Life(project, trace_of(project))
