"""What may one type to find a gathering? Its territory and its kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.core.widgets import Choose
from convite.gatherings.models import Gathering
from convite.territories.models import Territory


class GatheringFilter(forms.Form):
    territorio = forms.ChoiceField(widget=Choose, label=_("Territorio"), required=False)
    clase = forms.ChoiceField(
        widget=Choose, label=_("Clase"), required=False, choices=[("", _("Todas")), *Gathering.Kind.choices]
    )

    def __init__(self, *args: object, territories: list[Territory], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = ((t.public_id, t.full_name) for t in territories)
        self.fields["territorio"].choices = [("", _("Todos")), *names]  # type: ignore[attr-defined]
