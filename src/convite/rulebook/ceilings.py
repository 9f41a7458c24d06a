"""How is the money of an edition shared out among its territories?

Words: a territory's *ceiling* is the money that its people may decide. The *formula* gives each territory a weight:
the sum of its part of each published input (population, poverty index…), times the weight of that input. An input is
read *direct* (the more, the more) or *inverse* (the less, the more: an index of quality of life). A *floor* is the
least and a *cap* the most that anyone receives. Rounding never loses a peso: what the divisions leave over goes, unit
by unit, to the largest remainders (Hamilton's method), so the ceilings add up to the total exactly.

Source: the procedure of Decreto 0697 of 2017 (Medellín) as a settable formula; largest remainders as in Hamilton
(1792). All arithmetic is exact. Not here: where the inputs come from, and who adopts the result.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from convite.rulebook.words import Sentence, Value, gettext_noop

FORMULA = "weights-floor-cap-largest-remainder/2"
DIRECT, INVERSE = "direct", "inverse"
READINGS = (DIRECT, INVERSE)

Number = Fraction | int
Table = Mapping[str, Mapping[str, Number]]  # territory → input → published value


class CeilingError(ValueError):
    """The inputs cannot be shared out; `sentence` says why."""

    def __init__(self, template: str, **params: Any) -> None:
        self.sentence = Sentence(template, params)
        super().__init__(str(self.sentence))


@dataclass(frozen=True, slots=True)
class Share:
    """A territory's ceiling (minor units), its exact weight, what each input gave of it, and the reasons in order."""

    territory: str
    amount: int
    weight: Fraction
    parts: Mapping[str, Fraction]
    at_floor: bool
    at_cap: bool
    reasons: tuple[Sentence, ...]


def share_out(
    total: int,
    inputs: Table,
    weights: Mapping[str, Number],
    floor: int = 0,
    unit: int = 1,
    *,
    cap: int | None = None,
    readings: Mapping[str, str] | None = None,
) -> tuple[Share, ...]:
    """Shares `total` (minor units) among the territories of `inputs` (territory → input → published value ≥ 0).

    `weights` says how much each input counts (only their proportion matters) and `readings` which ones are inverse;
    `floor` and `cap` are the least and the most of each territory, multiples of `unit`. Amounts are multiples of
    `unit` too, except that the odd rest of the total goes to the heaviest territory that is not at its cap.
    Raises CeilingError where nothing can be shared: no territory, an input that is missing, weights that are all zero,
    floors above the total or caps below it.

    >>> shares = share_out(100, {"a": {"people": 1}, "b": {"people": 2}}, {"people": 1})
    >>> [(s.territory, s.amount) for s in shares]
    [('a', 33), ('b', 67)]
    >>> for reason in shares[1].reasons: print(reason)
    «people» vale 2: es el 66,67 % entre todos y pesa 100 %; suma 66,67 %.
    Su peso es 66,67 % del total: le tocan 66,67.
    Al redondear sobraba dinero y su resto era de los mayores: sube a 67.
    """
    _check(total, inputs, weights, floor, unit, cap)
    parts = _parts(inputs, weights, readings or {})
    weight_of = {t: sum(given.values(), Fraction(0)) for t, given in parts.items()}
    units, odd = divmod(total, unit)
    bounds = floor // unit, None if cap is None else cap // unit
    exact, low, high = _within_bounds(units, weight_of, *bounds)
    amounts = {t: a * unit for t, a in _largest_remainders(units, exact).items()}
    lucky = max((t for t in inputs if t not in high), key=lambda t: (weight_of[t], t), default="")
    if odd:  # the caps hold more than the total, so somebody has room
        amounts[lucky] += odd
    because = _Because(total, inputs, weights, readings or {}, unit, odd, lucky)
    return tuple(
        Share(
            t, amounts[t], weight_of[t], parts[t], t in low, t in high,
            because.of(t, parts[t], exact[t] * unit, amounts[t], (t in low) - (t in high)),
        )
        for t in inputs
    )  # fmt: skip


def check_adopted(total: int, amounts: Mapping[str, int]) -> None:
    """Raises CeilingError where ceilings that somebody typed (name of the territory → minor units) do not add up.

    >>> check_adopted(100, {"a": 40, "b": 60})
    >>> check_adopted(100, {"a": 40, "b": 50})
    Traceback (most recent call last):
    ...
    convite.rulebook.ceilings.CeilingError: Los techos suman 90 y el total es 100: faltan 10.
    """
    if not amounts:
        raise CeilingError(gettext_noop("No hay territorios entre los cuales repartir."))
    for name, amount in amounts.items():
        if amount < 0:
            raise CeilingError(gettext_noop("El techo de %(name)s no puede ser negativo."), name=name)
    given = sum(amounts.values())
    if given < total:
        text = gettext_noop("Los techos suman %(share)s y el total es %(budget)s: faltan %(left)s.")
        raise CeilingError(text, share=given, budget=total, left=total - given)
    if given > total:
        text = gettext_noop("Los techos suman %(share)s y el total es %(budget)s: sobran %(left)s.")
        raise CeilingError(text, share=given, budget=total, left=given - total)


