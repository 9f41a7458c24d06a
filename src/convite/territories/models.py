"""Where? The tree of places: country › department or state › municipality › commune or corregimiento › neighbourhood.

A code is text (a leading zero is part of it). A place keeps its boundary and its population by year, sex and age band.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from convite.core.models import Thing


class Territory(Thing):
    class Kind(models.TextChoices):
        COUNTRY = "country", _("País")
        DEPARTMENT = "department", _("Departamento")
        STATE = "state", _("Estado")
        MUNICIPALITY = "municipality", _("Municipio")
        COMMUNE = "commune", _("Comuna")
        CORREGIMIENTO = "corregimiento", _("Corregimiento")
        DISTRICT = "district", _("Distrito")
        NEIGHBOURHOOD = "neighbourhood", _("Barrio")
        VEREDA = "vereda", _("Vereda")

    code = models.CharField(_("código"), max_length=100, unique=True)
    name = models.CharField(_("nombre"), max_length=200)
    kind = models.CharField(_("clase"), max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=600, unique=True, editable=False)  # codes from the root, each ended by "/"
    order = models.CharField(max_length=40, blank=True)  # how the city itself numbers it: "03"
    centre_lon = models.FloatField(null=True, blank=True)
    centre_lat = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("territorio")
        verbose_name_plural = _("territorios")
        indexes = [models.Index(fields=["parent", "order", "name"], name="territory_children")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="territory_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """«Comuna 3 Manrique», «Corregimiento Santa Elena»: as people say it."""
        if self.kind == self.Kind.COMMUNE and self.order.isdigit():
            return f"{self.get_kind_display()} {int(self.order)} {self.name}"
        if self.kind in {self.Kind.COMMUNE, self.Kind.CORREGIMIENTO, self.Kind.DISTRICT}:
            return f"{self.get_kind_display()} {self.name}"
        return self.name

    @property
    def short_name(self) -> str:
        """What stands on a map where the name finds no room: the number by which the city knows it, «3»; or nothing."""
        numbered = {self.Kind.COMMUNE, self.Kind.CORREGIMIENTO, self.Kind.DISTRICT}
        return self.order.lstrip("0") if self.kind in numbered and self.order.isdigit() else ""

    def get_absolute_url(self) -> str:
        return reverse("territory_page", args=[self.public_id])


class Boundary(models.Model):
    """The outline of a territory, in WGS 84. `display` is simplified with its neighbours, so that no gap opens."""

    territory = models.OneToOneField(Territory, models.CASCADE, related_name="boundary")
    geometry = models.JSONField()  # GeoJSON Polygon or MultiPolygon, as it came in and repaired
    display = models.JSONField()  # the same, light enough for a page
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    label_lon = models.FloatField(null=True, blank=True)  # inside, far from the edge: where the name stands
    label_lat = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=200)
    is_schematic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.territory_id}"


class Population(models.Model):
    """How many people live in a territory, in one year, by sex and age band ("" = all)."""

    class Sex(models.TextChoices):
        ALL = "", _("Todas las personas")
        WOMEN = "f", _("Mujeres")
        MEN = "m", _("Hombres")

    territory = models.ForeignKey(Territory, models.CASCADE, related_name="population")
    year = models.PositiveSmallIntegerField(_("año"))
    sex = models.CharField(_("sexo"), max_length=1, choices=Sex, blank=True)
    age_band = models.CharField(_("grupo de edad"), max_length=10, blank=True)  # "0-13", "14-28", …, "60+"
    count = models.PositiveIntegerField(_("personas"))
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "year", "sex", "age_band"], name="one_population_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.year} {self.count}"
