"""What do people say is needed? Ideas, with where they were said and what became of them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.identifiers import LENGTH
from convite.core.models import StoredFile, Thing
from convite.core.personal import Personal
from convite.core.translated import TranslatedField
from convite.gatherings.models import Gathering
from convite.planning.models.editions import Edition
from convite.rulebook.route_settings import setting_of
from convite.territories.models import Territory


class Theme(models.TextChoices):
    ENVIRONMENT = "environment", _("Ambiente")
    CULTURE = "culture", _("Cultura")
    SPORT = "sport", _("Deporte y recreación")
    EDUCATION = "education", _("Educación")
    HEALTH = "health", _("Salud")
    INCLUSION = "inclusion", _("Inclusión y cuidado")
    SAFETY = "safety", _("Seguridad y convivencia")
    MOBILITY = "mobility", _("Vías y movilidad")
    INFRASTRUCTURE = "infrastructure", _("Obras y espacio público")
    RISK = "risk", _("Gestión del riesgo")
    WATER = "water", _("Agua y saneamiento")
    ECONOMY = "economy", _("Trabajo y economía local")
    PARTICIPATION = "participation", _("Participación y organización")
    OTHER = "other", _("Otro")


class Idea(Thing):
    """A need or a wish, in the words of who said it."""

    class Origin(models.TextChoices):
        RESIDENT = "resident", _("Una persona")
        WORKSHOP = "workshop", _("Un taller")
        ORGANIZATION = "organization", _("Una organización")

    class State(models.TextChoices):
        DRAFT = "draft", _("Borrador")  # only its author sees it
        PROPOSED = "proposed", _("Propuesta")
        READY = "ready", _("Lista para formularse")
        FORMULATED = "formulated", _("Convertida en proyecto")
        MERGED = "merged", _("Unida a otra")
        NOT_VIABLE = "not_viable", _("No pasó a proyecto")
        SPLIT = "split", _("Separada en varias")
        WITHDRAWN = "withdrawn", _("Retirada por quien la propuso")
        HIDDEN = "hidden", _("Oculta por moderación")

    # Not for everybody: no list, map, count or export of the public holds them.
    UNLISTED: ClassVar[tuple[str, ...]] = (State.DRAFT, State.WITHDRAWN, State.HIDDEN)
    # Nobody decided on them yet, or only that they go on.
    UNDECIDED: ClassVar[tuple[str, ...]] = (State.PROPOSED, State.READY)

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="ideas")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="ideas")
    title = TranslatedField(_("título"), max_length=300)
    description = TranslatedField(_("qué pasa y qué se necesita"), max_length=8000, blank=True)
    theme = models.CharField(_("tema"), max_length=20, choices=Theme, default=Theme.OTHER)
    place = models.CharField(_("lugar"), max_length=300, blank=True)
    lon = models.FloatField(_("longitud"), null=True, blank=True)
    lat = models.FloatField(_("latitud"), null=True, blank=True)
    origin = models.CharField(_("origen"), max_length=15, choices=Origin)
    track = models.CharField(_("vía"), max_length=20, blank=True)  # a key of its edition's `tracks`, where it has some
    gathering = models.ForeignKey(Gathering, models.SET_NULL, null=True, blank=True, related_name="ideas")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="ideas")
    said_by = models.CharField(_("quién la dijo"), max_length=200, blank=True)
    organization = models.CharField(_("organización"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(  # who of the team wrote it down for somebody else
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="ideas_recorded"
    )
    client_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    state = models.CharField(_("estado"), max_length=12, choices=State, default=State.PROPOSED)
    state_reason = TranslatedField(_("por qué"), max_length=2000, blank=True)

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, where it was pointed at on a map."""
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)

    @property
    def track_name(self) -> str:
        """As its edition calls it."""
        return str(setting_of(self.edition.settings, "tracks").get(self.track, self.track))

    @property
    def speaker(self) -> str:
        """Who said it: its author by the name she has now (none once she closed her account), or as it was noted."""
        return self.author.name if self.author else self.said_by

    personal: ClassVar[dict[str, Personal]] = {
        "said_by": Personal(
            purpose=_("Decir de quién es la idea"),
            basis=_("Consentimiento"),
            seen_by=_("Todo el mundo, en la página de la idea; nunca en los datos abiertos"),
            kept=_("Mientras la persona no lo retire"),
        ),
    }
    not_personal: ClassVar[tuple[str, ...]] = (
        "public_id", "title", "description", "theme", "place", "origin", "track", "organization", "client_key", "state",
        "state_reason",
    )  # fmt: skip

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = [
            models.Index(fields=["edition", "-id"], name="ideas_of_edition"),
            models.Index(fields=["edition", "territory", "-id"], name="ideas_of_territory"),
            models.Index(fields=["edition", "state", "-id"], name="ideas_by_state"),
            models.Index(fields=["edition", "theme", "-id"], name="ideas_by_theme"),
            models.Index(fields=["author", "-id"], name="ideas_of_author"),
            models.Index(fields=["edition", "origin", "-id"], name="ideas_by_origin"),
            models.Index(fields=["edition", "lat", "lon"], name="ideas_by_place"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_in = self.__dict__.get("territory_id")  # where it stood when it was read: see `actions.counts`

    def __str__(self) -> str:
        return str(self.title)


class IdeaPhoto(Thing):
    """A picture of where the idea happens."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alt = models.CharField(_("qué se ve"), max_length=300)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("fotos")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.alt


class IdeaCount(models.Model):
    """How many public ideas an edition has in a territory, kept by each act: pages of a city never count its ideas."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="idea_counts")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    ideas = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "territory"], name="one_idea_count_per_territory")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.territory_id} {self.ideas}"


class IdeaWord(models.Model):
    """A word of an idea, cut to its stem and hashed: by these, ideas that say the same are found (queries/similar)."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", db_index=False)
    word = models.BigIntegerField()
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="words")
    in_title = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["edition", "word", "-idea", "in_title"], name="ideas_by_word")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.word}"


class IdeaJoin(Thing):
    """Ideas that became one, or one that became several: who decided it, why, and whether it was undone."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Se unieron")
        SPLIT = "split", _("Se separó")

    kind = models.CharField(_("qué pasó"), max_length=5, choices=Kind)
    idea = models.ForeignKey(Idea, models.PROTECT, related_name="joins")  # the one kept, or the one that was split
    reason = models.CharField(_("por qué"), max_length=1_000)
    joined_by = models.CharField(max_length=LENGTH)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=LENGTH, blank=True)
    undone_reason = models.CharField(_("por qué se deshizo"), max_length=1_000, blank=True)

    class Meta:
        verbose_name = _("unión o separación de ideas")
        verbose_name_plural = _("uniones y separaciones de ideas")
        indexes = [models.Index(fields=["idea", "-id"], name="joins_of_idea")]

    def __str__(self) -> str:
        return f"{self.kind} {self.idea_id}"


class IdeaJoinPart(models.Model):
    """One of the ideas that went into another, or came out of it, and how it stood before."""

    join = models.ForeignKey(IdeaJoin, models.CASCADE, related_name="parts")
    idea = models.ForeignKey(Idea, models.PROTECT, related_name="join_parts")
    state_before = models.CharField(max_length=12, choices=Idea.State)
    reason_before = TranslatedField(max_length=2_000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["join", "idea"], name="one_part_per_join")]

    def __str__(self) -> str:
        return f"{self.join_id} {self.idea_id}"
