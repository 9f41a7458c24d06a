"""What may one type to set up an edition, to set its rules, and to move or begin a phase?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from convite.core.saying import say
from convite.core.translated import Translated
from convite.core.widgets import Choose
from convite.planning.models import Edition, Idea
from convite.planning.queries.phases import setting
from convite.rulebook.route_settings import BALLOT_TYPES, DEFAULTS, check_settings
from convite.rulebook.winners import presets
from convite.territories.models import Territory

CURRENCIES = [("COP", _("Pesos colombianos (COP)")), ("MXN", _("Pesos mexicanos (MXN)")), ("USD", _("Dólares (USD)")),
              ("EUR", _("Euros (EUR)")), ("BRL", _("Reales (BRL)")), ("PEN", _("Soles (PEN)")),
              ("CLP", _("Pesos chilenos (CLP)")), ("ARS", _("Pesos argentinos (ARS)"))]  # fmt: skip
BALLOT_LABELS = {
    "choose-1": _("Un solo proyecto"),
    "approval": _("Varios proyectos, sin orden"),
    "knapsack": _("Varios proyectos que quepan en el techo"),
    "cumulative": _("Puntos repartidos"),
    "scoring": _("Una nota por proyecto"),
    "ordinal": _("Proyectos en orden de preferencia"),
}


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


READ_BY_FOLLOWERS = _("Lo leerán las personas que siguen la edición.")


def _reason(label: Any, required: bool = True, help_text: Any = READ_BY_FOLLOWERS) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class PhaseForm(forms.Form):
    """Moves a phase. `seen` is the version of its edition that the person has before her."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opens_at = forms.DateTimeField(label=_("Abre"), widget=_moment())
    closes_at = forms.DateTimeField(
        label=_("Cierra"),
        widget=_moment(),
        help_text=_(
            "Si la fase se mueve entera, los actos con horas propias (la votación, por ejemplo) se mueven con ella. "
            "Si se alarga o se acorta, quedan donde se anunciaron."
        ),
    )
    reason = _reason(_("¿Por qué se mueve?"))


class BeginForm(forms.Form):
    """Begins a phase before its day."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = _reason(_("¿Por qué empieza hoy?"))


class DiscardForm(forms.Form):
    """Takes away an edition that was never public."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = _reason(_("¿Por qué se descarta?"), help_text=_("Queda en el registro, con su nombre."))


