"""What can happen to a project?"""

from convite.projects.actions.projects import (
    FIXED_ON_BALLOT,
    bring_in_projects,
    edit_project,
    formulate_project,
    set_project_states,
)

__all__ = ["FIXED_ON_BALLOT", "bring_in_projects", "edit_project", "formulate_project", "set_project_states"]
