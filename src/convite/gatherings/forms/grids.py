"""How are many lines of a paper keyed on one page? A grid of small forms: blank ones are left out, each has its key.

Without JavaScript a button sends the page for more lines; with it they are added where one is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from convite.core.identifiers import new_public_id
from convite.gatherings.actions import Mark
from convite.gatherings.forms.people import MarkForm
from convite.gatherings.models import Attendee, Gathering, Registration
from convite.gatherings.queries.attendees import CLIENT_KEY, AttendeeRow, attendees_of

MORE, MOST = 10, 200


class Grid:
    """The lines of one page. `problem`: why none of them was taken."""

    def __init__(self, lines: list[Any], prefix: str) -> None:
        self.lines, self.prefix, self.problem = lines, prefix, ""

    def is_valid(self) -> bool:
        judged = [line.is_valid() for line in self.lines]  # each, so that all faults are shown at once
        return all(judged)

    def refuse(self, reason: Any) -> None:
        self.problem = str(reason)

    @property
    def faults(self) -> list[tuple[str, Any, str]]:
        """(number of the line, its faulty control, what is wrong), in order."""
        return [
            (str(number), line[name], text)
            for number, line in enumerate(self.lines, 1)
            if line.is_bound
            for name, texts in line.errors.items()
            if name in line.fields
            for text in texts
        ]

    def filled(self) -> list[dict[str, Any]]:
        """What the lines that are not blank say, each with a key."""
        return [
            {**line.cleaned_data, "key": _key(line.cleaned_data.get("key", ""), self.prefix)}
            for line in self.lines
            if not line.is_blank
        ]

    def attendees(self) -> list[AttendeeRow]:
        names = ("name", "document", "sex", "age_band", "group", "organization")
        return [AttendeeRow(told["key"], **{n: told.get(n, "") for n in names}) for told in self.filled()]


def _key(sent: str, prefix: str) -> str:
    """The key that the page was given; lines that a script added have their own, others get one now."""
    return sent if sent.startswith(f"{prefix}-") and CLIENT_KEY.fullmatch(sent) else f"{prefix}-{new_public_id()}"


def grid_of(sent: Mapping[str, Any] | None, line: type[forms.Form], *, prefix: str, number: int, **made: Any) -> Grid:
    """The page's lines as they were sent, and more of them where they were asked for; or `number` blank ones."""
    if sent is None:
        return Grid([_blank(line, n, prefix, made) for n in range(number)], prefix)
    told = sent.get("lines", "")
    count = min(int(told), MOST) if told.isdecimal() and len(told) < 6 else number
    lines = [line(sent, prefix=f"r{n}", **made) for n in range(count)]
    if "more" in sent:
        lines += [_blank(line, n, prefix, made) for n in range(count, min(count + MORE, MOST))]
    return Grid(lines, prefix)


def _blank(line: type[forms.Form], number: int, prefix: str, made: dict[str, Any]) -> forms.Form:
    return line(prefix=f"r{number}", initial={"key": f"{prefix}-{new_public_id()}"}, **made)


@dataclass(frozen=True)
class MarkLine:
    """One of the registered on the page where the team ticks who came."""

    registration: Registration
    form: MarkForm

    @property
    def mark(self) -> Mark:
        given = self.form.cleaned_data
        answers = {name: given.get(name, "") for name in ("sex", "age_band", "group")}
        return Mark(self.registration, given["came"], **answers)


def marks_of(gathering: Gathering, sent: Mapping[str, Any] | None) -> list[MarkLine]:
    """Everybody with a place or waiting for one, as she stands or as the page was sent."""
    active = gathering.registrations.exclude(state=Registration.State.CANCELLED).order_by("id")
    came = {a.registration_id: a for a in attendees_of(gathering).filter(registration__isnull=False)}
    return [MarkLine(one, _mark_form(one, came.get(one.pk), gathering, sent)) for one in active]


def are_valid(marks: list[MarkLine]) -> bool:
    judged = [line.form.is_valid() for line in marks]
    return all(judged)


def _mark_form(
    one: Registration, here: Attendee | None, gathering: Gathering, sent: Mapping[str, Any] | None
) -> MarkForm:
    start = {"came": True, "sex": here.sex, "age_band": here.age_band, "group": here.group} if here else {}
    return MarkForm(sent, prefix=f"m{one.pk}", initial=start, name=one.name, asks_group=gathering.asks_group)
