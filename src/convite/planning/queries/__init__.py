"""What can one ask of the route?"""

from convite.planning.queries.ceilings import (
    CeilingYear,
    ceilings_by_kind,
    ceilings_of,
    ceilings_over_years,
    growth_over_years,
    territories_of,
    total_ceiling,
)
from convite.planning.queries.editions import (
    ACT_TEXTS,
    PhaseStep,
    RouteFigures,
    current_among,
    current_edition,
    moves_of,
    newest_editions,
    phases_of,
    read_totals,
    route_figures,
    say_act,
    timeline_of,
    total_of,
    verdict_on,
    windows_of,
)
from convite.planning.queries.ideas import steps_of_gathering, steps_of_idea
from convite.planning.queries.plans import PlanNode, plan_tree

__all__ = [
    "ACT_TEXTS",
    "CeilingYear",
    "PhaseStep",
    "PlanNode",
    "RouteFigures",
    "ceilings_by_kind",
    "ceilings_of",
    "ceilings_over_years",
    "current_among",
    "current_edition",
    "growth_over_years",
    "moves_of",
    "newest_editions",
    "phases_of",
    "plan_tree",
    "read_totals",
    "route_figures",
    "say_act",
    "steps_of_gathering",
    "steps_of_idea",
    "territories_of",
    "timeline_of",
    "total_ceiling",
    "total_of",
    "verdict_on",
    "windows_of",
]
