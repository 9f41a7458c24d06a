"""What do territories want for years? Local plans, and their lines, programmes and goals."""

from django.utils.translation import gettext_lazy as _

from convite.core.tables.columns import Column, Kind, TableSpec
from convite.opendata.queries.exports import AT_ONCE, Export, Rows, choice_column, identifier, territory_column
from convite.planning.models import PlanItem
from convite.planning.permissions import plans_visible_to
from convite.planning.queries.plan_tables import LEVEL_CHOICES, LEVEL_NAMES


def _plans(person: object) -> Rows:
    rows = plans_visible_to(person).order_by("territory__path", "starts_in", "id")
    return rows.values_list("public_id", "territory__code", "name", "starts_in", "ends_in").iterator(AT_ONCE)


PLANS = Export(
    TableSpec(
        "plans",
        _("Planes de desarrollo local"),
        (
            identifier(),
            territory_column(),
            Column("name", _("nombre"), Kind.TRANSLATED),
            Column("starts_in", _("desde el año"), Kind.INTEGER),
            Column("ends_in", _("hasta el año"), Kind.INTEGER),
        ),
        key=("id",),
    ),
    _("El plan de cada territorio: lo que quiere para varios años."),
    _plans,
)


def _items(person: object) -> Rows:
    rows = PlanItem.objects.filter(plan__in=plans_visible_to(person)).order_by("plan", "level", "code")
    fields = (
        "plan__public_id", "code", "level", "parent__code", "name", "starts_in", "ends_in", "indicator", "target",
    )  # fmt: skip
    for plan, code, level, parent, *rest in rows.values_list(*fields).iterator(AT_ONCE):
        yield plan, code, LEVEL_NAMES[level], parent or "", *rest


PLAN_ITEMS = Export(
    TableSpec(
        "plan_items",
        _("Líneas, programas y metas"),
        (
            Column("plan", _("plan"), Kind.REFERENCE, says=_("Identificador del plan, como en la lista de planes.")),
            Column("code", _("código"), Kind.CODE),
            choice_column("level", _("nivel"), LEVEL_CHOICES),
            Column("parent", _("cuelga de"), Kind.CODE, says=_("Código de la línea o del programa.")),
            Column("name", _("nombre"), Kind.TRANSLATED),
            Column("starts_in", _("desde el año"), Kind.INTEGER),
            Column("ends_in", _("hasta el año"), Kind.INTEGER),
            Column("indicator", _("indicador")),
            Column("target", _("valor esperado")),
        ),
        key=("plan", "code"),
    ),
    _("Lo que cuelga de cada plan: líneas, programas de las líneas y metas de los programas."),
    _items,
)
