"""What may one type of what was said and agreed? Minutes, agreements, files, and what who came thought of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.core.translated import Translated
from convite.core.widgets import Choose
from convite.gatherings.forms.gatherings import as_day
from convite.gatherings.models import Agreement, Gathering, GatheringFile

MARKS = ((1, _("1: nada")), (2, "2"), (3, "3"), (4, "4"), (5, _("5: mucho")))


class MinutesForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    minutes = forms.CharField(
        label=_("Acta"), max_length=30_000, widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("Quiénes hablaron por quiénes, qué se dijo, qué quedó pendiente. Sin documentos ni teléfonos."),
    )  # fmt: skip

    def __init__(self, *args: Any, gathering: Gathering, language: str, **kwargs: Any) -> None:
        self.gathering, self.language = gathering, language
        start = {"seen": gathering.version, "minutes": gathering.minutes.get(language, "")}
        super().__init__(*args, initial=start, **kwargs)

    def written(self) -> Gathering:
        text = Translated(self.gathering.minutes)
        text[self.language] = self.cleaned_data["minutes"]
        self.gathering.minutes = text
        return self.gathering


class AgreementLine(forms.Form):
    """One agreement as it is keyed from paper or after the gathering."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    text = forms.CharField(label=_("Qué se acordó"), required=False, max_length=1_000)
    responsible = forms.CharField(label=_("Quién responde"), required=False, max_length=200)
    due_on = forms.DateField(label=_("Hasta cuándo"), required=False, widget=as_day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_controls(self)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("text") and (given.get("responsible") or given.get("due_on")):
            self.add_error("text", _("Escriba qué se acordó."))
        return given

    @property
    def is_blank(self) -> bool:
        return not self.cleaned_data.get("text")


class AgreementForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Qué se acordó"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    responsible = forms.CharField(label=_("Quién responde"), required=False, max_length=200)
    due_on = forms.DateField(label=_("Hasta cuándo"), required=False, widget=as_day())
    state = forms.ChoiceField(label=_("Cómo va"), choices=Agreement.State, widget=forms.RadioSelect)
    state_reason = forms.CharField(
        label=_("Qué pasó"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Se publica. Si no se cumplirá, explique por qué."),
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        self.agreement = agreement
        start = {name: getattr(agreement, name) for name in self.base_fields if name != "seen"}
        super().__init__(*args, initial={**start, "seen": agreement.version}, **kwargs)

    def written(self) -> Agreement:
        for name, value in self.cleaned_data.items():
            if name != "seen":
                setattr(self.agreement, name, value)
        return self.agreement


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("Qué es"), choices=GatheringFile.Kind, widget=Choose)
    file = forms.FileField(label=_("Archivo"), help_text=_("Foto (JPG, PNG, WEBP), PDF o libro de Excel."))
    caption = forms.CharField(
        label=_("Qué se ve"),
        max_length=300,
        help_text=_("Lo lee también quien no ve la foto: «Vecinas votan a mano alzada»."),
    )
    has_consent = forms.BooleanField(
        label=_("Las personas que se reconocen autorizaron que se publique"), required=False,
        help_text=_("Sin autorización solo la ve el equipo. Si hay menores de edad, autoriza quien los representa; "
                    "aun así, prefiera fotos en las que no se les reconozca."),
    )  # fmt: skip


class ConsentForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    has_consent = forms.BooleanField(required=False)


class EvaluationForm(forms.Form):
    useful = forms.TypedChoiceField(label=_("¿Le sirvió?"), choices=MARKS, coerce=int, widget=forms.RadioSelect)
    heard = forms.TypedChoiceField(
        label=_("¿Sintió que la escucharon?"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("¿Qué haría distinto?"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No escriba nombres. Nadie sabrá que lo dijo usted."),
    )  # fmt: skip


class OpinionLine(forms.Form):
    """One evaluation form on paper, as it is keyed."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    useful = forms.IntegerField(label=_("Le sirvió (1 a 5)"), required=False, min_value=1, max_value=5)
    heard = forms.IntegerField(label=_("La escucharon (1 a 5)"), required=False, min_value=1, max_value=5)
    text = forms.CharField(label=_("Qué haría distinto"), required=False, max_length=1_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_controls(self)
        for name in ("useful", "heard"):
            self.fields[name].widget = forms.TextInput(
                attrs={"inputmode": "numeric", "maxlength": 1, "aria-label": str(self.fields[name].label)}
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        some = given.get("text") or given.get("useful") or given.get("heard")
        for name in ("useful", "heard"):
            if some and not given.get(name) and name not in self.errors:
                self.add_error(name, _("Escriba un número de 1 a 5."))
        return given

    @property
    def is_blank(self) -> bool:
        return not self.cleaned_data.get("useful")


def name_controls(form: forms.Form) -> None:
    """In a grid the heading of the column is the label: each control says it again for who hears the page."""
    for name, field in form.fields.items():
        if name != "key":
            field.widget.attrs |= {"aria-label": str(field.label), "autocomplete": "off"}
