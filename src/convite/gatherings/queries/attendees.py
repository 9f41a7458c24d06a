"""Who came, row by row, and how many different people were they? What a row must be to be taken in.

A *row* is what somebody wrote down of one person: on a phone, in a sheet, from paper. Its `document` is never stored;
of it a *participant key* is made that tells the same person again within one programme, and nothing else.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from convite.core.closed import look_up_key
from convite.gatherings.models import Attendance, Attendee, Gathering, Group, Registration
from convite.gatherings.queries.attendance import AGE_BANDS
from convite.territories.models import Territory

LONGEST_NAME, LONGEST_DOCUMENT, LONGEST_ORGANIZATION = 300, 40, 200
CLIENT_KEY = re.compile(r"[A-Za-z0-9._:-]{1,64}")
# The number stays the same from birth to old age; only these names of the paper before it change.
PAPERS = re.compile(r"^(NUIP|CC|TI|RC)(?=\d)")


@dataclass(frozen=True)
class AttendeeRow:
    """`edition_seen`: the edition of the row that whoever wrote this had before her; 0: she never heard of one."""

    client_key: str
    name: str = ""
    document: str = ""
    sex: str = ""
    age_band: str = ""
    group: str = ""
    organization: str = ""
    territory: Territory | None = None
    registration: Registration | None = None
    edition_seen: int = 0
    removed: bool = False
    recorded_at: datetime | None = None


def row_of(attendee: Attendee, **changed: Any) -> AttendeeRow:
    """A stored row as whoever has it before her would write it down again."""
    names = ("client_key", "name", "sex", "age_band", "group", "organization", "territory", "registration")
    row = AttendeeRow(**{name: getattr(attendee, name) for name in names}, edition_seen=attendee.edition)
    return replace(row, **changed)


def normal_document(document: str) -> str:
    """«C.C. 1.234.567» and «1234567» are one document."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", document).upper() if c.isalnum())
    return PAPERS.sub("", letters)


def participant_key(document: str, programme: str) -> str:
    """The same for the same person within a programme; of another programme it is another. "" without a document."""
    return look_up_key(normal_document(document), f"participant {programme}")


_programmes: list[Callable[[Gathering], str]] = []


def register_programme(source: Callable[[Gathering], str]) -> None:
    """An upper room says to which of its programmes a gathering belongs ("": to none that it knows)."""
    if source not in _programmes:
        _programmes.append(source)


def programme_of(gathering: Gathering) -> str:
    """Within which people are told again; through whatever door a gathering's people come, it is the same."""
    return next((named for source in _programmes if (named := source(gathering))), gathering.public_id)


def faults_in_attendees(rows: Iterable[AttendeeRow]) -> dict[str, str]:
    """client key → the sentence that says why the row cannot be taken in, and how to mend it."""
    return {row.client_key: said for row in rows if (said := fault_in_attendee(row))}


def fault_in_attendee(row: AttendeeRow) -> str:
    written = (
        (_("El nombre"), row.name, LONGEST_NAME),
        (_("El documento"), row.document, LONGEST_DOCUMENT),
        (_("La organización"), row.organization, LONGEST_ORGANIZATION),
    )
    if not CLIENT_KEY.fullmatch(row.client_key):
        return _("La clave del registro no es válida.")
    for what, text, most in written:
        if len(text) > most:
            return _("%(what)s tiene más de %(most)d caracteres: acórtelo.") % {"what": what, "most": most}
        if has_control_characters(text):
            return _("%(what)s tiene caracteres que no se ven: escríbalo de nuevo.") % {"what": what}
    if row.sex not in Attendance.Sex.values:
        return _("«%(sex)s» no es una respuesta de sexo: elija una de la lista.") % {"sex": row.sex[:20]}
    if row.age_band and row.age_band not in dict(AGE_BANDS):
        return _("«%(band)s» no es un grupo de edad: elija uno de la lista.") % {"band": row.age_band[:20]}
    if row.group not in Group.values:
        return _("«%(group)s» no es un grupo conocido: elija uno de la lista.") % {"group": row.group[:20]}
    return ""


def has_control_characters(text: str, allowed: str = "") -> bool:
    return any(unicodedata.category(c) in {"Cc", "Cs"} and c not in allowed for c in text)


def attendees_of(gathering: Gathering) -> QuerySet[Attendee]:
    """Those who came, in the order in which they were written down. Names: only for who may see them."""
    return gathering.attendees.filter(removed_at=None).order_by("recorded_at", "id")


def different_people(gatherings: QuerySet[Gathering] | Sequence[Gathering]) -> int:
    """Who came to several gatherings of a programme counts once; who gave no document, each time."""
    came = Attendee.objects.filter(gathering__in=gatherings, removed_at=None)
    anonymous = Q(participant_key="")
    counts = came.aggregate(
        known=Count("participant_key", distinct=True, filter=~anonymous), unknown=Count("id", filter=anonymous)
    )
    return counts["known"] + counts["unknown"]
