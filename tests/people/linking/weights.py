"""Symmetric tables of logits for the tests of clusters and partitions."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from hypothesis import strategies as st

Weights: TypeAlias = tuple[int, np.ndarray]


@st.composite
def weights(draw: st.DrawFn, *, most: int) -> Weights:
    """A size and a symmetric table; no two logits are the same and none is clipped, so that no order decides."""
    size = draw(st.integers(2, most))
    count = size * (size - 1) // 2
    held = draw(st.lists(st.integers(-590, 1190), min_size=count, max_size=count, unique=True))
    table = np.zeros((size, size))
    table[np.triu_indices(size, 1)] = [value / 100 + at * 1e-5 for at, value in enumerate(held)]
    return size, table + table.T
