"""What do lower rooms ask of ideas, editions and their gatherings? When they may be talked about; whose they are.

An edition whose phases name the act opens it by its calendar; one that names it nowhere takes it while it is under way.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from convite.conversations.queries.subjects import Opening
from convite.core.saying import say
from convite.people.models import Person
from convite.planning.models import Edition, Idea
from convite.planning.queries.editions import phases_of, verdict_on

_CLOSED = {
    Idea.State.DRAFT: lambda: _("Todavía es un borrador."),
    Idea.State.MERGED: lambda: _("Esta idea se unió a otra: la conversación sigue allí."),
    Idea.State.SPLIT: lambda: _("Esta idea se separó en varias: la conversación sigue en ellas."),
    Idea.State.WITHDRAWN: lambda: _("Quien propuso esta idea la retiró."),
    Idea.State.HIDDEN: lambda: _("El equipo ocultó esta idea."),
}
_NO_MORE_SUPPORT = {
    Idea.State.FORMULATED: lambda: _("Esta idea ya es un proyecto: ya no necesita apoyos."),
    Idea.State.NOT_VIABLE: lambda: _("Esta idea no pasó a proyecto: ya no recibe apoyos."),
}


def url_of_idea(idea: Idea) -> str:
    return reverse("idea_page", args=[idea.public_id])


def url_of_edition(edition: Edition) -> str:
    return reverse("edition_page", args=[edition.public_id])


def opening_of_idea(act: str, idea: Idea) -> Opening:
    """May one `comment` or `support_idea` now?"""
    closed = _CLOSED.get(idea.state) or (_NO_MORE_SUPPORT.get(idea.state) if act == "support_idea" else None)
    if closed:
        return Opening(False, closed())
    return opening_in(act, idea.edition)


def opening_in(act: str, edition: Edition) -> Opening:
    named = any(window["act"] == act for phase in phases_of(edition) for window in phase.acts)
    if named:
        verdict = verdict_on(act, edition)
        return Opening(verdict.is_open, say(verdict.reason))
    if edition.state == Edition.State.OPEN:
        return Opening(True)
    return Opening(False, _("Esta edición ya terminó."))


def name_of(edition: Any) -> Any:
    return edition.name


def ideas_by(person: Person) -> QuerySet[Any, dict[str, Any]]:
    """Drafts and withdrawn ones too: they are hers."""
    fields = ("public_id", "edition__public_id", "territory__code", "title", "description", "theme", "place")
    return Idea.objects.filter(author=person).order_by("id").values(*fields, "lon", "lat", "state", "created_at")