class EditionForm(forms.Form):
    """The facts of an edition. A new one also says where it happens and on which day it begins."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Nombre"), max_length=200, help_text=_("Por ejemplo: «Ruta 2027 · vigencia 2028»."))
    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("¿De qué territorio es?"), to_field_name="public_id", widget=Choose
    )
    year = forms.IntegerField(
        label=_("Vigencia"), min_value=1990, max_value=2100, help_text=_("El año cuyo presupuesto se decide.")
    )
    currency = forms.ChoiceField(label=_("Moneda"), choices=CURRENCIES)
    first_day = forms.DateField(
        label=_("Primer día de la ruta"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Con él se proponen las fechas de todas las fases; en el paso siguiente puede cambiarlas."),
    )

    def __init__(self, *args: Any, territories: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if territories is None:
            del self.fields["territory"], self.fields["first_day"]
        else:
            self.fields["territory"].queryset = territories  # type: ignore[attr-defined]
            self.fields["territory"].label_from_instance = lambda t: t.full_name  # type: ignore[attr-defined]

    @property
    def language(self) -> str:
        return (get_language() or "es")[:2]

    def written(self, edition: Edition) -> Edition:
        """The edition with what was typed; the name in the other languages stays."""
        typed = self.cleaned_data
        edition.name = Translated({**edition.name, self.language: typed["name"]})
        edition.year, edition.currency = typed["year"], typed["currency"]
        return edition


def facts_of(edition: Edition) -> dict[str, Any]:
    return {"name": str(edition.name), "year": edition.year, "currency": edition.currency, "seen": edition.version}


class SettingsForm(forms.Form):
    """The rules of a route: see rulebook.route_settings."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    deciding_kinds = forms.MultipleChoiceField(
        label=_("¿Qué territorios deciden?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Cada uno decide su propio dinero. Sin ninguno marcado, el territorio de la edición decide entero."
        ),
    )
    minimum_age = forms.IntegerField(label=_("Edad mínima para votar"), min_value=0, max_value=120)
    ballot_type = forms.ChoiceField(label=_("Tarjetón"), choices=[(name, BALLOT_LABELS[name]) for name in BALLOT_TYPES])
    most_marks = forms.IntegerField(
        label=_("Marcas que admite el tarjetón"), min_value=1, max_value=1000, required=False,
        help_text=_("Vacío: sin límite."),
    )  # fmt: skip
    rule = forms.ChoiceField(
        label=_("Regla del conteo"),
        choices=[(name, name) for name in presets()],
        help_text=_("Cada regla está explicada con un ejemplo en la documentación."),
    )
    claims_days = forms.IntegerField(label=_("Días para reclamar después del conteo"), min_value=0, max_value=365)
    idea_origins = forms.MultipleChoiceField(
        label=_("¿De quién se reciben ideas?"), choices=Idea.Origin.choices, widget=forms.CheckboxSelectMultiple
    )
    supports = forms.BooleanField(label=_("Las personas pueden apoyar ideas"), required=False)
    comments = forms.BooleanField(label=_("Las personas pueden comentar"), required=False)
    ask_groups = forms.BooleanField(
        label=_("En los encuentros se puede preguntar a qué grupo pertenece cada persona"),
        required=False,
        help_text=_("Es un dato sensible: márquelo solo si alguien lo decidió y sabe para qué."),
    )
    tracks = forms.CharField(
        label=_("Vías para las ideas"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Si las ideas entran por varias vías, una por línea: «idea: Idea lo local»."),
    )  # fmt: skip
    quotas = forms.CharField(
        label=_("Cupos por meta del plan"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Una por línea: código de la meta, cupo de iniciativas y, si hay, vía: «1.2.3; 4; idea»."),
    )  # fmt: skip
    reason = _reason(_("¿Por qué cambian las reglas?"))

    def __init__(self, *args: Any, edition: Edition, kinds: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, initial=_typed(edition), **kwargs)
        self.fields["deciding_kinds"].choices = [  # type: ignore[attr-defined]
            (kind, f"{Territory.Kind(kind).label} ({number})") for kind, number in kinds.items()
        ]
        if edition.state == Edition.State.DRAFT:
            del self.fields["reason"]

    def clean_tracks(self) -> dict[str, str]:
        tracks = {}
        for number, line in _lines(self.cleaned_data["tracks"]):
            key, colon, name = line.partition(":")
            if not colon or not name.strip():
                raise forms.ValidationError(
                    gettext("Línea %(n)s: escriba «nombre corto: nombre completo»."), params={"n": number}
                )
            tracks[key.strip().lower()] = name.strip()[:80]
        return tracks

    def clean_quotas(self) -> dict[str, dict[str, Any]]:
        quotas = {}
        for number, line in _lines(self.cleaned_data["quotas"]):
            code, *rest = (part.strip() for part in line.split(";"))
            if not rest or not rest[0].isascii() or not rest[0].isdigit() or len(rest) > 2 or len(rest[0]) > 6:
                raise forms.ValidationError(
                    gettext("Línea %(n)s: escriba «código; cupo» o «código; cupo; vía»."), params={"n": number}
                )
            quotas[code] = {"most": int(rest[0])} | ({"track": rest[1].lower()} if len(rest) == 2 and rest[1] else {})
        return quotas

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors:
            for fault in check_settings(self.settings()):
                self.add_error(fault.name if fault.name in self.fields else None, say(fault.reason))
        return typed

    def settings(self) -> dict[str, Any]:
        """As an edition keeps them."""
        return {name: self.cleaned_data[name] for name in DEFAULTS}


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _typed(edition: Edition) -> dict[str, Any]:
    """The settings as one would type them."""
    values: dict[str, Any] = {name: setting(edition, name) for name in DEFAULTS}
    values["tracks"] = "\n".join(f"{key}: {name}" for key, name in values["tracks"].items())
    quotas = (
        "; ".join(str(part) for part in (code, quota["most"], quota.get("track", "")) if part != "")
        for code, quota in values["quotas"].items()
    )
    return values | {"quotas": "\n".join(quotas), "seen": edition.version}
