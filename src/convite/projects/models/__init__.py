"""What is built? The bank of local projects: everything formulated since the first year."""

from convite.projects.models.projects import Project, ProjectOrigin

__all__ = ["Project", "ProjectOrigin"]
