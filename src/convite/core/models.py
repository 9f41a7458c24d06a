"""What does the cellar remember for every room? Versions, the audit log, letters to send, files, words to search by.

A thing of any room is a `Thing`: it has a public id for its address, the moments it was made and changed, and a
version number by which two people who edit it at once are told of each other.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH, new_public_id


class Thing(models.Model):
    """The base of whatever has a page, a history, or both."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    not_in_history = ("id", "public_id", "created_at", "changed_at", "version")

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> str:
        """Django's own makes every choice hashable on each call: a fifth of the time of a list page."""
        labels = field.__dict__.get("_labels")
        if labels is None:
            labels = field.__dict__["_labels"] = dict(field.flatchoices)
        value = getattr(self, field.attname)
        return str(labels.get(value, value))


class Version(models.Model):
    """How a thing stood after an act. Persons are named by their public id, never by a relation upwards."""

    kind = models.CharField(max_length=60)  # "projects.project"
    thing_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=60)
    by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()
    snapshot = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id} v{self.number}"


class AuditEntry(models.Model):
    """One act that happened. Rows are chained by hash and the database refuses to change or delete one.

    No values stand here: `digest` is the hash of what was written, kept elsewhere and erasable.
    """

    id = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without gaps: the chain itself
    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=60)
    by = models.CharField(max_length=LENGTH)
    on_behalf_of = models.CharField(max_length=LENGTH, blank=True)
    kind = models.CharField(max_length=60)
    thing = models.CharField(max_length=LENGTH)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "thing", "id"], name="audit_of_thing")]

    def __str__(self) -> str:
        return f"{self.id} {self.act} {self.kind} {self.thing}"


class AuditHead(models.Model):
    """The one row that says where the chain ends; whoever appends holds it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_audit_head")]

    def __str__(self) -> str:
        return f"{self.last} {self.hash}"


class PublicStamp(models.Model):
    """Counts the acts that changed what the public may see: the pages kept in memory are as old as this number."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_public_stamp")]

    def __str__(self) -> str:
        return str(self.number)


class OutboxMessage(models.Model):
    """A letter written in the same transaction as the act it tells of, and sent afterwards."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Por enviar")
        SENT = "sent", _("Enviado")
        FAILED = "failed", _("No se pudo enviar")

    unique_key = models.CharField(max_length=120, unique=True)  # the same act told twice is one letter
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    headers = models.JSONField(default=dict, blank=True)  # List-Unsubscribe, and the like
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.unique_key} {self.state}"


class StoredFile(Thing):
    """A file that somebody gave: its content decides what it is, its hash decides where it lies."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    given_by = models.CharField(max_length=LENGTH)

    def __str__(self) -> str:
        return self.name


class SearchDocument(models.Model):
    """The words by which a thing is found, already normalised: the same hits on both engines."""

    kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="one_search_document_per_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"


class RateCounter(models.Model):
    """How often something was tried since a moment. `key` is a keyed hash: no address or e-mail stands here."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.BigIntegerField()
    ends_at = models.BigIntegerField()  # seconds since 1970: the same SQL compares them on both engines

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="rate_counters_by_end")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
