"""What can one ask of gatherings?"""

from convite.gatherings.queries.attendance import SMALLEST, AttendanceTotals, attendance_of
from convite.gatherings.queries.gatherings import Met, next_or_last, places_of_gatherings

__all__ = ["SMALLEST", "AttendanceTotals", "Met", "attendance_of", "next_or_last", "places_of_gatherings"]
