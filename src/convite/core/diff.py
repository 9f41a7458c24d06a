"""What changed between two texts? Word by word, and language by language. Pure functions, nothing is read or stored."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

_WORDS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
MOST_WORDS = 6_000  # difflib is quadratic at worst: beyond this a text is compared line by line


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed ("same"), went away ("removed") or came ("added")."""

    kind: str
    text: str


def compare_texts(before: str, after: str) -> tuple[Piece, ...]:
    """
    >>> [(p.kind, p.text) for p in compare_texts("un parque verde", "un parque grande y verde")]
    [('same', 'un parque '), ('added', 'grande y '), ('same', 'verde')]
    """
    if before == after:
        return (Piece("same", after),) if after else ()
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Piece("removed", "".join(old[a:b]))
        if d > c:
            yield Piece("added", "".join(new[c:d]))


@dataclass(frozen=True)
class FieldChange:
    """What became of one field, in one language ("" where the field has none)."""

    field: str
    language: str
    pieces: tuple[Piece, ...]
    label: Any = ""


def compare_snapshots(
    before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, Any] | None = None
) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of `after`; a translated field gives one change per language.

    `labels` says how people call each field.
    """
    named = labels or {}
    changes = []
    for field in [*after, *(f for f in before if f not in after)]:
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if isinstance(old, dict) or isinstance(new, dict):
            old, new = old or {}, new or {}
            for language in sorted({*old, *new}):
                if old.get(language, "") != new.get(language, ""):
                    pieces = compare_texts(str(old.get(language, "")), str(new.get(language, "")))
                    changes.append(FieldChange(field, language, pieces, named.get(field, field)))
        else:
            pieces = compare_texts(_text(old), _text(new))
            changes.append(FieldChange(field, "", pieces, named.get(field, field)))
    return tuple(changes)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
