"""What does a territory want for years? Its local development plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import Thing
from convite.core.translated import TranslatedField
from convite.territories.models import Territory


class LocalPlan(Thing):
    """The development plan of one territory; its lines, programmes and goals hang from it."""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="plans")
    name = TranslatedField(_("nombre"), max_length=300)
    starts_in = models.PositiveSmallIntegerField(_("desde el año"))
    ends_in = models.PositiveSmallIntegerField(_("hasta el año"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_in__gte=models.F("starts_in")), name="plan_ends_after_start")
        ]
        indexes = [models.Index(fields=["-starts_in", "-id"], name="plans_by_year")]

    def __str__(self) -> str:
        return str(self.name)


class PlanItem(models.Model):
    """A line, a programme of a line, or a goal of a programme."""

    class Level(models.IntegerChoices):
        LINE = 1, _("Línea")
        PROGRAMME = 2, _("Programa")
        GOAL = 3, _("Meta")

    plan = models.ForeignKey(LocalPlan, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(choices=Level)
    code = models.CharField(_("código"), max_length=20)
    name = TranslatedField(_("nombre"), max_length=500)
    starts_in = models.PositiveSmallIntegerField(_("desde el año"), null=True, blank=True)  # none: as the plan
    ends_in = models.PositiveSmallIntegerField(_("hasta el año"), null=True, blank=True)
    indicator = models.CharField(_("indicador"), max_length=300, blank=True)
    target = models.CharField(_("valor esperado"), max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="one_plan_item_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
