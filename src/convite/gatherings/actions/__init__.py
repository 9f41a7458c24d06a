"""What can happen to a gathering?"""

from convite.gatherings.actions.attendance import Groups, record_attendance
from convite.gatherings.actions.gatherings import call_gathering, call_gatherings, cancel_gathering

__all__ = ["Groups", "call_gathering", "call_gatherings", "cancel_gathering", "record_attendance"]
