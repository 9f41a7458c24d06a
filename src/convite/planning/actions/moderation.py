"""What happens to an idea whose text breaks the rules of the conversation? It is hidden with a reason, or shown again.

Hidden, it leaves lists, map, search and data; its author and the team still read it. Shown again, it stands as it
stood before: its versions know.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from convite.core.acts import change
from convite.core.errors import NotAllowed, Refused
from convite.core.models import Version
from convite.core.translated import Translated
from convite.people.queries import Actor
from convite.planning.actions.words import make_findable
from convite.planning.models import Idea
from convite.planning.permissions import can_plan, is_author


def hide_idea(idea: Idea, reason: str, *, by: Actor) -> Idea:
    if not can_plan(by, idea.territory) or is_author(by, idea):
        raise NotAllowed
    if idea.state in Idea.UNLISTED:
        raise Refused(_("«%(idea)s» ya no estaba publicada.") % {"idea": idea.title})
    if not reason.strip():
        raise Refused(_("Explique por qué: quien propuso la idea lo va a leer."))
    idea.state, idea.state_reason = Idea.State.HIDDEN, Translated(es=reason.strip())
    with transaction.atomic():
        change(idea, act="hide_idea", by=by)
        make_findable([idea])
    return idea


def show_idea(idea: Idea, *, by: Actor) -> Idea:
    if not can_plan(by, idea.territory) or is_author(by, idea):
        raise NotAllowed
    if idea.state != Idea.State.HIDDEN:
        raise Refused(_("«%(idea)s» no está oculta.") % {"idea": idea.title})
    idea.state, idea.state_reason = _before_it_was_hidden(idea)
    with transaction.atomic():
        change(idea, act="show_idea", by=by)
        make_findable([idea])
    return idea


def _before_it_was_hidden(idea: Idea) -> tuple[str, Translated]:
    """The last version in which it was in sight."""
    versions = Version.objects.filter(kind="planning.idea", thing_id=idea.pk).order_by("-number")
    for snapshot in versions.values_list("snapshot", flat=True):
        if snapshot["state"] != Idea.State.HIDDEN:
            return snapshot["state"], Translated(snapshot["state_reason"])
    return Idea.State.PROPOSED, Translated()
