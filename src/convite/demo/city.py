"""What did the steps make so far, by the keys of the content?"""

from dataclasses import dataclass, field
from datetime import date

from convite.gatherings.models import Gathering
from convite.people.models import Person
from convite.planning.models import Edition, Idea, PlanItem
from convite.projects.models import Project
from convite.territories.models import Territory


@dataclass
class City:
    """What the steps made so far, by the keys of the content."""

    today: date
    places: dict[str, Territory] = field(default_factory=dict)  # local code → territory
    home: Territory | None = None
    cast: dict[str, Person] = field(default_factory=dict)
    editions: dict[int, Edition] = field(default_factory=dict)  # years ago → edition
    goals: dict[tuple[str, str], PlanItem] = field(default_factory=dict)  # local code, code of the goal
    gatherings: dict[int, Gathering] = field(default_factory=dict)  # number of the socialisation workshop
    ideas: dict[int, Idea] = field(default_factory=dict)
    projects: dict[str, list[Project]] = field(default_factory=dict)  # local code → in order of the ballot

    @property
    def officer(self) -> Person:
        return self.cast["officer"]
