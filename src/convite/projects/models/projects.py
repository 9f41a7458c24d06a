"""What is built? Projects, each grown from its ideas."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import StoredFile, Thing
from convite.core.money import Money
from convite.core.translated import TranslatedField
from convite.planning.models import Edition, Idea, PlanItem, Theme
from convite.territories.models import Territory


class Project(Thing):
    class State(models.TextChoices):
        DRAFT = "draft", _("En formulación")
        SUBMITTED = "submitted", _("En revisión de viabilidad")
        RETURNED = "returned", _("Por subsanar")
        APPEALED = "appealed", _("En segunda revisión")
        VIABLE = "viable", _("Viable")
        NOT_VIABLE = "not_viable", _("No viable")
        ON_BALLOT = "on_ballot", _("En el tarjetón")
        WON = "won", _("Priorizado")
        NOT_CHOSEN = "not_chosen", _("No priorizado")
        WITHDRAWN = "withdrawn", _("Retirado")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="projects")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="projects")
    code = models.CharField(_("código"), max_length=60)
    title = TranslatedField(_("título"), max_length=500)
    problem = TranslatedField(_("problema"), max_length=8000, blank=True)
    objective = TranslatedField(_("objetivo"), max_length=8000, blank=True)
    beneficiaries = TranslatedField(_("a quién beneficia"), max_length=2000, blank=True)
    place = models.CharField(_("lugar"), max_length=300, blank=True)
    theme = models.CharField(_("tema"), max_length=20, choices=Theme, default=Theme.OTHER)
    population = TranslatedField(_("población del sector"), max_length=2000, blank=True)
    cost_minor = models.BigIntegerField(_("costo"))
    operation_minor = models.BigIntegerField(_("costo anual de operación"), null=True, blank=True)  # once delivered
    operation_note = models.CharField(_("quién lo opera y lo mantiene"), max_length=500, blank=True)
    currency = models.CharField(_("moneda"), max_length=3)
    goal = models.ForeignKey(PlanItem, models.SET_NULL, null=True, blank=True, related_name="projects")
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    geometry = models.JSONField(_("en el mapa"), null=True, blank=True)  # GeoJSON: points, lines or areas
    ballot_text = TranslatedField(_("texto para el tarjetón"), max_length=400, blank=True)
    picture = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    picture_alt = models.CharField(_("qué se ve en la imagen"), max_length=300, blank=True)
    months = models.PositiveSmallIntegerField(_("meses que dura"), null=True, blank=True)
    reused_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reused_in")
    state = models.CharField(_("estado"), max_length=12, choices=State, default=State.DRAFT)

    class Meta:
        verbose_name = _("proyecto")
        verbose_name_plural = _("proyectos")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="one_project_per_code"),
            models.CheckConstraint(condition=models.Q(cost_minor__gt=0), name="project_costs_something"),
        ]
        indexes = [
            models.Index(fields=["-id"], name="projects_newest"),
            models.Index(fields=["edition", "-id"], name="projects_of_edition"),
            models.Index(fields=["territory", "-id"], name="projects_of_territory"),
            models.Index(fields=["edition", "territory", "-id"], name="projects_of_ballot"),
            models.Index(fields=["theme", "-id"], name="projects_of_theme"),
            models.Index(fields=["state", "-id"], name="projects_in_state"),
            models.Index(fields=["goal", "-id"], name="projects_of_goal"),
            models.Index(fields=["cost_minor", "-id"], name="projects_by_cost"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def state_kind(self) -> str:
        """Which mark the state's badge carries."""
        marks = {"viable": "info", "on_ballot": "now", "won": "good", "not_viable": "bad", "not_chosen": "off"}
        marks |= {"submitted": "now", "returned": "late", "appealed": "late", "withdrawn": "off"}
        return marks.get(self.state, "")

    @property
    def cost(self) -> Money:
        return Money(self.cost_minor, self.currency)


class ProjectOrigin(models.Model):
    """This project grew from that idea."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="origins")
    idea = models.ForeignKey(Idea, models.PROTECT, related_name="grew_into")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "idea"], name="one_origin_per_idea")]

    def __str__(self) -> str:
        return f"{self.project_id} ← {self.idea_id}"
