"""How do an attendance list and a series of calls come in as a table? Declared once: the template to download, what a
cell may say, and the rows as the actions want them.

Between the preview and the person's yes the rows travel with her page, closed: nothing half-said is stored.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convite.core.closed import close_text, open_text
from convite.core.errors import Refused
from convite.core.tables.checks import CheckedFile, FileRow, check_book
from convite.core.tables.columns import Column, Kind, TableSpec
from convite.core.tables.faults import Fault
from convite.core.tables.sandbox import Limits, open_book
from convite.gatherings.models import Gathering, Group
from convite.gatherings.queries.attendance import AGE_BANDS
from convite.gatherings.queries.attendees import (
    LONGEST_DOCUMENT,
    LONGEST_NAME,
    LONGEST_ORGANIZATION,
    AttendeeRow,
    fault_in_attendee,
)
from convite.territories.models import Territory

MOST_ATTENDEES, MOST_CALLS = 3_000, 500
ANY = "-"

ATTENDANCE_SHEET = TableSpec(
    "attendees",
    gettext_lazy("Lista de asistencia"),
    (
        Column("line", gettext_lazy("N.º"), Kind.INTEGER, required=True, min=1,
               says=gettext_lazy("El renglón de la lista: 1, 2, 3…")),
        Column("name", gettext_lazy("nombre"), max_length=LONGEST_NAME),
        Column("document", gettext_lazy("documento"), max_length=LONGEST_DOCUMENT,
               says=gettext_lazy("Opcional. No se guarda: solo evita contar dos veces a la misma persona.")),
        Column("sex", gettext_lazy("sexo"), Kind.CHOICE, says=gettext_lazy("Vacío: no respondió."),
               choices=(("f", gettext_lazy("Mujer")), ("m", gettext_lazy("Hombre")),
                        ("x", gettext_lazy("Otra identidad")))),
        Column("age_band", gettext_lazy("edad"), Kind.CHOICE, choices=AGE_BANDS,
               says=gettext_lazy("Vacío: no respondió.")),
        Column("group", gettext_lazy("grupo"), Kind.CHOICE, choices=tuple(c for c in Group.choices if c[0]),
               says=gettext_lazy("Vacío: no respondió.")),
        Column("organization", gettext_lazy("organización"), max_length=LONGEST_ORGANIZATION),
    ),
    key=("line",),
)  # fmt: skip


def series_sheet(territories: Sequence[Territory]) -> TableSpec:
    """The calls of a series; `territories`: where this person may call."""
    codes = frozenset(t.code for t in territories)
    return TableSpec(
        "calls",
        gettext_lazy("Encuentros por convocar"),
        (
            Column("territory", gettext_lazy("territorio"), Kind.REFERENCE, required=True, known=lambda: codes,
                   says=gettext_lazy("Código del territorio, como en la lista de territorios.")),
            Column("day", gettext_lazy("día"), Kind.DATE, required=True),
            Column("starts", gettext_lazy("empieza"), Kind.TEXT, required=True, max_length=8,
                   says=gettext_lazy("Hora, como 17:30.")),
            Column("ends", gettext_lazy("termina"), Kind.TEXT, required=True, max_length=8,
                   says=gettext_lazy("Hora, como 20:00.")),
            Column("place", gettext_lazy("lugar"), Kind.TEXT, required=True, max_length=300),
            Column("kind", gettext_lazy("clase"), Kind.CHOICE, choices=tuple(Gathering.Kind.choices)),
            Column("title", gettext_lazy("título"), Kind.TEXT, required=True, max_length=300),
            Column("places", gettext_lazy("cupos"), Kind.INTEGER, min=1, max=100_000,
                   says=gettext_lazy("Vacío: sin inscripción.")),
        ),
        key=("territory", "day", "starts", "place"),
    )  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A file as a person sees it before her yes: its rows, or what is wrong, place by place."""

    rows: tuple[Any, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    carried: str = ""  # the rows, closed


def read_attendance(file: BinaryIO, gathering: Gathering) -> Sheet:
    checked = _checked(ATTENDANCE_SHEET, file, MOST_ATTENDEES)
    if len(checked.faults):
        return Sheet((), tuple(checked.faults.lines()), tuple(checked.notes))
    rows = attendee_rows([_attendee_values(row) for row in checked.rows])
    faults = _faults_in(checked.rows, rows)
    carried = "" if faults else _carry([_attendee_values(r) for r in checked.rows], f"attendance {gathering.public_id}")
    return Sheet(tuple(rows), faults, tuple(checked.notes), carried)


def carried_attendance(text: str, gathering: Gathering) -> list[AttendeeRow]:
    return attendee_rows(_carried(text, f"attendance {gathering.public_id}"))


def _attendee_values(row: FileRow) -> dict[str, str]:
    names = ("name", "document", "sex", "age_band", "group", "organization")
    return {name: str(row.values.get(name) or "") for name in names}


def attendee_rows(values: Sequence[dict[str, str]]) -> list[AttendeeRow]:
    """The same sheet brought twice gives the same keys; two lines that say the same are two people."""
    seen: Counter[str] = Counter()
    rows = []
    for told in values:
        said = json.dumps(told, sort_keys=True)
        seen[said] += 1
        digest = hashlib.sha256(f"{seen[said]} {said}".encode()).hexdigest()[:40]
        rows.append(AttendeeRow(f"sheet-{digest}", **told))
    return rows


def _faults_in(lines: Sequence[FileRow], rows: Sequence[AttendeeRow]) -> tuple[str, ...]:
    pairs = ((line, fault_in_attendee(row)) for line, row in zip(lines, rows, strict=True))
    return tuple(str(Fault("row", said, line.sheet, line.row)) for line, said in pairs if said)


def read_series(file: BinaryIO, territories: Sequence[Territory]) -> Sheet:
    checked = _checked(series_sheet(territories), file, MOST_CALLS)
    faults = list(checked.faults.lines())
    by_code = {t.code: t for t in territories}
    made, values = [], []
    for row in (row for row in checked.rows if row.values["territory"] in by_code):  # the others are faults already
        try:
            told = _call_values(row)
            gathering = _gathering(told, by_code)
        except ValueError as error:
            faults.append(str(Fault("hours", str(error), row.sheet, row.row)))
            continue
        if gathering.ends_at <= gathering.starts_at:
            faults.append(str(Fault("hours", _("Termina antes de empezar."), row.sheet, row.row)))
        made.append(gathering)
        values.append(told)
    faults += _called_already(made)
    if faults or not made:
        return Sheet((), tuple(faults), tuple(checked.notes))
    return Sheet(tuple(made), (), tuple(checked.notes), _carry(values, "series"))


def carried_series(text: str, territories: Sequence[Territory]) -> list[Gathering]:
    by_code = {t.code: t for t in territories}
    try:
        return [_gathering(told, by_code) for told in _carried(text, "series")]
    except KeyError as error:
        raise Refused(_("Ya no puede convocar en uno de estos territorios: envíe la tabla otra vez.")) from error


def _call_values(row: FileRow) -> dict[str, Any]:
    told = {name: str(row.values[name]) for name in ("territory", "place", "title", "starts", "ends")}
    for name in ("starts", "ends"):
        if parse_time(told[name]) is None:
            raise ValueError(_("«%(value)s» no es una hora. Escríbala así: 17:30.") % {"value": told[name][:20]})
    told["kind"] = row.values.get("kind") or Gathering.Kind.SOCIALISATION
    return {**told, "day": row.values["day"].isoformat(), "places": row.values.get("places")}


def _gathering(told: dict[str, Any], by_code: dict[str, Territory]) -> Gathering:
    def moment(hour: str) -> datetime:
        return timezone.make_aware(datetime.combine(date.fromisoformat(told["day"]), parse_time(told[hour])))

    return Gathering(
        kind=told["kind"], title=told["title"], territory=by_code[told["territory"]], place=told["place"],
        starts_at=moment("starts"), ends_at=moment("ends"), places=told["places"],
        takes_registration=told["places"] is not None,
    )  # fmt: skip


def _called_already(made: Sequence[Gathering]) -> list[str]:
    """The same table sent twice does not call twice."""
    found = Gathering.objects.filter(starts_at__in=[g.starts_at for g in made]).exclude(state=Gathering.State.CANCELLED)
    stands = set(found.values_list("territory_id", "starts_at", "place"))
    said = _("Ya está convocado: %(title)s, %(place)s.")
    twice = [g for g in made if (g.territory_id, g.starts_at, g.place) in stands]
    return [said % {"title": g.title, "place": g.place} for g in twice]


def _checked(spec: TableSpec, file: BinaryIO, most: int) -> CheckedFile:
    checked = check_book(spec, open_book(file, Limits()))
    if len(checked.rows) > most:
        raise Refused(_("La tabla tiene más de %(most)d filas. Divídala en partes.") % {"most": most})
    if not checked.rows and not len(checked.faults):
        raise Refused(_("La tabla no tiene filas: llene al menos una debajo de los títulos."))
    return checked


def pasted(text: str) -> BytesIO:
    """Rows that were pasted from a spreadsheet, as the file that they would be."""
    return BytesIO(text.strip("\n").encode())


def _carry(values: Any, purpose: str) -> str:
    return close_text(json.dumps([purpose, values]))


def _carried(text: str, purpose: str) -> Any:
    """Refuses what we did not close, or closed for something else."""
    try:
        said, values = json.loads(open_text(text))
    except ValueError:
        said, values = "", None
    if said != purpose:
        raise Refused(_("La vista previa ya no vale: envíe el archivo otra vez."))
    return values
