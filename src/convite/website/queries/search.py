"""Where are these words? In territories, projects, ideas and gatherings, each by its own visibility."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.saying import number_text
from convite.core.searching import best_first
from convite.gatherings.permissions import gatherings_visible_to
from convite.planning.permissions import ideas_visible_to
from convite.projects.permissions import projects_visible_to
from convite.territories.permissions import territories_visible_to

MOST = 6  # shown per kind: who wants more goes on to the list
MOST_COUNTED = 100


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more_url` leads to the list with the same words."""

    name: str
    label: str
    icon: str
    hits: Sequence[Any]
    found: int  # MOST_COUNTED + 1: more than we count
    more_url: str

    @property
    def count_text(self) -> str:
        if self.found > MOST_COUNTED:
            return _("más de %(n)s") % {"n": number_text(MOST_COUNTED)}
        return number_text(self.found)

    @property
    def more_text(self) -> str:
        texts = {
            "proyectos": _("Ver todos los proyectos que coinciden"),
            "ideas": _("Ver todas las ideas que coinciden"),
        }
        return texts.get(self.name, "")


def search_everything(words: str, person: object) -> list[Group]:
    """The kinds in which something was found; two queries for each."""
    projects = projects_visible_to(person).select_related("territory", "edition")
    sources: list[tuple[str, str, str, QuerySet[Any], str]] = [
        ("territorios", _("Territorios"), "place", territories_visible_to(person), ""),
        ("proyectos", _("Proyectos"), "works", projects, "project_list"),
        ("ideas", _("Ideas"), "idea", ideas_visible_to(person).select_related("territory"), "idea_list"),
        ("encuentros", _("Encuentros"), "people", gatherings_visible_to(person).select_related("territory"), ""),
    ]
    groups = []
    for name, label, icon, visible, listing in sources:
        found = best_first(visible, words)
        hits = list(found[:MOST])
        if not hits:
            continue
        number = len(hits) if len(hits) < MOST else found.order_by()[: MOST_COUNTED + 1].count()
        more = f"{reverse(listing)}?{urlencode({'q': words})}" if listing and number > MOST else ""
        groups.append(Group(name, label, icon, hits, number, more))
    return groups
