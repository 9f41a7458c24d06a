"""How has what people may decide grown from year to year? As charts whose title says the finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from convite.core.money import Money
from convite.core.saying import percent_text
from convite.planning.models import Edition
from convite.planning.queries import CeilingYear, ceilings_by_kind, growth_over_years
from convite.rulebook.ceilings import growth
from convite.territories.models import Territory


@dataclass(frozen=True)
class GrowthChart:
    """What `{% chart %}` takes."""

    title: str
    labels: list[str]
    series: list[Any]


def growth_of_place(years: Sequence[CeilingYear]) -> GrowthChart | None:
    """«De 2023 a 2027 lo que decide este territorio creció 49 %»; None before there are two years."""
    ratio = growth_over_years(years)
    if ratio is None:
        return None
    span = {"first": years[0].edition.year, "last": years[-1].edition.year, "share": percent_text(abs(ratio), 0)}
    text = _("De %(first)s a %(last)s lo que decide este territorio no cambió")
    if ratio:
        grew = _("De %(first)s a %(last)s lo que decide este territorio creció %(share)s")
        text = grew if ratio > 0 else _("De %(first)s a %(last)s lo que decide este territorio bajó %(share)s")
    values = [Money(year.amount, year.edition.currency) for year in years]
    return GrowthChart(text % span, [str(year.edition.year) for year in years], values)


def growth_by_kind(edition: Edition) -> GrowthChart | None:
    """Communes beside corregimientos, each from 100 in its first year. None where there are not two years of each."""
    found = ceilings_by_kind(edition)
    communes, rural = found.get(Territory.Kind.COMMUNE), found.get(Territory.Kind.CORREGIMIENTO)
    if not communes or not rural or list(communes) != list(rural) or len(communes) < 2:
        return None
    if not _first(communes) or not _first(rural):
        return None
    years = list(communes)
    title = _("De %(first)s a %(last)s los corregimientos crecieron %(rural)s y las comunas %(communes)s") % {
        "first": years[0],
        "last": years[-1],
        "rural": percent_text(_ratio(rural), 0),
        "communes": percent_text(_ratio(communes), 0),
    }
    series = [
        {"name": _("Corregimientos"), "values": _from_hundred(rural)},
        {"name": _("Comunas"), "values": _from_hundred(communes)},
    ]
    return GrowthChart(title, [str(year) for year in years], series)


def _first(amounts: Mapping[int, int]) -> int:
    return next(iter(amounts.values()))


def _ratio(amounts: Mapping[int, int]) -> Fraction:
    return growth(_first(amounts), list(amounts.values())[-1])


def _from_hundred(amounts: Mapping[int, int]) -> list[int]:
    return [round(Fraction(100 * amount, _first(amounts))) for amount in amounts.values()]
