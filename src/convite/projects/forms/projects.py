"""What may one type about projects? The filters of the list, and a project's texts and cost."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.core.errors import Refused
from convite.core.money import money_from_major
from convite.core.translated import Translated
from convite.core.widgets import Choose
from convite.planning.models import Edition, Theme
from convite.projects.models import Project
from convite.territories.models import Territory

_AMOUNT = re.compile(r"-?\d{1,16}(\.\d{1,2})?")


TEXTS = ("title", "problem", "objective", "beneficiaries")


class ProjectFilter(forms.Form):
    q = forms.CharField(label=_("Palabras"), required=False, max_length=200)
    edicion = forms.ChoiceField(widget=Choose, label=_("Edición"), required=False)
    territorio = forms.ChoiceField(widget=Choose, label=_("Territorio"), required=False)
    tema = forms.ChoiceField(widget=Choose, label=_("Tema"), required=False, choices=[("", _("Todos")), *Theme.choices])
    estado = forms.ChoiceField(
        widget=Choose, label=_("Estado"), required=False, choices=[("", _("Todos")), *Project.State.choices]
    )

    def __init__(self, *args: object, editions: list[Edition], territories: list[Territory], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["edicion"].choices = [("", _("Todas")), *((e.public_id, str(e.name)) for e in editions)]  # type: ignore[attr-defined]
        names = ((t.public_id, t.full_name) for t in territories)
        self.fields["territorio"].choices = [("", _("Todos")), *names]  # type: ignore[attr-defined]


class ProjectForm(forms.Form):
    """A project's own words in one language, and its cost in whole units of the currency."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Título"), max_length=500)
    problem = forms.CharField(label=_("Problema"), max_length=8000, required=False, widget=forms.Textarea)
    objective = forms.CharField(label=_("Objetivo"), max_length=8000, required=False, widget=forms.Textarea)
    beneficiaries = forms.CharField(
        label=_("A quién beneficia"), max_length=2000, required=False, widget=forms.Textarea
    )
    place = forms.CharField(label=_("Lugar"), max_length=300, required=False)
    theme = forms.ChoiceField(label=_("Tema"), choices=Theme)
    cost = forms.CharField(label=_("Costo"), max_length=30, help_text=_("En pesos, sin puntos: 120000000"))

    def __init__(self, *args: object, project: Project, language: str, **kwargs: object) -> None:
        self.project, self.language = project, language
        start = {name: getattr(project, name).get(language, "") for name in TEXTS}
        start |= {"seen": project.version, "place": project.place, "theme": project.theme}
        start["cost"] = format(project.cost.major.normalize(), "f")
        super().__init__(*args, initial=start, **kwargs)  # type: ignore[arg-type,misc]

    def clean_cost(self) -> int:
        typed = self.cleaned_data["cost"].replace(" ", "")
        # "120.000" would be read as a hundred and twenty: points that part thousands are refused.
        if not _AMOUNT.fullmatch(typed):
            raise forms.ValidationError(_("«%(value)s» no es una cantidad de dinero."), params={"value": typed})
        try:
            return money_from_major(typed, self.project.currency).amount
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def written(self) -> Project:
        """The project with what was typed; not saved."""
        for name in TEXTS:
            text = Translated(getattr(self.project, name))
            if self.cleaned_data[name] or self.language in text:
                text[self.language] = self.cleaned_data[name]
            setattr(self.project, name, text)
        self.project.place, self.project.theme = self.cleaned_data["place"], self.cleaned_data["theme"]
        self.project.cost_minor = self.cleaned_data["cost"]
        return self.project
