"""Does a plan hang together, and what is said where it does not?"""

import pytest

from convite.rulebook.plans import PlanRow, check_plan, depth_of, parent_of, parents_of

TREE = [PlanRow("1"), PlanRow("1.1"), PlanRow("1.1.1"), PlanRow("2"), PlanRow("2-A", parent="2")]


def faults(*rows, years=(2020, 2031)):
    return [(fault.code, fault.field, str(fault.reason)) for fault in check_plan(rows, *years)]


def test_check_plan_of_a_tree_finds_nothing():
    assert faults(*TREE) == []


def test_parents_of_are_those_said_or_those_of_the_letters():
    rows = [PlanRow("A"), PlanRow("A.1"), PlanRow("X", parent="A")]

    assert parents_of(rows) == {"A": "", "A.1": "A", "X": "A"}


@pytest.mark.parametrize(
    ("code", "parent"), [("1.2.3", "1"), ("1", ""), ("12", ""), ("1-2", "1"), ("7.1", ""), ("", "")]
)
def test_parent_of_is_the_longest_known_beginning(code, parent):
    assert parent_of(code, {"1", "12"} - {code}) == parent


def test_depth_of_a_circle_is_none():
    assert depth_of("a", {"a": "b", "b": "a"}) == 0


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([PlanRow("1", parent="9")], [("1", "parent", "No hay ninguna línea ni programa con el código «9».")]),
        (
            [PlanRow("a", parent="b"), PlanRow("b", parent="a")],
            [(code, "parent", "Estos códigos cuelgan unos de otros en círculo.") for code in "ab"],
        ),
        (
            [PlanRow("1"), PlanRow("1.1"), PlanRow("1.1.1"), PlanRow("1.1.1.1")],
            [("1.1.1.1", "parent", "Cuelga de la meta «1.1.1»: debajo de una meta no va nada.")],
        ),
        (
            [PlanRow("1", level="goal")],
            [("1", "level", "No cuelga de nada: es una línea, y el nivel dice otra cosa.")],
        ),
        (
            [PlanRow("1", starts_in=2019)],
            [("1", "starts_in", "El año 2019 se sale de los de aquello de lo que cuelga: 2020 a 2031.")],
        ),
        (
            [PlanRow("1", starts_in=2024, ends_in=2027), PlanRow("1.1", ends_in=2028)],
            [("1.1", "ends_in", "El año 2028 se sale de los de aquello de lo que cuelga: 2024 a 2027.")],
        ),
    ],
)
def test_check_plan_says_where_and_why(rows, found):
    assert faults(*rows) == found
