"""How much may each territory decide, and how was that worked out?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import Thing
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
    sharing = models.ForeignKey("Sharing", models.SET_NULL, null=True, blank=True, related_name="ceilings")

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


class Sharing(Thing):
    """One way to share an edition's money out among its territories: tried, compared, and one of them adopted.

    All that decides the amounts stands here, so that anyone can work them out again with `rulebook.ceilings`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Ensayo")
        ADOPTED = "adopted", _("Adoptado")
        REPLACED = "replaced", _("Reemplazado")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sharings")
    name = models.CharField(_("nombre"), max_length=120)
    total = models.BigIntegerField(_("total por repartir"))  # minor units
    # Each by the name of an input: how much it counts ("0.6"), how it is read (rulebook.ceilings), who published it.
    weights = models.JSONField(_("pesos de la fórmula"), default=dict, blank=True)
    readings = models.JSONField(_("cómo se leen los datos"), default=dict, blank=True)
    sources = models.JSONField(_("de dónde salen los datos"), default=dict, blank=True)
    # Territory's public id → input → "131191": exact numbers are kept as text.
    inputs = models.JSONField(_("datos publicados"), default=dict, blank=True)
    floor = models.BigIntegerField(_("piso por territorio"), default=0)  # minor units
    cap = models.BigIntegerField(_("tope por territorio"), null=True, blank=True)  # minor units
    unit = models.BigIntegerField(_("se redondea a"), default=1)  # minor units
    formula = models.CharField(_("fórmula"), max_length=60, blank=True)  # name and version; "": an act decided them
    shares = models.JSONField(_("reparto"), default=dict, blank=True)  # territory's public id → minor units, as text
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.DRAFT)
    act = models.CharField(_("acto que lo adopta"), max_length=200, blank=True)
    adopted_on = models.DateField(_("adoptado el"), null=True, blank=True)
    note = models.CharField(_("nota"), max_length=1_000, blank=True)

    class Meta:
        verbose_name = _("reparto de techos")
        verbose_name_plural = _("repartos de techos")
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gt=0, floor__gte=0, unit__gt=0), name="sharing_of_money"),
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(state="adopted"), name="one_adopted_sharing_per_edition"
            ),
        ]
        indexes = [models.Index(fields=["edition", "-id"], name="sharings_of_edition")]

    def __str__(self) -> str:
        return self.name

    @property
    def money(self) -> Money:
        return Money(self.total, self.edition.currency)
