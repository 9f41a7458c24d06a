"""What may one type on the route?"""

from convite.planning.forms.editions import PhaseForm
from convite.planning.forms.ideas import IdeaFilter, IdeaForm

__all__ = ["IdeaFilter", "IdeaForm", "PhaseForm"]
