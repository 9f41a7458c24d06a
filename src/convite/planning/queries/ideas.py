"""Through what did an idea live?"""

from django.urls import reverse
from django.utils.translation import gettext as _

from convite.core.trace import Step
from convite.gatherings.models import Gathering
from convite.planning.models import Edition, Idea


def steps_of_idea(idea: Idea) -> list[Step]:
    """Where an idea was said, and what was decided of it."""
    steps = []
    if idea.gathering:
        steps.append(
            Step(
                idea.gathering.starts_at,
                _("Se dijo en un encuentro"),
                str(idea.gathering.title),
                reverse("gathering_page", args=[idea.gathering.public_id]),
            )
        )
    else:
        steps.append(Step(idea.created_at, _("Se propuso"), idea.speaker))
    return steps


def steps_of_gathering(gathering: Gathering) -> list[Step]:
    """The ideas that were said at a gathering, but for those that their authors took back."""
    ideas = gathering.ideas.exclude(state=Idea.State.WITHDRAWN).exclude(edition__state=Edition.State.DRAFT)
    return [
        Step(idea.created_at, idea.title, str(idea.get_state_display()), reverse("idea_page", args=[idea.public_id]))
        for idea in ideas.order_by("id")
    ]
