"""What may one type to move a phase?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class PhaseForm(forms.Form):
    opens_at = forms.DateTimeField(
        label=_("Abre"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    closes_at = forms.DateTimeField(
        label=_("Cierra"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    reason = forms.CharField(
        label=_("¿Por qué se mueve?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo leerán las personas que siguen la edición."),
    )
