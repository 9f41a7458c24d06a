"""How is what was chosen carried out? Works, their contracts, their progress, delays, delivery and oversight."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH
from convite.core.models import StoredFile, Thing
from convite.core.money import Money
from convite.core.personal import Personal
from convite.projects.models.projects import Project


class Work(Thing):
    """A chosen project on its way to the street. Money stands in `money`; what is reported here is never money."""

    class State(models.TextChoices):
        PLANNED = "planned", _("En el plan anual")
        CONTRACTING = "contracting", _("En contratación")
        UNDER_WAY = "under_way", _("En ejecución")
        STOPPED = "stopped", _("Suspendida")
        DELIVERED = "delivered", _("Entregada")
        ABANDONED = "abandoned", _("No se hará")

    project = models.OneToOneField(Project, models.PROTECT, related_name="work")
    state = models.CharField(_("estado"), max_length=11, choices=State, default=State.PLANNED)
    state_reason = models.CharField(_("por qué"), max_length=2000, blank=True)
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="works")
    plan_year = models.PositiveSmallIntegerField(_("plan anual"))
    plan_entry = models.CharField(_("código en el plan anual"), max_length=60, blank=True)
    allocated_minor = models.BigIntegerField(_("asignado"))
    certified_minor = models.BigIntegerField(default=0, editable=False)  # sum of its certificates: never above
    starts_on = models.DateField(_("empieza"), null=True, blank=True)
    ends_on = models.DateField(_("se entrega"), null=True, blank=True)
    first_ends_on = models.DateField(_("se iba a entregar"), null=True, blank=True, editable=False)
    physical = models.PositiveSmallIntegerField(_("avance físico"), default=0)  # hundredths of a percent: 10000 is all
    delivered_on = models.DateField(_("entregada el"), null=True, blank=True)
    delivery_act = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    warranty_until = models.DateField(_("garantía hasta"), null=True, blank=True)
    care = models.CharField(_("quién la cuida"), max_length=500, blank=True)

    not_personal: ClassVar[tuple[str, ...]] = (
        "public_id", "state", "state_reason", "plan_entry", "care", "starts_on", "ends_on", "first_ends_on",
        "delivered_on", "warranty_until",
    )  # fmt: skip

    class Meta:
        verbose_name = _("obra")
        verbose_name_plural = _("obras")
        constraints = [
            models.CheckConstraint(condition=models.Q(allocated_minor__gt=0), name="work_has_money"),
            models.CheckConstraint(
                condition=models.Q(certified_minor__gte=0, certified_minor__lte=models.F("allocated_minor")),
                name="certificates_within_what_is_allocated",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="work_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=models.Q(physical__lte=10_000), name="progress_at_most_all"),
            models.CheckConstraint(
                condition=~models.Q(state="delivered") | models.Q(delivered_on__isnull=False),
                name="delivered_work_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "ends_on", "id"], name="works_by_day"),
            models.Index(fields=["manager", "state"], name="works_of_manager"),
        ]

    def __str__(self) -> str:
        return str(self.project)

    @property
    def allocated(self) -> Money:
        return Money(self.allocated_minor, self.project.currency)


class ProgressReport(Thing):
    """How far a work stood on a day, as its manager saw it."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="reports")
    on = models.DateField(_("día"))
    physical = models.PositiveSmallIntegerField(_("avance físico"))  # hundredths of a percent
    note = models.CharField(_("qué se hizo"), max_length=2000)

    class Meta:
        verbose_name = _("reporte de avance")
        verbose_name_plural = _("reportes de avance")
        constraints = [
            models.UniqueConstraint(fields=["work", "on"], name="one_report_per_day"),
            models.CheckConstraint(condition=models.Q(physical__lte=10_000), name="reported_at_most_all"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id} {self.on} {self.physical}"


class WorkPhoto(Thing):
    """The place before, while and after."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Antes")
        DURING = "during", _("Durante")
        AFTER = "after", _("Después")

    work = models.ForeignKey(Work, models.CASCADE, related_name="photos")
    report = models.ForeignKey(ProgressReport, models.SET_NULL, null=True, blank=True, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    moment = models.CharField(_("cuándo"), max_length=6, choices=Moment)
    taken_on = models.DateField(_("tomada el"))
    caption = models.CharField(_("qué se ve"), max_length=300)

    class Meta:
        verbose_name = _("foto de la obra")
        verbose_name_plural = _("fotos de la obra")
        indexes = [models.Index(fields=["work", "moment", "taken_on"], name="photos_of_work")]

    def __str__(self) -> str:
        return self.caption


class WorkChange(Thing):
    """What was planned otherwise, and why: a delay, a change of scope, a stop, a new start, the end of the attempt."""

    class Kind(models.TextChoices):
        DELAY = "delay", _("Se corrió la entrega")
        SCOPE = "scope", _("Cambió el alcance")
        STOP = "stop", _("Se suspendió")
        RESUME = "resume", _("Se retomó")
        ABANDON = "abandon", _("Se decidió no hacerla")

    class Cause(models.TextChoices):
        WEATHER = "weather", _("Lluvias o emergencia")
        CONTRACTING = "contracting", _("Contratación")
        DESIGN = "design", _("Diseños o estudios")
        LAND = "land", _("Predios o permisos")
        MONEY = "money", _("Recursos")
        CONTRACTOR = "contractor", _("Contratista")
        COMMUNITY = "community", _("Acuerdo con la comunidad")
        OTHER = "other", _("Otra")

    work = models.ForeignKey(Work, models.CASCADE, related_name="changes")
    kind = models.CharField(_("qué cambió"), max_length=7, choices=Kind)
    cause = models.CharField(_("causa"), max_length=11, choices=Cause)
    reason = models.CharField(_("por qué"), max_length=2000)
    on = models.DateField(_("día"))
    ends_before = models.DateField(null=True, blank=True)
    ends_after = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("cambio de la obra")
        verbose_name_plural = _("cambios de la obra")
        indexes = [models.Index(fields=["work", "on", "id"], name="changes_of_work")]

    def __str__(self) -> str:
        return f"{self.work_id} {self.kind}"


class Visit(Thing):
    """Citizens went to look: an oversight group, a committee, neighbours."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="visits")
    visited_on = models.DateField(_("día de la visita"))
    group = models.CharField(_("grupo o veeduría"), max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="visits")
    summary = models.CharField(_("qué encontraron"), max_length=4000)

    personal: ClassVar[dict[str, Personal]] = {
        "group": Personal(
            purpose=_("Saber quién vigila la obra"), basis=_("Interés público"), seen_by=_("Todo el mundo"),
            kept=_("Mientras exista la obra"),
        ),
    }  # fmt: skip
    not_personal: ClassVar[tuple[str, ...]] = ("public_id", "summary")

    class Meta:
        verbose_name = _("visita de veeduría")
        verbose_name_plural = _("visitas de veeduría")
        indexes = [models.Index(fields=["work", "-visited_on"], name="visits_of_work")]

    def __str__(self) -> str:
        return f"{self.work_id} {self.visited_on}"


class Finding(Thing):
    """One thing that a visit found and that somebody must answer, by a day."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Sin respuesta")
        ANSWERED = "answered", _("Respondido")
        MENDED = "mended", _("Corregido")
        DISPUTED = "disputed", _("La veeduría no está conforme")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    text = models.CharField(_("hallazgo"), max_length=2000)
    due_on = models.DateField(_("se responde antes del"))
    state = models.CharField(_("estado"), max_length=8, choices=State, default=State.WAITING)
    answer = models.CharField(_("respuesta"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=LENGTH, blank=True)

    class Meta:
        verbose_name = _("hallazgo")
        verbose_name_plural = _("hallazgos")
        indexes = [models.Index(fields=["state", "due_on", "id"], name="findings_by_day")]

    def __str__(self) -> str:
        return self.text[:80]
