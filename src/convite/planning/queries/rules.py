"""How are the rules of an edition told to everybody? As short lines: who decides, who votes, how long one may claim.

Only of editions whose rules somebody set: of the others nothing is claimed.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convite.planning.models import Edition, Idea
from convite.planning.queries.phases import setting
from convite.rulebook.routes import route_preset
from convite.territories.models import Territory


def rules_told(edition: Edition) -> list[tuple[str, str]]:
    """(term, value) pairs for `{% definitions %}`."""
    if not edition.settings:
        return []
    lines = [
        (_("Deciden"), _who_decides(edition)),
        (_("Se vota"), _("desde los %(age)s años") % {"age": setting(edition, "minimum_age")}),
        (_("Reclamos"), _days(setting(edition, "claims_days"))),
        (_("Se reciben ideas de"), _origins(edition)),
    ]
    tracks: Any = setting(edition, "tracks")
    if tracks:
        lines.append((_("Vías para las ideas"), ", ".join(tracks.values())))
    if source := source_told(edition):
        lines.append((_("Modelo de ruta"), source))
    return lines


def _who_decides(edition: Edition) -> str:
    kinds: Any = setting(edition, "deciding_kinds")
    if not kinds:
        return _("%(place)s, como un solo territorio") % {"place": edition.territory.full_name}
    return ", ".join(str(Territory.Kind(kind).label).lower() for kind in kinds)


def _days(days: Any) -> str:
    text = ngettext("%(n)s día después del conteo", "%(n)s días después del conteo", days)
    return text % {"n": days}


def _origins(edition: Edition) -> str:
    origins: Any = setting(edition, "idea_origins")
    return ", ".join(str(Idea.Origin(origin).label).lower() for origin in origins)


def source_told(edition: Edition) -> str:
    """The preset from which it started, with the law that it follows; "" for a route of its own."""
    try:
        preset = route_preset(edition.route)
    except KeyError:
        return ""
    return f"{_(preset.label)}. {_(preset.source)}"
