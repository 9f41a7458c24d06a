"""What may one type about oneself, to come in, and about the team?

`sign_in` belongs to allauth's pages and is named in the settings; it is not imported here, because allauth's own forms
are ready only after this room.
"""

from convite.people.forms.team import GrantRoleForm, OpenAccountForm, ProfileForm, TeamFilterForm

__all__ = ["GrantRoleForm", "OpenAccountForm", "ProfileForm", "TeamFilterForm"]
