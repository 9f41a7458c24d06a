"""What does this room hold of one person? Her own rows, as she counts them on her page and takes them away."""

from typing import Any

from django.db.models import QuerySet

from convite.conversations.models import Comment, Follow, Notice, Report, Support
from convite.people.models import Person

Rows = QuerySet[Any, dict[str, Any]]


def comments_by(person: Person) -> Rows:
    fields = ("public_id", "kind", "subject", "parent__public_id", "alignment", "text", "language", "state")
    return Comment.objects.filter(author=person).order_by("id").values(*fields, "state_reason", "created_at")


def supports_by(person: Person) -> Rows:
    return Support.objects.filter(person=person).order_by("id").values("kind", "subject", "made_at")


def follows_by(person: Person) -> Rows:
    return Follow.objects.filter(person=person).order_by("id").values("kind", "subject", "made_at")


def notices_to(person: Person) -> Rows:
    fields = ("kind", "subject", "text", "url", "told_at", "read_at", "mailed_at")
    return Notice.objects.filter(person=person).order_by("id").values(*fields)


def reports_by(person: Person) -> Rows:
    """Without who decided: the team speaks as one."""
    fields = ("public_id", "kind", "subject", "reason", "text", "state", "settled_at", "settled_reason", "created_at")
    return Report.objects.filter(reporter=person).order_by("id").values(*fields)
