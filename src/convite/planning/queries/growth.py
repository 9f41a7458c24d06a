"""How has what people may decide grown from year to year, by kind of territory? From the ceilings of each edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convite.core.money import Money
from convite.core.saying import percent_text
from convite.planning.models import Ceiling, Edition
from convite.rulebook.ceilings import growth
from convite.territories.models import Territory

PLURALS = {
    Territory.Kind.COMMUNE: gettext_lazy("Comunas"),
    Territory.Kind.CORREGIMIENTO: gettext_lazy("Corregimientos"),
    Territory.Kind.DISTRICT: gettext_lazy("Distritos"),
    Territory.Kind.MUNICIPALITY: gettext_lazy("Municipios"),
    Territory.Kind.NEIGHBOURHOOD: gettext_lazy("Barrios"),
    Territory.Kind.VEREDA: gettext_lazy("Veredas"),
}


@dataclass(frozen=True)
class YearOfKind:
    """What the territories of a kind could decide in one edition: the sum of its `count` ceilings."""

    edition: str  # public id
    year: int
    money: Money
    count: int


@dataclass(frozen=True)
class KindGrowth:
    kind: str
    years: tuple[YearOfKind, ...]  # oldest first

    @property
    def label(self) -> str:
        return str(PLURALS.get(Territory.Kind(self.kind), Territory.Kind(self.kind).label))

    @property
    def ratio(self) -> Fraction | None:
        """From the first year to the last; None where there is nothing to compare."""
        if len(self.years) < 2 or self.years[0].money.amount <= 0:
            return None
        return growth(self.years[0].money.amount, self.years[-1].money.amount)

    @property
    def said(self) -> str:
        """«crecieron 85 %»."""
        if self.ratio is None:
            return ""
        share = percent_text(abs(self.ratio))
        if not self.ratio:
            return _("no cambiaron")
        return (_("crecieron %(share)s") if self.ratio > 0 else _("bajaron %(share)s")) % {"share": share}


def growth_of_kinds(edition: Edition) -> list[KindGrowth]:
    """The kinds of territory of this edition, each with its money in every edition up to this one. One query."""
    rows = Ceiling.objects.filter(edition__year__lte=edition.year, edition__territory=edition.territory_id)
    rows = rows.filter(territory__kind__in=edition.ceilings.values("territory__kind"))
    rows = rows.exclude(edition__state=Edition.State.DRAFT, edition__year__lt=edition.year)
    fields = ("territory__kind", "edition__public_id", "edition__year", "edition__currency")
    totals = rows.values_list(*fields).annotate(total=Sum("amount"), count=Count("id"))
    found: dict[str, list[YearOfKind]] = {}
    for kind, public_id, year, currency, total, count in totals.order_by("edition__year", "edition"):
        if currency == edition.currency:  # pesos of another currency are not compared
            found.setdefault(kind, []).append(YearOfKind(public_id, year, Money(total, currency), count))
    # The kind that grew most comes first: that is what people look for.
    told = [KindGrowth(kind, tuple(years)) for kind, years in found.items()]
    return sorted(told, key=lambda k: (-(k.ratio or 0), k.kind))


def growth_table(kinds: Sequence[KindGrowth], urls: Mapping[str, str]) -> dict[str, Any]:
    """As `{% table %}` takes it: a row per kind, a column per year; each sum leads to its records (`urls`)."""
    years = sorted({(year.year, year.edition) for kind in kinds for year in kind.years})
    rows = []
    for kind in kinds:
        by_edition = {year.edition: year for year in kind.years}
        cells: list[Any] = [kind.label]
        for _year, edition in years:
            told = by_edition.get(edition)
            cells.append({"text": told.money, "url": urls[edition]} if told else None)
        rows.append([*cells, kind.said])
    numbers = [{"label": str(year), "number": True} for year, _edition in years]
    return {"columns": [_("Clase de territorio"), *numbers, _("Crecimiento")], "rows": rows}
