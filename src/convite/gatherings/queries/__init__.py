"""What can one ask of gatherings?"""

from convite.gatherings.queries.attendance import (
    AGE_BAND_CHOICES,
    AGE_BANDS,
    GROUP_CHOICES,
    SEX_CHOICES,
    SMALLEST,
    AttendanceTotals,
    attendance_of,
    publishable,
    who_came,
)
from convite.gatherings.queries.attendees import (
    AttendeeRow,
    attendees_of,
    different_people,
    fault_in_attendee,
    faults_in_attendees,
    participant_key,
    programme_of,
    register_programme,
)
from convite.gatherings.queries.conflicts import values_of
from convite.gatherings.queries.frames import Frame, frames_of, register_frame
from convite.gatherings.queries.gatherings import (
    Met,
    filtered,
    map_of_coming,
    month_of,
    next_or_last,
    places_of_gatherings,
)
from convite.gatherings.queries.records import counts_of_agreements, opinions_of, overdue
from convite.gatherings.queries.tickets import door_token, is_ticket_of, ticket_of

__all__ = [
    "AGE_BANDS",
    "AGE_BAND_CHOICES",
    "GROUP_CHOICES",
    "SEX_CHOICES",
    "SMALLEST",
    "AttendanceTotals",
    "AttendeeRow",
    "Frame",
    "Met",
    "attendance_of",
    "attendees_of",
    "counts_of_agreements",
    "different_people",
    "door_token",
    "fault_in_attendee",
    "faults_in_attendees",
    "filtered",
    "frames_of",
    "is_ticket_of",
    "map_of_coming",
    "month_of",
    "next_or_last",
    "opinions_of",
    "overdue",
    "participant_key",
    "places_of_gatherings",
    "programme_of",
    "publishable",
    "register_frame",
    "register_programme",
    "ticket_of",
    "values_of",
    "who_came",
]
