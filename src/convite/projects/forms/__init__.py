"""What may one type about projects?"""

from convite.projects.forms.projects import TEXTS, ProjectFilter, ProjectForm

__all__ = ["TEXTS", "ProjectFilter", "ProjectForm"]
