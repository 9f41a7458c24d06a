"""What is remembered of gatherings? The call, who wanted to come and came, what was agreed, what remains."""

from convite.gatherings.models.attendance import Attendance
from convite.gatherings.models.gatherings import Gathering
from convite.gatherings.models.people import Attendee, Evaluation, FieldConflict, Group, Registration
from convite.gatherings.models.records import Agreement, GatheringFile

__all__ = [
    "Agreement",
    "Attendance",
    "Attendee",
    "Evaluation",
    "FieldConflict",
    "Gathering",
    "GatheringFile",
    "Group",
    "Registration",
]
