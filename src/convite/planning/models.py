"""What is wanted? Local plans, the editions of the route with their phases and ceilings, and neighbours' ideas."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH
from convite.core.models import Thing
from convite.core.money import Money
from convite.core.personal import Personal
from convite.core.translated import TranslatedField
from convite.gatherings.models import Gathering
from convite.territories.models import Territory


class LocalPlan(Thing):
    """The development plan of one territory; its lines, programmes and goals hang from it."""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="plans")
    name = TranslatedField(_("nombre"), max_length=300)
    starts_in = models.PositiveSmallIntegerField(_("desde el año"))
    ends_in = models.PositiveSmallIntegerField(_("hasta el año"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_in__gte=models.F("starts_in")), name="plan_ends_after_start")
        ]

    def __str__(self) -> str:
        return str(self.name)


class PlanItem(models.Model):
    """A line, a programme of a line, or a goal of a programme."""

    class Level(models.IntegerChoices):
        LINE = 1, _("Línea")
        PROGRAMME = 2, _("Programa")
        GOAL = 3, _("Meta")

    plan = models.ForeignKey(LocalPlan, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(choices=Level)
    code = models.CharField(_("código"), max_length=20)
    name = TranslatedField(_("nombre"), max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="one_plan_item_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


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


class Ceiling(models.Model):
    """How much money a territory may decide in an edition, and how that was worked out."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="ceilings")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="ceilings")
    amount = models.BigIntegerField(_("techo"))  # minor units
    inputs = models.JSONField(default=dict)  # {"population": 131191, "poverty": "18.2", …} as published
    formula = models.CharField(max_length=60, blank=True)  # name and version of the rule that shared the money out
    adopted_by = models.CharField(_("acto que lo adopta"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "territory"], name="one_ceiling_per_territory"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="ceiling_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.territory_id} {self.amount}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.edition.currency)


class EditionGathering(models.Model):
    """This gathering was held within that edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="convenings")
    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="convening")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.gathering_id}"


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
