"""A column of records as whole numbers: every distinct value once, how often it stands, and how near two values are.

Comparing the distinct values once is what makes linking cheap: afterwards every comparison of two records is a look-up
of two numbers. Levels run from 0 (different) to `top` (equal); `MISSING` says that one of the two is not known, which
is evidence of nothing. Proved by tests/people/linking/test_values.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Levels = NDArray[np.uint8]
Floats = NDArray[np.float64]

MISSING = 7  # a level is three bits of a pattern; the greatest is kept for "not known"


class Nearness(Protocol):
    """How near two distinct values are."""

    top: int

    def levels(self, one: Ids, other: Ids) -> Levels:
        """The level of each pair of value numbers, all known."""
        ...

    def chances(self, share: Floats) -> Floats:
        """How often each level comes about between two records drawn at random; `share` is each value's share."""
        ...


@dataclass(frozen=True)
class Column:
    """One column: the number of each record's value (−1 unknown), and the values.

    `ids` has one entry a record; `values[k]` is the text that number k stands for.
    """

    ids: Ids
    values: tuple[str, ...]

    @cached_property
    def counts(self) -> Floats:
        """How many records hold each value."""
        known = self.ids[self.ids >= 0]
        return np.bincount(known, minlength=len(self.values)).astype(np.float64)

    @cached_property
    def share(self) -> Floats:
        """Each value's share among the records whose value is known."""
        total = self.counts.sum()
        return self.counts / total if total else self.counts


def column(texts: Sequence[str | None]) -> Column:
    """The texts of a column as a `Column`; an empty text and None are unknown. Numbers follow the order of the values'
    text, so that they do not depend on the order of the rows."""
    values = tuple(sorted({text for text in texts if text}))
    number = {text: at for at, text in enumerate(values)}
    ids = np.fromiter((number[text] if text else -1 for text in texts), dtype=np.int32, count=len(texts))
    return Column(ids, values)


class Exactly:
    """Two levels: equal or not."""

    top = 1

    def levels(self, one: Ids, other: Ids) -> Levels:
        """1 where they are the same value."""
        same: Levels = (one == other).astype(np.uint8)
        return same

    def chances(self, share: Floats) -> Floats:
        """P(equal) = Σ p²."""
        equal = float((share**2).sum())
        return np.array([1 - equal, equal])


class Looked:
    """Levels looked up in a list of the near pairs; a pair not in it is different.

    `one` < `other` are value numbers, each pair once, `level` lies between 1 and `top` − 1. Values that are `weak` (an
    initial) are at `WEAK` even where they are equal. `same_from` is the level from which two values are the same thing in another
    spelling; `top` where there is none.
    """

    WEAK = 1

    def __init__(
        self,
        size: int,
        top: int,
        one: Ids,
        other: Ids,
        level: Levels,
        *,
        weak: NDArray[np.bool_] | None = None,
        same_from: int | None = None,
    ) -> None:
        self.weak = np.zeros(size, bool) if weak is None else weak
        self.same_from = top if same_from is None else same_from
        order = np.argsort(one.astype(np.int64) * size + other, kind="stable")
        self.size, self.top = size, top
        self.one, self.other, self.level = one[order], other[order], level[order]

    def levels(self, one: Ids, other: Ids) -> Levels:
        """The listed level; `top` for the same value; 0 otherwise."""
        if not len(one):
            return np.empty(0, np.uint8)
        found: Levels = np.asarray(self._cells[np.minimum(one, other), np.maximum(one, other)]).ravel()
        equal = one == other
        found[equal] = self.top
        found[equal & self.weak[one]] = self.WEAK
        return found

    def chances(self, share: Floats) -> Floats:
        """P(level) = Σ 2 pₐ p_b over the pairs of that level; P(equal) = Σ p²."""
        found = np.zeros(self.top + 1)
        both = 2 * share[self.one] * share[self.other]
        found[: self.top] = np.bincount(self.level, weights=both, minlength=self.top)[: self.top]
        found[self.top] = (share[~self.weak] ** 2).sum()
        found[self.WEAK] += (share[self.weak] ** 2).sum()
        found[0] = 1 - found[1:].sum()
        return found

    @cached_property
    def _cells(self) -> Any:
        """[size, size] the levels as a sparse matrix, in which a pair is looked up in its row."""
        from scipy.sparse import csr_matrix

        return csr_matrix((self.level, (self.one, self.other)), shape=(self.size, self.size))

    @cached_property
    def classes(self) -> NDArray[np.int32]:
        """For each value the number of its class: the values that are one in another spelling, of one another."""
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        same = self.level >= self.same_from
        pairs = (np.ones(int(same.sum()), np.int8), (self.one[same], self.other[same]))
        return np.asarray(connected_components(coo_matrix(pairs, shape=(self.size, self.size)), directed=False)[1])
