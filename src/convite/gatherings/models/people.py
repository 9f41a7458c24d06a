"""Who wants to come, and who came? Names lie closed; the counts that are published come from these rows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.closed import ClosedTextField
from convite.core.identifiers import LENGTH, new_public_id
from convite.core.models import Thing
from convite.core.personal import Personal
from convite.gatherings.models.attendance import Attendance
from convite.gatherings.models.gatherings import Gathering
from convite.territories.models import Territory

SEEN_BY_TEAM = _("La persona y el equipo que convoca en ese territorio")
KEPT_A_YEAR = _("Un año después del encuentro; quedan los conteos sin nombres")


class Group(models.TextChoices):
    """Asked for only if the team turns it on, always with the right not to answer."""

    AFRO = "afro", _("Afrodescendiente")
    INDIGENOUS = "indigenous", _("Indígena")
    DISABILITY = "disability", _("Con discapacidad")
    VICTIM = "victim", _("Víctima del conflicto")
    MIGRANT = "migrant", _("Migrante")
    LGBTI = "lgbti", _("LGBTI")
    RURAL = "rural", _("Campesina o rural")
    NONE = "none", _("Ninguno de estos")
    NO_ANSWER = "", _("Sin respuesta")


class Registration(models.Model):
    """Somebody keeps a place at a gathering, or waits for one; no account is needed."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("Con cupo")
        WAITING = "waiting", _("En lista de espera")
        CANCELLED = "cancelled", _("Cancelada")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    name = ClosedTextField(_("nombre"))
    contact = ClosedTextField(_("correo"), blank=True)
    contact_key = models.CharField(max_length=64, blank=True, editable=False)  # look-up key of the address
    needs = ClosedTextField(_("qué apoyo necesita"), blank=True)
    code = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    state = models.CharField(_("estado"), max_length=10, choices=State)
    registered_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar[dict[str, Personal]] = {
        "name": Personal(
            purpose=_("Guardarle un puesto"), basis=_("Consentimiento"), seen_by=SEEN_BY_TEAM, kept=KEPT_A_YEAR
        ),
        "contact": Personal(
            purpose=_("Recordarle el encuentro"), basis=_("Consentimiento"), seen_by=SEEN_BY_TEAM, kept=KEPT_A_YEAR
        ),
        "needs": Personal(
            purpose=_("Prepararle el apoyo que pide"), basis=_("Consentimiento"), seen_by=SEEN_BY_TEAM, kept=KEPT_A_YEAR
        ),
    }
    not_personal: ClassVar[tuple[str, ...]] = ("contact_key", "code", "state")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "contact_key"],
                condition=~models.Q(contact_key="") & ~models.Q(state="cancelled"),
                name="one_registration_per_contact",
            ),
        ]
        indexes = [
            models.Index(fields=["gathering", "state", "id"], name="registrations_in_order"),
            models.Index(fields=["gathering"], condition=~models.Q(name=""), name="registrations_with_name"),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.state}"


