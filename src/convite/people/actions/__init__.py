"""What can happen to people? Accounts are opened, changed and closed; roles are given and ended; tries are counted."""

from convite.people.actions.accounts import (
    assist,
    change_password,
    change_profile,
    close_account,
    open_account,
    remember_second_factor,
    reset_second_factor,
    sign_up,
    when_account_closes,
)
from convite.people.actions.own_data import take_own_data
from convite.people.actions.roles import end_role, grant_role
from convite.people.actions.tries import consume_try, forget_tries

__all__ = [
    "assist",
    "change_password",
    "change_profile",
    "close_account",
    "consume_try",
    "end_role",
    "forget_tries",
    "grant_role",
    "open_account",
    "remember_second_factor",
    "reset_second_factor",
    "sign_up",
    "take_own_data",
    "when_account_closes",
]
