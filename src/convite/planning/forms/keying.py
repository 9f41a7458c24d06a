"""What may one type of a paper form of ideas? A line per form, everything optional; the blank lines do not count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.core.widgets import Choose
from convite.gatherings.forms.grids import Grid, grid_of
from convite.gatherings.forms.records import name_controls
from convite.gatherings.models import Gathering
from convite.planning.actions.field import TEXTS, IdeaRow, fault_in_idea
from convite.planning.models import Theme

LINES, PREFIX = 10, "idea"
TYPED = ("title", "description", "said_by", "place")


class IdeaLine(forms.Form):
    """One idea as it is keyed from paper, judged by the rule of ideas that come from the field."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    title = forms.CharField(label=_("La idea, en una frase"), required=False, max_length=TEXTS["title"])
    description = forms.CharField(
        label=_("Qué pasa y qué se necesita"), required=False, max_length=TEXTS["description"],
        widget=forms.Textarea(attrs={"rows": 1}),
    )  # fmt: skip
    said_by = forms.CharField(label=_("Quién la dijo"), required=False, max_length=TEXTS["said_by"])
    theme = forms.ChoiceField(label=_("Tema"), required=False, widget=Choose, choices=[("", "—"), *Theme.choices])
    place = forms.CharField(label=_("Lugar"), required=False, max_length=TEXTS["place"])

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering = gathering
        name_controls(self)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not self.is_blank:
            fault = fault_in_idea(row_of({**given, "key": PREFIX}), self.gathering)
            if fault:
                self.add_error("title", fault)
        return given

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in TYPED)


def row_of(told: dict[str, Any]) -> IdeaRow:
    return IdeaRow(told["key"], theme=told["theme"] or Theme.OTHER, **{name: told[name] for name in TYPED})


def sheet_of(sent: Any, gathering: Gathering) -> Grid:
    """The page as it was sent, or ten blank lines."""
    return grid_of(sent, IdeaLine, prefix=PREFIX, number=LINES, gathering=gathering)


def good_rows(sheet: Grid) -> list[IdeaRow]:
    good = Grid([line for line in sheet.lines if line.is_valid()], PREFIX)
    return [row_of(told) for told in good.filled()]


def faulty_lines(sheet: Grid, gathering: Gathering) -> Grid:
    """Only what is still to be corrected, with its keys, numbered anew."""
    faulty = [line for line in sheet.lines if not line.is_valid()]
    sent = {f"r{n}-{name}": line[name].data for n, line in enumerate(faulty) for name in line.fields}
    rest = sheet_of({**sent, "lines": str(len(faulty))}, gathering)
    rest.is_valid()
    return rest
