"""Whose boundary is each shape of a file? Found by code, by the city's own number, or by name; what is unclear is said.

Words: a *match* joins a shape with a place (or with one to be made); the *local code* of a place is its own number
after those of the places between it and the one we look below («0510»: commune 05, neighbourhood 10).
A name is compared without accents, capitals and the word for its kind. Nothing is guessed between two candidates.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from convite.core.boundaries import BadBoundaries, BoundaryFile, Feature
from convite.core.geometry import Box, Locator, box_around, box_of, label_point
from convite.core.tables.heads import folded
from convite.territories.models import Boundary, Territory

CODE_NAMES = ("codigo", "code", "cod", "cvegeo", "clave", "cve", "comuna", "divipola", "cod mpio", "cod comuna", "id")
NAME_NAMES = ("nombre", "name", "nom", "nomgeo", "nombre mun", "nombre com", "barrio", "municipio")
KIND_WORDS = re.compile(r"^(comuna|corregimiento|barrio|vereda|municipio|distrito|localidad)( de)?( [0-9]+)? ")
LETTERED = re.compile(r"^[A-Za-z]{2,5}[-_ ]?(?=[0-9]+$)")
SMALL_WORDS = frozenset({"de", "del", "la", "las", "el", "los", "y", "e", "en"})
BY_PLACE = frozenset({Territory.Kind.NEIGHBOURHOOD, Territory.Kind.VEREDA})


@dataclass(frozen=True)
class Match:
    """`territory` is stored already, or (`is_new`) stands ready to be."""

    feature: Feature
    territory: Territory
    how: str  # "code", "local code", "name", "new"
    differs: str = ""  # the file's name, where it is another than the place's

    @property
    def is_new(self) -> bool:
        return self.how == "new"


@dataclass
class BoundaryPlan:
    """What an import would do. With problems nothing of it is done."""

    code_property: str
    name_property: str
    matches: list[Match] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[Territory]:
        return [match.territory for match in self.matches if match.is_new]

    @property
    def repaired(self) -> list[Match]:
        return [match for match in self.matches if match.feature.repair]


# How a code is read, the places known by that reading, and each shape's code so read («5001» is 05001 after it went
# through a spreadsheet).
Way = tuple[str, dict[str, list[Territory]], list[str]]


class Known:
    """The places that the file may speak of, by each way of calling them."""

    def __init__(self, places: Iterable[Territory], parent: Territory | None) -> None:
        self.by_code: dict[str, list[Territory]] = {}
        self.by_bare_code: dict[str, list[Territory]] = {}
        self.by_local: dict[str, list[Territory]] = {}
        self.by_own: dict[str, list[Territory]] = {}
        self.by_name: dict[str, list[Territory]] = {}
        self.local: dict[int | None, str] = {parent.pk: ""} if parent else {}
        for place in sorted(places, key=lambda p: len(p.path)):
            self.local[place.pk] = local = self.local.get(place.parent_id, "") + place.order
            self.by_code.setdefault(place.code, []).append(place)
            self.by_bare_code.setdefault(place.code.lstrip("0"), []).append(place)
            if place.order:
                self.by_local.setdefault(local, []).append(place)
                self.by_own.setdefault(place.order, []).append(place)
            for key in _name_keys(place.name):
                self.by_name.setdefault(key, []).append(place)

    def find_each(self, called: Sequence[tuple[str, str]], making: bool = False) -> list[tuple[str, list[Territory]]]:
        """For each (code, name): the way that found somebody, and whom.

        A name speaks only where there is no code, or where the file's codes are not ours at all: a code that we do not
        know beside a name that we do is another place of the same name. When `making` places, codes are always heard.
        """
        codes = [code for code, _name in called]
        lettered = all(LETTERED.match(code) for code in codes)  # «COM01», «COR50»: the city's number behind its kind
        owns = [LETTERED.sub("", code) if lettered else code for code in codes]
        # Of the ways to read the codes, the whole file speaks in the one that finds most: «05» is commune 5 among
        # twenty-one communes, although a department somewhere has that code too.
        ways = [
            ("code", self.by_code, codes),
            ("local code", self.by_local, owns),
            ("local code", self.by_own, owns),
            ("code", self.by_bare_code, [code.lstrip("0") if code.isdigit() else "" for code in codes]),
        ]
        ways.sort(key=lambda way: -sum(bool(wanted) and wanted in way[1] for wanted in way[2]))
        found = [self._by_code(ways, position) for position in range(len(codes))]
        names_speak = not making and not any(places for _how, places in found)
        return [
            self._by_name(name) if not places and (names_speak or not code) else (how, places)
            for (code, name), (how, places) in zip(called, found, strict=True)
        ]

    @staticmethod
    def _by_code(ways: Sequence[Way], position: int) -> tuple[str, list[Territory]]:
        for how, known, wanted in ways:
            if wanted[position] and wanted[position] in known:
                return how, known[wanted[position]]
        return "", []

    def _by_name(self, name: str) -> tuple[str, list[Territory]]:
        key = next((key for key in _name_keys(name) if key in self.by_name), None)
        return ("name", self.by_name[key]) if key else ("", [])


def _name_keys(name: str) -> list[str]:
    plain = folded(name)
    return list(dict.fromkeys(key for key in (plain, KIND_WORDS.sub("", plain)) if key))


def is_called(place: Territory, name: str) -> bool:
    """Is it the place's name, written in whatever way? No name at all contradicts nothing."""
    return not name or bool(set(_name_keys(name)) & set(_name_keys(place.name)))


def places_below(parent: Territory | None) -> QuerySet[Territory]:
    """Where a file's places are looked for: below `parent`, or everywhere."""
    places = Territory.objects.all()
    return places if parent is None else places.filter(path__startswith=parent.path).exclude(pk=parent.pk)


