"""Is a leaf in the log, and did the log only ever grow? The Merkle tree of RFC 6962: roots, proofs, verification.

Words: a *leaf* is the hash of an entry; a *node* the hash of what is below it; a *complete* node, at (level, at),
stands for the 2^level leaves from at · 2^level on, and never changes again: a database may store each once. A
*frontier* is the few complete nodes (at most one per level) from which the root follows and the tree goes on growing.
An *inclusion proof* leads from a leaf to the root; a *consistency proof* shows that an older tree is how the newer
one begins.

Source: RFC 6962, section 2.1; the verifications are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2. Hashes are
SHA-256.
Not here: where nodes are stored (the caller reads them), and who signs a root (notes, checkpoints).
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

HASH_LENGTH = 32
EMPTY_ROOT = hashlib.sha256().digest()


class Place(NamedTuple):
    """Where a complete node stands: level 0 are the leaves."""

    level: int
    at: int


# Asked once per proof with every place that it needs, so that a database answers with one query.
ReadNodes = Callable[[Sequence[Place]], Mapping[Place, bytes]]


def leaf_hash(entry: bytes) -> bytes:
    """The leaf of an entry: H(0x00 ‖ entry).

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The node above two: H(0x01 ‖ left ‖ right). The first byte keeps a node from passing for a leaf."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The end of a tree: how many leaves it has, and its complete nodes from the largest to the smallest.

    >>> one = Frontier().grown([leaf_hash(b"a"), leaf_hash(b"b")])[0]
    >>> two = one.grown([leaf_hash(b"c")])[0]
    >>> two.size, len(two.hashes), two.root() == root_of(map(leaf_hash, (b"a", b"b", b"c")))
    (3, 2, True)
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("a frontier has one hash for each bit of its size")

    def root(self) -> bytes:
        """The root of the whole tree."""
        return _folded(self.hashes) if self.hashes else EMPTY_ROOT

    def grown(self, leaves: Iterable[bytes]) -> tuple["Frontier", dict[Place, bytes]]:
        """The frontier after more leaves, and every node that became complete (leaves included), to be stored."""
        hashes, size, complete = list(self.hashes), self.size, {}
        for leaf in leaves:
            place, found = Place(0, size), leaf
            complete[place] = found
            while place.at & 1:
                place, found = Place(place.level + 1, place.at >> 1), node_hash(hashes.pop(), found)
                complete[place] = found
            hashes.append(found)
            size += 1
        return Frontier(size, tuple(hashes)), complete


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a list of leaves, in one pass and constant memory.

    >>> root_of([]) == EMPTY_ROOT
    True
    """
    hashes: list[bytes] = []
    for size, leaf in enumerate(leaves):
        _push(hashes, size, leaf)
    return _folded(hashes) if hashes else EMPTY_ROOT


def roots_at(sizes: Collection[int], leaves: Iterable[bytes]) -> tuple[int, dict[int, bytes]]:
    """How many leaves there are, and what the root was at each of these sizes (those that were reached); in one pass.

    >>> number, roots = roots_at([0, 1, 9], [leaf_hash(b"a"), leaf_hash(b"b")])
    >>> number, sorted(roots)
    (2, [0, 1])
    """
    wanted, hashes, size = set(sizes), list[bytes](), 0
    roots = {0: EMPTY_ROOT} if 0 in wanted else {}
    for leaf in leaves:
        _push(hashes, size, leaf)
        size += 1
        if size in wanted:
            roots[size] = _folded(hashes)
    return size, roots


def inclusion_proof(index: int, size: int, read: ReadNodes) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of the tree of the first `size` leaves, nearest first.

    `read` is asked for complete nodes below `size`. Errors: IndexError when there is no such leaf.

    >>> leaves = {Place(0, i): leaf_hash(bytes([i])) for i in range(3)}
    >>> inclusion_proof(2, 3, lambda places: {Place(1, 0): b"left"})
    [b'left']
    """
    if not 0 <= index < size:
        raise IndexError("the tree has no such leaf")
    ranges: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return _hashes(ranges[::-1], read)


def consistency_proof(old: int, size: int, read: ReadNodes) -> list[bytes]:
    """The hashes that show that the tree of `old` leaves is the beginning of the tree of `size` leaves.

    Errors: IndexError unless 0 <= old <= size. From an empty tree, or to the same one, nothing needs to be shown.
    """
    if not 0 <= old <= size:
        raise IndexError("a tree does not shrink")
    if old in (0, size):
        return []
    ranges: list[tuple[int, int]] = []
    start, end = 0, size
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    # The old tree's own root is known to who verifies: only a part of it has to be told.
    return _hashes(([(start, end)] if start else []) + ranges[::-1], read)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from this leaf, at this index, to this root of a tree of `size` leaves."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Whether the proof shows that the tree of `old` leaves and `old_root` is how the tree of `root` begins."""
    if not 0 <= old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    found_old = found = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            found_old, found = node_hash(sibling, found_old), node_hash(sibling, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found_old == old_root and found == root


def _push(hashes: list[bytes], size: int, leaf: bytes) -> None:
    """One leaf more at the end of the complete nodes of a tree of `size` leaves."""
    while size & 1:
        leaf, size = node_hash(hashes.pop(), leaf), size >> 1
    hashes.append(leaf)


def _split(number: int) -> int:
    """The largest power of two below a number above one."""
    return 1 << (number - 1).bit_length() - 1


def _places(start: int, end: int) -> list[Place]:
    """The complete nodes that make up a range, from the largest to the smallest; `start` is aligned to the first."""
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append(Place(level, start >> level))
        start += 1 << level
    return places


def _folded(hashes: Sequence[bytes]) -> bytes:
    """The hash above neighbouring nodes of falling size: the smallest are joined first."""
    found = hashes[-1]
    for left in reversed(hashes[:-1]):
        found = node_hash(left, found)
    return found


def _hashes(ranges: Sequence[tuple[int, int]], read: ReadNodes) -> list[bytes]:
    wanted = [_places(start, end) for start, end in ranges]
    nodes = read([place for places in wanted for place in places])
    return [_folded([nodes[place] for place in places]) for places in wanted]
