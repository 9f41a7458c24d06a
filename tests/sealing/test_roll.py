"""Published totals keep their sum and tell of nobody."""

from hypothesis import given
from hypothesis import strategies as st

from convite.sealing import Cell, published_roll
from convite.sealing.roll import small_cells

cells = st.lists(
    st.builds(
        Cell,
        st.sampled_from(["Aures", "Bello Horizonte", "Castilla", "Enciso"]),
        st.sampled_from("osa"),
        st.integers(0, 30),
    ),
    unique_by=lambda cell: cell[:2],
)


@given(cells)
def test_the_sum_stays_and_no_cell_is_small(roll):
    found = published_roll(roll)
    assert sum(cell.ballots for cell in found) == sum(cell.ballots for cell in roll)
    assert small_cells(found) == ()


@given(cells)
def test_large_cells_of_large_territories_are_told_as_they_are(roll):
    large = [cell for cell in roll if cell.ballots >= 10]
    assert published_roll(large) == tuple(sorted(large))


def test_a_lone_small_territory_takes_the_next_smallest_along():
    roll = [Cell("Aures", "o", 4), Cell("Castilla", "o", 40), Cell("Enciso", "o", 12)]
    assert published_roll(roll) == (Cell("", "", 16), Cell("Castilla", "o", 40))


def test_fewer_than_ten_in_all_are_one_number():
    assert published_roll([Cell("Aures", "o", 4), Cell("Enciso", "s", 2)]) == (Cell("", "", 6),)


def test_nobody_voted():
    assert published_roll([Cell("Aures", "o", 0)]) == ()