def work_out_again(told: Mapping[str, Any]) -> tuple[Share, ...]:
    """The shares from a published file (see docs/rulebook/ceilings.md): every number in it is a text, to stay exact.

    >>> told = {"total": "90", "inputs": {"a": {"p": "1.5"}, "b": {"p": "3"}}, "weights": {"p": "1"}}
    >>> [s.amount for s in work_out_again(told)]
    [30, 60]
    """
    return share_out(
        int(told["total"]),
        {place: {name: Fraction(value) for name, value in row.items()} for place, row in told["inputs"].items()},
        {name: Fraction(weight) for name, weight in told["weights"].items()},
        int(told.get("floor") or 0),
        int(told.get("unit") or 1),
        cap=int(told["cap"]) if told.get("cap") else None,
        readings=told.get("readings") or {},
    )


def growth(first: int, last: int) -> Fraction:
    """How much a ceiling grew, as a fraction of the first: 1/2 is 50 %.

    >>> growth(200, 300)
    Fraction(1, 2)
    """
    if first <= 0:
        raise CeilingError(gettext_noop("No se puede medir el crecimiento desde un techo de cero."))
    return Fraction(last - first, first)


def _check(
    total: int, inputs: Collection[str], weights: Mapping[str, Number], floor: int, unit: int, cap: int | None
) -> None:
    count = len(inputs)
    if not inputs:
        raise CeilingError(gettext_noop("No hay territorios entre los cuales repartir."))
    if total <= 0 or unit <= 0 or floor < 0:
        raise CeilingError(gettext_noop("El total y la unidad son mayores que cero; el piso no es negativo."))
    if any(w < 0 for w in weights.values()) or not any(weights.values()):
        raise CeilingError(gettext_noop("Los pesos de la fórmula no pueden ser negativos ni todos cero."))
    if cap is not None and cap < max(floor, 1):
        raise CeilingError(gettext_noop("El tope tiene que ser mayor que cero y no menor que el piso."))
    if floor % unit or (cap or 0) % unit:
        raise CeilingError(gettext_noop("El piso y el tope tienen que ser múltiplos de %(unit)s."), unit=unit)
    if floor * count > total:
        text = gettext_noop("El piso de %(floor)s para %(count)s territorios pasa del total de %(budget)s.")
        raise CeilingError(text, floor=floor, count=count, budget=total)
    if cap is not None and cap * count < total:
        text = gettext_noop("Con el tope de %(cap)s para %(count)s territorios no se reparte el total de %(budget)s.")
        raise CeilingError(text, cap=cap, count=count, budget=total)


def _parts(inputs: Table, weights: Mapping[str, Number], readings: Mapping[str, str]) -> dict[str, dict[str, Fraction]]:
    """What each input gives each territory of the whole: all of them together add up to 1."""
    whole = sum(map(Fraction, weights.values()))
    result: dict[str, dict[str, Fraction]] = {t: {} for t in inputs}
    for name, weight in weights.items():
        if not weight:
            continue
        column = _column(inputs, name, readings.get(name, DIRECT))
        total = sum(column.values())
        for territory, value in column.items():
            result[territory][name] = value / total * Fraction(weight) / whole
    return result


def _column(inputs: Table, name: str, reading: str) -> dict[str, Fraction]:
    """The values of an input as they count."""
    for territory, values in inputs.items():
        if name not in values:
            text = gettext_noop("Falta el dato «%(name)s» de %(territory)s.")
            raise CeilingError(text, name=name, territory=territory)
    column = {t: Fraction(values[name]) for t, values in inputs.items()}
    if any(v < 0 for v in column.values()) or not any(column.values()):
        text = gettext_noop("El dato «%(name)s» tiene valores negativos o es cero en todos los territorios.")
        raise CeilingError(text, name=name)
    if reading == DIRECT:
        return column
    if reading != INVERSE:
        raise CeilingError(gettext_noop("No se conoce la lectura «%(reading)s» de un dato."), reading=reading)
    zero = next((t for t, v in column.items() if not v), None)
    if zero is not None:
        text = gettext_noop("El dato «%(name)s» cuenta al revés y no puede ser cero: lo es en %(territory)s.")
        raise CeilingError(text, name=name, territory=zero)
    return {t: 1 / v for t, v in column.items()}


