"""How the money is shared out: exactly, by the stated weights, with nothing lost in rounding."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.rulebook.ceilings import CeilingError, growth, share_out

values = st.integers(0, 10**7)
tables = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=4), st.fixed_dictionaries({"p": values, "q": values}), min_size=1
)


@given(tables, st.integers(1, 10**14), st.integers(1, 5), st.integers(1, 5), st.integers(1, 10_000))
def test_share_out_adds_up_exactly(inputs, total, p, q, unit):
    for row in inputs.values():
        row["p"], row["q"] = row["p"] + 1, row["q"] + 1
    shares = share_out(total, inputs, {"p": p, "q": q}, unit=unit)
    assert sum(s.amount for s in shares) == total


@given(tables, st.integers(10**6, 10**12))
def test_share_out_leaves_nobody_below_the_floor(inputs, total):
    for row in inputs.values():
        row["p"] += 1
    floor = total // (2 * len(inputs))
    shares = share_out(total, inputs, {"p": 1}, floor=floor)
    assert [s for s in shares if s.amount < floor] == []
    assert sum(s.amount for s in shares) == total


def test_share_out_by_two_inputs_weighs_each():
    inputs = {"a": {"people": 3, "poverty": 1}, "b": {"people": 1, "poverty": 1}}
    shares = share_out(1000, inputs, {"people": 1, "poverty": 1})
    assert [(s.territory, s.amount, s.weight) for s in shares] == [
        ("a", 625, Fraction(5, 8)),
        ("b", 375, Fraction(3, 8)),
    ]


def test_share_out_gives_equal_remainders_in_order_of_code():
    shares = share_out(10, {"c": {"p": 1}, "a": {"p": 1}, "b": {"p": 1}}, {"p": 1})
    assert {s.territory: s.amount for s in shares} == {"a": 4, "b": 3, "c": 3}


def test_share_out_lifts_to_the_floor_and_says_so():
    shares = share_out(100, {"big": {"p": 99}, "small": {"p": 1}}, {"p": 1}, floor=10)
    assert [(s.amount, s.at_floor) for s in shares] == [(90, False), (10, True)]
    assert str(shares[1].reason) == "Su peso es 1 %; por ser poco recibe el piso."


@pytest.mark.parametrize(
    ("total", "inputs", "weights", "floor", "says"),
    [
        (10, {}, {"p": 1}, 0, "No hay territorios entre los cuales repartir."),
        (0, {"a": {"p": 1}}, {"p": 1}, 0, "El total y la unidad son mayores que cero; el piso no es negativo."),
        (10, {"a": {"p": 1}}, {"p": 0}, 0, "Los pesos de la fórmula no pueden ser negativos ni todos cero."),
        (10, {"a": {"p": 0}}, {"p": 1}, 0, "El dato «p» tiene valores negativos o es cero en todos los territorios."),
        (10, {"a": {"p": 1}, "b": {"p": 1}}, {"p": 1}, 6, "El piso de 6 para 2 territorios pasa del total de 10."),
    ],
)
def test_share_out_refuses(total, inputs, weights, floor, says):
    with pytest.raises(CeilingError) as refusal:
        share_out(total, inputs, weights, floor=floor)
    assert str(refusal.value) == says


def test_growth_is_exact():
    assert growth(3, 4) == Fraction(1, 3)


def test_growth_from_zero_refuses():
    with pytest.raises(CeilingError):
        growth(0, 4)
