"""What is each personal field for? Its purpose, legal basis, who sees it and how long it is kept.

Every model about persons carries `personal` (field → `Personal`) and `not_personal` (the other text fields).
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Personal:
    purpose: Any
    basis: Any
    seen_by: Any
    kept: Any


@dataclass(frozen=True)
class CatalogueRow:
    model: type[models.Model]
    field: Any
    personal: Personal


def catalogue() -> list[CatalogueRow]:
    """Every personal field of the installation, in the order of the models."""
    rows = []
    for model in apps.get_models():
        for name, personal in getattr(model, "personal", {}).items():
            rows.append(CatalogueRow(model, model._meta.get_field(name), personal))
    return rows
