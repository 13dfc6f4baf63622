"""Merkle trees of RFC 6962 section 2.1 with SHA-256: leaf and node hashes, roots, and proofs in prove/check pairs.

    leaf   SHA-256(0x00 || data)
    node   SHA-256(0x01 || left || right)
    root   of n > 1 leaves: node of the first k and the rest, k the largest power of two below n; of none: SHA-256("")

Pairing hashes from the left and carrying an odd last one up gives the same tree, level by level. The checkers
(`check_inclusion`, `check_consistency`) are RFC 9162 sections 2.1.3.2 and 2.1.4.2 and need nothing else of this file.
Proved by the transparency-dev/merkle vectors and by the reader tlog-scales (tests/case/test_merkle.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf; of an entry it is the entry id."""
    return sha256(b"\0" + data).digest()


def leaf_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """`leaf_hash` of each, in one tight loop."""
    return [sha256(b"\0" + data).digest() for data in leaves]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\1" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over subtrees of one height; the last may be a lower, ragged one."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) & 1 else []
        level = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
        level += odd
    return level[0]


def _split(size: int) -> int:
    """The largest power of two below `size` (size > 1)."""
    return 1 << ((size - 1).bit_length() - 1)


def prove_inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The audit path of leaf `index` in the tree over these leaf hashes, from the leaf's sibling upwards."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*prove_inclusion(index, leaves[:k]), root(leaves[k:])]
    return [*prove_inclusion(index - k, leaves[k:]), root(leaves[:k])]


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], head: bytes) -> bool:
    """True where the proof shows that `leaf` is leaf `index` of the tree of `size` leaves with root `head`."""
    if not 0 <= index < size or len(leaf) != HASH:
        return False
    node, last, current = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            current = node_hash(step, current)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            current = node_hash(current, step)
        node, last = node >> 1, last >> 1
    return last == 0 and current == head


def prove_consistency(size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that the tree over all these leaf hashes continues the tree over the first `size` of them."""
    if not 0 < size <= len(leaves):
        raise IndexError(size)
    return _consistency(size, leaves, whole=True)


def _consistency(size: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if size <= k:
        return [*_consistency(size, leaves[:k], whole=whole), root(leaves[k:])]
    return [*_consistency(size - k, leaves[k:], whole=False), root(leaves[:k])]


def check_consistency(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """True where the proof shows that the tree `new` continues the tree `old`; each is (size, root)."""
    (first, first_root), (second, second_root) = old, new
    if not 0 < first <= second:  # the empty tree is continued by any: there is nothing to prove
        return False
    if first == second or not proof:
        return first == second and not proof and first_root == second_root
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    small = large = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            small, large = node_hash(step, small), node_hash(step, large)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            large = node_hash(large, step)
        node, last = node >> 1, last >> 1
    return last == 0 and small == first_root and large == second_root
