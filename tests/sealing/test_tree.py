"""The tree is that of RFC 6962; its proofs show what they should and nothing else; a twin written naively agrees."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.sealing.tree import (
    EMPTY_ROOT,
    Frontier,
    Place,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    roots_at,
    verify_consistency,
    verify_inclusion,
)
from tests.sealing.cases import leaves_of

# The tree by which implementations of Certificate Transparency are compared: eight entries, and the roots of the first
# 0 to 8 of them.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSIONS = {
    (0, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (5, 8): ["bc1a0643", "ca854ea1", "d37ee418"],
    (2, 3): ["fac54203"],
    (1, 5): ["6e340b9c", "5f083f0a", "bc1a0643"],
}
CONSISTENCIES = {
    (1, 8): ["96a296d2", "5f083f0a", "6b47aaf2"],
    (6, 8): ["0ebc5d34", "ca854ea1", "d37ee418"],
    (2, 5): ["5f083f0a", "bc1a0643"],
    (1, 1): [],
}
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]


def naive_root(leaves):
    """The definition, as the RFC writes it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:middle]) + naive_root(leaves[middle:])).digest()


def naive_path(index, leaves):
    if len(leaves) < 2:
        return []
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    if index < middle:
        return [*naive_path(index, leaves[:middle]), naive_root(leaves[middle:])]
    return [*naive_path(index - middle, leaves[middle:]), naive_root(leaves[:middle])]


def stored(leaves):
    """What a database would keep, and how it would be asked."""
    nodes = Frontier().grown(leaves)[1]
    return lambda places: {place: nodes[place] for place in places}


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_that_of_the_reference_tree(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize("place", INCLUSIONS)
def test_an_inclusion_proof_is_that_of_the_reference_tree(place):
    index, size = place
    assert [found.hex()[:8] for found in inclusion_proof(index, size, stored(LEAVES))] == INCLUSIONS[place]


@pytest.mark.parametrize("sizes", CONSISTENCIES)
def test_a_consistency_proof_is_that_of_the_reference_tree(sizes):
    assert [found.hex()[:8] for found in consistency_proof(*sizes, stored(LEAVES))] == CONSISTENCIES[sizes]


@given(st.lists(st.integers(0, 60), max_size=6))
def test_a_tree_grown_in_batches_has_the_root_of_the_whole(batches):
    leaves, frontier, start = leaves_of(sum(batches)), Frontier(), 0
    for batch in batches:
        frontier = Frontier(frontier.size, frontier.hashes).grown(leaves[start : start + batch])[0]
        start += batch
    assert (frontier.size, frontier.root()) == (len(leaves), naive_root(leaves))


@given(st.lists(st.integers(1, 40), min_size=2, max_size=4))
def test_nodes_stored_batch_by_batch_are_those_of_the_whole(batches):
    leaves, frontier, nodes = leaves_of(sum(batches)), Frontier(), {}
    for batch in batches:
        frontier, complete = frontier.grown(leaves[frontier.size : frontier.size + batch])
        assert not nodes.keys() & complete.keys()
        nodes |= complete
    assert nodes == Frontier().grown(leaves)[1]


@given(st.data(), st.integers(1, 130))
def test_an_inclusion_proof_is_the_twins_and_leads_to_the_root(data, size):
    leaves, index = leaves_of(size), data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, stored(leaves_of(size + 9)))
    assert proof == naive_path(index, leaves)
    assert verify_inclusion(leaves[index], index, size, proof, naive_root(leaves))


@given(st.data(), st.integers(1, 130))
def test_a_false_inclusion_is_refused(data, size):
    leaves, index = leaves_of(size), data.draw(st.integers(0, size - 1))
    proof, root = naive_path(index, leaves), naive_root(leaves)
    other = data.draw(st.integers(0, size + 2).filter(lambda place: place != index))
    broken = [*proof, leaves[0]] if data.draw(st.booleans()) else [bytes([found[0] ^ 1]) + found[1:] for found in proof]
    assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, root)
    assert not verify_inclusion(leaves[index], other, size, proof, root)
    assert broken == [] or not verify_inclusion(leaves[index], index, size, broken, root)


@given(st.data(), st.integers(0, 130))
def test_a_consistency_proof_leads_from_the_old_root_to_the_new(data, size):
    leaves, old = leaves_of(size), data.draw(st.integers(0, size))
    proof = consistency_proof(old, size, stored(leaves))
    assert verify_consistency(old, size, proof, naive_root(leaves[:old]), naive_root(leaves))


@given(st.data(), st.integers(2, 130))
def test_a_log_that_changed_one_leaf_cannot_be_shown_consistent(data, size):
    leaves, old = leaves_of(size), data.draw(st.integers(1, size))
    seen = naive_root(leaves[:old])
    leaves[data.draw(st.integers(0, old - 1))] = leaf_hash(b"another")
    proof = consistency_proof(old, size, stored(leaves))
    assert not verify_consistency(old, size, proof, seen, naive_root(leaves))


@given(st.data(), st.integers(2, 130))
def test_a_broken_consistency_proof_is_refused(data, size):
    leaves, old = leaves_of(size), data.draw(st.integers(1, size - 1))
    proof = consistency_proof(old, size, stored(leaves))
    place = data.draw(st.integers(0, len(proof) - 1))
    changed = [*proof[:place], leaf_hash(b"another"), *proof[place + 1 :]]
    for broken in (changed, proof[:place] + proof[place + 1 :], [*proof, leaves[0]]):
        assert not verify_consistency(old, size, broken, naive_root(leaves[:old]), naive_root(leaves))


def test_a_proof_asks_for_its_nodes_once():
    asked = []
    nodes = Frontier().grown(leaves_of(100))[1]
    inclusion_proof(41, 100, lambda places: asked.append(len(places)) or nodes)
    assert (len(asked), asked[0] <= 13) == (1, True)


@pytest.mark.parametrize(("old", "size"), [(3, 2), (-1, 2)])
def test_a_tree_that_shrank_has_no_proof(old, size):
    with pytest.raises(IndexError):
        consistency_proof(old, size, stored(leaves_of(4)))
    assert not verify_consistency(old, size, [], EMPTY_ROOT, EMPTY_ROOT)


def test_a_leaf_that_is_not_there_has_no_proof():
    with pytest.raises(IndexError):
        inclusion_proof(4, 4, stored(leaves_of(4)))


def test_a_node_does_not_pass_for_a_leaf():
    left, right = leaves_of(2)
    assert leaf_hash(left + right) != root_of([left, right])


def test_roots_are_told_at_each_size_in_one_pass():
    leaves = leaves_of(21)
    assert roots_at([0, 5, 21, 22], iter(leaves)) == (21, {n: naive_root(leaves[:n]) for n in (0, 5, 21)})


def test_a_frontier_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="one hash for each bit"):
        Frontier(3, (bytes(32),))


def test_places_compare_as_a_database_returns_them():
    assert Place(2, 1) == (2, 1)
