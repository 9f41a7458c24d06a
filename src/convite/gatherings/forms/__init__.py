"""What may one type about gatherings?"""

from convite.gatherings.forms.gatherings import GatheringFilter

__all__ = ["GatheringFilter"]
