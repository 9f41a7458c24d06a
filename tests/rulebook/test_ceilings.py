"""How the money is shared out: exactly, by the stated weights, between floor and cap, with nothing lost in rounding."""

import doctest
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convite.rulebook import ceilings
from convite.rulebook.ceilings import CeilingError, check_adopted, growth, share_out, work_out_again

DOC = Path(__file__).resolve().parents[2] / "docs" / "rulebook" / "ceilings.md"
values = st.integers(1, 10**7)
tables = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=4), st.fixed_dictionaries({"p": values, "q": values}), min_size=1
)


@st.composite
def formulas(draw):
    """A formula that can be shared out: its bounds leave room, its total has an odd rest or none."""
    inputs, unit = draw(tables), draw(st.sampled_from([1, 7, 100]))
    count, units = len(inputs), draw(st.integers(100, 10**9))
    floor = draw(st.integers(0, units // count)) * unit
    cap = draw(st.none() | st.integers(units // count + 1, units + 1).map(lambda u: u * unit))
    weights = {"p": draw(st.integers(0, 5)), "q": draw(st.integers(1, 5))}
    readings = {"p": draw(st.sampled_from(["direct", "inverse"]))}
    rest = draw(st.integers(0, unit - 1))
    arguments = {"weights": weights, "floor": floor, "cap": cap, "unit": unit, "readings": readings}
    return {"total": units * unit + rest, "inputs": inputs, **arguments}


def amounts(formula) -> dict[str, int]:
    return {s.territory: s.amount for s in share_out(**formula)}


def naive_exact(formula) -> dict[str, Fraction]:
    """The exact parts found another way: by the one level that fills the total, not by settling sides in rounds.

    What one receives at a level is level × weight, held between floor and cap. The sum grows with the level in straight
    pieces, which meet where somebody leaves the floor or reaches the cap: the last of these turns below the total is
    found, and from there it is one division.
    """
    unit, cap, units = formula["unit"], formula["cap"], formula["total"] // formula["unit"]
    low, high = Fraction(formula["floor"], unit), Fraction(cap or formula["total"], unit)
    weight_of = {s.territory: s.weight for s in share_out(**formula)}

    def filled(level: Fraction) -> dict[str, Fraction]:
        return {t: min(max(level * w, low), high) for t, w in weight_of.items()}

    turns = {bound / w for w in weight_of.values() for bound in (low, high)}
    level = max(turn for turn in turns if sum(filled(turn).values()) <= units)
    growing = sum(w for w in weight_of.values() if low <= level * w < high)
    return filled(level + (units - sum(filled(level).values())) / growing if growing else level)


@given(formulas())
def test_share_out_adds_up_exactly(formula):
    assert sum(amounts(formula).values()) == formula["total"]


@given(formulas())
def test_share_out_keeps_everybody_between_floor_and_cap(formula):
    most = formula["cap"] or formula["total"]
    assert [a for a in amounts(formula).values() if not formula["floor"] <= a <= most] == []


@given(formulas())
def test_share_out_gives_multiples_of_the_unit_but_for_the_rest_of_the_total(formula):
    rests = [a % formula["unit"] for a in amounts(formula).values() if a % formula["unit"]]
    assert rests == [r for r in [formula["total"] % formula["unit"]] if r]


@given(formulas())
def test_share_out_is_within_a_unit_of_the_exact_part(formula):
    exact = naive_exact(formula)
    rest = formula["total"] % formula["unit"]
    far = [t for t, a in amounts(formula).items() if abs(Fraction(a, formula["unit"]) - exact[t]) > 1 + bool(rest)]
    assert far == []


@given(formulas(), st.randoms())
def test_share_out_does_not_depend_on_the_order(formula, random):
    rows = list(formula["inputs"].items())
    random.shuffle(rows)
    assert amounts({**formula, "inputs": dict(rows)}) == amounts(formula)


@given(formulas(), st.integers(1, 10**6), st.sampled_from("pq"))
def test_share_out_gives_no_less_for_more_need(formula, more, name):
    """Without a rest: who takes the odd pesos may change hands."""
    formula["total"] -= formula["total"] % formula["unit"]
    place = min(formula["inputs"])
    row = formula["inputs"][place]
    grown = {**formula, "inputs": {**formula["inputs"], place: {**row, name: row[name] + more}}}
    before, after = amounts(formula)[place], amounts(grown)[place]
    assert after <= before if formula["readings"].get(name) == "inverse" else after >= before


@given(formulas())
def test_share_out_by_scaled_weights_is_the_same(formula):
    scaled = {name: Fraction(weight, 3) for name, weight in formula["weights"].items()}
    assert amounts({**formula, "weights": scaled}) == amounts(formula)


@given(formulas())
def test_parts_of_the_inputs_add_up_to_the_weight_and_weights_to_one(formula):
    shares = share_out(**formula)
    assert [s.territory for s in shares if sum(s.parts.values()) != s.weight] == []
    assert sum(s.weight for s in shares) == 1


@given(formulas())
def test_work_out_again_from_texts_gives_the_same(formula):
    assume(formula["cap"] != 0)
    told = {name: str(formula[name]) for name in ("total", "floor", "unit")}
    told |= {"cap": formula["cap"] and str(formula["cap"]), "readings": formula["readings"]}
    told |= {"weights": {n: str(w) for n, w in formula["weights"].items()}}
    told |= {"inputs": {t: {n: str(v) for n, v in row.items()} for t, row in formula["inputs"].items()}}

    assert {s.territory: s.amount for s in work_out_again(told)} == amounts(formula)


def test_share_out_by_two_inputs_weighs_each():
    inputs = {"a": {"people": 3, "poverty": 1}, "b": {"people": 1, "poverty": 1}}
    shares = share_out(1000, inputs, {"people": 1, "poverty": 1})
    assert [(s.territory, s.amount, s.weight) for s in shares] == [
        ("a", 625, Fraction(5, 8)),
        ("b", 375, Fraction(3, 8)),
    ]


def test_share_out_by_an_inverse_input_gives_more_to_less():
    shares = share_out(
        900, {"a": {"quality": 20}, "b": {"quality": 40}}, {"quality": 1}, readings={"quality": "inverse"}
    )
    assert [s.amount for s in shares] == [600, 300]


def test_share_out_gives_equal_remainders_in_order_of_code():
    shares = share_out(10, {"c": {"p": 1}, "a": {"p": 1}, "b": {"p": 1}}, {"p": 1})
    assert {s.territory: s.amount for s in shares} == {"a": 4, "b": 3, "c": 3}


def test_share_out_gives_the_rest_of_the_total_to_the_heaviest_below_its_cap():
    shares = share_out(1003, {"a": {"p": 8}, "b": {"p": 1}, "c": {"p": 1}}, {"p": 1}, unit=10, cap=600)
    assert {s.territory: s.amount for s in shares} == {"a": 600, "b": 200, "c": 203}


def test_share_out_lifts_to_the_floor_and_says_so():
    shares = share_out(100, {"big": {"p": 99}, "small": {"p": 1}}, {"p": 1}, floor=10)
    assert [(s.amount, s.at_floor, s.at_cap) for s in shares] == [(90, False, False), (10, True, False)]
    assert [str(reason) for reason in shares[1].reasons] == [
        "«p» vale 1: es el 1 % entre todos y pesa 100 %; suma 1 %.",
        "Su peso es 1 % del total: le tocan 1.",
        "Es menos que el piso: sube al piso, 10.",
    ]


def test_share_out_holds_at_the_cap_and_says_so():
    shares = share_out(100, {"big": {"p": 98}, "small": {"p": 2}}, {"p": 1}, cap=70)
    assert [(s.amount, s.at_floor, s.at_cap) for s in shares] == [(70, False, True), (30, False, False)]
    assert [str(shares[0].reasons[-1]), str(shares[1].reasons[-1])] == [
        "Es más que el tope: queda en el tope, 70.",
        "Los pisos y topes de otros cambian lo que queda por repartir: le tocan 30.",
    ]


def test_share_out_with_cap_and_floor_settles_the_side_that_moves_more_first():
    """By weight alone b, c and d would be lifted; what a leaves at its cap lifts b and c above the floor by itself."""
    inputs = {"a": {"p": 80}, "b": {"p": 9}, "c": {"p": 8}, "d": {"p": 3}}
    shares = share_out(100, inputs, {"p": 1}, floor=10, cap=40)
    assert {s.territory: (s.amount, s.at_floor, s.at_cap) for s in shares} == {
        "a": (40, False, True), "b": (26, False, False), "c": (24, False, False), "d": (10, True, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"inputs": {}}, "No hay territorios entre los cuales repartir."),
        ({"total": 0}, "El total y la unidad son mayores que cero; el piso no es negativo."),
        ({"weights": {"p": 0}}, "Los pesos de la fórmula no pueden ser negativos ni todos cero."),
        ({"weights": {"p": -1}}, "Los pesos de la fórmula no pueden ser negativos ni todos cero."),
        ({"inputs": {"a": {"p": 0}}}, "El dato «p» tiene valores negativos o es cero en todos los territorios."),
        ({"inputs": {"a": {"p": 1}, "b": {}}}, "Falta el dato «p» de b."),
        ({"floor": 6}, "El piso de 6 para 2 territorios pasa del total de 10."),
        ({"cap": 4}, "Con el tope de 4 para 2 territorios no se reparte el total de 10."),
        ({"cap": 2, "floor": 3}, "El tope tiene que ser mayor que cero y no menor que el piso."),
        ({"floor": 3, "unit": 2}, "El piso y el tope tienen que ser múltiplos de 2."),
        ({"readings": {"p": "sideways"}}, "No se conoce la lectura «sideways» de un dato."),
        (
            {"inputs": {"a": {"p": 1}, "b": {"p": 0}}, "readings": {"p": "inverse"}},
            "El dato «p» cuenta al revés y no puede ser cero: lo es en b.",
        ),
        (
            {"inputs": {"a": {"p": 1}, "b": {"p": 0}}, "cap": 6},
            "El tope no deja repartir todo: los territorios que no llegan a él no tienen peso.",
        ),
    ],
)
def test_share_out_refuses(changed, says):
    formula = {"total": 10, "inputs": {"a": {"p": 1}, "b": {"p": 1}}, "weights": {"p": 1}}
    with pytest.raises(CeilingError) as refusal:
        share_out(**(formula | changed))
    assert str(refusal.value) == says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "No hay territorios entre los cuales repartir."),
        ({"Manrique": 60, "Popular": -1}, "El techo de Popular no puede ser negativo."),
        ({"Manrique": 60, "Popular": 39}, "Los techos suman 99 y el total es 100: faltan 1."),
        ({"Manrique": 60, "Popular": 45}, "Los techos suman 105 y el total es 100: sobran 5."),
    ],
)
def test_check_adopted_refuses_what_does_not_add_up(typed, says):
    with pytest.raises(CeilingError) as refusal:
        check_adopted(100, typed)
    assert str(refusal.value) == says


def test_growth_is_exact():
    assert growth(3, 4) == Fraction(1, 3)


def test_growth_from_zero_refuses():
    with pytest.raises(CeilingError):
        growth(0, 4)


def test_the_examples_of_the_page_and_of_the_module_hold():
    page = doctest.testfile(str(DOC), module_relative=False)
    assert (page.failed, page.attempted > 0, doctest.testmod(ceilings).failed) == (0, True, 0)
