"""What was a person told, and what does she follow? Newest first, a page at a time by the key of the last row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from convite.conversations.models import Follow, NoticePreference
from convite.conversations.queries.subjects import Kind, kind_named, subjects_visible_to

ROWS = 30
MOST_UNREAD = 99


@dataclass(frozen=True)
class Rows:
    """Rows from one key down to another; `older` and `newest` are the query strings of the other pages."""

    rows: Sequence[Any]
    older: str
    newest: str


def rows_page(found: QuerySet[Any], asked: Mapping[str, str], size: int = ROWS) -> Rows:
    before = asked.get("antes", "")
    is_asked = before.isdecimal() and len(before) < 19
    if is_asked:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: size + 1])
    older = f"?antes={rows[size - 1].pk}" if len(rows) > size else ""
    return Rows(rows[:size], older, "?" if is_asked else "")


def unread_of(notices: QuerySet[Any]) -> int:
    """How many are not read; beyond `MOST_UNREAD` nobody counts."""
    return notices.filter(read_at__isnull=True).order_by()[: MOST_UNREAD + 1].count()


def letters_of(person: Any) -> str:
    chosen = NoticePreference.objects.filter(person=person).values_list("letters", flat=True).first()
    return chosen or NoticePreference.Letters.DAILY


@dataclass(frozen=True)
class Followed:
    """What she follows; `thing` is None if it is not for her to see any more."""

    follow: Follow
    kind: Kind | None
    thing: Any

    @property
    def title(self) -> Any:
        return self.kind.title(self.thing) if self.kind and self.thing else ""

    @property
    def url(self) -> str:
        return self.kind.url(self.thing) if self.kind and self.thing else ""


def followed(rows: Sequence[Follow], person: Any) -> list[Followed]:
    things = subjects_visible_to(person, [(row.kind, row.subject) for row in rows])
    return [Followed(row, kind_named(row.kind), things.get((row.kind, row.subject))) for row in rows]
