"""Where are these words? In projects, ideas, gatherings and territories, each by its own visibility."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.searching import matching_ids
from convite.gatherings.permissions import gatherings_visible_to
from convite.planning.permissions import ideas_visible_to
from convite.projects.permissions import projects_visible_to
from convite.territories.permissions import territories_visible_to

MOST = 8  # per kind: who wants more goes on to the list


@dataclass(frozen=True)
class Hit:
    title: Any
    url: str
    meta: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more_url` leads to the list with the same words."""

    label: str
    hits: Sequence[Hit]
    more_url: str


def search_everything(words: str, person: object) -> list[Group]:
    sources: list[tuple[str, str, QuerySet[Any], str, str]] = [
        (_("Territorios"), "territories.territory", territories_visible_to(person), "territory_page", ""),
        (_("Proyectos"), "projects.project", projects_visible_to(person), "project_page", "project_list"),
        (_("Ideas"), "planning.idea", ideas_visible_to(person), "idea_page", "idea_list"),
        (_("Encuentros"), "gatherings.gathering", gatherings_visible_to(person), "gathering_page", ""),
    ]
    groups = []
    for label, kind, visible, page, listing in sources:
        found = visible.filter(pk__in=matching_ids(words, kind))
        if kind != "territories.territory":
            found = found.select_related("territory")
        rows = list(found.order_by("-id")[: MOST + 1])
        if rows:
            more = f"{reverse(listing)}?{_query(words)}" if listing and len(rows) > MOST else ""
            groups.append(Group(label, [_hit(row, page) for row in rows[:MOST]], more))
    return groups


def _hit(row: Any, page: str) -> Hit:
    title = getattr(row, "title", None) or row.full_name
    territory = getattr(row, "territory", None)
    return Hit(title, reverse(page, args=[row.public_id]), territory.full_name if territory else row.get_kind_display())


def _query(words: str) -> str:
    return urlencode({"q": words})
