"""How was it decided? Each ballot with its rule and its figures, and what became of every project on it, and why."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from convite.core.money import Money
from convite.core.tables.columns import Column, Kind, TableSpec
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
from convite.voting.models import Contest, OptionResult
from convite.voting.permissions import contests_visible_to, results_visible_to
from convite.voting.queries import say_reason

OF_RESULT = ("counted_at", "ballots", "blank_ballots", "spent", "ballots_hash")


def _contests(person: object) -> Rows:
    """What a count gave is asked of the results that this person may see: before the count there are none."""
    seen = results_visible_to(person).filter(contest=OuterRef("pk"))
    rows = contests_visible_to(person).filter(edition__in=editions_visible_to(person))
    rows = rows.annotate(**{f"seen_{name}": Subquery(seen.values(name)[:1]) for name in OF_RESULT})
    rows = rows.order_by("edition__year", "edition", "territory__order", "territory__name")
    fields = (
        "edition__currency", "ceiling", "seen_spent", "public_id", "edition__public_id", "territory__code", "state",
        "ballot_type", "most_marks", "rule_hash", "source", "seen_counted_at", "seen_ballots", "seen_blank_ballots",
        "seen_ballots_hash",
    )  # fmt: skip
    for currency, ceiling, spent, *values in rows.values_list(*fields).iterator(AT_ONCE):
        yield (*values, Money(ceiling, currency), None if spent is None else Money(spent, currency))


CONTESTS = Export(
    TableSpec(
        "contests",
        _("Tarjetones y votaciones"),
        (
            identifier(),
            edition_column(),
            territory_column(),
            choice_column("state", _("estado"), Contest.State.choices),
            choice_column("ballot_type", _("tipo de tarjetón"), Contest.BallotType.choices),
            Column("most_marks", _("marcas que admite"), Kind.INTEGER),
            Column("rule_hash", _("huella de la regla"), Kind.CODE, says=_("SHA-256 de la regla con que se cuenta.")),
            Column("source", _("de dónde vienen los votos")),
            Column("counted_at", _("se contó"), Kind.MOMENT),
            Column("ballots", _("votos"), Kind.INTEGER),
            Column("blank_ballots", _("votos en blanco"), Kind.INTEGER),
            Column(
                "ballots_hash", _("huella de los votos"), Kind.CODE, says=_("SHA-256 de los votos que se contaron.")
            ),
            Column("ceiling", _("techo"), Kind.MONEY),
            Column("spent", _("dinero asignado"), Kind.MONEY),
        ),
        key=("id",),
    ),
    _("Una votación por edición y territorio: su regla, su techo y, cuando se contó, sus cifras."),
    _contests,
)


def _results(person: object) -> Rows:
    rows = OptionResult.objects.filter(
        result__in=results_visible_to(person),
        option__contest__in=contests_visible_to(person).filter(edition__in=editions_visible_to(person)),
    ).order_by("option__contest__edition__year", "result", "rank")
    fields = (
        "reason", "option__project__cost_minor", "option__project__currency", "option__contest__public_id",
        "option__number", "option__project__public_id", "option__project__code", "option__project__title", "rank",
        "support", "won",
    )  # fmt: skip
    for reason, cost, currency, *values in rows.values_list(*fields).iterator(AT_ONCE):
        yield (*values, Money(cost, currency), reason["code"], say_reason(reason, currency))


RESULTS = Export(
    TableSpec(
        "results",
        _("Resultados por proyecto"),
        (
            Column("contest", _("votación"), Kind.REFERENCE, required=True, says=_("Identificador de la votación.")),
            Column("number", _("número"), Kind.INTEGER, required=True, says=_("El número en el tarjetón.")),
            Column("project", _("proyecto"), Kind.REFERENCE, says=_("Identificador del proyecto.")),
            Column("code", _("código"), Kind.CODE),
            Column("title", _("título"), Kind.TRANSLATED),
            Column("rank", _("puesto"), Kind.INTEGER),
            Column("support", _("apoyo"), Kind.INTEGER, says=_("Votos o puntos, según el tipo de tarjetón.")),
            Column("won", _("ganó"), Kind.BOOLEAN),
            Column("cost", _("costo"), Kind.MONEY),
            Column("reason_code", _("razón"), Kind.CODE),
            Column("reason", _("por qué"), says=_("La razón en palabras, en el idioma de la página.")),
        ),
        key=("contest", "number"),
    ),
    _("Qué pasó con cada proyecto en cada votación contada, con cuántos votos y por qué."),
    _results,
)
