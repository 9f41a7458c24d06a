"""What may a phone send? A batch of entries of one gathering, as JSON: read with suspicion, answered entry by entry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _

from convite.core.errors import Refused
from convite.gatherings.actions import AgreementRow
from convite.gatherings.queries import AttendeeRow
from convite.planning.actions.field import Answer, IdeaRow, Row
from convite.territories.models import Territory

MOST = 200
LONGEST = 10_000  # letters in one answer


@dataclass
class Batch:
    rows: list[Row] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)  # what is not even an entry


def read_json(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Refused(_("El teléfono envió algo que no se entiende. Recargue la página e intente otra vez."))
    return told


def read_batch(told: Mapping[str, Any], places: Mapping[str, Territory]) -> Batch:
    """`places`: public id → where people may come from and ideas may lie."""
    entries = told.get("entries")
    if not isinstance(entries, list) or len(entries) > MOST:
        raise Refused(_("Envíe a lo sumo %(most)d registros a la vez.") % {"most": MOST})
    batch = Batch()
    for entry in entries:
        key = str(entry.get("key", ""))[:64] if isinstance(entry, dict) else ""
        try:
            batch.rows.append(_row(entry, places))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            said = _("Este registro no se entiende. Ábralo, guárdelo de nuevo y sincronice.")
            batch.refused.append(Answer(key, "refused", said=said))
    return batch


def _row(entry: Mapping[str, Any], places: Mapping[str, Territory]) -> Row:
    data, kind, key = entry["data"], entry["kind"], entry["key"]
    if not isinstance(key, str) or not all(isinstance(v, str) and len(v) <= LONGEST for v in data.values()):
        raise ValueError
    seen = int(entry.get("edition") or 0)
    place = places[data["territory"]] if data.get("territory") else None
    if kind == "agreement":
        due_on = date.fromisoformat(data["due_on"]) if data.get("due_on") else None
        return AgreementRow(key, data.get("text", ""), data.get("responsible", ""), due_on, seen)
    if kind == "idea":
        names = ("title", "description", "theme", "place", "said_by", "organization")
        told = {name: data[name] for name in names if data.get(name)}
        return IdeaRow(key, **({"title": ""} | told), territory=place, edition_seen=seen)
    if kind != "attendee":
        raise ValueError
    names = ("name", "document", "sex", "age_band", "group", "organization")
    told = {name: data[name] for name in names if data.get(name)}
    removed, at = entry.get("removed") is True, _moment(entry.get("at"))
    return AttendeeRow(key, **told, territory=place, edition_seen=seen, removed=removed, recorded_at=at)


def _moment(text: Any) -> datetime | None:
    moment = parse_datetime(text) if isinstance(text, str) else None
    return make_aware(moment) if moment and is_naive(moment) else moment
