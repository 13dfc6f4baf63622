"""All decomposable graphs on two to six lists, each as a row of the margins its likelihood is made of.

A graph is decomposable (chordal) where vertices can be taken away one after the other, each while its remaining
neighbours are all joined to one another (Fulkerson and Gross, Pacific J. Math. 15, 1965); any such vertex
may go first, so it is enough to take the lowest. Taking away v with neighbours B gives the clique v + B and the
separator B: the density factorises into cliques over separators (Lauritzen, *Graphical Models*, 1996, section 4.4),

    p(x) = Π p(v | B) = Π p(v + B) / p(B),

so a graph is a row of +1 and −1 over the 2^p subsets of lists; what is +1 and −1 falls out, and the row does not depend
on the order. All 2^(p(p−1)/2) graphs are tried at once, as arrays of bits. Proved by
tests/toll/decomposable/test_graphs.py: the numbers 2, 8, 61, 822, 18,154 (OEIS A058862), and maximum-cardinality search.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

FEWEST, MOST = 2, 6

Sets = NDArray[np.int64]  # sets of lists as bits: list i is 1 << i


@dataclass(frozen=True, eq=False)
class Graphs:
    """The decomposable graphs on `lists` lists.

    `edges` [graphs]: which pairs are joined, as bits in the order of `itertools.combinations`. `rows` [graphs, 2^lists]:
    how often the margin over each subset of lists counts (+ clique, − separator); the empty subset never does.
    """

    lists: int
    edges: Sets
    rows: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.edges)

    def name(self, number: int) -> str:
        """A graph by its cliques, lists counted from 1: `[12,23,4]`."""
        cliques = np.flatnonzero(self.rows[number] > 0).tolist()
        parts = ["".join(str(one + 1) for one in range(self.lists) if clique >> one & 1) for clique in cliques]
        return f"[{','.join(sorted(parts))}]"


@cache
def decomposable_graphs(lists: int) -> Graphs:
    """All decomposable graphs on `lists` labelled lists, in the order of their edges; kept after the first call.

    Raises:
        ValueError: fewer lists than 2 or more than 6; callers ask `FEWEST` and `MOST` first.
    """
    if not FEWEST <= lists <= MOST:
        raise ValueError(f"graphs on {lists} lists")
    pairs = tuple(combinations(range(lists), 2))
    edges = np.arange(1 << len(pairs), dtype=np.int64)
    joined = np.zeros((lists, len(edges)), np.int64)
    for bit, (one, other) in enumerate(pairs):
        joined[one] |= (edges >> bit & 1) << other
        joined[other] |= (edges >> bit & 1) << one
    rows = np.zeros((len(edges), 1 << lists), np.int8)
    left = np.full(len(edges), (1 << lists) - 1, np.int64)
    for _ in range(lists):
        taken = _simplicial(joined, left)
        keep = taken >= 0
        edges, joined, rows, left, taken = edges[keep], joined[:, keep], rows[keep], left[keep], taken[keep]
        at = np.arange(len(edges))
        left &= ~(1 << taken)
        around = joined[taken, at] & left
        rows[at, around | 1 << taken] += 1
        rows[at, around] -= 1
    rows[:, 0] = 0
    return Graphs(lists, edges, rows)


def _simplicial(joined: Sets, left: Sets) -> Sets:
    """[graphs]: the lowest vertex whose neighbours among those left are all joined to one another; −1 if there is none."""
    found = np.full(len(left), -1, np.int64)
    for vertex in reversed(range(len(joined))):
        around = joined[vertex] & left
        fits = left >> vertex & 1 == 1
        for other, near in enumerate(joined):
            fits &= (around >> other & 1 == 0) | (around & ~(near | 1 << other) == 0)
        found[fits] = vertex
    return found
