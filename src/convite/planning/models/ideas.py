"""What do people say is needed? Ideas, with where they were said and what became of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import Thing
from convite.core.personal import Personal
from convite.core.translated import TranslatedField
from convite.gatherings.models import Gathering
from convite.planning.models.editions import Edition
from convite.territories.models import Territory


class Theme(models.TextChoices):
    ENVIRONMENT = "environment", _("Ambiente")
    CULTURE = "culture", _("Cultura")
    SPORT = "sport", _("Deporte y recreación")
    EDUCATION = "education", _("Educación")
    HEALTH = "health", _("Salud")
    INCLUSION = "inclusion", _("Inclusión y cuidado")
    SAFETY = "safety", _("Seguridad y convivencia")
    MOBILITY = "mobility", _("Vías y movilidad")
    INFRASTRUCTURE = "infrastructure", _("Obras y espacio público")
    RISK = "risk", _("Gestión del riesgo")
    WATER = "water", _("Agua y saneamiento")
    ECONOMY = "economy", _("Trabajo y economía local")
    PARTICIPATION = "participation", _("Participación y organización")
    OTHER = "other", _("Otro")


class Idea(Thing):
    """A need or a wish, in the words of who said it."""

    class Origin(models.TextChoices):
        RESIDENT = "resident", _("Una persona")
        WORKSHOP = "workshop", _("Un taller")
        ORGANIZATION = "organization", _("Una organización")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Propuesta")
        FORMULATED = "formulated", _("Convertida en proyecto")
        MERGED = "merged", _("Unida a otra")
        NOT_VIABLE = "not_viable", _("No pasó a proyecto")
        WITHDRAWN = "withdrawn", _("Retirada por quien la propuso")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="ideas")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="ideas")
    title = TranslatedField(_("título"), max_length=300)
    description = TranslatedField(_("qué pasa y qué se necesita"), max_length=8000, blank=True)
    theme = models.CharField(_("tema"), max_length=20, choices=Theme, default=Theme.OTHER)
    place = models.CharField(_("lugar"), max_length=300, blank=True)
    origin = models.CharField(_("origen"), max_length=15, choices=Origin)
    gathering = models.ForeignKey(Gathering, models.SET_NULL, null=True, blank=True, related_name="ideas")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="ideas")
    said_by = models.CharField(_("quién la dijo"), max_length=200, blank=True)
    state = models.CharField(_("estado"), max_length=12, choices=State, default=State.PROPOSED)
    state_reason = TranslatedField(_("por qué"), max_length=2000, blank=True)

    @property
    def speaker(self) -> str:
        """Who said it: its author by the name she has now (none once she closed her account), or as it was noted."""
        return self.author.name if self.author else self.said_by

    personal: ClassVar[dict[str, Personal]] = {
        "said_by": Personal(
            purpose=_("Decir de quién es la idea"),
            basis=_("Consentimiento"),
            seen_by=_("Todo el mundo, en la página de la idea; nunca en los datos abiertos"),
            kept=_("Mientras la persona no lo retire"),
        ),
    }
    not_personal: ClassVar[tuple[str, ...]] = (
        "public_id", "title", "description", "theme", "place", "origin", "state", "state_reason",
    )  # fmt: skip

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = [
            models.Index(fields=["edition", "-id"], name="ideas_of_edition"),
            models.Index(fields=["edition", "territory", "-id"], name="ideas_of_territory"),
        ]

    def __str__(self) -> str:
        return str(self.title)
