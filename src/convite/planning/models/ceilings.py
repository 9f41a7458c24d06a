"""How much may each territory decide, and how was that worked out?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.money import Money
from convite.planning.models.editions import Edition
from convite.territories.models import Territory


class Ceiling(models.Model):
    """How much money a territory may decide in an edition, and how that was worked out."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="ceilings")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="ceilings")
    amount = models.BigIntegerField(_("techo"))  # minor units
    inputs = models.JSONField(default=dict)  # {"population": 131191, "poverty": "18.2", …} as published
    formula = models.CharField(max_length=60, blank=True)  # name and version of the rule that shared the money out
    adopted_by = models.CharField(_("acto que lo adopta"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "territory"], name="one_ceiling_per_territory"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="ceiling_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.territory_id} {self.amount}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.edition.currency)
