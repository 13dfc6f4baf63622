"""Expectation–maximisation on counts of patterns: m of the free fields within a block, u being known.

Dempster, Laird and Rubin (1977); Winkler (1988) for records. Millions of pairs have some thousands of patterns, so a
round costs nothing. Proved by tests/people/linking/test_maximising.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.people.linking.values import MISSING, Floats, Levels

_ROUNDS, _CLOSE = 200, 1e-6
_BITS = 3  # of a pattern, for the level of one field
_WIDTH = 62  # bits of levels that one number holds
SMOOTH = 0.5  # pseudo-counts a level, so that none is impossible


@dataclass(frozen=True)
class Patterns:
    """The distinct patterns of levels among pairs: `levels` one row a pattern, how many pairs hold it, which each pair has."""

    levels: NDArray[np.int64]
    counts: Floats
    of_pair: NDArray[np.int64]


def patterns(levels: Sequence[Levels]) -> Patterns:
    """Pairs with the same levels are one pattern."""
    code, width = np.zeros(len(levels[0]), np.int64), 0
    for level in levels:
        if width + _BITS > _WIDTH:  # of more fields than fit: what was told so far is numbered anew, its order kept
            code = np.unique(code, return_inverse=True)[1].astype(np.int64)
            width = int(code.max(initial=0)).bit_length()
        code, width = (code << _BITS) | level, width + _BITS
    _, first, of_pair, counts = np.unique(code, return_index=True, return_inverse=True, return_counts=True)
    held = np.stack([level[first] for level in levels], axis=1).astype(np.int64)
    return Patterns(held, counts.astype(np.float64), of_pair)


def maximise(
    seen: Patterns, u: Sequence[Floats], fixed: Sequence[int], start: Sequence[Floats]
) -> tuple[list[Floats], float]:
    """Expectation–maximisation on pattern counts: m of the fields that are not fixed, and the share of matches."""
    m = list(start)
    free = [k for k in range(len(u)) if k not in fixed]
    share = 0.5
    for _ in range(_ROUNDS):
        logit = np.full(len(seen.counts), np.log(share) - np.log1p(-share))
        for k in free:
            table = np.zeros(MISSING + 1)
            table[: len(m[k])] = np.log(m[k] / u[k])
            logit += table[seen.levels[:, k]]
        matches = seen.counts / (1 + np.exp(-logit))
        moved, share = abs(matches.sum() / seen.counts.sum() - share), matches.sum() / seen.counts.sum()
        share = float(np.clip(share, 1e-9, 1 - 1e-9))
        for k in free:
            count = np.bincount(seen.levels[:, k], weights=matches, minlength=MISSING + 1)[: len(m[k])] + SMOOTH
            moved = max(moved, float(np.abs(count / count.sum() - m[k]).max()))
            m[k] = count / count.sum()
        if moved < _CLOSE:
            break
    return m, share
