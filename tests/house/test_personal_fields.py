"""Is every text about a person accounted for? It is in its model's `personal` (purpose, basis …) or `not_personal`."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from convite.people.models import Person

TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField, models.DateField)


def is_about_persons(model: type[models.Model]) -> bool:
    """Of the room people, or tied to a person."""
    return model._meta.app_label == "people" or any(f.related_model is Person for f in model._meta.local_fields)


def unaccounted(some: Iterable[type[models.Model]]) -> list[str]:
    found = []
    for model in some:
        texts = {f.name for f in model._meta.concrete_fields if isinstance(f, TEXTS) and not is_own_clock(f)}
        named = {*getattr(model, "personal", {}), *getattr(model, "not_personal", ())}
        both = {*getattr(model, "personal", {})} & {*getattr(model, "not_personal", ())}
        unknown = named - {f.name for f in model._meta.get_fields()}
        found += [f"{model.__name__}.{name}" for name in sorted((texts - named) | both | unknown)]
    return found


def is_own_clock(field: models.Field) -> bool:
    """A moment or a day that the system writes is no text about a person; a date of birth would be."""
    return isinstance(field, models.DateField) and (field.name.endswith(("_at", "_on")) or field.name == "last_login")


def test_text_fields_of_persons_are_accounted_for() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("convite.")]

    assert unaccounted(model for model in ours if is_about_persons(model)) == []


@pytest.mark.django_isolate_apps("convite.people")
def test_text_without_account_is_found() -> None:
    class Planted(models.Model):  # noqa: DJ008
        nickname = models.CharField(max_length=20)
        phone = models.CharField(max_length=20)
        born = models.DateField()
        written_at = models.DateTimeField()
        not_personal = ("nickname", "phonne")

        class Meta:
            app_label = "people"

    assert unaccounted([Planted]) == ["Planted.born", "Planted.phone", "Planted.phonne"]
