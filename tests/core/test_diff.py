"""Does a comparison show what changed, in its language, and lose nothing?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.core.diff import compare_snapshots, compare_texts


def shown(before, after):
    return [(piece.kind, piece.text) for piece in compare_texts(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("igual", "igual", [("same", "igual")]),
        ("", "nuevo", [("added", "nuevo")]),
        ("viejo", "", [("removed", "viejo")]),
        ("una cancha", "dos canchas", [("removed", "una"), ("added", "dos"), ("same", " "), ("removed", "cancha"),
                                       ("added", "canchas")]),
        ("niño", "niña", [("removed", "niño"), ("added", "niña")]),
        ("$1.000", "$1.200", [("same", "$1."), ("removed", "000"), ("added", "200")]),
    ],
)  # fmt: skip
def test_compare_texts_goes_word_by_word(before, after, pieces):
    assert shown(before, after) == pieces


@given(st.text(max_size=200), st.text(max_size=200))
def test_compare_texts_gives_both_texts_back(before, after):
    pieces = compare_texts(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_compare_texts_of_a_long_plan_takes_a_moment():
    plan = "\n".join(f"Línea {number}: parque, escuela y vía." for number in range(5_000))
    start = time.perf_counter()
    pieces = compare_texts(plan, plan.replace("Línea 9:", "Línea nueve:"))
    assert [piece.text.splitlines()[0] for piece in pieces if piece.kind == "added"][:1] == [
        "Línea nueve: parque, escuela y vía."
    ]
    assert time.perf_counter() - start < 5


def test_compare_snapshots_tells_each_language_apart():
    before = {"title": {"es": "Parque", "en": "Park"}, "cost": 5}
    after = {"title": {"es": "Parque", "en": "Green park"}, "cost": 7}
    changes = [(change.field, change.language) for change in compare_snapshots(before, after)]
    assert changes == [("title", "en"), ("cost", "")]


def test_compare_snapshots_shows_a_language_that_was_added_and_a_field_that_went_away():
    changes = compare_snapshots({"title": {"es": "A"}, "note": "x"}, {"title": {"es": "A", "fr": "B"}})
    assert [(c.field, c.language, c.pieces[0].kind) for c in changes] == [
        ("title", "fr", "added"), ("note", "", "removed"),
    ]  # fmt: skip


def test_compare_snapshots_of_equal_ones_is_empty():
    assert compare_snapshots({"a": {"es": "x"}}, {"a": {"es": "x"}}) == ()
