"""How does a way to share the money out look? Each territory before and after, with its reasons, and its two maps.

A sharing is worked out here as anyone can do it again: from what it keeps, through `rulebook.ceilings`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from convite.core.maps import MapView, draw_map, quantile_classes
from convite.core.models import Version
from convite.core.money import Money
from convite.core.saying import percent_text, say
from convite.core.templatetags.ui.formats import money_short_text, money_text, number_text
from convite.people.queries import names_of
from convite.people.templatetags.words import name_of
from convite.planning.models import Edition, Sharing
from convite.planning.queries.setup import territories_that_decide
from convite.rulebook.ceilings import DIRECT, CeilingError, Share, work_out_again
from convite.rulebook.words import Sentence
from convite.territories.models import Population, Territory
from convite.territories.queries import areas_for_map, populations_of

POPULATION, EQUAL = "population", "equal"
# Inputs that are known by a name of ours; whatever else is called as who published it calls it.
INPUT_LABELS = {
    POPULATION: gettext_lazy("Población"),
    EQUAL: gettext_lazy("Partes iguales"),
    "poverty": gettext_lazy("Pobreza"),
}


def input_label(name: str) -> str:
    return str(INPUT_LABELS.get(name, name))


def deciding_territories(edition: Edition) -> list[Territory]:
    """Among whom an edition's money is shared: those with a ceiling already, else those that its settings name."""
    found = list(Territory.objects.filter(ceilings__edition=edition).order_by("order", "name"))
    return found or list(territories_that_decide(edition)) or [edition.territory]


def territories_in(sharing: Sharing) -> list[Territory]:
    """In the city's own order."""
    return list(Territory.objects.filter(public_id__in=sharing.shares).order_by("order", "name"))


def known_population(territories: Sequence[Territory]) -> tuple[dict[Territory, int], str]:
    """People of each territory in the last year of which anybody's are known, and where the numbers come from."""
    found = Population.objects.filter(territory__in=territories)
    year = found.aggregate(year=Max("year"))["year"]
    if year is None:
        return {}, ""
    people = populations_of(territories, year)
    source = found.filter(year=year).exclude(source="").values_list("source", flat=True).first()
    said = _("Población de %(year)s") % {"year": year}
    return {t: people[t.pk] for t in territories if t.pk in people}, f"{said}. {source}" if source else said


def document_of(sharing: Sharing, territories: Iterable[Territory]) -> dict[str, Any]:
    """All that decides the amounts, as `rulebook.ceilings.work_out_again` takes it: by code, every number a text."""
    codes = {t.public_id: t.code for t in territories}
    return {
        "formula": sharing.formula,
        "edition": sharing.edition.public_id,
        "currency": sharing.edition.currency,
        "total": str(sharing.total),
        "floor": str(sharing.floor),
        "cap": None if sharing.cap is None else str(sharing.cap),
        "unit": str(sharing.unit),
        "weights": sharing.weights,
        "readings": sharing.readings,
        "sources": sharing.sources,
        "inputs": {codes.get(key, key): row for key, row in sharing.inputs.items()},
        "ceilings": {codes.get(key, key): amount for key, amount in sharing.shares.items()},
        "adopted_by": sharing.act,
        "adopted_on": sharing.adopted_on.isoformat() if sharing.adopted_on else None,
    }


def work_out(sharing: Sharing, territories: Iterable[Territory]) -> dict[str, Share]:
    """What the rule gives, by public id. Raises CeilingError."""
    territories = list(territories)
    keys = {t.code: t.public_id for t in territories}
    return {keys.get(s.territory, s.territory): s for s in work_out_again(document_of(sharing, territories))}


def say_of_sharing(sentence: Sentence, territories: Iterable[Territory], currency: str) -> str:
    """A sentence of the rule with the names that people use: of the territory (not its code) and of the input."""
    names = {t.code: t.full_name for t in territories}
    params = dict(sentence.params)
    if "territory" in params:
        params["territory"] = names.get(str(params["territory"]), params["territory"])
    if "name" in params:
        params["name"] = input_label(str(params["name"]))
    return say(replace(sentence, params=params), currency)


@dataclass(frozen=True)
class Before:
    """The ceilings that a sharing is compared with, by key of the territory, and what they are, in words."""

    amounts: Mapping[int, int]
    label: str
    edition: Edition | None = None


def ceilings_before(sharing: Sharing) -> Before:
    """Those in force, for what is still a draft; otherwise those of the edition before."""
    edition = sharing.edition
    if sharing.state == Sharing.State.DRAFT:
        amounts = dict(edition.ceilings.values_list("territory", "amount"))
        if amounts:
            return Before(amounts, _("Hoy"), edition)
    earlier = Edition.objects.filter(territory=edition.territory_id, currency=edition.currency)
    earlier = earlier.filter(year__lt=edition.year, ceilings__isnull=False).exclude(state=Edition.State.DRAFT)
    last = earlier.order_by("-year", "-id").first()
    if last is None:
        return Before({}, _("Antes"))
    return Before(dict(last.ceilings.values_list("territory", "amount")), str(last.year), last)


