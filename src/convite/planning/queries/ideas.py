"""Which ideas does somebody look for, through what did one live, what does a draft still need?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.geometry import Point
from convite.core.maps import MapView, draw_map
from convite.core.models import Version
from convite.core.saying import number_text
from convite.core.searching import matching_ids
from convite.core.trace import Step
from convite.core.translated import Translated
from convite.gatherings.models import Gathering
from convite.planning.models import Edition, Idea, IdeaJoin
from convite.planning.queries.phases import setting
from convite.planning.queries.stages import next_steps_of
from convite.territories.queries import areas_for_map

NEAR = 0.009  # degrees, about a kilometre: what «cerca de mí» means


def filtered_ideas(ideas: QuerySet[Idea], asked: Mapping[str, Any]) -> QuerySet[Idea]:
    """By the cleaned fields of `IdeaFilter`: territory by public id, theme, state, origin, words, near a point."""
    fields = {
        "territory__public_id": asked.get("territorio"),
        "theme": asked.get("tema"),
        "state": asked.get("estado"),
        "origin": asked.get("origen"),
    }
    ideas = ideas.filter(**{field: value for field, value in fields.items() if value})
    if asked.get("cerca"):
        ideas = ideas.filter(_near(asked["cerca"]))
    return ideas.filter(pk__in=matching_ids(asked["q"], "planning.idea")) if asked.get("q") else ideas


def _near(point: Point) -> Q:
    lon, lat = point
    return Q(lat__range=(lat - NEAR, lat + NEAR), lon__range=(lon - NEAR, lon + NEAR))


def map_of_ideas(edition: Edition) -> MapView | None:
    """How many public ideas each territory has, each leading to its list; None where no outline is known."""
    numbers = dict(edition.idea_counts.values_list("territory", "ideas"))
    here = f"{reverse('idea_list')}?edicion={edition.public_id}&territorio="
    places = areas_for_map(edition.territory, numbers)
    if not places:
        return None
    public_ids = dict(edition.territory.children.values_list("pk", "public_id"))
    areas = [replace(area, url=here + public_ids[area.id], value=numbers.get(area.id, 0)) for area in places]
    most = max(areas, key=lambda area: area.value)
    title = _("Todavía no hay ideas")
    if most.value:
        title = _("Donde más ideas hay: %(place)s, %(value)s")
        title = title % {"place": most.name, "value": number_text(most.value)}
    return draw_map(areas, title=title, value_label=_("Ideas"), write=number_text)


def missing_in(idea: Idea) -> list[str]:
    """What a draft needs before it can be sent."""
    chooses = bool(setting(idea.edition, "deciding_kinds"))  # else its whole territory decides
    lacks = {
        _("qué pasa y qué se necesita"): not any(text.strip() for text in idea.description.values()),
        _("la comuna o el corregimiento"): idea.territory_id == idea.edition.territory_id and chooses,
    }
    return [name for name, is_missing in lacks.items() if is_missing]


def joins_of(idea: Idea) -> list[IdeaJoin]:
    """The joins in which it took part, as the kept or split one or as a part, newest first, with their parts."""
    found = IdeaJoin.objects.filter(Q(idea=idea) | Q(parts__idea=idea)).select_related("idea").distinct()
    return list(found.prefetch_related("parts__idea__author", "parts__idea__territory").order_by("-id")[:20])


def steps_of_idea(idea: Idea) -> list[Step]:
    """Where an idea was said, what was decided of it and why, and the phases to come."""
    if idea.state == Idea.State.DRAFT:
        return []
    gathering = idea.gathering
    if gathering and not idea.split_from_id:
        url = reverse("gathering_page", args=[gathering.public_id])
        said = Step(gathering.starts_at, _("Se dijo en un encuentro"), str(gathering.title), url)
    else:
        said = Step(idea.created_at, _("Se propuso"), idea.speaker)
    return [said, *_decided(idea), *_joined(idea), *next_steps_of(idea)]


def _decided(idea: Idea) -> list[Step]:
    """Each decision as it was said then: a later one does not rewrite it."""
    acts = ("decide_idea", "withdraw_idea", "restore_idea", "hide_idea", "show_idea")
    rows = Version.objects.filter(kind="planning.idea", thing_id=idea.pk, act__in=acts).order_by("number")[:50]
    titles = {
        ("decide_idea", Idea.State.READY): _("Quedó lista para formularse"),
        ("decide_idea", Idea.State.NOT_VIABLE): _("No pasó a proyecto"),
        ("decide_idea", Idea.State.PROPOSED): _("Se volvió a revisar"),
        ("withdraw_idea", Idea.State.WITHDRAWN): _("Quien la propuso la retiró"),
        ("hide_idea", Idea.State.HIDDEN): _("Se ocultó por moderación"),
    }
    others = {"restore_idea": _("Quien la propuso la devolvió"), "show_idea": _("Volvió a mostrarse")}
    return [
        Step(row.at, title, str(Translated(row.snapshot["state_reason"])) if row.act == "decide_idea" else "")
        for row in rows
        if (title := titles.get((row.act, row.snapshot["state"])) or others.get(row.act))
    ]


def _joined(idea: Idea) -> list[Step]:
    steps = []
    for join in joins_of(idea):
        parts = [part.idea for part in join.parts.all() if part.idea_id != join.idea_id]
        if join.kind == IdeaJoin.Kind.MERGE:
            title, others = _("Se unió con otras"), parts if join.idea_id == idea.pk else [join.idea]
        elif join.idea_id == idea.pk:
            title, others = _("Se separó en varias"), parts
        else:
            title, others = _("Nació al separar otra idea"), [join.idea]
        others = [other for other in others if other.state not in Idea.UNLISTED]
        url = reverse("idea_page", args=[others[0].public_id]) if len(others) == 1 else ""
        names = "; ".join(str(other.title) for other in others[:5])
        steps.append(Step(join.created_at, title, ". ".join(filter(None, (names, join.reason))), url))
        if join.undone_at:
            steps.append(Step(join.undone_at, _("Se deshizo la unión o separación"), join.undone_reason))
    return steps


def steps_of_gathering(gathering: Gathering) -> list[Step]:
    """The ideas that were said at a gathering, but for those that are not public: taken back, hidden, being written."""
    ideas = gathering.ideas.exclude(state__in=Idea.UNLISTED).exclude(edition__state=Edition.State.DRAFT)
    return [
        Step(idea.created_at, idea.title, str(idea.get_state_display()), reverse("idea_page", args=[idea.public_id]))
        for idea in ideas.order_by("id")
    ]
