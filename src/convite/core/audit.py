"""Who did what, when? One chained line per act, written in the act's own transaction, never changed.

Each line's hash covers the line and the hash before it; a line changed, removed or slipped in breaks the chain from
there on, and `verify_chain` says where.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from convite.core.models import AuditEntry, AuditHead

FIRST = "0" * 64


@dataclass(frozen=True)
class Act:
    """What is to be remembered of one act. `content` is hashed, not kept."""

    name: str
    kind: str
    thing: str
    content: Any = None
    on_behalf_of: str = ""


def digest_of(content: Any) -> str:
    """SHA-256 of the canonical JSON of `content`."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def append_acts(acts: Iterable[Act], by: Any) -> None:
    """Writes the acts at the end of the chain. Must run inside the transaction of the change that they tell of."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an act is remembered in the transaction that does it")
    head, _ = AuditHead.objects.select_for_update().get_or_create(id=1)
    now, entries = timezone.now(), []
    for act in acts:
        entry = AuditEntry(
            id=head.last + 1,
            at=now,
            act=act.name,
            by=by.public_id,
            on_behalf_of=act.on_behalf_of,
            kind=act.kind,
            thing=act.thing,
            digest=digest_of(act.content),
            previous=head.hash,
        )
        entry.hash = hash_of(entry)
        head.last, head.hash = entry.id, entry.hash
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries, batch_size=2000)
    head.save(update_fields=["last", "hash"])


def hash_of(entry: AuditEntry) -> str:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [
        entry.previous, entry.id, at, entry.act, entry.by, entry.on_behalf_of, entry.kind, entry.thing, entry.digest,
    ]  # fmt: skip
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


@dataclass(frozen=True)
class ChainReport:
    """`broken_at` is the number of the first line that does not follow, or None."""

    length: int
    head: str
    broken_at: int | None
    checked_at: datetime


def verify_chain() -> ChainReport:
    """Walks the whole chain once, in constant memory."""
    previous, expected = FIRST, 1
    broken = None
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=5000):
        if entry.id != expected or entry.previous != previous or hash_of(entry) != entry.hash:
            broken = expected
            break
        previous, expected = entry.hash, expected + 1
    head = AuditHead.objects.filter(id=1).first() or AuditHead()
    if broken is None and (head.last, head.hash) != (expected - 1, previous):
        broken = expected
    return ChainReport(expected - 1, previous, broken, timezone.now())
