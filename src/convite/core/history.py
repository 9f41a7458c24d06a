"""How did a thing stand after each act, and what did each act change? Versions, and the difference of two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from convite.core.diff import FieldChange, compare_snapshots
from convite.core.models import Thing, Version


def snapshot_of(thing: Thing) -> dict[str, Any]:
    """The thing's own fields as JSON: relations by key, moments in ISO, texts by language."""
    values = {}
    for field in thing._meta.concrete_fields:
        if field.name in thing.not_in_history:
            continue
        value = getattr(thing, field.attname)
        if isinstance(value, (date, datetime)):
            value = value.isoformat()
        elif not isinstance(value, (str, int, float, bool, dict, list, type(None))):
            value = str(value)
        values[field.name] = value
    return values


def write_version(thing: Thing, *, act: str, by: Any) -> Version:
    return Version.objects.create(**_version_fields(thing, act, by, timezone.now()))


def versions_of_new(things: Sequence[Thing], *, act: str, by: Any) -> list[Version]:
    now = timezone.now()
    return [Version(**_version_fields(thing, act, by, now)) for thing in things]


def _version_fields(thing: Thing, act: str, by: Any, at: datetime) -> dict[str, Any]:
    return {
        "kind": thing._meta.label_lower,
        "thing_id": thing.pk,
        "number": thing.version,
        "act": act,
        "by": by.public_id,
        "at": at,
        "snapshot": snapshot_of(thing),
    }


@dataclass(frozen=True)
class Change:
    """One version beside the one before it."""

    version: Version
    fields: tuple[FieldChange, ...]


def changes_of(thing: Thing, most: int = 50) -> list[Change]:
    """The last `most` versions, newest first, each with what it changed."""
    return list(_changes(thing, most))


def _changes(thing: Thing, most: int) -> Iterator[Change]:
    found = Version.objects.filter(kind=thing._meta.label_lower, thing_id=thing.pk).order_by("-number")[: most + 1]
    versions = list(found)
    for index, version in enumerate(versions[:most]):
        before = versions[index + 1].snapshot if index + 1 < len(versions) else {}
        yield Change(version, compare_snapshots(before, version.snapshot, labels_of(type(thing))) if before else ())


def labels_of(model: type[models.Model]) -> dict[str, Any]:
    """How people call each field of a model."""
    return {f.name: f.verbose_name for f in model._meta.concrete_fields}


def difference(mine: Thing, theirs: Thing) -> tuple[FieldChange, ...]:
    """What would change in `theirs` if `mine` were stored over it."""
    return compare_snapshots(snapshot_of(theirs), snapshot_of(mine), labels_of(type(mine)))
