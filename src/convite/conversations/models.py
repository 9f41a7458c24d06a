"""What do people say to each other about a thing? Comments, supports, follows, notices, and reports of abuse.

This room stands below those whose things are spoken of: it names a *subject* by its kind ("planning.idea") and public
id, never by a relation. What it must know of one (its title, its page, who may see it, how it is hidden) the room of
that thing tells when it starts: see `queries.subjects`.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH
from convite.core.models import Thing
from convite.core.personal import Personal
from convite.territories.models import Territory

LONGEST_COMMENT = 4_000


class Comment(Thing):
    """What somebody says of a subject, or answers to another comment of it."""

    class Alignment(models.TextChoices):
        FOR = "for", _("A favor")
        AGAINST = "against", _("En contra")
        NEUTRAL = "neutral", _("Sin posición")

    class State(models.TextChoices):
        SHOWN = "shown", _("Publicado")
        HIDDEN = "hidden", _("Oculto por moderación")
        DELETED = "deleted", _("Borrado por quien lo escribió")

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=LENGTH)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    root = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="below")  # none: it is one
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    text = models.TextField(_("comentario"), max_length=LONGEST_COMMENT, blank=True)  # blank once it is deleted
    language = models.CharField(_("idioma"), max_length=2, default="es")
    alignment = models.CharField(_("posición"), max_length=8, choices=Alignment, default=Alignment.NEUTRAL)
    state = models.CharField(_("estado"), max_length=8, choices=State, default=State.SHOWN)
    state_reason = models.CharField(_("por qué"), max_length=500, blank=True)

    personal: ClassVar[dict[str, Personal]] = {
        "text": Personal(
            purpose=_("Conversar sobre lo que se propone y se hace"),
            basis=_("Consentimiento"),
            seen_by=_("Todo el mundo"),
            kept=_("Hasta que la persona lo borre; después, solo que hubo un comentario"),
        ),
    }
    not_personal: ClassVar[tuple[str, ...]] = (
        "public_id", "kind", "subject", "language", "alignment", "state", "state_reason",
    )  # fmt: skip

    class Meta:
        verbose_name = _("comentario")
        verbose_name_plural = _("comentarios")
        indexes = [
            models.Index(fields=["kind", "subject", "parent", "id"], name="comments_of_subject"),
            models.Index(fields=["author", "-id"], name="comments_of_author"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Support(models.Model):
    """This person supports this subject: once."""

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=LENGTH)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="supports")
    made_at = models.DateTimeField(default=timezone.now)

    not_personal: ClassVar[tuple[str, ...]] = ("kind", "subject")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "person"], name="one_support_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Tally(models.Model):
    """How many supports, shown comments and followers a subject has: a list shows them without counting."""

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=LENGTH)
    supports = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    followers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="one_tally_per_subject")]
        indexes = [models.Index(fields=["kind", "-supports", "-id"], name="tallies_by_supports")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.supports}"


class Follow(models.Model):
    """This person wants to be told what happens to this subject."""

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=LENGTH)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    made_at = models.DateTimeField(default=timezone.now)

    not_personal: ClassVar[tuple[str, ...]] = ("kind", "subject")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "person"], name="one_follow_per_person")]
        indexes = [models.Index(fields=["person", "-id"], name="follows_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Notice(models.Model):
    """Something that happened to what a person follows or made, told to her: on her page, and by letter if she wants.

    `text` is a sentence in her language; `unique_key` makes the same act tell her once. `mail_at` is when its letter
    falls due by what she prefers: none once it is written, or if she wants none.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    unique_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=LENGTH)
    text = models.CharField(_("aviso"), max_length=1_500)
    url = models.CharField(max_length=300)
    told_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    personal: ClassVar[dict[str, Personal]] = {
        "text": Personal(
            purpose=_("Contarle qué pasó con lo que sigue o propuso"),
            basis=_("Consentimiento"),
            seen_by=_("La persona"),
            kept=_("Un año"),
        ),
    }
    not_personal: ClassVar[tuple[str, ...]] = ("unique_key", "kind", "subject", "url")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "unique_key"], name="one_notice_per_act")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notices_of_person"),
            models.Index(fields=["person"], condition=models.Q(read_at__isnull=True), name="notices_unread"),
            models.Index(fields=["mail_at"], condition=models.Q(mail_at__isnull=False), name="notices_due"),
            models.Index(
                fields=["person", "mail_at"], condition=models.Q(mail_at__isnull=False), name="notices_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class NoticePreference(models.Model):
    """How a person wants her notices by letter. Without a row: once a day."""

    class Letters(models.TextChoices):
        AT_ONCE = "at_once", _("Cada uno, en el momento")
        DAILY = "daily", _("Juntos, una vez al día")
        WEEKLY = "weekly", _("Juntos, una vez a la semana")
        NEVER = "never", _("No por correo: los leo aquí")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference")
    letters = models.CharField(_("avisos por correo"), max_length=8, choices=Letters, default=Letters.DAILY)

    not_personal: ClassVar[tuple[str, ...]] = ("letters",)

    def __str__(self) -> str:
        return self.letters


class Report(Thing):
    """Somebody says that a subject or a comment breaks the rules of the conversation."""

    class Reason(models.TextChoices):
        INSULT = "insult", _("Insulta, amenaza o discrimina")
        PRIVACY = "privacy", _("Muestra datos de una persona")
        SPAM = "spam", _("Es publicidad o está repetido")
        FALSE = "false", _("Engaña sobre quién habla")
        OTHER = "other", _("Otra razón")
        APPEAL = "appeal", _("Pide revisar una decisión")  # by who wrote what was hidden

    class State(models.TextChoices):
        WAITING = "waiting", _("Por revisar")
        UPHELD = "upheld", _("Se ocultó")
        DISMISSED = "dismissed", _("Se dejó como está")
        RESTORED = "restored", _("Se volvió a mostrar")

    kind = models.CharField(max_length=60)  # of what is reported: "planning.idea", "conversations.comment"
    subject = models.CharField(max_length=LENGTH)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")  # whose team judges it
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    reason = models.CharField(_("qué pasa"), max_length=10, choices=Reason)
    text = models.CharField(_("cuéntenos"), max_length=1_000, blank=True)
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=LENGTH, blank=True)
    settled_reason = models.CharField(_("por qué se decidió así"), max_length=500, blank=True)

    personal: ClassVar[dict[str, Personal]] = {
        "text": Personal(
            purpose=_("Cuidar la conversación"),
            basis=_("Interés público"),
            seen_by=_("Quien modera en ese territorio; nunca quien escribió"),
            kept=_("Un año después de la decisión"),
        ),
    }
    not_personal: ClassVar[tuple[str, ...]] = (
        "public_id", "kind", "subject", "reason", "state", "settled_by", "settled_reason",
    )  # fmt: skip

    class Meta:
        verbose_name = _("denuncia")
        verbose_name_plural = _("denuncias")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "reporter"], name="one_report_per_person"),
        ]
        indexes = [models.Index(fields=["state", "id"], name="reports_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.reason}"
