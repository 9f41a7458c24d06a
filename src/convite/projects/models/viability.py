"""Who judges a project, by which criteria, and what did they say? Opinions, corrections, appeals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.closed import ClosedTextField
from convite.core.identifiers import LENGTH
from convite.core.models import Thing
from convite.core.personal import Personal
from convite.core.translated import TranslatedField
from convite.projects.models.projects import Project
from convite.territories.models import Territory


class Department(Thing):
    """An office that gives opinions: the secretariat of works, of culture, the legal office…"""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="departments")
    name = models.CharField(_("dependencia"), max_length=200)
    is_active = models.BooleanField(_("activa"), default=True)

    class Meta:
        verbose_name = _("dependencia")
        verbose_name_plural = _("dependencias")
        constraints = [models.UniqueConstraint(fields=["territory", "name"], name="one_department_per_name")]

    def __str__(self) -> str:
        return self.name


class OpinionKind(models.TextChoices):
    FORMAL = "formal", _("Requisitos formales")
    TECHNICAL = "technical", _("Técnica")
    LEGAL = "legal", _("Jurídica")
    FINANCIAL = "financial", _("Financiera")


class Checklist(Thing):
    """The criteria of one kind of opinion, as adopted: a new text is a new version, and old opinions keep theirs."""

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="checklists")
    kind = models.CharField(_("clase"), max_length=10, choices=OpinionKind)
    number = models.PositiveSmallIntegerField(_("versión"))
    valid_from = models.DateField(_("rige desde"))
    source = models.CharField(_("norma o acto que lo adopta"), max_length=300)
    criteria = models.JSONField(_("criterios"))  # [{"code": "T1", "text": "…", "must": true}]

    class Meta:
        verbose_name = _("lista de criterios")
        verbose_name_plural = _("listas de criterios")
        constraints = [
            models.UniqueConstraint(fields=["territory", "kind", "number"], name="one_checklist_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} v{self.number}"


class Opinion(Thing):
    """What a department says of a project, for a reason that everybody reads. Asked for, written, signed."""

    class Verdict(models.TextChoices):
        WAITING = "", _("Sin concepto todavía")
        FAVOURABLE = "favourable", _("Favorable")
        CORRECT = "correct", _("Debe subsanarse")
        UNFAVOURABLE = "unfavourable", _("No favorable")

    project = models.ForeignKey(Project, models.CASCADE, related_name="opinions")
    kind = models.CharField(_("clase"), max_length=10, choices=OpinionKind)
    round = models.PositiveSmallIntegerField(_("ronda"), default=1)  # 2 after a correction, one more after an appeal
    is_second_look = models.BooleanField(_("segunda revisión"), default=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="opinions")
    evaluator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="opinions"
    )
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, blank=True, related_name="opinions")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("para el"))
    answers = models.JSONField(_("criterios revisados"), default=dict, blank=True)  # code → "yes" | "no" | "na"
    verdict = models.CharField(_("concepto"), max_length=12, choices=Verdict, blank=True)
    reason = TranslatedField(_("razón"), max_length=4000, blank=True)
    notes = ClosedTextField(_("notas internas"), blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=LENGTH, blank=True)

    not_in_history = (*Thing.not_in_history, "notes")
    personal: ClassVar[dict[str, Personal]] = {
        "notes": Personal(
            purpose=_("Que el equipo evalúe con toda la información"), basis=_("Función pública"),
            seen_by=_("El equipo que evalúa en ese territorio"), kept=_("Cinco años"),
        ),
    }  # fmt: skip
    not_personal: ClassVar[tuple[str, ...]] = (
        "public_id", "kind", "answers", "verdict", "reason", "signed_by", "due_on",
    )  # fmt: skip

    class Meta:
        verbose_name = _("concepto de viabilidad")
        verbose_name_plural = _("conceptos de viabilidad")
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "round"], name="one_opinion_per_kind_and_round"),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True) | ~models.Q(verdict=""), name="signed_opinion_says_something"
            ),
        ]
        indexes = [
            models.Index(fields=["evaluator", "signed_at", "due_on"], name="opinions_of_evaluator"),
            models.Index(fields=["signed_at", "due_on", "id"], name="opinions_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind} {self.verdict}"


class Correction(Thing):
    """A round in which the authors mend what an opinion asked for (*subsanación*)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="corrections")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("hasta el"))
    what = models.CharField(_("qué hay que subsanar"), max_length=4000)
    answer = models.CharField(_("qué se corrigió"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("subsanación")
        verbose_name_plural = _("subsanaciones")
        indexes = [models.Index(fields=["answered_at", "due_on"], name="corrections_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(answered_at__isnull=True, expired_at__isnull=True),
                name="one_open_correction_per_project",
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.due_on}"


class Appeal(Thing):
    """The authors ask that somebody else look again."""

    class Outcome(models.TextChoices):
        WAITING = "", _("En estudio")
        GRANTED = "granted", _("Aceptada")
        DENIED = "denied", _("Negada")

    project = models.ForeignKey(Project, models.CASCADE, related_name="appeals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="appeals")
    text = models.CharField(_("por qué pide otra revisión"), max_length=4000)
    due_on = models.DateField(_("se responde antes del"))
    outcome = models.CharField(_("decisión"), max_length=7, choices=Outcome, blank=True)
    reason = models.CharField(_("razón"), max_length=4000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=LENGTH, blank=True)

    not_personal: ClassVar[tuple[str, ...]] = ("public_id", "text", "outcome", "reason", "decided_by", "due_on")

    class Meta:
        verbose_name = _("apelación")
        verbose_name_plural = _("apelaciones")
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(outcome=""), name="one_open_appeal_per_project"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.outcome}"
