"""What stands on a project's sheet beside its texts? Who formulates it, what it costs item by item, when, for whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH
from convite.core.models import StoredFile, Thing
from convite.gatherings.models import Gathering
from convite.projects.models.projects import Project


class Formulator(models.Model):
    """This person may write the project, besides the team: who proposed the idea, a neighbour, somebody who helps."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="formulators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="formulates")
    added_by = models.CharField(max_length=LENGTH)
    added_at = models.DateTimeField(default=timezone.now)

    not_personal: ClassVar[tuple[str, ...]] = ("added_by",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="one_formulator_per_person")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.person_id}"


class CostItem(models.Model):
    """A line of the cost table. The project's cost is the sum of its lines, once it has any."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="cost_items")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("qué se compra o se hace"), max_length=300)
    unit = models.CharField(_("unidad"), max_length=40)
    quantity = models.DecimalField(_("cantidad"), max_digits=14, decimal_places=3)
    unit_price_minor = models.BigIntegerField(_("precio de cada una"))
    total_minor = models.BigIntegerField(_("total"))  # quantity × price, half up: kept so that the sum can be asked

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_cost_item_per_position"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, unit_price_minor__gte=0, total_minor__gte=0), name="cost_item_costs"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Beneficiaries(models.Model):
    """How many people of a group a project serves, and how one knows."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="beneficiary_groups")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(_("grupo"), max_length=120)
    sex = models.CharField(_("sexo"), max_length=1, blank=True)  # as in gatherings.Attendance.Sex
    age_band = models.CharField(_("grupo de edad"), max_length=10, blank=True)
    people = models.PositiveIntegerField(_("personas"))
    source = models.CharField(_("de dónde sale el dato"), max_length=300, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["project", "position"], name="one_group_per_position")]

    def __str__(self) -> str:
        return f"{self.group} {self.people}"


class ScheduleStep(models.Model):
    """A step of the work plan: in which months, and how much of the whole it is. The planned curve comes from these."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="schedule")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("paso"), max_length=300)
    starts_in = models.PositiveSmallIntegerField(_("empieza en el mes"))  # 1 is the first month
    lasts = models.PositiveSmallIntegerField(_("dura (meses)"))
    share = models.PositiveSmallIntegerField(_("parte de la obra (%)"))  # of one hundred

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_schedule_step_per_position"),
            models.CheckConstraint(
                condition=models.Q(starts_in__gte=1, lasts__gte=1, share__lte=100), name="schedule_step_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectIndicator(models.Model):
    """By what one will know that the project served."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("indicador"), max_length=300)
    unit = models.CharField(_("unidad"), max_length=60)
    baseline = models.DecimalField(_("hoy"), max_digits=16, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(_("al terminar"), max_digits=16, decimal_places=3)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["project", "position"], name="one_indicator_per_position")]

    def __str__(self) -> str:
        return self.name


class ProjectDocument(Thing):
    """A plan, a quotation, a title of property: for everybody, or for the team only."""

    class Kind(models.TextChoices):
        DESIGN = "design", _("Plano o diseño")
        QUOTE = "quote", _("Cotización")
        PROPERTY = "property", _("Propiedad o permiso")
        SUPPORT = "support", _("Apoyo de la comunidad")
        OTHER = "other", _("Otro")

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(_("qué es"), max_length=10, choices=Kind)
    title = models.CharField(_("título"), max_length=300)
    is_public = models.BooleanField(_("todo el mundo lo puede ver"), default=True)

    class Meta:
        verbose_name = _("documento")
        verbose_name_plural = _("documentos")

    def __str__(self) -> str:
        return self.title


class Incompatibility(Thing):
    """Two projects of which at most one can be done: the same site, the same purpose."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="incompatible")
    other = models.ForeignKey(Project, models.CASCADE, related_name="incompatible_with")
    reason = models.CharField(_("por qué"), max_length=500)

    class Meta:
        verbose_name = _("incompatibilidad")
        verbose_name_plural = _("incompatibilidades")
        constraints = [
            models.UniqueConstraint(fields=["project", "other"], name="one_incompatibility_per_pair"),
            models.CheckConstraint(condition=models.Q(project__lt=models.F("other")), name="lower_project_first"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.other_id}"


class Adjustment(Thing):
    """What people said when the project was presented back, and what was changed for it (or why not)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="adjustments")
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="adjustments")
    said = models.CharField(_("qué dijo la gente"), max_length=2000)
    answer = models.CharField(_("qué se ajustó, o por qué no"), max_length=2000)

    class Meta:
        verbose_name = _("ajuste")
        verbose_name_plural = _("ajustes")

    def __str__(self) -> str:
        return self.said[:80]
