"""Pairs that share a key, made by sorting: the join under all candidates. Proved by tests/people/linking/test_joining.py."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of places, `one` < `other`; `left_out` counts the pairs of blocks that were too large."""

    one: Places
    other: Places
    left_out: int = 0


def equal_pairs(keys: NDArray[np.int64], *, most: int) -> Pairs:
    """All pairs of places with the same key. A key below 0 is unknown; a key of more than `most` places is left out."""
    known = np.flatnonzero(keys >= 0)
    held = keys[known]
    order = np.argsort(held, kind="stable")
    known, held = known[order], held[order]
    starts = np.flatnonzero(np.r_[True, held[1:] != held[:-1]]) if len(held) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(held)])
    ones, others = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= most)]):
        first = starts[sizes == size][:, None]
        a, b = np.triu_indices(int(size), 1)
        ones.append(known[(first + a).ravel()])
        others.append(known[(first + b).ravel()])
    large = sizes[sizes > most].astype(np.int64)
    return Pairs(np.concatenate(ones), np.concatenate(others), int((large * (large - 1) // 2).sum()))


def distinct_pairs(one: NDArray[np.integer], other: NDArray[np.integer], size: int) -> tuple[Places, Places]:
    """The pairs of `size` places once each, sorted: as the cells of a sparse matrix, which takes two thirds of the time of
    sorting them, and a tenth of that of the hash table behind `numpy.unique`."""
    from scipy.sparse import coo_array

    met = coo_array((np.ones(len(one), np.bool_), (one, other)), shape=(size, size)).tocsr()
    return np.repeat(np.arange(size, dtype=np.int64), np.diff(met.indptr)), met.indices.astype(np.int64)
