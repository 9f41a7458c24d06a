"""What is a walk of the route? An edition, its phases, and the gatherings held within it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH
from convite.core.models import Thing
from convite.core.translated import TranslatedField
from convite.gatherings.models import Gathering
from convite.territories.models import Territory


class Edition(Thing):
    """One walk of the route: from the first workshop to the last delivered work of its budget."""

    class State(models.TextChoices):
        DRAFT = "draft", _("En preparación")
        OPEN = "open", _("En curso")
        CLOSED = "closed", _("Terminada")

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="editions")
    name = TranslatedField(_("nombre"), max_length=200)
    year = models.PositiveSmallIntegerField(_("vigencia"))  # the fiscal year whose money it decides
    currency = models.CharField(_("moneda"), max_length=3)
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.DRAFT)
    route = models.CharField(_("modelo de ruta"), max_length=40, blank=True)  # name and version of a preset
    settings = models.JSONField(_("reglas de la edición"), default=dict, blank=True)  # see rulebook.routes
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")

    class Meta:
        verbose_name = _("edición")
        verbose_name_plural = _("ediciones")
        indexes = [models.Index(fields=["-year", "-id"], name="editions_by_year")]

    def __str__(self) -> str:
        return str(self.name)


class Phase(models.Model):
    """A stretch of the route and the acts that are open in it. What may be done when is judged by `rulebook.phases`."""

    class Kind(models.TextChoices):
        PLANNING = "planning", _("Planeación")
        FORMULATION = "formulation", _("Formulación")
        PRIORITISATION = "prioritisation", _("Priorización")
        EXECUTION = "execution", _("Ejecución y seguimiento")
        OTHER = "other", _("Otra")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    name = TranslatedField(_("nombre"), max_length=120)
    opens_at = models.DateTimeField(_("abre"))
    closes_at = models.DateTimeField(_("cierra"))
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)  # when followers were told it began
    acts = models.JSONField(default=list)  # [{"act": "vote", "opens_at": iso|null, "closes_at": iso|null}]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="one_phase_per_position"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="phase_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class PhaseMove(models.Model):
    """A phase was given other moments, and why: whoever follows the edition reads it."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="moves")
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=LENGTH)
    opened_at = models.DateTimeField()  # as it stood before
    closed_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.CharField(_("por qué se movió"), max_length=1000)

    class Meta:
        ordering = ("-moved_at", "-id")

    def __str__(self) -> str:
        return self.reason


class EditionGathering(models.Model):
    """This gathering was held within that edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="convenings")
    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="convening")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.gathering_id}"
