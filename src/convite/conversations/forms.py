"""What may one type in the conversation? A comment, a report, a decision, how often to be written to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.conversations.models import LONGEST_COMMENT, Comment, NoticePreference, Report
from convite.conversations.queries.subjects import kinds
from convite.core.widgets import Choose
from convite.territories.models import Territory

REASONS = [(reason.value, reason.label) for reason in Report.Reason if reason != Report.Reason.APPEAL]


class AnswerForm(forms.Form):
    """`max_length` stands in the page; the sentence for a longer one is the action's."""

    text = forms.CharField(
        label=_("Su respuesta"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_COMMENT})
    )


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Su comentario"), widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_COMMENT})
    )
    alignment = forms.ChoiceField(
        label=_("¿Cuál es su posición?"),
        choices=Comment.Alignment.choices,
        initial=Comment.Alignment.NEUTRAL,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_alignment(self) -> str:
        return self.cleaned_data["alignment"] or Comment.Alignment.NEUTRAL


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("¿Qué pasa con este texto?"), choices=REASONS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Cuéntenos más"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("¿Por qué debe volver a mostrarse?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SettleForm(forms.Form):
    """The bulk act: which texts, what is done, why. Each text is «kind:public id»."""

    text = forms.MultipleChoiceField(required=True)
    outcome = forms.ChoiceField(choices=[("hide", ""), ("leave", ""), ("show", "")])
    reason = forms.CharField(label=_("Razón"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.data.getlist("text")  # type: ignore[attr-defined]
        self.fields["text"].choices = [(name, name) for name in named if ":" in name]  # type: ignore[attr-defined]

    @property
    def named(self) -> list[tuple[str, str]]:
        return [tuple(name.split(":", 1)) for name in self.cleaned_data["text"]]  # type: ignore[misc]


class ReportFilter(forms.Form):
    estado = forms.ChoiceField(
        widget=Choose,
        label=_("Estado"),
        required=False,
        choices=[("", _("Por revisar")), ("decididas", _("Decididas"))],
    )
    razon = forms.ChoiceField(
        widget=Choose, label=_("Razón"), required=False, choices=[("", _("Todas")), *Report.Reason.choices]
    )
    clase = forms.ChoiceField(widget=Choose, label=_("Qué se denunció"), required=False)
    territorio = forms.ChoiceField(widget=Choose, label=_("Territorio"), required=False)

    def __init__(self, *args: Any, territories: Iterable[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reported = [(kind.name, kind.label) for kind in kinds() if kind.hide]
        places = [(t.public_id, t.full_name) for t in territories]
        self.fields["clase"].choices = [("", _("Todo")), *reported]  # type: ignore[attr-defined]
        self.fields["territorio"].choices = [("", _("Todos")), *places]  # type: ignore[attr-defined]

    @property
    def conditions(self) -> dict[str, str]:
        """As fields of a report."""
        if not self.is_valid():
            return {}
        names = {"razon": "reason", "clase": "kind", "territorio": "territory__public_id"}
        return {field: self.cleaned_data[name] for name, field in names.items() if self.cleaned_data[name]}

    @property
    def is_settled(self) -> bool:
        return self.is_valid() and self.cleaned_data["estado"] == "decididas"


class PreferenceForm(forms.Form):
    letters = forms.ChoiceField(
        label=_("¿Cómo quiere sus avisos?"), choices=NoticePreference.Letters.choices, widget=forms.RadioSelect
    )
