"""The inner loop of `partitions`: one record after the other is drawn a person, given all others. Compiled by Numba.

Without fast-math and on one thread: the same seed gives the same partitions. Proved by
tests/people/linking/test_partitions.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True)
def sweep(weights: Any, start: Any, count: int, burned: int, between: int, seed: int) -> Any:
    """`count` labellings of a group, drawn after `burned` sweeps and `between` sweeps apart.

    `weights[a, b]` is the logit of a pair. Record r goes to a person of k records with odds exp(s/k), s the sum of its
    pairs with them, against 1 for a person of its own.
    """
    np.random.seed(seed % 2_147_483_647)
    size = weights.shape[0]
    label = start.copy()
    held = np.zeros(size + 1, np.int64)
    for r in range(size):
        held[label[r]] += 1
    kept = np.empty((count, size), np.int64)
    gains = np.empty(size + 1)
    sums = np.empty(size + 1)
    for turn in range(burned + count * between):
        for r in range(size):
            sums[:] = 0.0
            for q in range(size):
                if q != r:
                    sums[label[q]] += weights[r, q]
            held[label[r]] -= 1
            free = -1
            most = 0.0
            for c in range(size + 1):
                if held[c] == 0:
                    gains[c] = -np.inf
                    if free < 0:
                        free = c
                        gains[c] = 0.0
                else:
                    gains[c] = sums[c] / held[c]
                most = max(most, gains[c])
            total = 0.0
            for c in range(size + 1):
                gains[c] = np.exp(gains[c] - most)
                total += gains[c]
            left = np.random.random() * total
            chosen = free
            for c in range(size + 1):
                left -= gains[c]
                if left < 0.0:
                    chosen = c
                    break
            label[r] = chosen
            held[chosen] += 1
        if turn >= burned and (turn - burned) % between == between - 1:
            kept[(turn - burned) // between] = label
    return kept
