"""What is remembered of gatherings?"""

from convite.gatherings.models.attendance import Attendance
from convite.gatherings.models.gatherings import Gathering

__all__ = ["Attendance", "Gathering"]
