"""How is the money of an edition shared out among its territories?

Words: a territory's *ceiling* is the money that its people may decide. The *formula* gives each territory a weight:
the sum of its share of each published input (population, poverty index…), times the weight of that input. A *floor*
is the least that anyone receives. Rounding never loses a peso: what the divisions leave over goes, unit by unit, to
the largest remainders (Hamilton's method), so the ceilings add up to the total exactly.

Source: the procedure of Decreto 0697 of 2017 (Medellín) as a settable formula; largest remainders as in Hamilton
(1792). All arithmetic is exact. Not here: where the inputs come from, and who adopts the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from convite.rulebook.words import Sentence, gettext_noop

FORMULA = "weights-floor-largest-remainder/1"


class CeilingError(ValueError):
    """The inputs cannot be shared out; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Share:
    """A territory's ceiling in units of `unit`, its exact weight, and the reason in a sentence."""

    territory: str
    amount: int
    weight: Fraction
    at_floor: bool
    reason: Sentence


def share_out(
    total: int,
    inputs: Mapping[str, Mapping[str, Fraction | int]],
    weights: Mapping[str, Fraction | int],
    floor: int = 0,
    unit: int = 1,
) -> tuple[Share, ...]:
    """Shares `total` (minor units) among the territories of `inputs` (territory → input → published value ≥ 0).

    `weights` says how much each input counts (only their proportion matters); `floor` is the least of each territory;
    amounts are multiples of `unit`, except that the odd rest of the total goes to the heaviest territory.
    Raises CeilingError where nothing can be shared: no territory, weights that are all zero, floors above the total.

    >>> shares = share_out(100, {"a": {"people": 1}, "b": {"people": 2}}, {"people": 1})
    >>> [(s.territory, s.amount) for s in shares]
    [('a', 33), ('b', 67)]
    """
    _check(total, inputs, weights, floor, unit)
    weight_of = _weights(inputs, weights)
    at_floor = _below_floor(total, weight_of, floor)
    free = total - floor * len(at_floor)
    heavy = {t: w for t, w in weight_of.items() if t not in at_floor}
    amounts = dict.fromkeys(at_floor, floor) | _largest_remainders(free, heavy, unit)
    return tuple(
        Share(t, amounts[t], weight_of[t], t in at_floor, _reason(weight_of[t], t in at_floor)) for t in inputs
    )


def _check(
    total: int, inputs: Mapping[str, object], weights: Mapping[str, Fraction | int], floor: int, unit: int
) -> None:
    if not inputs:
        raise CeilingError(Sentence(gettext_noop("No hay territorios entre los cuales repartir.")))
    if total <= 0 or unit <= 0 or floor < 0:
        raise CeilingError(Sentence(gettext_noop("El total y la unidad son mayores que cero; el piso no es negativo.")))
    if any(w < 0 for w in weights.values()) or not any(weights.values()):
        raise CeilingError(Sentence(gettext_noop("Los pesos de la fórmula no pueden ser negativos ni todos cero.")))
    if floor * len(inputs) > total:
        text = gettext_noop("El piso de %(floor)s para %(count)s territorios pasa del total de %(budget)s.")
        raise CeilingError(Sentence(text, {"floor": floor, "count": len(inputs), "budget": total}))


def _weights(
    inputs: Mapping[str, Mapping[str, Fraction | int]], weights: Mapping[str, Fraction | int]
) -> dict[str, Fraction]:
    """Each territory's part of the whole, adding up to 1."""
    whole = sum(Fraction(w) for w in weights.values())
    result = dict.fromkeys(inputs, Fraction(0))
    for name, weight in weights.items():
        if not weight:
            continue
        column = {t: Fraction(values.get(name, 0)) for t, values in inputs.items()}
        if any(v < 0 for v in column.values()) or not any(column.values()):
            text = gettext_noop("El dato «%(name)s» tiene valores negativos o es cero en todos los territorios.")
            raise CeilingError(Sentence(text, {"name": name}))
        total = sum(column.values())
        for territory, value in column.items():
            result[territory] += value / total * Fraction(weight) / whole
    return result


def _below_floor(total: int, weight_of: Mapping[str, Fraction], floor: int) -> set[str]:
    """Who receives the floor. Lifting one lowers the others, so it is asked again until nobody new falls below."""
    lifted: set[str] = set()
    while True:
        free = total - floor * len(lifted)
        rest = sum(w for t, w in weight_of.items() if t not in lifted)
        new = {t for t, w in weight_of.items() if t not in lifted and (not rest or free * w / rest < floor)}
        if not new:
            return lifted
        lifted |= new


def _largest_remainders(total: int, weight_of: Mapping[str, Fraction], unit: int) -> dict[str, int]:
    if not weight_of:
        return {}
    whole = sum(weight_of.values())
    units, odd = divmod(total, unit)
    exact = {t: units * w / whole for t, w in weight_of.items()}
    amounts = {t: int(e) for t, e in exact.items()}
    # Equal remainders go in the order of the territories' codes: stated beforehand, so nobody can choose it.
    order = sorted(weight_of, key=lambda t: (amounts[t] - exact[t], t))
    for territory in order[: units - sum(amounts.values())]:
        amounts[territory] += 1
    result = {t: a * unit for t, a in amounts.items()}
    result[max(weight_of, key=lambda t: (weight_of[t], t))] += odd
    return result


def _reason(weight: Fraction, at_floor: bool) -> Sentence:
    params = {"percent": weight * 100}
    if at_floor:
        return Sentence(gettext_noop("Su peso es %(percent)s %%; por ser poco recibe el piso."), params)
    return Sentence(gettext_noop("Su peso es %(percent)s %% del total."), params)


def growth(first: int, last: int) -> Fraction:
    """How much a ceiling grew, as a fraction of the first: 1/2 is 50 %.

    >>> growth(200, 300)
    Fraction(1, 2)
    """
    if first <= 0:
        raise CeilingError(Sentence(gettext_noop("No se puede medir el crecimiento desde un techo de cero.")))
    return Fraction(last - first, first)
