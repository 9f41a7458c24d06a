"""How is a long list shown in pages that cost the same at the start and at the end of it?

A page begins after a row, not at a number: the database goes straight there by the list's index. How many rows there
are in all is counted only up to `MOST_COUNTED`; beyond, the reader is told «more than».
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

T = TypeVar("T")
SIZE = 20
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Page(Generic[T]):
    rows: Sequence[T]
    first: int
    last: int
    total: int
    more: bool
    previous_url: str
    next_url: str


def page_of(found: QuerySet[Any], asked: Mapping[str, str], order: Sequence[str], size: int = SIZE) -> Page[Any]:
    """The page that the query string asks for: `despues=<public id>` or `antes=<public id>`, and `n`, its first number.

    `order` ends in a unique column; its fields are the columns of an index. An unknown id gives the first page.
    """
    total = found.order_by()[: MOST_COUNTED + 1].count()
    backwards = "antes" in asked and "despues" not in asked
    cursor = _row(found, asked.get("antes" if backwards else "despues", ""), order)
    backwards = backwards and cursor is not None
    rows = found.order_by(*(_turned(order) if backwards else order))
    if cursor is not None:
        rows = rows.filter(_beyond(cursor, _turned(order) if backwards else order))
    listed = list(rows[: size + 1])
    has_more = len(listed) > size
    listed = listed[:size]
    if backwards:
        listed.reverse()
    at_start = cursor is None or (backwards and not has_more)
    has_next = has_more if not backwards else cursor is not None
    first = 1 if at_start else _number(asked.get("n", ""), size + 1)
    last = first + len(listed) - 1 if listed else 0
    before = _url(asked, antes=listed[0].public_id, n=max(1, first - size)) if listed and not at_start else ""
    after = _url(asked, despues=listed[-1].public_id, n=last + 1) if listed and has_next else ""
    return Page(listed, first if listed else 0, last, min(total, MOST_COUNTED), total > MOST_COUNTED, before, after)


def _row(found: QuerySet[Any], public_id: str, order: Sequence[str]) -> Any:
    """Whatever is the case of it now, the row still says where to go on; unless the order is by what `found` adds."""
    added = any(field.lstrip("-") in found.query.annotations for field in order)
    rows = found if added else found.model._default_manager
    return rows.filter(public_id=public_id[:12]).first() if public_id.isalnum() else None


def _turned(order: Sequence[str]) -> list[str]:
    return [field[1:] if field.startswith("-") else f"-{field}" for field in order]


def _beyond(cursor: Any, order: Sequence[str]) -> Q:
    """Rows after the cursor: greater in the first column, or equal there and greater in the next…"""
    condition, equal = Q(), Q()
    for field in order:
        name = field.lstrip("-")
        value = getattr(cursor, name)
        condition |= equal & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    # The first column alone, stated apart, lets both engines start in the index instead of filtering all of it.
    name = order[0].lstrip("-")
    return Q(**{f"{name}__{'lte' if order[0].startswith('-') else 'gte'}": getattr(cursor, name)}) & condition


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def _url(asked: Mapping[str, str], **changed: Any) -> str:
    kept = {key: value for key, value in asked.items() if key not in {"antes", "despues", "n"} and value}
    return "?" + urlencode(kept | changed)