def _within_bounds(
    units: int, weight_of: Mapping[str, Fraction], floor: int, cap: int | None
) -> tuple[dict[str, Fraction], set[str], set[str]]:
    """Each one's exact part in units, who stands at the floor, and who at the cap.

    Lifting one to the floor lowers the others, and holding one at the cap lifts them, so it is asked again until
    nobody new is outside. In each round only the side that moves more money is settled: the other may come back in.
    """
    low: set[str] = set()
    high: set[str] = set()
    while True:
        free = {t: w for t, w in weight_of.items() if t not in low and t not in high}
        left = Fraction(units - floor * len(low) - (cap or 0) * len(high))
        exact = _by_weight(left, free, floor)
        under = {t for t, e in exact.items() if e < floor}
        over = {t for t, e in exact.items() if cap is not None and e > cap}
        missing = sum(floor - exact[t] for t in under) - sum(exact[t] - (cap or 0) for t in over)
        if not under and not over:
            held = dict.fromkeys(low, Fraction(floor)) | dict.fromkeys(high, Fraction(cap or 0))
            return held | exact, low, high
        if missing >= 0:
            low |= under
        if missing <= 0:
            high |= over


def _by_weight(left: Fraction, free: Mapping[str, Fraction], floor: int) -> dict[str, Fraction]:
    whole = sum(free.values())
    if whole:
        return {t: left * w / whole for t, w in free.items()}
    if left > floor * len(free):
        text = gettext_noop("El tope no deja repartir todo: los territorios que no llegan a él no tienen peso.")
        raise CeilingError(text)
    return dict.fromkeys(free, Fraction(floor))


def _largest_remainders(units: int, exact: Mapping[str, Fraction]) -> dict[str, int]:
    amounts = {t: int(e) for t, e in exact.items()}
    # Equal remainders go in the order of the territories' codes: stated beforehand, so nobody can choose it.
    order = sorted(exact, key=lambda t: (amounts[t] - exact[t], t))
    for territory in order[: units - sum(amounts.values())]:
        amounts[territory] += 1
    return amounts


@dataclass(frozen=True, slots=True)
class _Because:
    """Says why a territory received what it did: what each input gave, what a bound changed, what rounding did."""

    total: int
    inputs: Table
    weights: Mapping[str, Number]
    readings: Mapping[str, str]
    unit: int
    odd: int
    lucky: str

    def of(
        self, territory: str, parts: Mapping[str, Fraction], exact: Fraction, amount: int, bound: int
    ) -> tuple[Sentence, ...]:
        """`exact`: the money before rounding; `bound`: 1 at the floor, -1 at the cap."""
        weight = sum(parts.values(), Fraction(0))
        money = self.total * weight
        said = [self._of_input(territory, name, part) for name, part in parts.items()]
        text = gettext_noop("Su peso es %(percent)s %% del total: le tocan %(money)s.")
        said.append(Sentence(text, {"percent": weight * 100, "money": money}))
        if bound:
            text = gettext_noop("Es más que el tope: queda en el tope, %(share)s.")
            if bound > 0:
                text = gettext_noop("Es menos que el piso: sube al piso, %(share)s.")
            said.append(Sentence(text, {"share": exact}))
        elif abs(exact - money) >= self.unit:
            text = gettext_noop("Los pisos y topes de otros cambian lo que queda por repartir: le tocan %(share)s.")
            said.append(Sentence(text, {"share": exact}))
        rest = self.odd if territory == self.lucky else 0
        if not bound and amount - rest > exact:
            text = gettext_noop("Al redondear sobraba dinero y su resto era de los mayores: sube a %(share)s.")
            said.append(Sentence(text, {"share": amount - rest}))
        if rest:
            text = gettext_noop("Recibe además %(left)s que no alcanzan para otra unidad de %(unit)s.")
            said.append(Sentence(text, {"left": rest, "unit": self.unit}))
        return tuple(said)

    def _of_input(self, territory: str, name: str, part: Fraction) -> Sentence:
        importance = Fraction(self.weights[name]) / sum(map(Fraction, self.weights.values()))
        text = gettext_noop(
            "«%(name)s» vale %(value)s: es el %(percent)s %% entre todos y pesa %(weight)s %%; suma %(part)s %%."
        )
        if self.readings.get(name) == INVERSE:
            text = gettext_noop(
                "«%(name)s» vale %(value)s y cuenta al revés, a menos más: es el %(percent)s %% entre todos y pesa "
                "%(weight)s %%; suma %(part)s %%."
            )
        params: dict[str, Value] = {
            "name": name, "value": Fraction(self.inputs[territory][name]), "percent": part / importance * 100,
            "weight": importance * 100, "part": part * 100,
        }  # fmt: skip
        return Sentence(text, params)