def plan_boundaries(
    file: BoundaryFile,
    *,
    parent: Territory | None = None,
    code_property: str = "",
    name_property: str = "",
    create: str = "",
) -> BoundaryPlan:
    """Says for each shape whose boundary it is. `create` is the kind of the places to be made where none is found."""
    known = Known(places_below(parent), parent)
    code_property = _property(file, code_property, CODE_NAMES, unique=True)
    name_property = _property(file, name_property, NAME_NAMES)
    plan = BoundaryPlan(code_property, name_property, problems=_far_away(file, parent))
    makers = _Makers(file, parent, known, create, code_property) if create else None
    called = [(f.properties.get(code_property, ""), f.properties.get(name_property, "")) for f in file.features]
    found = known.find_each(called, making=bool(create))
    for feature, (code, name), (how, places) in zip(file.features, called, found, strict=True):
        answer = _answer(feature, name, how, places) if places or makers is None else makers.make(feature, code, name)
        if isinstance(answer, Match):
            plan.matches.append(answer)
        else:
            plan.problems.append(_sentence(feature, code, name, answer))
    plan.problems += _twice(plan.matches)
    return plan


def _answer(feature: Feature, name: str, how: str, places: Sequence[Territory]) -> Match | str:
    if len(places) == 1:
        return Match(feature, places[0], how, "" if is_called(places[0], name) else name)
    return _("hay %d territorios así") % len(places) if places else _("no hay ningún territorio así")


def _sentence(feature: Feature, code: str, name: str, reason: str) -> str:
    called = " ".join(filter(None, (code, name))) or _("sin código ni nombre")
    return _("Entidad %(number)d (%(called)s): %(reason)s.") % {
        "number": feature.number, "called": called, "reason": reason
    }  # fmt: skip


def _property(file: BoundaryFile, told: str, usual: tuple[str, ...], unique: bool = False) -> str:
    """The property that was told, in any capitals; else the first of the usual ones (`unique`: without repetitions)."""
    names = file.property_names
    if told:
        same = [name for name in names if folded(name) == folded(told)]
        if not same:
            text = _("El archivo no trae la propiedad «%(told)s». Trae: %(names)s.")
            raise BadBoundaries(text % {"told": told, "names": ", ".join(names)})
        return same[0]
    for wanted in usual:
        for name in names:
            if folded(name) == wanted and not (unique and _repeats(file, name)):
                return name
    return ""


def _repeats(file: BoundaryFile, name: str) -> bool:
    values = [value for feature in file.features if (value := feature.properties.get(name, ""))]
    return len(set(values)) < len(values) or not values


def _twice(matches: list[Match]) -> list[str]:
    numbers = Counter(match.territory.code for match in matches)
    return [
        _("Varias entidades serían el territorio %(code)s: %(features)s.")
        % {"code": code, "features": ", ".join(str(m.feature.number) for m in matches if m.territory.code == code)}
        for code, number in numbers.items()
        if number > 1
    ]


def _far_away(file: BoundaryFile, parent: Territory | None) -> list[str]:
    """A map whose longitude and latitude were exchanged is a sound map of somewhere else."""
    if parent is None:
        return []
    near = Boundary.objects.filter(territory__path__startswith=parent.path)
    sides = near.order_by().values_list("west", "south", "east", "north")
    boxes = [Box(*side) for side in sides]
    if not boxes or box_around(boxes).touches(box_around(box_of(f.geometry) for f in file.features)):
        return []
    text = _("El mapa queda lejos de %(place)s. ¿Están invertidas la longitud y la latitud?")
    return [text % {"place": parent.name}]


class _Makers:
    """Makes places for the shapes that have none: each with its code, below the place where it lies."""

    def __init__(
        self, file: BoundaryFile, parent: Territory | None, known: Known, create: str, code_property: str
    ) -> None:
        self.parent, self.known, self.create = parent, known, create
        codes = [feature.properties.get(code_property, "") for feature in file.features]
        # Codes are whole («20067» below «20») if all begin with the parent's; else they are the city's own («01»).
        self.are_whole = parent is None or all(c.startswith(parent.code) and c != parent.code for c in codes)
        self.above: dict[int, Territory] = {}
        self.locator: Locator[int] | None = None
        if parent is not None and create in BY_PLACE and not self.are_whole:
            below = Boundary.objects.filter(territory__parent=parent).select_related("territory").defer("display")
            self.above = {row.territory_id: row.territory for row in below}
            self.locator = Locator((row.territory_id, row.geometry) for row in below) if self.above else None

    def make(self, feature: Feature, code: str, name: str) -> Match | str:
        if not code:
            return _("no trae código, y sin código no se puede crear")
        above, own = self.parent, code
        if self.locator is not None:
            key = self.locator.at(*label_point(feature.geometry))
            if key is None:
                return _("queda fuera de los territorios de %s") % self.parent
            above = self.above[key]
            own = code.removeprefix(self.known.local.get(key, "")) or code
        if above is None or self.are_whole:
            whole, own = code, code.removeprefix(above.code) if above else ""
        else:
            whole = above.code + own
        if len(whole) > 40:
            return _("el código es demasiado largo")
        path = f"{above.path if above else ''}{whole}/"
        called = _as_people_write(name) or code
        made = Territory(code=whole, name=called, kind=self.create, parent=above, path=path, order=own)
        return Match(feature, made, "new")


def _as_people_write(name: str) -> str:
    """«SAN ANTONIO DE PRADO» → «San Antonio de Prado»; what has small letters already is left as it is."""
    if not name.isupper():
        return name
    words = name.lower().split()
    return " ".join(word if place and word in SMALL_WORDS else word.capitalize() for place, word in enumerate(words))
