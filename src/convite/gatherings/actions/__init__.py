"""What can happen to a gathering? It is called, people register and arrive, and what was said is kept."""

from convite.gatherings.actions.agreements import AgreementRow, bring_agreements, settle_agreement
from convite.gatherings.actions.arrivals import Mark, arrive, mark_arrivals, may_arrive, open_people
from convite.gatherings.actions.attendance import Groups, record_attendance
from convite.gatherings.actions.attendees import (
    Brought,
    Outcome,
    RowOutcome,
    bring_attendees,
    brought,
    settle_attendee,
)
from convite.gatherings.actions.conflicts import Difference, close_conflict, keep_conflicts
from convite.gatherings.actions.corrections import correct_attendee
from convite.gatherings.actions.erasing import forget_people
from convite.gatherings.actions.gatherings import (
    call_gathering,
    call_gatherings,
    cancel_gathering,
    edit_gathering,
    when_called,
)
from convite.gatherings.actions.records import (
    Opinion,
    add_file,
    change_agreement,
    change_file,
    evaluate,
    key_opinions,
    may_evaluate,
    publish_minutes,
    write_minutes,
)
from convite.gatherings.actions.registrations import (
    VISITOR,
    Visitor,
    cancel_registration,
    register,
    remind_registered,
)
from convite.gatherings.queries.attendees import AttendeeRow

__all__ = [
    "VISITOR",
    "AgreementRow",
    "AttendeeRow",
    "Brought",
    "Difference",
    "Groups",
    "Mark",
    "Opinion",
    "Outcome",
    "RowOutcome",
    "Visitor",
    "add_file",
    "arrive",
    "bring_agreements",
    "bring_attendees",
    "brought",
    "call_gathering",
    "call_gatherings",
    "cancel_gathering",
    "cancel_registration",
    "change_agreement",
    "change_file",
    "close_conflict",
    "correct_attendee",
    "edit_gathering",
    "evaluate",
    "forget_people",
    "keep_conflicts",
    "key_opinions",
    "mark_arrivals",
    "may_arrive",
    "may_evaluate",
    "open_people",
    "publish_minutes",
    "record_attendance",
    "register",
    "remind_registered",
    "settle_agreement",
    "settle_attendee",
    "when_called",
    "write_minutes",
]
