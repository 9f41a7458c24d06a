"""With which phones does somebody go where there is no network? So that a lost one can be shut out."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import Thing


class FieldPhone(Thing):
    """A phone that was prepared for the field by one account. Two accounts on one phone are two rows."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="field_phones")
    key = models.CharField(max_length=64)  # made at random by the phone
    name = models.CharField(_("teléfono"), max_length=40)  # what it says of itself: Android, iPhone…
    session_key = models.CharField(max_length=40, blank=True, editable=False)  # to end it, should the phone be lost
    synced_at = models.DateTimeField(_("última sincronización"), null=True, blank=True)
    entries = models.PositiveIntegerField(_("registros traídos"), default=0)
    lost_at = models.DateTimeField(_("perdido desde"), null=True, blank=True)

    not_in_history = (*Thing.not_in_history, "key", "session_key", "synced_at", "entries")
    not_personal: ClassVar[tuple[str, ...]] = ("public_id", "key", "name", "session_key")

    class Meta:
        verbose_name = _("teléfono de campo")
        verbose_name_plural = _("teléfonos de campo")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_field_phone_per_key")]

    def __str__(self) -> str:
        return self.name
