"""How does an action write and remember? In one transaction: the change, the new version, the audit line, the stamp.

Every room's `actions.py` writes through these few functions, so that none can forget a part.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.audit import Act, append_acts
from convite.core.errors import Overtaken, Refused
from convite.core.history import snapshot_of, versions_of_new, write_version
from convite.core.models import PublicStamp, Thing, Version

T = TypeVar("T", bound=Thing)


def create(thing: T, *, act: str, by: Any, on_behalf_of: str = "", public: bool = True) -> T:
    """Stores a new thing with its first version and its audit line."""
    with transaction.atomic():
        _refuse_bad_fields(thing)
        thing.save(force_insert=True)
        write_version(thing, act=act, by=by)
        remember(act=act, thing=thing, by=by, content=snapshot_of(thing), on_behalf_of=on_behalf_of, public=public)
    return thing


def create_many(things: Sequence[T], *, act: str, by: Any, history: bool = True, public: bool = True) -> list[T]:
    """Stores many new things of one kind with one audit line for all (an import), and returns them with keys."""
    if not things:
        return []
    with transaction.atomic():
        stored = type(things[0])._default_manager.bulk_create(things, batch_size=500)
        if history:
            Version.objects.bulk_create(versions_of_new(stored, act=act, by=by), batch_size=500)
        kind = type(things[0])._meta.label_lower
        content = [t.public_id for t in stored]
        append_acts([Act(act, kind, stored[0].public_id, content)], by)
        if public:
            stamp()
    return stored


def change(thing: T, *, act: str, by: Any, seen: int | None = None, on_behalf_of: str = "", public: bool = True) -> T:
    """Stores a changed thing as its next version.

    `seen` is the version that the person had before her eyes (by default the one that was read). If somebody else
    changed the thing since, nothing is written and `Overtaken` carries the thing as it stands now.
    """
    expected = thing.version if seen is None else seen
    with transaction.atomic():
        _refuse_bad_fields(thing)
        fields = {f.attname: getattr(thing, f.attname) for f in thing._meta.concrete_fields if not f.primary_key}
        fields |= {"changed_at": timezone.now(), "version": expected + 1}
        manager = type(thing)._base_manager
        if not manager.filter(pk=thing.pk, version=expected).update(**fields):
            theirs = manager.get(pk=thing.pk)
            raise Overtaken(
                _("Otra persona cambió esto mientras usted lo editaba. Nada se perdió: compare y decida."), theirs
            )
        thing.version, thing.changed_at = fields["version"], fields["changed_at"]
        write_version(thing, act=act, by=by)
        remember(act=act, thing=thing, by=by, content=snapshot_of(thing), on_behalf_of=on_behalf_of, public=public)
    return thing


def change_many(things: Sequence[T], *, act: str, by: Any, public: bool = True, **fields: Any) -> None:
    """Gives many things of one kind the same new values, each as its next version, with one audit line for all.

    Whoever holds one of them as it was before cannot store it over the new values: she is told by `Overtaken`.
    """
    if not things:
        return
    now = timezone.now()
    with transaction.atomic():
        found = type(things[0])._base_manager.filter(pk__in=[t.pk for t in things])
        found.update(**fields, changed_at=now, version=F("version") + 1)
        stored = list(found)
        Version.objects.bulk_create(versions_of_new(stored, act=act, by=by), batch_size=500)
        content = {**fields, "things": [t.public_id for t in things]}
        remember(act=act, thing=things[0], by=by, content=content, public=public)
    versions = {t.pk: t.version for t in stored}
    for thing in things:
        thing.version, thing.changed_at = versions[thing.pk], now
        for name, value in fields.items():
            setattr(thing, name, value)


def _refuse_bad_fields(thing: Thing) -> None:
    """What a field cannot hold is refused with the field's name. Uniqueness and the rest is the database's to judge."""
    try:
        thing.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        faults = (
            f"{thing._meta.get_field(name).verbose_name}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        )
        raise Refused(": ".join(filter(None, (str(thing), "; ".join(faults))))) from error


def remember(
    *, act: str, thing: Thing, by: Any, content: Any = None, on_behalf_of: str = "", public: bool = True
) -> None:
    """The audit line of an act whose change is not one row of one thing."""
    append_acts([Act(act, thing._meta.label_lower, thing.public_id, content, on_behalf_of)], by)
    if public:
        stamp()


def write_rows(rows: Iterable[models.Model], *, batch_size: int = 1000) -> int:
    """Stores rows that belong to a thing and have no history of their own (population, ballots, lines of a count)."""
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=batch_size)
    return len(rows)


def stamp() -> None:
    """Says that public pages changed: those kept in memory are not shown again."""
    if not PublicStamp.objects.filter(id=1).update(number=F("number") + 1):
        # Nobody stamped before. A page made until now is kept under 0.
        _stamp, is_first = PublicStamp.objects.get_or_create(id=1, defaults={"number": 1})
        if not is_first:
            stamp()
