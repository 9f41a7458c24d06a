"""What may one type about oneself? A name to take part with, and where one lives."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    name = forms.CharField(
        label=_("Nombre con el que quiere participar"),
        max_length=120,
        help_text=_("Aparece junto a lo que usted propone y comenta."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def signup(self, request: object, user: object) -> None:
        """allauth asks for it; the name is stored by the account adapter."""
