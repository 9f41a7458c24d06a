"""Who met, where and when? Workshops, assemblies, socialisations and the other ways of gathering."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import Thing
from convite.core.translated import TranslatedField
from convite.territories.models import Territory


class Gathering(Thing):
    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("Taller")
        ASSEMBLY = "assembly", _("Asamblea")
        SOCIALISATION = "socialisation", _("Taller de socialización")
        TRAINING = "training", _("Encuentro pedagógico")
        FORUM = "forum", _("Foro")
        FOCUS_GROUP = "focus_group", _("Grupo focal")
        DIALOGUE = "dialogue", _("Conversación")
        FAIR = "fair", _("Feria")
        CAMP = "camp", _("Campamento")
        NETWORK_MEETING = "network_meeting", _("Encuentro de red")
        ACCOUNTABILITY = "accountability", _("Rendición de cuentas")
        TRIBUTE = "tribute", _("Homenaje")
        VISIT = "visit", _("Visita")

    class State(models.TextChoices):
        CALLED = "called", _("Convocado")
        HELD = "held", _("Realizado")
        CANCELLED = "cancelled", _("Cancelado")

    kind = models.CharField(_("clase"), max_length=20, choices=Kind)
    title = TranslatedField(_("título"), max_length=300)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="gatherings")
    place = models.CharField(_("lugar"), max_length=300)
    starts_at = models.DateTimeField(_("empieza"))
    ends_at = models.DateTimeField(_("termina"))
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.CALLED)
    state_reason = models.CharField(_("por qué"), max_length=500, blank=True)
    call = TranslatedField(_("convocatoria"), max_length=6_000, blank=True)
    agenda = TranslatedField(_("orden del día"), max_length=4_000, blank=True)
    access = models.CharField(_("cómo llegar y con qué apoyos"), max_length=500, blank=True)
    lon = models.FloatField(_("longitud"), null=True, blank=True)
    lat = models.FloatField(_("latitud"), null=True, blank=True)
    takes_registration = models.BooleanField(_("con inscripción"), default=False)
    places = models.PositiveIntegerField(_("cupos"), null=True, blank=True)  # none: whoever comes fits
    asks_group = models.BooleanField(_("preguntar a qué grupo se pertenece"), default=False)  # off unless turned on
    minutes = TranslatedField(_("acta"), max_length=30_000, blank=True)
    minutes_published_at = models.DateTimeField(_("acta publicada"), null=True, blank=True)  # none: the team's draft

    class Meta:
        verbose_name = _("encuentro")
        verbose_name_plural = _("encuentros")
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="gatherings_by_day"),
            models.Index(fields=["territory", "-starts_at", "-id"], name="gatherings_of_territory"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="gathering_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
