"""What may one type of a local plan, to find one, and to bring its items in?"""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from convite.core.translated import Translated
from convite.core.widgets import Choose
from convite.planning.models import LocalPlan
from convite.territories.models import Territory


class PlanForm(forms.Form):
    """A plan's facts. A new one also says of which territory it is."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("¿De qué territorio es?"), to_field_name="public_id", widget=Choose
    )
    name = forms.CharField(label=_("Nombre"), max_length=300)
    starts_in = forms.IntegerField(label=_("Desde el año"), min_value=1900, max_value=2200)
    ends_in = forms.IntegerField(
        label=_("Hasta el año"), min_value=1900, max_value=2200,
        help_text=_("La parte estratégica dura doce años; los programas, cuatro."),
    )  # fmt: skip

    def __init__(self, *args: Any, territories: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if territories is None:
            del self.fields["territory"]
        else:
            self.fields["territory"].queryset = territories  # type: ignore[attr-defined]
            self.fields["territory"].label_from_instance = lambda t: t.full_name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("starts_in") and typed.get("ends_in") and typed["ends_in"] < typed["starts_in"]:
            self.add_error("ends_in", _("El plan no puede terminar antes de empezar."))
        return typed

    def written(self, plan: LocalPlan) -> LocalPlan:
        language = (get_language() or "es")[:2]
        plan.name = Translated({**plan.name, language: self.cleaned_data["name"]})
        plan.starts_in, plan.ends_in = self.cleaned_data["starts_in"], self.cleaned_data["ends_in"]
        plan.territory = self.cleaned_data.get("territory") or plan.territory
        return plan


class PlanFileForm(forms.Form):
    file = forms.FileField(
        label=_("Hoja de cálculo del plan"),
        help_text=_("Excel (.xlsx) o CSV. Primero verá qué cambia; nada se guarda hasta que usted lo confirme."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
