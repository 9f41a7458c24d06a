"""Which lists does the installation publish, and what stands in each? `EXPORTS`, by name.

Every list reads through the `…_visible_to(person)` of its room and through nothing else. No list names a person:
neither who proposed an idea nor who came to a gathering.
"""

from convite.opendata.queries.conversations import COMMENTS
from convite.opendata.queries.exports import Export
from convite.opendata.queries.geojson import territories_geojson
from convite.opendata.queries.meetings import AGREEMENTS, ATTENDANCE, GATHERINGS
from convite.opendata.queries.places import POPULATION, TERRITORIES
from convite.opendata.queries.plans import PLAN_ITEMS, PLANS
from convite.opendata.queries.route import CEILINGS, EDITIONS, IDEAS, PHASES, PROJECTS
from convite.opendata.queries.votes import CONTESTS, RESULTS

EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        TERRITORIES,
        POPULATION,
        GATHERINGS,
        ATTENDANCE,
        AGREEMENTS,
        PLANS,
        PLAN_ITEMS,
        EDITIONS,
        PHASES,
        CEILINGS,
        IDEAS,
        COMMENTS,
        PROJECTS,
        CONTESTS,
        RESULTS,
    )
}

__all__ = ["EXPORTS", "Export", "territories_geojson"]
