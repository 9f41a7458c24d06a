"""What is wanted? Local plans, editions with phases and ceilings, and neighbours' ideas."""

from convite.planning.models.ceilings import Ceiling, Sharing
from convite.planning.models.editions import Edition, EditionGathering, Phase, PhaseMove
from convite.planning.models.field import FieldPhone
from convite.planning.models.ideas import Idea, IdeaCount, IdeaJoin, IdeaJoinPart, IdeaPhoto, IdeaWord, Theme
from convite.planning.models.plans import LocalPlan, PlanItem

__all__ = [
    "Ceiling",
    "Edition",
    "EditionGathering",
    "FieldPhone",
    "Idea",
    "IdeaCount",
    "IdeaJoin",
    "IdeaJoinPart",
    "IdeaPhoto",
    "IdeaWord",
    "LocalPlan",
    "Phase",
    "PhaseMove",
    "PlanItem",
    "Sharing",
    "Theme",
]
