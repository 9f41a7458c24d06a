"""What may one type on the route?"""

from convite.planning.forms.editions import PhaseForm
from convite.planning.forms.ideas import (
    DecideForm,
    IdeaFilter,
    IdeaForm,
    MergeForm,
    ReasonForm,
    RecordForm,
    SplitForm,
    coordinates_of,
    point_of,
)

__all__ = [
    "DecideForm",
    "IdeaFilter",
    "IdeaForm",
    "MergeForm",
    "PhaseForm",
    "ReasonForm",
    "RecordForm",
    "SplitForm",
    "coordinates_of",
    "point_of",
]
