"""What may one type about oneself, and an administrator about the team?"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from convite.people.models import GrantState, Person, Role
from convite.people.queries import person_with_email
from convite.territories.models import Territory

KINDS_PEOPLE_LIVE_IN = ("municipality", "commune", "corregimiento", "district")


class TerritoryChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Territory) -> str:
        return obj.full_name


def _territories() -> Any:
    return Territory.objects.filter(kind__in=KINDS_PEOPLE_LIVE_IN, valid_to__isnull=True).order_by("path")


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Nombre con el que participa"),
        max_length=120,
        help_text=_("Aparece junto a lo que usted propone y comenta."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    territory = TerritoryChoice(
        label=_("Dónde vive"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=_("Prefiero no decirlo"),
        help_text=_("Para mostrarle primero lo de su territorio. Nadie más lo ve."),
    )
    language = forms.ChoiceField(label=_("Idioma en que le escribimos"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = _territories()


class OpenAccountForm(ProfileForm):
    email = forms.EmailField(
        label=_("Correo electrónico"),
        help_text=_("Le llega una carta que le dice cómo entrar, sin contraseña."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "email", "territory", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class GrantRoleForm(forms.Form):
    """`territories`: those on which the administrator may give roles; `everywhere`: whether she may on all at once."""

    email = forms.EmailField(
        label=_("Correo de la persona"),
        help_text=_("Debe tener ya una cuenta."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Papel"), choices=Role)
    territory = TerritoryChoice(
        label=_("Territorio"), queryset=Territory.objects.none(), help_text=_("Vale también para lo que hay dentro.")
    )
    starts_on = forms.DateField(label=_("Desde"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label=_("Hasta"),
        required=False,
        help_text=_("Ese día todavía vale. En blanco: sin fecha final."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, territories: Any, everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        field.queryset, field.required = territories, not everywhere
        field.empty_label = _("Todos los territorios") if everywhere else _("Escoja uno")

    def clean_email(self) -> Person:
        person = person_with_email(self.cleaned_data["email"])
        if person is None:
            raise forms.ValidationError(_("No hay una cuenta con ese correo. Ábrala primero."))
        return person


class TeamFilterForm(forms.Form):
    role = forms.ChoiceField(label=_("Papel"), required=False)
    territory = TerritoryChoice(
        label=_("Territorio"), queryset=Territory.objects.none(), required=False, empty_label=_("Todos")
    )
    state = forms.ChoiceField(label=_("Estado"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Todos")), *Role.choices]
        self.fields["state"].choices = [("", _("Vigentes")), *GrantState.choices[1:], ("all", _("Todos"))]
        self.fields["territory"].queryset = _territories()
