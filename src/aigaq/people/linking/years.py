"""How near two ages are, in whole years. Proved by tests/people/linking/test_years.py."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from aigaq.people.linking.values import Floats, Ids, Levels


class Years:
    """Levels of ages: equal, within one year, within three years, different."""

    top = 3

    def __init__(self, values: Sequence[str]) -> None:
        self._years = np.array([int(value) for value in values], np.int32)

    def levels(self, one: Ids, other: Ids) -> Levels:
        """See `fields.WORDS`."""
        apart = np.abs(self._years[one] - self._years[other])
        return np.select([apart == 0, apart <= 1, apart <= 3], [3, 2, 1], 0).astype(np.uint8)

    def chances(self, share: Floats) -> Floats:
        """Exact: the shares of all pairs of ages, of which there are few."""
        size = len(self._years)
        one, other = (grid.ravel().astype(np.int32) for grid in np.meshgrid(np.arange(size), np.arange(size)))
        counted = np.bincount(self.levels(one, other), weights=share[one] * share[other], minlength=self.top + 1)
        return counted.astype(np.float64)
