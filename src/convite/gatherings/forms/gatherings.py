"""What may one type about a gathering? What to look for, the call itself, and why it is cancelled."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convite.core.geometry import Point
from convite.core.pointing import NO_COORDINATES, coordinates_of, point_of
from convite.core.translated import Translated
from convite.core.widgets import Choose
from convite.gatherings.models import Gathering
from convite.gatherings.queries.places import fault_of_point
from convite.territories.models import Territory

TEXTS = ("title", "call", "agenda")
WHEN = (("", _("Todos")), ("por-venir", _("Por venir")), ("pasados", _("Pasados")))


def as_day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def as_hour() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def of_territories(territories: list[Territory], everywhere: Any = None) -> list[tuple[str, Any]]:
    named: list[tuple[str, Any]] = [(t.public_id, t.full_name) for t in territories]
    return [("", everywhere), *named] if everywhere else named


class GatheringFilter(forms.Form):
    q = forms.CharField(label=_("Palabras"), required=False, max_length=200)
    cuando = forms.ChoiceField(widget=Choose, label=_("Cuándo"), required=False, choices=WHEN)
    territorio = forms.ChoiceField(widget=Choose, label=_("Territorio"), required=False)
    clase = forms.ChoiceField(
        widget=Choose, label=_("Clase"), required=False, choices=[("", _("Todas")), *Gathering.Kind.choices]
    )

    def __init__(self, *args: object, territories: list[Territory], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["territorio"].choices = of_territories(territories, _("Todos"))  # type: ignore[attr-defined]


class PlaceFilter(forms.Form):
    """One territory, as the agenda and the agreements ask for it."""

    territorio = forms.ChoiceField(widget=Choose, label=_("Territorio"), required=False)

    def __init__(self, *args: object, territories: list[Territory], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["territorio"].choices = of_territories(territories, _("Todos"))  # type: ignore[attr-defined]


class GatheringForm(forms.Form):
    """The call, its texts in one language. `written` gives the gathering with what was typed; not saved."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Clase de encuentro"), choices=Gathering.Kind)
    title = forms.CharField(label=_("Título"), max_length=300, help_text=_("Dígalo como se lo diría a un vecino."))
    territory = forms.ChoiceField(widget=Choose, label=_("Territorio"))
    place = forms.CharField(label=_("Lugar"), max_length=300, help_text=_("El nombre del sitio y su dirección."))
    day = forms.DateField(label=_("Día"), widget=as_day())
    starts = forms.TimeField(label=_("Empieza"), widget=as_hour())
    ends = forms.TimeField(label=_("Termina"), widget=as_hour())
    last_day = forms.DateField(
        label=_("Último día"), widget=as_day(), required=False, help_text=_("Solo si dura más de un día.")
    )
    call = forms.CharField(
        label=_("Convocatoria"), max_length=6000, required=False, widget=forms.Textarea,
        help_text=_("Para qué es, para quién, qué se va a decidir."),
    )  # fmt: skip
    agenda = forms.CharField(
        label=_("Orden del día"), max_length=4000, required=False, widget=forms.Textarea,
        help_text=_("Un punto por línea."),
    )  # fmt: skip
    access = forms.CharField(
        label=_("Cómo llegar y con qué apoyos"), max_length=500, required=False,
        help_text=_("Buses, rampa, intérprete de señas, cuidado de niños, refrigerio."),
    )  # fmt: skip
    takes_registration = forms.BooleanField(label=_("Recibir inscripciones"), required=False)
    places = forms.IntegerField(
        label=_("Cupos"), min_value=1, max_value=100_000, required=False,
        help_text=_("Vacío: caben todas las personas que lleguen. Lleno el cupo, se abre una lista de espera."),
    )  # fmt: skip
    asks_group = forms.BooleanField(
        label=_("Preguntar a qué grupo se pertenece (étnico, víctimas, discapacidad…)"), required=False,
        help_text=_("Responder es siempre voluntario. Pregúntelo solo si va a usar la respuesta."),
    )  # fmt: skip
    point = forms.CharField(
        label=_("El punto exacto"), max_length=60, required=False,
        help_text=_("Latitud y longitud, «6.2518, -75.5636»: así las muestra un teléfono. Tocar el mapa las escribe."),
    )  # fmt: skip

    def __init__(
        self, *args: object, gathering: Gathering, language: str, territories: list[Territory], **kwargs: object
    ) -> None:
        self.gathering, self.language = gathering, language
        self.territories = {t.public_id: t for t in territories}
        super().__init__(*args, initial=self._start(), **kwargs)  # type: ignore[arg-type,misc]
        self.fields["territory"].choices = of_territories(territories)  # type: ignore[attr-defined]

    def _start(self) -> dict[str, Any]:
        g = self.gathering
        start = {name: getattr(g, name).get(self.language, "") for name in TEXTS if getattr(g, name)}
        for name in ("kind", "place", "access", "takes_registration", "places", "asks_group"):
            start[name] = getattr(g, name)
        start["point"] = coordinates_of((g.lon, g.lat)) if g.lon is not None and g.lat is not None else ""
        start["territory"] = g.territory.public_id if g.territory_id else ""
        if g.pk:
            begins, ends = timezone.localtime(g.starts_at), timezone.localtime(g.ends_at)
            start |= {"seen": g.version, "day": begins.date(), "starts": begins.time(), "ends": ends.time()}
            start["last_day"] = ends.date() if ends.date() != begins.date() else None
        return start

    def clean_point(self) -> Point | None:
        typed = self.cleaned_data["point"].strip()
        if typed and point_of(typed) is None:
            raise forms.ValidationError(NO_COORDINATES, params={"typed": typed})
        return point_of(typed)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        territory = self.territories.get(given.get("territory", ""))
        if given.get("point") and territory and (fault := fault_of_point(given["point"], territory)):
            self.add_error("point", fault)
        if {"day", "starts", "ends"} <= given.keys():
            last = given.get("last_day") or given["day"]
            given["starts_at"] = timezone.make_aware(datetime.combine(given["day"], given["starts"]))
            given["ends_at"] = timezone.make_aware(datetime.combine(last, given["ends"]))
            if given["ends_at"] <= given["starts_at"]:
                self.add_error("ends", _("Termina antes de empezar: revise las horas y el último día."))
        return given

    def written(self) -> Gathering:
        given, g = self.cleaned_data, self.gathering
        for name in TEXTS:
            text = Translated(getattr(g, name))
            if given[name] or self.language in text:
                text[self.language] = given[name]
            setattr(g, name, text)
        direct = ("kind", "place", "access", "takes_registration", "places", "asks_group")
        for name in (*direct, "starts_at", "ends_at"):
            setattr(g, name, given[name])
        g.lon, g.lat = given["point"] or (None, None)
        g.territory = self.territories[given["territory"]]
        return g


class CancelForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Por qué se cancela"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se publica, y se escribe a quienes tienen un puesto."),
    )  # fmt: skip


class SheetForm(forms.Form):
    """A table that comes as a file, or pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("Archivo"), required=False, help_text=_("CSV o libro de Excel (.xlsx)."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("O pegue aquí las filas, con sus títulos"), required=False, max_length=500_000, widget=forms.Textarea,
        strip=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not (given.get("pasted") or "").strip():
            raise forms.ValidationError(_("Elija un archivo o pegue las filas."))
        return given