class Attendee(models.Model):
    """Somebody came. `client_key` is made where she was written down (a phone, a row of a sheet), so that the same
    person sent twice is one row; `participant_key` tells the same person at several gatherings without saying who.
    """

    class Door(models.TextChoices):
        QR = "qr", _("Código QR")
        LIST = "list", _("Lista de inscritos")
        SPREADSHEET = "spreadsheet", _("Hoja de cálculo")
        PHONE = "phone", _("Teléfono, en campo")
        KEYED = "keyed", _("Digitada del papel")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendees")
    client_key = models.CharField(max_length=64)
    registration = models.OneToOneField(Registration, models.SET_NULL, null=True, blank=True, related_name="attendee")
    name = ClosedTextField(_("nombre"), blank=True)
    participant_key = models.CharField(max_length=64, blank=True, editable=False)
    sex = models.CharField(_("sexo"), max_length=1, choices=Attendance.Sex, blank=True)
    age_band = models.CharField(_("grupo de edad"), max_length=10, blank=True)
    group = models.CharField(_("grupo"), max_length=12, choices=Group, blank=True)
    organization = models.CharField(_("organización"), max_length=200, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    door = models.CharField(_("cómo se registró"), max_length=11, choices=Door)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(default=1)  # how often the row was changed; a phone sends what it last saw
    removed_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar[dict[str, Personal]] = {
        "name": Personal(
            purpose=_("Saber quién vino y responderle"), basis=_("Consentimiento"), seen_by=SEEN_BY_TEAM,
            kept=KEPT_A_YEAR,
        ),
        "sex": Personal(
            purpose=_("Saber si mujeres y hombres participan por igual"), basis=_("Consentimiento"),
            seen_by=_("El equipo; en público solo conteos"), kept=KEPT_A_YEAR,
        ),
        "age_band": Personal(
            purpose=_("Saber qué edades participan"), basis=_("Consentimiento"),
            seen_by=_("El equipo; en público solo conteos"), kept=KEPT_A_YEAR,
        ),
        "group": Personal(
            purpose=_("Saber qué grupos participan"), basis=_("Consentimiento"),
            seen_by=_("El equipo; en público solo conteos"), kept=KEPT_A_YEAR,
        ),
        "organization": Personal(
            purpose=_("Saber qué organizaciones vinieron"), basis=_("Consentimiento"), seen_by=SEEN_BY_TEAM,
            kept=KEPT_A_YEAR,
        ),
    }  # fmt: skip
    not_personal: ClassVar[tuple[str, ...]] = ("client_key", "participant_key", "door")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "client_key"], name="one_attendee_per_client_key"),
            models.UniqueConstraint(
                fields=["gathering", "participant_key"],
                condition=~models.Q(participant_key="") & models.Q(removed_at=None),
                name="one_attendee_per_participant",
            ),
        ]
        indexes = [models.Index(fields=["gathering"], condition=~models.Q(name=""), name="attendees_with_name")]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.client_key}"


class Evaluation(models.Model):
    """What somebody who came thought of it. Nobody knows who: `ticket` only keeps one ticket from answering twice."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="evaluations")
    ticket = models.CharField(max_length=64)
    useful = models.PositiveSmallIntegerField(_("¿le sirvió?"))  # 1 … 5
    heard = models.PositiveSmallIntegerField(_("¿la escucharon?"))  # 1 … 5
    text = models.CharField(_("¿qué haría distinto?"), max_length=1_000, blank=True)
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "ticket"], name="one_evaluation_per_ticket"),
            models.CheckConstraint(
                condition=models.Q(useful__range=(1, 5), heard__range=(1, 5)), name="evaluation_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.useful} {self.heard}"


class FieldConflict(Thing):
    """What a phone brought back differs from what was changed meanwhile: both are kept until somebody settles it."""

    class Choice(models.TextChoices):
        WAITING = "", _("Por resolver")
        PHONE = "phone", _("Quedó lo del teléfono")
        OFFICE = "office", _("Quedó lo de la oficina")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=20)  # attendee, agreement, minutes, idea
    client_key = models.CharField(max_length=64)
    from_phone = ClosedTextField(_("lo que trajo el teléfono"))  # JSON
    in_office = ClosedTextField(_("lo que había en la oficina"))  # JSON
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    choice = models.CharField(_("qué quedó"), max_length=6, choices=Choice, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=LENGTH, blank=True)

    not_in_history = (*Thing.not_in_history, "from_phone", "in_office")
    personal: ClassVar[dict[str, Personal]] = {
        "from_phone": Personal(
            purpose=_("Que nada de lo anotado en campo se pierda"), basis=_("Función pública"), seen_by=SEEN_BY_TEAM,
            kept=_("Hasta que se resuelve"),
        ),
        "in_office": Personal(
            purpose=_("Que nada de lo anotado en campo se pierda"), basis=_("Función pública"), seen_by=SEEN_BY_TEAM,
            kept=_("Hasta que se resuelve"),
        ),
    }  # fmt: skip
    not_personal: ClassVar[tuple[str, ...]] = ("public_id", "kind", "client_key", "choice", "settled_by")

    class Meta:
        indexes = [models.Index(fields=["gathering", "choice"], name="conflicts_of_gathering")]

    def __str__(self) -> str:
        return f"{self.kind} {self.client_key}"
