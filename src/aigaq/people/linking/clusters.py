"""From pairs to persons: average linkage over all pairs of a component, with what people decided binding.

Joining whatever is connected (transitive closure) lets one wrong pair weld two persons together. Here two groups are
joined only while the *mean* weight of all their pairs, also of those that were no candidates, speaks for one person
(UPGMA, Sokal and Michener 1958, by scipy), the strongest first. A pair decided `different`, or two rows of a list
declared free of duplicates, never comes together; a pair decided `same` always does. A component larger than `LARGE`
is cut at a higher probability first. Proved by tests/people/linking/test_clusters.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Weigh = Callable[[Numbers, Numbers], Floats]

LARGE = 400  # records that are weighed each with each
OPEN = 0.1  # probability from which a pair connects a component
STOP = 0.0  # mean logit at which joining ends: as likely as not
FOR, AGAINST = 12.0, 6.0  # a pair speaks no louder than this: one bad record is a whole row of bad pairs
_NEVER, _ALWAYS = -1e9, 1e4
_TIGHTER = 0.3  # what is left of the doubt at each cut of a component that is too large
_BATCH = 4_000_000  # pairs weighed at once


@dataclass(frozen=True)
class Bonds:
    """What binds: pairs that are one person, pairs that are not, and lists within which nobody stands twice.

    `lists` gives each record's list and `single` the lists free of duplicates.
    """

    same: tuple[tuple[int, int], ...] = ()
    different: tuple[tuple[int, int], ...] = ()
    lists: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    single: frozenset[int] = frozenset()


def clusters(
    size: int, one: Numbers, other: Numbers, logits: Floats, weigh: Weigh, bonds: Bonds, *, stop: float = STOP
) -> Numbers:
    """The person of each record, numbered by the first record of each.

    `logits` are those of the candidate pairs; `weigh` gives the logit of any pair.
    """
    labels = np.arange(size, dtype=np.int64)
    groups = [group for group in components(size, one, other, logits, bonds) if len(group) > 1]
    for batch in _batches(groups):
        a = np.concatenate([group[upper(len(group))[0]] for group in batch])
        b = np.concatenate([group[upper(len(group))[1]] for group in batch])
        weights = np.clip(weigh(a, b), -AGAINST, FOR)
        bind(a, b, weights, bonds, size)
        _label(labels, batch, weights, stop)
    return labels


def components(size: int, one: Numbers, other: Numbers, logits: Floats, bonds: Bonds) -> list[Numbers]:
    """The records that could be one person, in groups of at most `LARGE`, each sorted."""
    same = np.array(bonds.same, np.int64).reshape(-1, 2)
    doubt, groups = 1 - OPEN, list[Numbers]()
    left = [np.arange(size, dtype=np.int64)]
    while left:
        allowed = np.zeros(size, bool)
        allowed[np.concatenate(left)] = True
        likely = (logits >= np.log((1 - doubt) / doubt)) & allowed[one] & allowed[other]
        part = _connected(size, np.r_[one[likely], same[:, 0]], np.r_[other[likely], same[:, 1]])
        order = np.lexsort((np.arange(size), part))
        order = order[allowed[order]]
        pieces = np.split(order, np.flatnonzero(np.diff(part[order])) + 1)
        groups += [piece for piece in pieces if len(piece) <= LARGE]
        left = [piece for piece in pieces if len(piece) > LARGE]
        doubt *= _TIGHTER
        if doubt < 1e-12:  # as sure as can be, and still too many: they are taken apart in the order of the rows
            groups += [piece[at : at + LARGE] for piece in left for at in range(0, len(piece), LARGE)]
            left = []
    return groups


def _connected(size: int, one: Numbers, other: Numbers) -> NDArray[np.int32]:
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    graph = coo_matrix((np.ones(len(one), np.int8), (one, other)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1])


@lru_cache(maxsize=64)
def upper(size: int) -> tuple[Numbers, Numbers]:
    """The places of the pairs of a group, one before the other."""
    one, other = np.triu_indices(size, 1)
    return one.astype(np.int64), other.astype(np.int64)


def _batches(groups: list[Numbers]) -> Iterator[list[Numbers]]:
    batch, held = list[Numbers](), 0
    for group in groups:
        batch.append(group)
        held += len(group) * (len(group) - 1) // 2
        if held >= _BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def bind(a: Numbers, b: Numbers, weights: Floats, bonds: Bonds, size: int) -> None:
    """Put what was decided in the place of what was weighed."""
    if bonds.single:
        single = np.isin(bonds.lists, np.array(sorted(bonds.single), np.int64))
        weights[(bonds.lists[a] == bonds.lists[b]) & single[a]] = _NEVER
    for pairs, weight in ((bonds.same, _ALWAYS), (bonds.different, _NEVER)):
        if pairs:
            decided = np.array([min(pair) * size + max(pair) for pair in pairs], np.int64)
            weights[np.isin(np.minimum(a, b) * size + np.maximum(a, b), decided)] = weight


def _label(labels: Numbers, batch: list[Numbers], weights: Floats, stop: float) -> None:
    """Give the records of each component their person; most components are one person, or nobody's pairs agree."""
    sizes = np.array([len(group) for group in batch])
    ends = np.cumsum(sizes * (sizes - 1) // 2)
    starts = np.r_[0, ends[:-1]]
    whole = np.minimum.reduceat(weights, starts) > stop
    mixed = ~whole & (np.maximum.reduceat(weights, starts) > stop)
    first = np.array([group[0] for group in batch])  # each is sorted
    one = np.repeat(whole, sizes)
    labels[np.concatenate(batch)[one]] = np.repeat(first, sizes)[one]
    for at in np.flatnonzero(mixed).tolist():
        for piece in _cut(weights[starts[at] : ends[at]], len(batch[at]), stop):
            labels[batch[at][piece]] = batch[at][piece[0]]


def _cut(weights: Floats, size: int, stop: float) -> list[list[int]]:
    """The groups left when joining ends; `weights` in the order of the upper triangle."""
    from scipy.cluster.hierarchy import linkage

    tree = linkage(_ALWAYS - weights, method="average")  # a distance is never negative; the mean keeps its order
    groups: dict[int, list[int]] = {at: [at] for at in range(size)}
    for step, (one, other, far, _) in enumerate(tree.tolist()):
        if far >= _ALWAYS - stop:  # distances only grow: nothing after this is nearer
            break
        groups[size + step] = groups.pop(int(one)) + groups.pop(int(other))
    return [sorted(piece) for piece in groups.values()]
