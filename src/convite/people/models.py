"""Who? Accounts, and the roles that people hold on a territory and below, for a period.

What a person's fields are for, and who sees them, stands in the `personal` table of each model; a test compares it
with the fields. Persons never appear in public lists by anything but the name they chose.
"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
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
    session_salt = models.CharField(
        max_length=LENGTH, default=new_public_id, editable=False
    )  # a new one ends all sessions
    is_active = models.BooleanField(_("activa"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    consented_at = models.DateTimeField(_("autorizó el uso de sus datos"), null=True, blank=True, editable=False)

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
        "consented_at": Personal(
            purpose=_("Probar que la persona autorizó el uso de sus datos"),
            basis=_("Obligación legal"),
            seen_by=_("La persona y quien administra el sistema"),
            kept=_("Mientras exista la cuenta"),
        ),
        "last_login": Personal(
            purpose=_("Saber qué cuentas se usan todavía"),
            basis=_("Seguridad del sistema"),
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
    not_personal: ClassVar[tuple[str, ...]] = ("public_id", "language", "session_salt")

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("personas")

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session is good as long as neither the password nor the salt changed: roles change the salt."""
        return salted_hmac(
            "convite.people.session", f"{self.password}\x1f{self.session_salt}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def is_staff(self) -> bool:
        """Django's admin asks: may this person enter it? Only who administers the installation."""
        return self.is_active and self.is_superuser


class Role(models.TextChoices):
    LEADER = "leader", _("Líder de organización")
    FACILITATOR = "facilitator", _("Facilitación")
    OFFICER = "officer", _("Oficina de participación")
    EVALUATOR = "evaluator", _("Evaluación técnica")
    SCRUTINEER = "scrutineer", _("Escrutinio")
    POLL_WORKER = "poll_worker", _("Jurado de votación")
    PROJECT_MANAGER = "project_manager", _("Gestión de obras")
    AUDITOR = "auditor", _("Auditoría")
    ADMINISTRATOR = "administrator", _("Administración")


STAFF_ROLES = frozenset(Role) - {Role.LEADER}


class RoleGrant(Thing):
    """A role held on a territory and everything below it (no territory: everywhere), from a day to a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(_("papel"), max_length=20, choices=Role)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"), null=True, blank=True)
    ended_at = models.DateTimeField(_("terminado antes"), null=True, blank=True, editable=False)

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
        verbose_name = _("papel")
        verbose_name_plural = _("papeles")
        indexes = [models.Index(fields=["person", "role"], name="grants_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"

    @property
    def state(self) -> "GrantState":
        today = timezone.localdate()
        if self.ended_at or (self.ends_on and self.ends_on < today):
            return GrantState.PAST
        return GrantState.FUTURE if self.starts_on > today else GrantState.PRESENT


class GrantState(models.TextChoices):
    PRESENT = "present", _("Vigentes")
    FUTURE = "future", _("Por empezar")
    PAST = "past", _("Terminados")


class TryCount(models.Model):
    """How often somebody lately tried a secret of a person or contact, whose name is kept only as a keyed hash."""

    class Secret(models.TextChoices):
        PASSWORD = "password", _("Contraseña")
        CODE = "code", _("Código enviado")
        SECOND_FACTOR = "second_factor", _("Segundo factor")

    secret = models.CharField(max_length=15, choices=Secret)
    whose = models.CharField(max_length=64)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    not_personal: ClassVar[tuple[str, ...]] = ("secret", "whose", "since")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["secret", "whose"], name="one_try_count_per_secret_and_person")]

    def __str__(self) -> str:
        return f"{self.secret} {self.count}"
