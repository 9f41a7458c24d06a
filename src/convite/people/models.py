"""Who? Accounts, and the roles that people hold on a territory and below, for a period.

What a person's fields are for, and who sees them, stands in the `personal` table of each model; a test compares it
with the fields. Persons never appear in public lists by anything but the name they chose.
"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH, new_public_id
from convite.core.models import Thing
from convite.core.personal import Personal
from convite.territories.models import Territory


class Accounts(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        return self.create_user(email, password, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("correo"), unique=True)
    name = models.CharField(_("nombre con el que participa"), max_length=120)
    territory = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, verbose_name=_("dónde vive"))
    language = models.CharField(_("idioma"), max_length=2, default="es")
    is_active = models.BooleanField(_("activa"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    personal: ClassVar[dict[str, Personal]] = {
        "email": Personal(
            purpose=_("Entrar y recibir avisos"),
            basis=_("Consentimiento"),
            seen_by=_("La persona y quien administra el sistema"),
            kept=_("Mientras exista la cuenta"),
        ),
        "name": Personal(
            purpose=_("Firmar lo que propone y comenta"),
            basis=_("Consentimiento"),
            seen_by=_("Todo el mundo, donde la persona participa en público"),
            kept=_("Mientras exista la cuenta; después, «persona que se retiró»"),
        ),
        "territory": Personal(
            purpose=_("Mostrarle primero lo de su territorio"),
            basis=_("Consentimiento"),
            seen_by=_("La persona"),
            kept=_("Mientras exista la cuenta"),
        ),
        "password": Personal(
            purpose=_("Entrar; se guarda solo su huella"),
            basis=_("Consentimiento"),
            seen_by=_("Nadie"),
            kept=_("Mientras exista la cuenta"),
        ),
    }
    not_personal: ClassVar[tuple[str, ...]] = ("public_id", "language")

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("personas")

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's admin asks: may this person enter it? Only who administers the installation."""
        return self.is_active and self.is_superuser


class Role(models.TextChoices):
    LEADER = "leader", _("Líder de organización")
    FACILITATOR = "facilitator", _("Facilitadora")
    OFFICER = "officer", _("Funcionaria de participación")
    EVALUATOR = "evaluator", _("Evaluadora")
    SCRUTINEER = "scrutineer", _("Escrutadora")
    POLL_WORKER = "poll_worker", _("Jurado de votación")
    PROJECT_MANAGER = "project_manager", _("Gestora de obras")
    AUDITOR = "auditor", _("Auditora")
    ADMINISTRATOR = "administrator", _("Administradora")


STAFF_ROLES = frozenset(Role) - {Role.LEADER}


class RoleGrant(Thing):
    """A role held on a territory and everything below it (no territory: everywhere), from a day to a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(_("papel"), max_length=20, choices=Role)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"), null=True, blank=True)

    personal: ClassVar[dict[str, Personal]] = {
        "role": Personal(
            purpose=_("Saber quién puede hacer qué"),
            basis=_("Función pública"),
            seen_by=_("Quien administra y quien audita"),
            kept=_("Diez años, como prueba de los actos"),
        )
    }
    not_personal: ClassVar[tuple[str, ...]] = ("public_id",)

    class Meta:
        indexes = [models.Index(fields=["person", "role"], name="grants_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"
