"""What remains of a gathering? Agreements, photos and products."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import StoredFile, Thing
from convite.gatherings.models.gatherings import Gathering


class Agreement(Thing):
    """What was promised at a gathering, by whom, until when."""

    class State(models.TextChoices):
        OPEN = "open", _("Pendiente")
        KEPT = "kept", _("Cumplido")
        DROPPED = "dropped", _("No se cumplirá")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="agreements")
    client_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    text = models.CharField(_("acuerdo"), max_length=1_000)
    responsible = models.CharField(_("quién responde"), max_length=200, blank=True)  # an office or organization
    due_on = models.DateField(_("hasta cuándo"), null=True, blank=True)
    state = models.CharField(_("estado"), max_length=7, choices=State, default=State.OPEN)
    state_reason = models.CharField(_("por qué"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("acuerdo")
        verbose_name_plural = _("acuerdos")
        indexes = [models.Index(fields=["state", "due_on", "id"], name="agreements_by_day")]

    def __str__(self) -> str:
        return self.text[:80]


class GatheringFile(Thing):
    """A photo, the signed list, a product. People who can be recognised consented, or it is not shown."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Foto")
        LIST = "list", _("Lista firmada")
        PRODUCT = "product", _("Producto del encuentro")
        MINUTES = "minutes", _("Acta firmada")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(_("qué es"), max_length=8, choices=Kind)
    caption = models.CharField(_("qué se ve"), max_length=300)
    has_consent = models.BooleanField(_("las personas que se reconocen autorizaron"), default=False)

    class Meta:
        verbose_name = _("archivo del encuentro")
        verbose_name_plural = _("archivos del encuentro")
        indexes = [models.Index(fields=["gathering", "kind", "id"], name="files_of_gathering")]

    def __str__(self) -> str:
        return self.caption
