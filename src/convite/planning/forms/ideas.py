"""What may one type to propose an idea, and to find one?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.core.widgets import Choose
from convite.planning.models import Idea, Theme
from convite.territories.models import Territory


class IdeaForm(forms.Form):
    title = forms.CharField(
        label=_("Su idea en una frase"),
        max_length=200,
        help_text=_("Por ejemplo: «Arreglar las escaleras del sector La Honda»."),
    )
    description = forms.CharField(
        label=_("¿Qué pasa hoy y qué se necesita?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("¿En qué comuna o corregimiento?"), to_field_name="public_id"
    )
    theme = forms.ChoiceField(label=_("Tema"), choices=Theme)
    place = forms.CharField(
        label=_("¿En qué lugar?"),
        max_length=300,
        required=False,
        help_text=_("Una dirección, un barrio o un punto conocido."),
    )

    def __init__(self, *args: object, territories: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["territory"].queryset = territories  # type: ignore[attr-defined]
        self.fields["territory"].label_from_instance = lambda t: t.full_name  # type: ignore[attr-defined]


class IdeaFilter(forms.Form):
    q = forms.CharField(label=_("Palabras"), required=False, max_length=200)
    territorio = forms.ChoiceField(widget=Choose, label=_("Territorio"), required=False)
    tema = forms.ChoiceField(widget=Choose, label=_("Tema"), required=False, choices=[("", _("Todos")), *Theme.choices])
    estado = forms.ChoiceField(
        widget=Choose, label=_("Estado"), required=False, choices=[("", _("Todos")), *Idea.State.choices]
    )

    def __init__(self, *args: object, territories: list[Territory], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = [(t.public_id, t.full_name) for t in territories]
        self.fields["territorio"].choices = [("", _("Todos")), *names]  # type: ignore[attr-defined]
