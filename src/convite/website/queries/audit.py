"""What stands in the audit log? Its lines newest first, by act, kind and person, with the names of who did them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Q

from convite.core.models import AuditEntry
from convite.people.models import Person
from convite.people.queries import names_of

ROWS = 50


@dataclass(frozen=True)
class AuditPage:
    """Lines from one number down to another; the way on begins below the last one."""

    entries: tuple[AuditEntry, ...]
    names: Mapping[str, str]
    older_url: str
    newest_url: str


def audit_page(wanted: Mapping[str, Any]) -> AuditPage:
    """`wanted`: act, kind, person (a public id or an e-mail) and antes (lines before this number)."""
    found = AuditEntry.objects.filter(_matching(wanted))
    if wanted.get("antes"):
        found = found.filter(id__lt=wanted["antes"])
    rows = list(found.order_by("-id")[: ROWS + 1])
    shown = tuple(rows[:ROWS])
    filters = {name: wanted[name] for name in ("act", "kind", "person") if wanted.get(name)}
    older = "?" + urlencode(filters | {"antes": shown[-1].id}) if len(rows) > ROWS else ""
    newest = "?" + urlencode(filters) if wanted.get("antes") else ""
    return AuditPage(shown, names_of(name for e in shown for name in (e.by, e.on_behalf_of)), older, newest)


def _matching(wanted: Mapping[str, Any]) -> Q:
    condition = Q()
    if wanted.get("act"):
        condition &= Q(act=wanted["act"])
    if wanted.get("kind"):
        condition &= Q(kind=wanted["kind"])
    if wanted.get("person"):
        who = _public_id_of(wanted["person"])
        condition &= Q(by=who) | Q(on_behalf_of=who) | Q(kind=Person._meta.label_lower, thing=who)
    return condition


def _public_id_of(text: str) -> str:
    text = text.strip()
    if "@" not in text:
        return text
    return Person.objects.filter(email=text.lower()).values_list("public_id", flat=True).first() or "-"


def kinds_of_things() -> list[tuple[str, str]]:
    """What acts are about: (label, name on the page), in the order of the names."""
    models = [m for m in apps.get_models() if m.__module__.startswith("convite.") and hasattr(m, "public_id")]
    return sorted(((m._meta.label_lower, str(m._meta.verbose_name)) for m in models), key=lambda pair: pair[1])
