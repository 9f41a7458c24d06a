"""What may one type to look into the audit log?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.people.templatetags.words import ACTS
from convite.website.queries.audit import kinds_of_things


class AuditFilterForm(forms.Form):
    act = forms.ChoiceField(label=_("Acto"), required=False)
    kind = forms.ChoiceField(label=_("Sobre"), required=False)
    person = forms.CharField(label=_("Persona (correo o código)"), max_length=254, required=False)
    antes = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((name, str(words)) for name, words in ACTS.items()), key=lambda pair: pair[1])
        self.fields["act"].choices = [("", _("Todos")), *acts]
        self.fields["kind"].choices = [("", _("Todo")), *kinds_of_things()]
