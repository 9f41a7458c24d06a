"""What can happen to places? They are added and changed; they get their boundaries and their population."""

from convite.territories.actions.boundaries import import_boundaries, set_boundaries
from convite.territories.actions.places import add_territories, add_territory, change_territory
from convite.territories.actions.population import BadPopulation, PopulationReport, PopulationRow, import_population

__all__ = [
    "BadPopulation",
    "PopulationReport",
    "PopulationRow",
    "add_territories",
    "add_territory",
    "change_territory",
    "import_boundaries",
    "import_population",
    "set_boundaries",
]
