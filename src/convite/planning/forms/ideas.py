"""What may one type to say an idea, for oneself or for somebody else, and to find one?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convite.core.geometry import Point
from convite.core.pointing import NO_COORDINATES, coordinates_of, point_of
from convite.core.saying import say
from convite.core.translated import Translated
from convite.core.widgets import Choose
from convite.gatherings.models import Gathering
from convite.people.models import Person
from convite.people.queries import person_with_email
from convite.planning.actions.photos import MOST_PHOTOS
from convite.planning.models import Idea, IdeaPhoto, Theme
from convite.planning.queries.editions import verdict_on
from convite.planning.queries.places import fault_of_point, known_places, point_of_place
from convite.planning.queries.stages import tracks_of
from convite.rulebook.route_settings import setting_of
from convite.territories.models import Territory

TEXTS = ("title", "description")
OWN_ORIGINS = (Idea.Origin.RESIDENT, Idea.Origin.ORGANIZATION)


class IdeaForm(forms.Form):
    """An idea's words in one language, its place and its new photos. A draft (`whole=False`) needs a title only."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Su idea en una frase"),
        max_length=200,
        help_text=_("Por ejemplo: «Arreglar las escaleras del sector La Honda»."),
    )
    description = forms.CharField(
        label=_("¿Qué pasa hoy y qué se necesita?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("¿En qué comuna o corregimiento?"), to_field_name="public_id"
    )
    theme = forms.ChoiceField(label=_("Tema"), choices=[("", _("Escoja uno")), *Theme.choices])
    track = forms.ChoiceField(label=_("¿Por cuál vía entra?"), widget=forms.RadioSelect)
    organization = forms.CharField(
        label=_("¿La propone una organización? Escriba su nombre"),
        max_length=200,
        required=False,
        help_text=_("Se publica con la idea, junto a su nombre: una JAC, un grupo, una corporación."),
    )
    place = forms.CharField(
        label=_("¿En qué lugar?"),
        max_length=300,
        required=False,
        help_text=_("Una dirección, un barrio o un punto conocido."),
    )
    point = forms.CharField(
        label=_("Coordenadas"),
        max_length=60,
        required=False,
        help_text=_(
            "Se llenan al señalar en el mapa. También puede escribirlas: latitud y longitud, «6.2518, -75.5636»."
        ),
    )

    def __init__(
        self, *args: Any, idea: Idea, territories: Sequence[Territory], language: str, whole: bool = True, **kwargs: Any
    ) -> None:
        self.idea, self.language = idea, language
        super().__init__(*args, initial=self._start(territories), **kwargs)
        among = self.fields["territory"]
        among.queryset = Territory.objects.filter(pk__in=[t.pk for t in territories])  # type: ignore[attr-defined]
        among.choices = [("", _("Escoja uno")), *((t.public_id, t.full_name) for t in territories)]  # type: ignore[attr-defined]
        for name in ("description", "territory", "theme"):
            self.fields[name].required = whole
        self._ask_organization(whole)
        self._ask_track(whole)
        self.fields["place"].widget.attrs["list"] = "barrios"
        self._add_photos(MOST_PHOTOS - len(self.kept_photos))

    def _ask_organization(self, whole: bool) -> None:
        """Where the edition takes ideas of organizations; it must be named where it takes none of residents."""
        origins = setting_of(self.idea.edition.settings, "idea_origins")
        if Idea.Origin.ORGANIZATION not in origins and not self.idea.organization:
            del self.fields["organization"]
        elif Idea.Origin.RESIDENT not in origins and self.idea.origin in OWN_ORIGINS:
            self.fields["organization"].required = whole

    def _ask_track(self, whole: bool) -> None:
        """Where the edition has several ways in, each with its days. One that was sent stays on the track it took."""
        tracks, is_sent = tracks_of(self.idea.edition), self.idea.pk and self.idea.state != Idea.State.DRAFT
        if not tracks or (is_sent and self.idea.track):
            del self.fields["track"]
            return
        self.fields["track"].choices = [  # type: ignore[attr-defined]
            (key, gettext("%(track)s. %(when)s") % {"track": name, "when": self._say_track(key)})
            for key, name in tracks.items()
        ]
        self.fields["track"].required = whole and not is_sent

    def _say_track(self, track: str) -> str:
        return say(verdict_on("propose_idea", self.idea.edition, track=track).reason)

    def _start(self, territories: Sequence[Territory]) -> dict[str, Any]:
        idea = self.idea
        start: dict[str, Any] = {name: getattr(idea, name).get(self.language, "") for name in TEXTS}
        if idea.pk is None:
            home = idea.author.territory if idea.author else None
            inside = (t for t in territories if home is not None and home.path.startswith(t.path))
            return {"territory": next((t.public_id for t in inside), None), "theme": None}
        if idea.territory in territories:
            start["territory"] = idea.territory.public_id
        seen = {"seen": idea.version} if idea.version else {}
        start |= {"theme": idea.theme, "track": idea.track, "place": idea.place, "organization": idea.organization}
        return start | seen | {"point": coordinates_of(idea.point)}

    @property
    def kept_photos(self) -> list[IdeaPhoto]:
        """Those that the idea has; read once."""
        kept = self.__dict__.get("_kept")
        if kept is None:
            kept = self.__dict__["_kept"] = list(self.idea.photos.all()) if self.idea.pk else []
        return kept

    def _add_photos(self, room: int) -> None:
        for photo in self.kept_photos:
            self.fields[f"gone_{photo.public_id}"] = forms.BooleanField(label=_("Quitar esta foto"), required=False)
        for number in range(1, room + 1):
            pictures = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
            self.fields[f"photo_{number}"] = forms.FileField(
                label=_("Foto %(number)d") % {"number": number}, required=False, widget=pictures
            )
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("Qué se ve en la foto %(number)d") % {"number": number}, required=False, max_length=300
            )

    @property
    def photo_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        numbers = [name.removeprefix("photo_") for name in self.fields if name.startswith("photo_")]
        return [(self[f"photo_{n}"], self[f"alt_{n}"]) for n in numbers]

    @property
    def photo_rows(self) -> list[tuple[IdeaPhoto, forms.BoundField]]:
        return [(photo, self[f"gone_{photo.public_id}"]) for photo in self.kept_photos]

    def clean_point(self) -> Point | None:
        typed = self.cleaned_data["point"]
        if not typed.strip():
            return None
        point = point_of(typed)
        if point is None:
            raise forms.ValidationError(NO_COORDINATES, params={"typed": typed})
        return point

    def clean(self) -> dict[str, Any]:
        """A point must lie where the idea says; the name of a neighbourhood is a point too."""
        found = super().clean() or {}
        territory, point = found.get("territory"), found.get("point")
        if territory and point is None and "point" not in self.errors and found.get("place"):
            found["point"] = point_of_place(found["place"], territory)
        elif point and (territory or self.idea.pk):
            fault = fault_of_point(point, territory or self.idea.territory, self.idea.edition)
            if fault:
                self.add_error("point", fault)
        for photo, alt in self.photo_fields:
            if found.get(photo.name) and not found.get(alt.name, "").strip():
                self.add_error(alt.name, _("Diga qué se ve en la foto: quien no la ve lo va a leer."))
        return found

    def written(self) -> Idea:
        """The idea with what was typed; not saved."""
        for name in TEXTS:
            text = Translated(getattr(self.idea, name))
            if self.cleaned_data.get(name) or self.language in text:
                text[self.language] = self.cleaned_data.get(name, "")
            setattr(self.idea, name, text)
        self.idea.territory = self.cleaned_data.get("territory") or self.idea.edition.territory
        self.idea.theme = self.cleaned_data.get("theme") or Theme.OTHER
        self.idea.place = self.cleaned_data["place"]
        if not tracks_of(self.idea.edition):
            self.idea.track = ""
        elif "track" in self.fields:
            self.idea.track = self.cleaned_data["track"]
        if "organization" in self.fields:
            self.idea.organization = self.cleaned_data["organization"]
        if self.idea.origin in OWN_ORIGINS:  # what a workshop said stays its own
            self.idea.origin = Idea.Origin.ORGANIZATION if self.idea.organization else Idea.Origin.RESIDENT
        self.idea.lon, self.idea.lat = self.cleaned_data.get("point") or (None, None)
        return self.idea

    def new_photos(self) -> list[tuple[Any, str, str]]:
        files = [(self.cleaned_data.get(p.name), self.cleaned_data.get(a.name, "")) for p, a in self.photo_fields]
        return [(file, file.name, alt) for file, alt in files if file]

    def gone_photos(self) -> list[IdeaPhoto]:
        return [photo for photo in self.kept_photos if self.cleaned_data.get(f"gone_{photo.public_id}")]

    def places(self) -> list[str]:
        """Names to choose from: of the territory that is chosen, or of hers."""
        chosen = self.data.get("territory") if self.is_bound else self.initial.get("territory")
        territory = next((t for t in self.fields["territory"].queryset if t.public_id == chosen), None)  # type: ignore[attr-defined]
        return known_places(territory) if territory else []


