"""How do the territories of a sharing leave as a file?"""

from typing import Any

from django.utils.translation import gettext as _

from convite.core.tables.columns import Column, Kind, TableSpec
from convite.planning.queries.sharings import SharingView


def table_of_sharing(view: SharingView) -> tuple[TableSpec, list[list[Any]]]:
    """The territories of a sharing as a table that leaves as a file."""
    facts = [fact.label for fact in view.figures]
    columns = (
        Column("territory", _("código"), Kind.CODE),
        Column("name", _("territorio")),
        *(Column(f"input_{n}", label) for n, label in enumerate(facts, 1)),
        Column("weight", _("peso")),
        Column("before", _("antes"), Kind.MONEY),
        Column("ceiling", _("techo"), Kind.MONEY),
        Column("difference", _("diferencia"), Kind.MONEY),
        Column("reasons", _("por qué")),
    )
    rows = [
        [
            row.territory.code, row.territory.full_name, *(value for _label, value in row.figures), row.weight,
            row.before, row.after, row.difference, " ".join(row.reasons),
        ]
        for row in view.rows
    ]  # fmt: skip
    return TableSpec("ceilings", _("Techos"), columns, ("territory",)), rows
