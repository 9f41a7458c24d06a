"""What can happen on the route?"""

from convite.planning.actions.ceilings import adopt_ceilings
from convite.planning.actions.editions import close_edition, convene, create_edition, move_phase, open_edition
from convite.planning.actions.ideas import decide_idea, propose_idea, record_ideas, withdraw_idea
from convite.planning.actions.plans import adopt_plan

__all__ = [
    "adopt_ceilings",
    "adopt_plan",
    "close_edition",
    "convene",
    "create_edition",
    "decide_idea",
    "move_phase",
    "open_edition",
    "propose_idea",
    "record_ideas",
    "withdraw_idea",
]
