"""How many people came?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.gatherings.models.gatherings import Gathering


class Attendance(models.Model):
    """How many people of one sex and age band came. No names: who came is another record, and not of this table."""

    class Sex(models.TextChoices):
        WOMEN = "f", _("Mujeres")
        MEN = "m", _("Hombres")
        OTHER = "x", _("Otra identidad")
        NO_ANSWER = "", _("Sin respuesta")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendance")
    sex = models.CharField(_("sexo"), max_length=1, choices=Sex, blank=True)
    age_band = models.CharField(_("grupo de edad"), max_length=10, blank=True)
    count = models.PositiveIntegerField(_("personas"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "sex", "age_band"], name="one_attendance_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.sex} {self.age_band} {self.count}"
