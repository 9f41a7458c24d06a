"""Who met, and how many came? Never who; and no group so small that its people could be told."""

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from convite.core.tables.columns import Column, Kind, TableSpec
from convite.gatherings.models import Agreement, Attendance, Gathering
from convite.gatherings.permissions import agreements_visible_to, gatherings_visible_to
from convite.gatherings.queries import SMALLEST, publishable
from convite.opendata.queries.exports import (
    AT_ONCE,
    Export,
    Rows,
    choice_column,
    edition_column,
    identifier,
    territory_column,
)
from convite.planning.permissions import editions_visible_to


def _gatherings_in_order(person: object) -> QuerySet[Gathering]:
    return gatherings_visible_to(person).order_by("starts_at", "id")


def _gatherings(person: object) -> Rows:
    edition = editions_visible_to(person).filter(convenings__gathering=OuterRef("pk")).values("public_id")[:1]
    rows = _gatherings_in_order(person).annotate(seen_edition=Subquery(edition))
    fields = ("public_id", "seen_edition", "kind", "title", "territory__code", "place", "starts_at", "ends_at", "state")
    return rows.values_list(*fields).iterator(AT_ONCE)


GATHERINGS = Export(
    TableSpec(
        "gatherings",
        _("Encuentros"),
        (
            identifier(),
            edition_column(required=False),
            choice_column("kind", _("clase"), Gathering.Kind.choices),
            Column("title", _("título"), Kind.TRANSLATED),
            territory_column(),
            Column("place", _("lugar")),
            Column("starts_at", _("empieza"), Kind.MOMENT),
            Column("ends_at", _("termina"), Kind.MOMENT),
            choice_column("state", _("estado"), Gathering.State.choices),
        ),
        key=("id",),
    ),
    _("Talleres, asambleas, foros y demás encuentros: cuándo y dónde fueron o serán."),
    _gatherings,
)


def _attendance(person: object) -> Rows:
    def people(**only: str) -> Coalesce:
        condition = Q(**{f"attendance__{name}": value for name, value in only.items()})
        return Coalesce(Sum("attendance__count", filter=condition), 0)

    rows = _gatherings_in_order(person).filter(attendance__isnull=False).annotate(
        women=people(sex=Attendance.Sex.WOMEN),
        men=people(sex=Attendance.Sex.MEN),
        other=people(sex=Attendance.Sex.OTHER),
        no_answer=people(sex=Attendance.Sex.NO_ANSWER),
    )  # fmt: skip
    fields = ("public_id", "women", "men", "other", "no_answer")
    for gathering, *groups in rows.values_list(*fields).iterator(AT_ONCE):
        total = sum(groups)
        if 0 < total < SMALLEST:
            yield (gathering, None, *[None] * len(groups))
        else:
            yield (gathering, total, *publishable(groups))


ATTENDANCE = Export(
    TableSpec(
        "attendance",
        _("Asistencia a los encuentros"),
        (
            Column("gathering", _("encuentro"), Kind.REFERENCE, required=True, says=_("Identificador del encuentro.")),
            Column("people", _("personas"), Kind.INTEGER),
            Column("women", _("mujeres"), Kind.INTEGER),
            Column("men", _("hombres"), Kind.INTEGER),
            Column("other", _("otra identidad"), Kind.INTEGER),
            Column("no_answer", _("sin respuesta"), Kind.INTEGER),
        ),
        key=("gathering",),
    ),
    _(
        "Cuántas personas fueron a cada encuentro. Los grupos de menos de diez personas quedan vacíos, y con ellos los "
        "que permitirían calcularlos: nadie debe poder reconocerse ni ser reconocido."
    ),
    _attendance,
)


def _agreements(person: object) -> Rows:
    fields = ("public_id", "gathering__public_id", "text", "responsible", "due_on", "state", "state_reason")
    rows = agreements_visible_to(person).filter(gathering__in=gatherings_visible_to(person))
    return rows.order_by("id").values_list(*fields).iterator(AT_ONCE)


AGREEMENTS = Export(
    TableSpec(
        "agreements",
        _("Acuerdos de los encuentros"),
        (
            identifier(),
            Column("gathering", _("encuentro"), Kind.REFERENCE, required=True, says=_("Identificador del encuentro.")),
            Column("text", _("acuerdo")),
            Column("responsible", _("quién responde")),
            Column("due_on", _("hasta cuándo"), Kind.DATE),
            choice_column("state", _("estado"), Agreement.State.choices),
            Column("state_reason", _("por qué")),
        ),
        key=("id",),
    ),
    _("Lo que se acordó en cada encuentro, quién responde, hasta cuándo y qué pasó."),
    _agreements,
)
