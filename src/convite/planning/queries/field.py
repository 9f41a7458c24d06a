"""What does somebody take along to where there is no network, with which phones, and what waits to be settled?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import find
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from convite.gatherings.models import Attendance, FieldConflict, Gathering, Group
from convite.gatherings.queries import values_of
from convite.gatherings.queries.attendance import AGE_BANDS
from convite.people.models import Person, Role
from convite.people.queries import where_held
from convite.planning.models import Edition, FieldPhone, Theme
from convite.territories.models import Territory

TEAM = (Role.OFFICER, Role.FACILITATOR)
DAYS_BACK = 3  # a gathering's papers are often typed in the days after it
KIT_DAYS = 14
MOST_GATHERINGS, MOST_PLACES = 60, 400


def team_gatherings(person: object) -> QuerySet[Gathering]:
    """All where the person belongs to the team: what was written down must come in even weeks later."""
    return Gathering.objects.filter(where_held(person, *TEAM)).select_related("territory")


def field_gatherings(person: object) -> QuerySet[Gathering]:
    """Those of the last days and those to come, the next one first."""
    since = timezone.now() - timedelta(days=DAYS_BACK)
    coming = team_gatherings(person).filter(ends_at__gte=since).exclude(state=Gathering.State.CANCELLED)
    return coming.order_by("starts_at", "id")[:MOST_GATHERINGS]


def programme_of_gathering(gathering: Gathering) -> str:
    """The edition that called it: who comes to several of its gatherings is counted once."""
    return Edition.objects.filter(convenings__gathering=gathering).values_list("public_id", flat=True).first() or ""


def edition_of_gathering(gathering: Gathering) -> Edition | None:
    """Within which edition ideas said there are kept: its own, or the one under way in its territory."""
    convened = Edition.objects.filter(convenings__gathering=gathering).first()
    above = [gathering.territory.path[: end + 1] for end, c in enumerate(gathering.territory.path) if c == "/"]
    under_way = Edition.objects.filter(state=Edition.State.OPEN, territory__path__in=above)
    return convened or under_way.order_by("-year", "-id").first()


def places_below(gathering: Gathering) -> list[Territory]:
    """Where somebody may come from, and where an idea may lie: the gathering's own territory first."""
    below = Territory.objects.filter(path__startswith=gathering.territory.path, valid_to__isnull=True)
    return list(below.order_by("path")[:MOST_PLACES])


def open_conflicts(person: object) -> QuerySet[FieldConflict]:
    """What waits to be settled where the person belongs to the team, the oldest first."""
    where = where_held(person, *TEAM, path="gathering__territory__path")
    waiting = FieldConflict.objects.filter(where, choice=FieldConflict.Choice.WAITING)
    return waiting.select_related("gathering__territory").order_by("id")


def phones_of(person: Person) -> QuerySet[FieldPhone]:
    return FieldPhone.objects.filter(person=person).order_by("-id")


@dataclass(frozen=True)
class SideBySide:
    """One field of a conflict, as the phone brought it and as it stands."""

    label: str
    phone: str
    office: str

    @property
    def differs(self) -> bool:
        return self.phone != self.office


def side_by_side(conflicts: Iterable[FieldConflict]) -> list[tuple[FieldConflict, list[SideBySide]]]:
    """Both versions of each, field by field; that of a document only tells whether it is another one."""
    read = [(c, values_of(c.from_phone), values_of(c.in_office)) for c in conflicts]
    wanted = {version.get("territory_id") for _conflict, *versions in read for version in versions} - {None}
    places = {t.pk: t.full_name for t in Territory.objects.filter(pk__in=wanted)}
    return [(conflict, _sides(phone, office, places)) for conflict, phone, office in read]


def _sides(phone: dict[str, Any], office: dict[str, Any], places: dict[int, str]) -> list[SideBySide]:
    return [
        SideBySide(label, _say(name, phone.get(name), office, places), _say(name, office.get(name), office, places))
        for name, label in labels().items()
        if phone.get(name) or office.get(name)
    ]


def labels() -> dict[str, str]:
    return {
        "name": _("Nombre"),
        "participant_key": _("Documento"),
        "sex": _("Sexo"),
        "age_band": _("Edad"),
        "group": _("Grupo"),
        "organization": _("Organización"),
        "title": _("Idea"),
        "description": _("Qué pasa y qué se necesita"),
        "theme": _("Tema"),
        "place": _("Lugar"),
        "said_by": _("Quién la dijo"),
        "text": _("Acuerdo"),
        "responsible": _("Quién responde"),
        "due_on": _("Hasta cuándo"),
        "territory_id": _("Territorio"),
        "removed": _("En la lista"),
    }


def _say(name: str, value: Any, office: dict[str, Any], places: dict[int, str]) -> str:
    if name == "removed":
        return _("No: se quitó") if value else _("Sí")
    if name == "participant_key" and value:
        return _("El mismo") if value == office.get(name) else _("Otro documento")
    if not value:
        return "—"
    choices = {"sex": Attendance.Sex.choices, "age_band": AGE_BANDS, "group": Group.choices, "theme": Theme.choices}
    if name in choices:
        return str(dict(choices[name]).get(value, value))
    if name == "territory_id":
        return places.get(value, "—")
    return str(parse_date(value) or value) if name == "due_on" else str(value)


# What the pages on the phone are made of

FIELD_FILES = (
    "css/tokens.css", "css/base.css", "css/components.css", "css/pages.css", "css/print.css", "css/field.css",
    "js/page.js", "js/field-kit.js", "js/field-page.js", "img/favicon.svg",
)  # fmt: skip
# Those that other modules import, by the name that stands there, without the hash of their content.
FIELD_MODULES = (
    "js/field-entries.js", "js/field-phone.js", "js/field-store.js", "js/field-sync.js", "js/field-words.js",
)  # fmt: skip


@cache
def files_version() -> str:
    """Another one as soon as one of the files is another."""
    digest = sha256()
    for path in (*FIELD_FILES, *FIELD_MODULES, "js/field-worker.js"):
        digest.update(Path(str(find(path))).read_bytes())
    return digest.hexdigest()[:16]
