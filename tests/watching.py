"""What does a test look at after an act? The sentence that refused it, and what the database holds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from convite.core.audit import verify_chain
from convite.core.errors import Refused
from convite.core.models import AuditEntry, Version


def refusal_of(act: Callable[..., Any], *arguments: Any, **named: Any) -> str:
    """The sentence with which the act refuses to happen."""
    with pytest.raises(Refused) as refusal:
        act(*arguments, **named)
    return str(refusal.value)


def rows_of_all_tables() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def remembered(act: str) -> list[tuple[str, str, str]]:
    """Who did the act, to what kind of thing, to which; the chain holds."""
    assert verify_chain().broken_at is None
    return list(AuditEntry.objects.filter(act=act).order_by("id").values_list("by", "kind", "thing"))


def versions_of(thing: Any) -> list[tuple[int, str]]:
    """The numbers and acts of the versions that are kept of a thing."""
    found = Version.objects.filter(kind=thing._meta.label_lower, thing_id=thing.pk).order_by("number")
    return list(found.values_list("number", "act"))


def answer_to(client: Client, name: str, *arguments: Any, **query: str) -> int:
    return client.get(reverse(name, args=arguments), query).status_code
