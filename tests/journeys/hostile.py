"""Writes an attack into every text of every model. Runs on a copy of the demo city, before it is served.

What stays as it is stands in KEPT with its reason: texts that no person ever gives, without which no page opens.
"""

import os
from itertools import count
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convite.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.db import models, transaction  # noqa: E402

from convite.core.translated import TranslatedField  # noqa: E402

ATTACKS = (
    '"><img src=x onerror=alert(1)>{{7*7}}<script>alert(1)</script>',
    "</title></style></textarea><svg onload=alert(1)>",
    "javascript:alert(1)//'><b onclick=alert(1)>",
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "'\"><b>",
    "'\"<",
    "<",
)
KEPT = {
    "public_id": "we draw it: it is the thing's address",
    "by": "a public id", "given_by": "a public id", "on_behalf_of": "a public id", "thing": "a public id",
    "kind": "the name of a model", "act": "the name of an action",
    "password": "a hash", "session_salt": "a hash's salt", "whose": "a keyed hash",
    "hash": "a hash", "previous": "a hash", "digest": "a hash", "rule_hash": "a hash", "ballots_hash": "a hash",
    "sha256": "a hash",
    "currency": "ISO 4217, from a list", "language": "from a list", "sex": "from a list",
    "acts": "names of acts, from a list",
    "marks": "numbers of options, written by the count",
    "path": "codes of territories, joined by us",
    "email": "the demo's log-ins ask for it",
    "geometry": "numbers", "display": "numbers", "label_point": "numbers",
    "rule": "parameters of the count, from a form without free text",
    "subject": "a public id", "unique_key": "written by us", "url": "an address of ours", "client_key": "a random key",
    "contact_key": "a keyed hash", "participant_key": "a keyed hash", "ticket": "a keyed hash",
    "track": "from a list", "settings": "choices of a form without free text", "route": "the name of a preset",
    "gatherings.registration.code": "we draw it: it is in her address",
    "planning.sharing.weights": "numbers", "planning.sharing.inputs": "numbers", "planning.sharing.shares": "numbers",
    "planning.sharing.readings": "from a list", "planning.sharing.formula": "the name of a rule",
}  # fmt: skip
KEPT_INSIDE = {"reason": {"code", "template", "plural", "count"}}  # a sentence of the rulebook and its values
numbers = count(1)


def attack(longest: int | None, unique: bool) -> str:
    """The longest attack that fits, numbered where no two may be equal, each kind in its turn."""
    number = next(numbers)
    tail = str(number) if unique else ""
    fitting = [text for text in ATTACKS if longest is None or len(text) + len(tail) <= longest]
    return (fitting[number % min(3, len(fitting))] if fitting else "<") + tail


def spoiled(value: Any, kept: set[str]) -> Any:
    """The same shape with an attack in each text."""
    if isinstance(value, dict):
        return {key: inner if key in kept else spoiled(inner, kept) for key, inner in value.items()}
    if isinstance(value, list):
        return [spoiled(inner, kept) for inner in value]
    return attack(None, unique=False) if isinstance(value, str) else value


def new_value(field: models.Field, value: Any, unique: bool) -> Any:
    if isinstance(field, TranslatedField):
        return {language: attack(field.text_length, unique) for language in value or {"es": ""}}
    if isinstance(field, models.JSONField):
        return spoiled(value, KEPT_INSIDE.get(field.name, set()))
    return attack(field.max_length, unique)


def open_fields(model: type[models.Model]) -> list[models.Field]:
    """Those in which somebody may write."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    texts = [field for field in model._meta.concrete_fields if isinstance(field, kinds)]
    named = {f: f"{model._meta.label_lower}.{f.name}" for f in texts}
    return [f for f in texts if not (f.choices or f.primary_key or f.name in KEPT or named[f] in KEPT)]


def spoil(model: type[models.Model]) -> None:
    fields = open_fields(model)
    together = {name for rule in model._meta.constraints for name in getattr(rule, "fields", ())}
    if not fields or not model._base_manager.exists():
        return
    rows = list(model._base_manager.all())
    for row in rows:
        for field in fields:
            unique = field.unique or field.name in together
            setattr(row, field.attname, new_value(field, getattr(row, field.attname), unique))
    model._base_manager.bulk_update(rows, [field.name for field in fields], batch_size=200)


with transaction.atomic():
    for model in apps.get_models():
        if model.__module__.startswith("convite.") and model._meta.label != "core.AuditEntry":  # it refuses to change
            spoil(model)
