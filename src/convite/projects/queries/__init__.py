"""What can one ask of the bank?"""

from convite.projects.queries.projects import (
    KIND,
    StateCount,
    filter_places,
    filtered,
    origins_of,
    projects_by_state,
    steps_of_idea,
    steps_of_project,
)

__all__ = [
    "KIND",
    "StateCount",
    "filter_places",
    "filtered",
    "origins_of",
    "projects_by_state",
    "steps_of_idea",
    "steps_of_project",
]
