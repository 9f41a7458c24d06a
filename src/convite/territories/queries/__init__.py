"""What can one ask of places? `places`: the tree, points, people, maps. `matching`: whose boundary a file brings."""

from convite.territories.queries.matching import BoundaryPlan, Known, Match, is_called, places_below, plan_boundaries
from convite.territories.queries.places import (
    Branch,
    ancestors_of,
    areas_for_map,
    children_of,
    descendants_of,
    home_among,
    home_territory,
    locator_of,
    map_of_people,
    mapped_territories,
    population_of,
    populations_of,
    territory_at,
    territory_by_code,
    tree_below,
)

__all__ = [
    "BoundaryPlan",
    "Branch",
    "Known",
    "Match",
    "ancestors_of",
    "areas_for_map",
    "children_of",
    "descendants_of",
    "home_among",
    "home_territory",
    "is_called",
    "locator_of",
    "map_of_people",
    "mapped_territories",
    "places_below",
    "plan_boundaries",
    "population_of",
    "populations_of",
    "territory_at",
    "territory_by_code",
    "tree_below",
]
