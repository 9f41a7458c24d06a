"""Who may see and change places? Everybody sees them; who administers the installation changes them.

Roles by territory are the floor above's; this floor asks only what Django's own account says of itself.
"""

from django.db.models import QuerySet

from convite.core.actors import SYSTEM
from convite.territories.models import Territory


def can_manage_territories(person: object) -> bool:
    if person is SYSTEM:
        return True
    return bool(getattr(person, "is_active", False) and getattr(person, "is_superuser", False))


def territories_visible_to(person: object) -> QuerySet[Territory]:
    """Places are public: they are where everything else happens."""
    return Territory.objects.all()