class RecordForm(IdeaForm):
    """An idea that the team writes down, and who said it: with an account, by name, an organization, a gathering."""

    email = forms.EmailField(
        label=_("Correo de su cuenta"),
        required=False,
        help_text=_("Si la persona tiene cuenta y le da su correo, la idea queda a su nombre."),
    )
    said_by = forms.CharField(label=_("Nombre, como la persona quiere que se muestre"), max_length=200, required=False)
    organization = forms.CharField(label=_("Organización"), max_length=200, required=False)
    gathering = forms.ModelChoiceField(
        queryset=Gathering.objects.none(),
        label=_("Encuentro en que se dijo"),
        required=False,
        to_field_name="public_id",
    )

    def __init__(self, *args: Any, gatherings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gathering"].queryset = gatherings  # type: ignore[attr-defined]
        self.fields["gathering"].label_from_instance = lambda g: str(g.title)  # type: ignore[attr-defined]

    def clean_email(self) -> Person | None:
        """An unknown address is said to be unknown: the desk is told by the person herself."""
        typed = self.cleaned_data["email"]
        person = person_with_email(typed) if typed else None
        if typed and person is None:
            raise forms.ValidationError(_("Ninguna cuenta tiene ese correo. Escriba el nombre de la persona."))
        return person

    def written(self) -> Idea:
        idea = super().written()
        idea.author, idea.said_by = self.cleaned_data["email"], self.cleaned_data["said_by"].strip()
        idea.gathering = self.cleaned_data["gathering"]
        idea.origin = Idea.Origin.RESIDENT
        if idea.organization:
            idea.origin = Idea.Origin.ORGANIZATION
        elif idea.gathering:
            idea.origin = Idea.Origin.WORKSHOP
        return idea


ALL = [("", _("Todos"))]


class IdeaFilter(forms.Form):
    q = forms.CharField(label=_("Palabras"), required=False, max_length=200)
    territorio = forms.ChoiceField(widget=Choose, label=_("Territorio"), required=False)
    tema = forms.ChoiceField(widget=Choose, label=_("Tema"), required=False, choices=[*ALL, *Theme.choices])
    estado = forms.ChoiceField(widget=Choose, label=_("Estado"), required=False)
    origen = forms.ChoiceField(widget=Choose, label=_("Origen"), required=False, choices=[*ALL, *Idea.Origin.choices])
    orden = forms.ChoiceField(
        widget=Choose,
        label=_("Orden"),
        required=False,
        choices=[("", _("Las más nuevas primero")), ("apoyos", _("Las más apoyadas primero"))],
    )
    cerca = forms.CharField(
        label=_("Cerca de"), required=False, max_length=60, help_text=_("Latitud y longitud: «6.2518, -75.5636».")
    )

    def __init__(self, *args: object, territories: list[Territory], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = [(t.public_id, t.full_name) for t in territories]
        self.fields["territorio"].choices = [*ALL, *names]  # type: ignore[attr-defined]
        states = [choice for choice in Idea.State.choices if choice[0] != Idea.State.DRAFT]
        self.fields["estado"].choices = [*ALL, *states]  # type: ignore[attr-defined]

    def clean_cerca(self) -> Point | None:
        typed = self.cleaned_data["cerca"]
        point = point_of(typed) if typed.strip() else None
        if typed.strip() and point is None:
            raise forms.ValidationError(NO_COORDINATES, params={"typed": typed})
        return point

    @property
    def is_narrowed(self) -> bool:
        """Is any of the folded fields in use?"""
        return self.is_bound and any(self.data.get(name) for name in self.fields if name != "q")


class MergeForm(forms.Form):
    """Which one is kept, and why."""

    kept = forms.ChoiceField(label=_("¿Cuál queda?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("¿Por qué se unen?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo van a leer las personas autoras y quienes siguen estas ideas."),
    )

    def __init__(self, *args: Any, ideas: Sequence[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ideas = ideas
        self.fields["kept"].choices = [(idea.public_id, str(idea.title)) for idea in ideas]  # type: ignore[attr-defined]
        for idea in ideas:
            self.fields[f"seen_{idea.public_id}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=idea.version, min_value=1
            )

    def kept_idea(self) -> Idea:
        return next(idea for idea in self.ideas if idea.public_id == self.cleaned_data["kept"])

    def seen(self) -> dict[int, int]:
        return {idea.pk: self.cleaned_data[f"seen_{idea.public_id}"] for idea in self.ideas}


class SplitForm(forms.Form):
    """Each line is one of the things that the idea asks for."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    parts = forms.CharField(
        label=_("Las partes, una por línea"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Cada línea será el título de una idea nueva, con la misma autora o autor y el mismo lugar."),
    )
    reason = forms.CharField(
        label=_("¿Por qué se separa?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo va a leer quien la propuso."),
    )

    def clean_parts(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        if len(lines) < 2:
            raise forms.ValidationError(_("Escriba al menos dos partes, cada una en su línea."))
        long = next((line for line in lines if len(line) > 200), None)
        if long is not None:
            raise forms.ValidationError(_("Esta línea pasa de 200 letras: «%(line)s…»."), params={"line": long[:60]})
        return lines


class ReasonForm(forms.Form):
    """Why something is undone."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("¿Por qué?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(forms.Form):
    """One decision, for one idea or for many."""

    state = forms.ChoiceField(
        label=_("¿Qué se decide?"),
        widget=forms.RadioSelect,
        choices=[
            (Idea.State.READY, _("Lista para formularse")),
            (Idea.State.NOT_VIABLE, _("No pasa a proyecto")),
            (Idea.State.PROPOSED, _("Se vuelve a revisar (deshace la decisión)")),
        ],
    )
    reason = forms.CharField(
        label=_("¿Por qué?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Si no pasa a proyecto es obligatorio: quien propuso cada idea lo va a leer."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("state") == Idea.State.NOT_VIABLE and not (found.get("reason") or "").strip():
            self.add_error("reason", _("Explique por qué: quien propuso la idea lo va a leer."))
        return found
