"""What can happen in the conversation? People comment, support, follow, are told, report; teams look after it."""

from convite.conversations.actions.closing import forget_person
from convite.conversations.actions.comments import (
    delete_comment,
    edit_comment,
    hide_comment,
    show_comment,
    write_comment,
)
from convite.conversations.actions.digests import forget_old_notices, write_letters
from convite.conversations.actions.notices import tell, tell_followers
from convite.conversations.actions.preferences import choose_letters, read_notices
from convite.conversations.actions.reports import appeal, reopen_reports, report, settle_reports
from convite.conversations.actions.tallies import follow, support, unfollow, withdraw_support

__all__ = [
    "appeal",
    "choose_letters",
    "delete_comment",
    "edit_comment",
    "follow",
    "forget_old_notices",
    "forget_person",
    "hide_comment",
    "read_notices",
    "reopen_reports",
    "report",
    "settle_reports",
    "show_comment",
    "support",
    "tell",
    "tell_followers",
    "unfollow",
    "withdraw_support",
    "write_comment",
    "write_letters",
]
