"""What may one type about who comes? A registration, an arrival, a row of the paper list, and what names are for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import new_public_id
from convite.core.widgets import Choose
from convite.gatherings.models import Attendee, Registration
from convite.gatherings.queries import AGE_BAND_CHOICES, GROUP_CHOICES, SEX_CHOICES
from convite.gatherings.queries.attendees import (
    CLIENT_KEY,
    LONGEST_DOCUMENT,
    LONGEST_NAME,
    LONGEST_ORGANIZATION,
    AttendeeRow,
    row_of,
)

NEEDS = (
    ("sign", _("Intérprete de lengua de señas")),
    ("children", _("Cuidado para niñas y niños")),
    ("ramp", _("Entrada sin escalones")),
    ("reading", _("Que me lean o me escriban")),
)
PURPOSES = (
    ("prepare", _("Preparar el encuentro: puestos y apoyos")),
    ("attend", _("Registrar quién vino")),
    ("answer", _("Responderle a alguien")),
    ("verify", _("Revisar o corregir el registro")),
)


class RegisterForm(forms.Form):
    name = forms.CharField(label=_("Su nombre"), max_length=120)
    contact = forms.EmailField(
        label=_("Correo"), required=False, max_length=254,
        help_text=_("Para recordarle el encuentro y avisarle si cambia. Sin correo, guarde el código que le daremos."),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("¿Necesita algún apoyo para participar?"), choices=NEEDS, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    other = forms.CharField(label=_("Otro apoyo"), required=False, max_length=300)

    def needs_in_words(self) -> str:
        labels = dict(NEEDS)
        said = [str(labels[need]) for need in self.cleaned_data["needs"]]
        return "; ".join([*said, *filter(None, [self.cleaned_data["other"]])])


class AnswersForm(forms.Form):
    """What one may be asked of oneself: always with the right not to answer."""

    sex = forms.ChoiceField(label=_("Usted es"), choices=SEX_CHOICES, required=False, widget=forms.RadioSelect)
    age_band = forms.ChoiceField(label=_("Su edad"), choices=AGE_BAND_CHOICES, required=False, widget=forms.RadioSelect)
    group = forms.ChoiceField(
        label=_("¿Se reconoce en alguno de estos grupos?"), choices=GROUP_CHOICES, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, asks_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_group:
            del self.fields["group"]

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("sex", "age_band", "group")}


class ArriveForm(AnswersForm):
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    code = forms.CharField(
        label=_("Código de su inscripción"), required=False, max_length=20, help_text=_("Si se inscribió.")
    )
    name = forms.CharField(label=_("Su nombre"), required=False, max_length=LONGEST_NAME)

    def __init__(self, *args: Any, registrations: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": f"qr-{new_public_id()}"})
        super().__init__(*args, **kwargs)
        self.registrations, self.registration = registrations, None

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        if not key.startswith("qr-") or not CLIENT_KEY.fullmatch(key):
            raise forms.ValidationError(_("La página se abrió hace mucho: ábrala de nuevo con el código de la puerta."))
        return key

    def clean_code(self) -> str:
        code = tidy_code(self.cleaned_data["code"])
        active = self.registrations.exclude(state=Registration.State.CANCELLED)
        if code:
            self.registration = active.filter(code=code).first()
            if self.registration is None:
                raise forms.ValidationError(_("No hay una inscripción con ese código. Puede dejarlo vacío."))
        return code


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Código de la inscripción"), max_length=40)


def tidy_code(typed: str) -> str:
    """«4H7K 2MNP-QRST»: letters that nobody uses in a code are read as those that look like them."""
    letters = "".join(c for c in typed.lower() if c.isascii() and c.isalnum())
    return letters.translate(str.maketrans("oil", "011"))


class PurposeForm(forms.Form):
    """Why somebody of the team looks at names."""

    purpose = forms.ChoiceField(label=_("¿Para qué necesita ver los nombres?"), choices=PURPOSES, widget=Choose)


class MarkForm(forms.Form):
    """One of the registered: did she come, and what did she answer?"""

    came = forms.BooleanField(required=False)
    sex = forms.ChoiceField(required=False, widget=Choose, choices=[("", "—"), *SEX_CHOICES[:3]])
    age_band = forms.ChoiceField(required=False, widget=Choose, choices=[("", "—"), *AGE_BAND_CHOICES[:-1]])
    group = forms.ChoiceField(required=False, widget=Choose, choices=[("", "—"), *GROUP_CHOICES[:-1]])

    def __init__(self, *args: Any, name: str, asks_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"came": _("Vino"), "sex": _("Sexo"), "age_band": _("Edad"), "group": _("Grupo")}
        for field, label in said.items():
            self.fields[field].widget.attrs["aria-label"] = f"{label}: {name}"
        if not asks_group:
            del self.fields["group"]


class PaperLine(forms.Form):
    """One line of the attendance list on paper, as it is keyed: everything may be blank."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    name = forms.CharField(label=_("Nombre"), required=False, max_length=LONGEST_NAME)
    document = forms.CharField(label=_("Documento"), required=False, max_length=LONGEST_DOCUMENT)
    sex = forms.ChoiceField(label=_("Sexo"), required=False, widget=Choose)
    age_band = forms.ChoiceField(label=_("Edad"), required=False, widget=Choose)
    group = forms.ChoiceField(label=_("Grupo"), required=False, widget=Choose)
    organization = forms.CharField(label=_("Organización"), required=False, max_length=LONGEST_ORGANIZATION)
    came = forms.BooleanField(label=_("Vino"), required=False)  # of a line without any other answer

    def __init__(self, *args: Any, asks_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Short labels first, so that one letter of the keyboard chooses.
        self.fields["sex"].choices = [("", "—"), *SEX_CHOICES[:3]]  # type: ignore[attr-defined]
        self.fields["age_band"].choices = [("", "—"), *AGE_BAND_CHOICES[:-1]]  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", "—"), *GROUP_CHOICES[:-1]]  # type: ignore[attr-defined]
        if not asks_group:
            del self.fields["group"]
        for name, field in self.fields.items():
            if name != "key":
                field.widget.attrs |= {"aria-label": str(field.label), "autocomplete": "off"}

    @property
    def is_blank(self) -> bool:
        given = self.cleaned_data
        return not any(
            given.get(name) for name in ("name", "document", "sex", "age_band", "group", "organization", "came")
        )


class AttendeeForm(forms.Form):
    """One row of who came, as it stands; blank is an answer too. Without a document she keeps the one that she gave."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Nombre"), required=False, max_length=LONGEST_NAME)
    document = forms.CharField(
        label=_("Documento, de nuevo"), required=False, max_length=LONGEST_DOCUMENT,
        help_text=_("Solo si estaba mal. No se guarda ni se muestra: solo evita contar dos veces a la misma persona."),
    )  # fmt: skip
    sex = forms.ChoiceField(label=_("Sexo"), required=False, widget=Choose)
    age_band = forms.ChoiceField(label=_("Edad"), required=False, widget=Choose)
    group = forms.ChoiceField(label=_("Grupo"), required=False, widget=Choose)
    organization = forms.CharField(label=_("Organización"), required=False, max_length=LONGEST_ORGANIZATION)

    def __init__(self, *args: Any, attendee: Attendee, **kwargs: Any) -> None:
        self.attendee = attendee
        start = {name: getattr(attendee, name) for name in ("name", "sex", "age_band", "group", "organization")}
        super().__init__(*args, initial=start | {"seen": attendee.edition}, **kwargs)
        answers = {"sex": SEX_CHOICES[:3], "age_band": AGE_BAND_CHOICES[:-1], "group": GROUP_CHOICES[:-1]}
        for name, choices in answers.items():
            self.fields[name].choices = [("", _("No respondió")), *choices]  # type: ignore[attr-defined]
        if not attendee.gathering.asks_group:
            del self.fields["group"]

    def row(self) -> AttendeeRow:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return row_of(self.attendee, **typed, edition_seen=self.cleaned_data["seen"])

    def told_of(self, other: Attendee) -> list[tuple[Any, str, str]]:
        """(label, what stands now, what is typed here) where they differ."""
        told = [(name, getattr(other, name), self.cleaned_data[name]) for name in self.fields if hasattr(other, name)]
        return [(self[n].label, self._say(n, theirs), self._say(n, mine)) for n, theirs, mine in told if theirs != mine]

    def _say(self, name: str, value: str) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value)) or "—"
