"""What does a person want to find again? Searches of the bank that she kept, and of which she is told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.personal import Personal


class SavedSearch(models.Model):
    """A search of the bank by its filters. `newest` is the highest key that she has been told of."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("nombre"), max_length=120)
    query = models.CharField(max_length=500)  # as in the page's address: "territorio=…&tema=…"
    tells = models.BooleanField(_("avisarme de lo nuevo"), default=True)
    newest = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    personal: ClassVar[dict[str, Personal]] = {
        "name": Personal(
            purpose=_("Volver a encontrar lo que le interesa"), basis=_("Consentimiento"), seen_by=_("La persona"),
            kept=_("Hasta que la borre"),
        ),
        "query": Personal(
            purpose=_("Volver a encontrar lo que le interesa"), basis=_("Consentimiento"), seen_by=_("La persona"),
            kept=_("Hasta que la borre"),
        ),
    }  # fmt: skip
    not_personal: ClassVar[tuple[str, ...]] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "query"], name="one_saved_search_per_query")]

    def __str__(self) -> str:
        return self.name
