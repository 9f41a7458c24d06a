"""What may a city set in its route, what does each setting mean, and are the values it chose possible?

An edition keeps only what it sets; the rest is DEFAULTS, so that an edition without settings goes on as ever. Where no
source states an age, the proposal is that of citizenship or the city's own.

| setting | meaning |
|---|---|
| `minimum_age` | years that one must have to vote |
| `deciding_kinds` | kinds of territory that decide each its own money; none: the edition's territory as one whole |
| `ballot_type`, `rule`, `most_marks` | how a contest starts: its ballot, its rule, its marks (None: no limit) |
| `claims_days` | days to claim after a count |
| `idea_origins` | from whom ideas are taken |
| `supports`, `comments` | may people support ideas, comment on them? |
| `tracks` | several ways in for ideas, key → name; none: one way for all |
| `quotas` | most initiatives that a plan goal takes: code → {"most": 3, "track": "idea"} |
| `ask_groups` | may attendance at gatherings ask for the group one belongs to? Off unless somebody decides it |
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convite.rulebook.winners import presets
from convite.rulebook.words import Sentence, gettext_noop

TERRITORY_KINDS = frozenset({"department", "state", "municipality", "commune", "corregimiento", "district",
                             "neighbourhood", "vereda"})  # fmt: skip
BALLOT_TYPES = ("choose-1", "approval", "knapsack", "cumulative", "scoring", "ordinal")
IDEA_ORIGINS = ("resident", "workshop", "organization")
MOST_TRACKS = 6

DEFAULTS: dict[str, Any] = {
    "minimum_age": 14,
    "deciding_kinds": ["commune", "corregimiento"],
    "ballot_type": "approval",
    "rule": "greedy",
    "most_marks": None,
    "claims_days": 5,
    "idea_origins": list(IDEA_ORIGINS),
    "supports": True,
    "comments": True,
    "tracks": {},
    "quotas": {},
    "ask_groups": False,
}


@dataclass(frozen=True, slots=True)
class SettingFault:
    """Which setting is wrong, and why."""

    name: str
    reason: Sentence


def setting_of(settings: Mapping[str, Any], name: str) -> Any:
    """What the edition says, or what is so where it says nothing.

    >>> setting_of({"minimum_age": 16}, "minimum_age"), setting_of({}, "minimum_age")
    (16, 14)
    """
    return settings.get(name, DEFAULTS[name])


def check_settings(settings: Mapping[str, Any]) -> tuple[SettingFault, ...]:
    """What is wrong with the settings of a route.

    >>> [(f.name, str(f.reason)) for f in check_settings({"minimum_age": 200})]
    [('minimum_age', 'La edad va de 0 a 120 años.')]
    """
    faults = [
        SettingFault(name, Sentence(gettext_noop("«%(name)s» no es una regla conocida."), {"name": name}))
        for name in settings
        if name not in DEFAULTS
    ]
    everything = {**DEFAULTS, **settings}
    checks = (
        ("minimum_age", _is_whole(everything["minimum_age"], 0, 120), gettext_noop("La edad va de 0 a 120 años.")),
        ("claims_days", _is_whole(everything["claims_days"], 0, 365),
         gettext_noop("El plazo para reclamar va de 0 a 365 días.")),
        ("most_marks", everything["most_marks"] is None or _is_whole(everything["most_marks"], 1, 1000),
         gettext_noop("Las marcas del tarjetón van de 1 a 1000; vacío es sin límite.")),
        ("most_marks", everything["ballot_type"] != "choose-1" or everything["most_marks"] in (None, 1),
         gettext_noop("En un tarjetón de un solo proyecto se hace una sola marca.")),
        ("deciding_kinds", _are_among(everything["deciding_kinds"], TERRITORY_KINDS),
         gettext_noop("Hay una clase de territorio que no existe.")),
        ("ballot_type", everything["ballot_type"] in BALLOT_TYPES, gettext_noop("Ese tipo de tarjetón no existe.")),
        ("rule", everything["rule"] in presets(), gettext_noop("Esa regla de conteo no existe.")),
        ("idea_origins", bool(everything["idea_origins"]) and _are_among(everything["idea_origins"], IDEA_ORIGINS),
         gettext_noop("Diga de quién se reciben ideas: de personas, de talleres o de organizaciones.")),
        ("tracks", _are_tracks(everything["tracks"]),
         gettext_noop("Cada vía lleva un nombre corto y uno largo; caben seis.")),
    )  # fmt: skip
    faults += [SettingFault(name, Sentence(text)) for name, is_good, text in checks if not is_good]
    faults += _faults_of_quotas(everything["quotas"], everything["tracks"])
    return tuple(faults)


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _are_among(values: object, known: object) -> bool:
    return isinstance(values, list) and all(value in known for value in values)  # type: ignore[operator]


def _are_tracks(tracks: object) -> bool:
    return (
        isinstance(tracks, dict)
        and len(tracks) <= MOST_TRACKS
        and all(re.fullmatch(r"[a-z0-9-]{1,20}", key) and str(name).strip() for key, name in tracks.items())
    )


def _faults_of_quotas(quotas: Any, tracks: Any) -> list[SettingFault]:
    faults = []
    for goal, quota in quotas.items():
        if not _is_whole(quota.get("most"), 1, 10_000):
            text = gettext_noop("El cupo de la meta «%(goal)s» va de 1 a 10.000 iniciativas.")
            faults.append(SettingFault("quotas", Sentence(text, {"goal": goal})))
        if quota.get("track") and quota["track"] not in tracks:
            text = gettext_noop("La meta «%(goal)s» nombra la vía «%(track)s», que no existe.")
            faults.append(SettingFault("quotas", Sentence(text, {"goal": goal, "track": str(quota["track"])})))
    return faults
