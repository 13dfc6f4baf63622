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


def distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The keys once each, sorted. Sorting is several times faster here than the hash table behind `numpy.unique`."""
    held = np.sort(keys)
    return held[np.flatnonzero(np.r_[True, held[1:] != held[:-1]])] if len(held) else held
