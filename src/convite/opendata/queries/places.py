"""Where, and how many people? The tree of territories and its population."""

from django.utils.translation import gettext_lazy as _

from convite.core.tables.columns import Column, Kind, TableSpec
from convite.opendata.queries.exports import AT_ONCE, Export, Rows, choice_column, territory_column
from convite.territories.models import Population, Territory
from convite.territories.permissions import territories_visible_to

DEGREES = _("WGS 84, en grados.")


def known_codes() -> set[str]:
    """Every code of a territory that there is: what a file may refer to."""
    return set(Territory.objects.values_list("code", flat=True))


def _territories(person: object) -> Rows:
    fields = ("code", "name", "kind", "parent__code", "order", "centre_lon", "centre_lat", "valid_from", "valid_to")
    return territories_visible_to(person).order_by("path").values_list(*fields).iterator(AT_ONCE)


TERRITORIES = Export(
    TableSpec(
        "territories",
        _("Territorios"),
        (
            Column(
                "code", _("código"), Kind.CODE, required=True, max_length=40,
                says=_("Código oficial (DIVIPOLA, INEGI…): es texto y conserva sus ceros."),
            ),
            Column("name", _("nombre"), required=True, max_length=200),
            Column("kind", _("clase"), Kind.CHOICE, required=True, choices=tuple(Territory.Kind.choices)),
            Column(
                "parent", _("pertenece a"), Kind.REFERENCE, known=known_codes, in_file=True,
                says=_("Código del territorio que lo contiene; vacío en el primero."),
            ),
            Column(
                "order", _("número"), Kind.CODE, max_length=40,
                says=_("Como lo numera la propia ciudad: «03»."),
            ),
            Column("centre_lon", _("longitud del centro"), Kind.DECIMAL, min=-180, max=180, says=DEGREES),
            Column("centre_lat", _("latitud del centro"), Kind.DECIMAL, min=-90, max=90, says=DEGREES),
            Column("valid_from", _("existe desde"), Kind.DATE),
            Column("valid_to", _("existe hasta"), Kind.DATE),
        ),
        key=("code",),
    ),
    _("El árbol de lugares: municipio, comunas, corregimientos, distritos, barrios y veredas, con sus códigos."),
    _territories,
)  # fmt: skip


def _population(person: object) -> Rows:
    rows = Population.objects.filter(territory__in=territories_visible_to(person))
    rows = rows.order_by("territory__path", "year", "sex", "age_band")
    return rows.values_list("territory__code", "year", "sex", "age_band", "count", "source").iterator(AT_ONCE)


POPULATION = Export(
    TableSpec(
        "population",
        _("Población"),
        (
            territory_column(known_codes),
            Column("year", _("año"), Kind.INTEGER, required=True, min=1800, max=2200),
            choice_column("sex", _("sexo"), Population.Sex.choices, _("Vacío: todas las personas.")),
            Column(
                "age_band", _("grupo de edad"), Kind.CODE, max_length=10, says=_("«14-28»; vacío: todas las edades."),
            ),
            Column("count", _("personas"), Kind.INTEGER, required=True, min=0, max=2_147_483_647),
            Column("source", _("fuente"), max_length=200),
        ),
        key=("territory", "year", "sex", "age_band"),
    ),
    _("Cuántas personas viven en cada territorio, por año y, donde se sabe, por sexo y grupo de edad."),
    _population,
)  # fmt: skip