@dataclass(frozen=True)
class SharingRow:
    """One territory: what the formula knows of it, what it had, what it gets, and why."""

    territory: Territory
    figures: tuple[tuple[str, str], ...]  # (name of an input, its value)
    weight: str
    before: Money | None
    after: Money
    people: int | None
    at_floor: bool
    at_cap: bool
    reasons: tuple[str, ...]

    @property
    def difference(self) -> Money | None:
        return None if self.before is None else self.after - self.before

    @property
    def signed(self) -> str:
        """«+4,2 %»; "" where there is nothing to compare."""
        if not self.before:
            return ""
        ratio = Fraction(self.after.amount - self.before.amount, self.before.amount)
        return ("+" if ratio > 0 else "") + percent_text(ratio)

    @property
    def per_head(self) -> Money | None:
        """In whole units of the currency."""
        if not self.people:
            return None
        major = 10**self.after.exponent
        return Money(self.after.amount // (self.people * major) * major, self.after.currency)


@dataclass(frozen=True)
class SharingView:
    """All that the page of a sharing prints."""

    sharing: Sharing
    rows: tuple[SharingRow, ...]
    inputs: tuple["InputFact", ...]
    before: Before
    maps: tuple[MapView, ...]
    agrees: bool  # worked out again, the formula gives these very amounts

    @property
    def total(self) -> Money:
        return Money(sum(row.after.amount for row in self.rows), self.sharing.edition.currency)

    @property
    def total_before(self) -> Money | None:
        if not self.before.amounts:
            return None
        return Money(sum(self.before.amounts.values()), self.sharing.edition.currency)

    @property
    def difference(self) -> Money | None:
        return None if self.total_before is None else self.total - self.total_before

    @property
    def figures(self) -> list["InputFact"]:
        """The inputs that have a value for each territory."""
        return [fact for fact in self.inputs if fact.label != input_label(EQUAL)]

    @property
    def has_people(self) -> bool:
        return any(row.people for row in self.rows)

    @property
    def width(self) -> int:
        """How many columns its table has."""
        compared = 2 if self.total_before else 0
        return 2 + len(self.figures) + bool(self.inputs) + compared + self.has_people

    @property
    def sources(self) -> list[tuple[str, str]]:
        return [(fact.label, fact.source or _("No se dijo quién lo publicó.")) for fact in self.figures]


@dataclass(frozen=True)
class InputFact:
    """An input of the formula: its part of the whole, whether it counts inverse, and who published it."""

    label: str
    share: Fraction
    is_inverse: bool
    source: str


def inputs_of(sharing: Sharing) -> tuple[InputFact, ...]:
    counting = {name: Fraction(weight) for name, weight in sharing.weights.items() if Fraction(weight)}
    whole = sum(counting.values())
    return tuple(
        InputFact(
            input_label(name), weight / whole, sharing.readings.get(name, DIRECT) != DIRECT,
            sharing.sources.get(name, ""),
        )
        for name, weight in counting.items()
    )  # fmt: skip


def view_of_sharing(sharing: Sharing, *, with_maps: bool = True) -> SharingView:
    """A stored sharing, or one that is only being tried (its `shares` are what counts)."""
    territories = territories_in(sharing)
    before = ceilings_before(sharing)
    shares = _worked_out(sharing, territories)
    people = populations_of(territories)
    rows = tuple(_row(sharing, t, territories, before, people.get(t.pk), shares.get(t.public_id)) for t in territories)
    maps = _maps(sharing, rows, before) if with_maps else ()
    agrees = bool(shares) and sharing.shares == {key: str(share.amount) for key, share in shares.items()}
    return SharingView(sharing, rows, inputs_of(sharing), before, maps, agrees)


def _worked_out(sharing: Sharing, territories: Sequence[Territory]) -> dict[str, Share]:
    """Nothing where there is no formula, or where it no longer gives anything (a page still shows the amounts)."""
    try:
        return work_out(sharing, territories) if sharing.weights else {}
    except CeilingError:
        return {}


def _row(
    sharing: Sharing,
    territory: Territory,
    territories: Sequence[Territory],
    before: Before,
    people: int | None,
    share: Share | None,
) -> SharingRow:
    currency, had = sharing.edition.currency, before.amounts.get(territory.pk)
    values = sharing.inputs.get(territory.public_id, {})
    used = [name for name, weight in sharing.weights.items() if Fraction(weight)]
    return SharingRow(
        territory,
        tuple((input_label(name), _number(values.get(name, ""))) for name in used if name != EQUAL),
        percent_text(share.weight, 2) if share else "",
        None if had is None else Money(had, currency),
        Money(int(sharing.shares[territory.public_id]), currency),
        people,
        bool(share and share.at_floor),
        bool(share and share.at_cap),
        tuple(say_of_sharing(reason, territories, currency) for reason in share.reasons) if share else (),
    )


def _number(text: str) -> str:
    """As the reader writes it, with all its decimals."""
    if not text:
        return ""
    value = Decimal(text)
    decimals = -int(value.as_tuple().exponent)
    return number_text(value, max(decimals, 0))


def _maps(sharing: Sharing, rows: Sequence[SharingRow], before: Before) -> tuple[MapView, ...]:
    """Before and after in the same seven classes, so that a colour is the same money on both."""
    after = {row.territory.pk: row.after.amount for row in rows}
    had = {pk: amount for pk, amount in before.amounts.items() if pk in after}
    areas = areas_for_map(sharing.edition.territory)
    if not areas:
        return ()
    classes = quantile_classes([*after.values(), *had.values()])
    write: Callable[[Any], str] = lambda amount: money_short_text(Money(amount, sharing.edition.currency))  # noqa: E731
    same: Callable[[Collection[Any]], Any] = lambda values: classes  # noqa: E731
    told = [(_("Antes: %(label)s") % {"label": before.label}, had)] if had else []
    told.append((_("Con este reparto") if sharing.state == Sharing.State.DRAFT else _("Estos techos"), after))
    return tuple(
        draw_map(
            [replace(area, value=values.get(area.id)) for area in areas],
            title=title, value_label=_("Techo"), write=write, classes=same,
        )
        for title, values in told
    )  # fmt: skip


def words_of_formula(sharing: Sharing) -> list[str]:
    """The formula as one tells a neighbour, sentence by sentence; empty where an act decided without one."""
    currency = sharing.edition.currency
    total = Money(sharing.total, currency)
    if not sharing.weights:
        return []
    n = len(sharing.shares)
    text = ngettext("Se reparten %(total)s en %(n)s territorio.", "Se reparten %(total)s entre %(n)s territorios.", n)
    said = [text % {"total": money_text(total), "n": n}]
    for fact in inputs_of(sharing):
        share = percent_text(fact.share)
        if fact.label == input_label(EQUAL):
            text = _("El %(share)s se parte por igual: a cada territorio le toca lo mismo.")
        elif fact.is_inverse:
            text = _("El %(share)s se reparte según «%(name)s», al revés: a menor valor, más dinero.")
        else:
            text = _("El %(share)s se reparte según «%(name)s»: a mayor valor, más dinero.")
        said.append(text % {"share": share, "name": fact.label})
    if sharing.floor:
        text = _("Nadie recibe menos de %(floor)s (el piso).")
        said.append(text % {"floor": money_text(Money(sharing.floor, currency))})
    if sharing.cap is not None:
        text = _("Nadie recibe más de %(cap)s (el tope).")
        said.append(text % {"cap": money_text(Money(sharing.cap, currency))})
    unit = money_text(Money(sharing.unit, currency))
    text = _(
        "Se redondea a múltiplos de %(unit)s; lo que sobra va, de a %(unit)s, a quienes más perdieron al redondear."
    )
    return [*said, text % {"unit": unit}]


def sharing_in_force(edition: Edition) -> Sharing | None:
    """The adopted one; where only amounts came in, they stand in one that is not stored. None without ceilings."""
    adopted = edition.sharings.filter(state=Sharing.State.ADOPTED).select_related("edition__territory").first()
    if adopted:
        return adopted
    rows = list(edition.ceilings.select_related("territory"))
    if not rows:
        return None
    return Sharing(
        edition=edition,
        total=sum(row.amount for row in rows),
        shares={row.territory.public_id: str(row.amount) for row in rows},
        state=Sharing.State.ADOPTED,
        act=rows[0].adopted_by,
    )


def new_sharing(edition: Edition, like: Sharing | None = None) -> Sharing:
    """A draft to begin with: the figures of `like`, or those of the ceilings there are, by population alone."""
    sharing = Sharing(edition=edition, name=_("Ensayo %(n)s") % {"n": edition.sharings.count() + 1})
    if like is None:
        major = 10 ** Money(0, edition.currency).exponent
        sharing.total = sum(ceilings_before(sharing).amounts.values())
        sharing.weights, sharing.unit = {POPULATION: "100"}, major
        return sharing
    for name in ("total", "weights", "readings", "sources", "inputs", "floor", "cap", "unit", "shares"):
        setattr(sharing, name, getattr(like, name))
    return sharing


def told_of_sharing(sharing: Sharing) -> dict[str, Any]:
    """What a person decides in a sharing, as texts to be compared: two who edit one at once see both."""
    fields = {name: getattr(sharing, name) for name in ("name", "total", "floor", "cap", "unit", "note")}
    for name in ("weights", "readings", "sources"):
        fields[name] = {input_label(key): value for key, value in getattr(sharing, name).items()}
    lines = (f"{place}: {', '.join(row.values())}" for place, row in sorted(sharing.inputs.items()))
    return {**fields, "inputs": "\n".join(lines)}


def acts_of_sharings(sharings: Sequence[Sharing]) -> dict[int, tuple[str, datetime]]:
    """Who touched each one last, and when, by key."""
    kind = Sharing._meta.label_lower
    rows = Version.objects.filter(kind=kind, thing_id__in=[s.pk for s in sharings]).order_by("number")
    last = {thing: (by, at) for thing, by, at in rows.values_list("thing_id", "by", "at")}
    names = names_of(by for by, _at in last.values())
    return {thing: (name_of(names, by), at) for thing, (by, at) in last.items()}
