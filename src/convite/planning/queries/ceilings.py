"""What may each territory decide, and how did it grow?"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Sum

from convite.planning.models import Ceiling, Edition
from convite.rulebook.ceilings import growth
from convite.territories.models import Territory


def ceilings_of(edition: Edition) -> list[Ceiling]:
    """With their territories, in the city's own order."""
    rows = edition.ceilings.select_related("territory").order_by("territory__order", "territory__name")
    for row in rows:
        row.edition = edition
    return list(rows)


def total_ceiling(edition: Edition) -> int:
    """Minor units."""
    return edition.ceilings.aggregate(total=Sum("amount"))["total"] or 0


@dataclass(frozen=True)
class CeilingYear:
    edition: Edition
    amount: int


def ceilings_over_years(territories: Sequence[Territory]) -> list[CeilingYear]:
    """What these territories together could decide, edition by edition, oldest first."""
    editions = Edition.objects.exclude(state=Edition.State.DRAFT).filter(ceilings__territory__in=territories)
    rows = editions.annotate(total=Sum("ceilings__amount")).order_by("year", "id")
    return [CeilingYear(edition, edition.total) for edition in rows]


def ceilings_by_kind(edition: Edition) -> dict[str, dict[int, int]]:
    """Kind of territory → year → money, of the territories of this edition, up to its year, oldest first."""
    rows = Ceiling.objects.filter(
        territory__ceilings__edition=edition, edition__year__lte=edition.year, edition__territory=edition.territory_id
    ).exclude(edition__state=Edition.State.DRAFT)
    found: dict[str, dict[int, int]] = {}
    totals = rows.values_list("territory__kind", "edition__year").annotate(total=Sum("amount"))
    for kind, year, total in totals.order_by("territory__kind", "edition__year"):
        found.setdefault(kind, {})[year] = total
    return found


def growth_over_years(years: Sequence[CeilingYear]) -> Fraction | None:
    """From the first year to the last; None where there is nothing to compare."""
    if len(years) < 2 or years[0].amount <= 0:
        return None
    return growth(years[0].amount, years[-1].amount)


def territories_of(edition: Edition) -> list[Territory]:
    """The territories that decide in an edition: those with a ceiling."""
    found = Territory.objects.filter(ceilings__edition=edition)
    return list(found.order_by("order", "name"))
