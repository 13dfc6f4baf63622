"""The posterior of N averaged over all decomposable graphs, on a grid of the uncounted.

Madigan and York, "Bayesian methods for estimation of the size of a closed population", Biometrika 84 (1997), 19-31, with
the hyper-Dirichlet prior of Dawid and Lauritzen (Ann. Statist. 21, 1993) and p(N) ∝ 1/N. For a graph G on p lists, N
persons of whom m = N − n are uncounted, and a prior count δ in each of the 2^p cells,

    w(G, N) ∝ p(N) · N! / (m! Π n_x!) · Π_cliques h(C) / Π_separators h(S),
    h(A) = Γ(2^p δ) / Γ(N + 2^p δ) · Π_cells of A  Γ(n_cell + δ_A) / Γ(δ_A),     δ_A = δ 2^(p − |A|),

where m is added to the cell of A that is on no list. A graph is a row of +1 and −1 over subsets, so all graphs at all N
are one matrix product: rows [graphs, subsets] × log h [subsets, grid]. It is taken in blocks; memory does not grow.

The grid is dense to 2,000 and then of bins, each counted by its middle and its width. No bin is wider than √m, about the
least standard deviation m can have given the probability of being uncounted, so that no graph's peak falls between
bins; where m passes 10^8 they are never narrower than m/10,000, for nothing is told to a finer part than that.
Proved by tests/toll/decomposable/test_averaging.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from aigaq.toll.decomposable.graphs import Graphs, decomposable_graphs
from aigaq.toll.tables.table import Table

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
LogPrior = Callable[[Floats], Floats]

DENSE = 2_000  # the uncounted one by one up to here
SHARE = 200  # a bin is at most 1/200 of where it begins
FINEST = 10_000  # and at least 1/10,000 of it
BLOCK = 1 << 21  # graphs × bins held at once: 16 MB


@dataclass(frozen=True, eq=False)
class Grid:
    """Bins of the uncounted, without gaps: bin k holds the whole numbers from edges[k] up to edges[k + 1] − 1."""

    edges: Whole

    @classmethod
    def dense(cls, first: int, last: int) -> Grid:
        """Every number from `first` to `last`, both included."""
        return cls(np.arange(first, last + 2, dtype=np.int64))

    @classmethod
    def adaptive(cls, *tops: int) -> Grid:
        """From 0 to the highest of `tops`, included; each of them ends a bin, so that the grid may be cut there."""
        edges = list(range(min(DENSE, max(tops) + 1)))
        at = len(edges)
        for top in sorted(set(tops)):
            while at <= top:
                edges.append(at)
                at += max(1, min(at // SHARE, isqrt(at), top + 1 - at), min(at // FINEST, top + 1 - at))
        return cls(np.array([*edges, at], np.int64))

    @property
    def low(self) -> Whole:
        return self.edges[:-1]

    @property
    def width(self) -> Whole:
        return np.diff(self.edges)

    @property
    def middle(self) -> Floats:
        return (self.edges[:-1] + self.edges[1:] - 1) / 2

    def until(self, top: int) -> int:
        """How many bins lie at or below `top`."""
        return int(np.searchsorted(self.edges, top + 1, side="left"))


@dataclass(frozen=True, eq=False)
class Averaged:
    """The posterior: `mass` [bins] of the uncounted and `graphs` [graphs], each of which sums to 1."""

    grid: Grid
    mass: Floats
    graphs: Floats

    def cut(self, top: int) -> Floats:
        """[bins at or below top]: the mass had no more than `top` uncounted been admitted."""
        kept = self.mass[: self.grid.until(top)]
        total = kept.sum()
        return kept / total if total else kept

    def quantiles(self, levels: Floats, top: int) -> Whole:
        """The uncounted at these levels of the posterior cut at `top`; a bin's mass lies evenly on its numbers.

        The least number whose cumulated mass reaches the level, as in a discrete distribution.
        """
        mass = self.cut(top)
        below = np.concatenate([[0.0], np.cumsum(mass)])
        bins = np.clip(np.searchsorted(below[1:], levels, side="left"), 0, len(mass) - 1)
        share = np.divide(levels - below[bins], mass[bins], out=np.zeros_like(levels), where=mass[bins] > 0)
        width = self.grid.width[bins]
        # The j-th of a bin's numbers (from 0) holds the shares in (j/width, (j + 1)/width].
        within = np.clip(np.ceil(share * width) - 1, 0, width - 1)
        return np.asarray(self.grid.low[bins] + within.astype(np.int64), np.int64)

    def above(self, number: float, top: int) -> float:
        """The mass of the uncounted at `number` or more, in the posterior cut at `top`."""
        mass = self.cut(top)
        low, width = self.grid.low[: len(mass)], self.grid.width[: len(mass)]
        return float(mass @ np.clip((low + width - np.ceil(number)) / width, 0.0, 1.0))


def average(
    table: Table,
    grid: Grid,
    *,
    delta: float | None = None,
    log_prior: LogPrior | None = None,
    graphs: Graphs | None = None,
    top: int | None = None,
) -> Averaged:
    """Weighs every graph at every bin of the grid.

    Args:
        table: three lists or more are sensible, 2 to 6 can be reckoned; structural zeros are not known here.
        grid: of the uncounted.
        delta: the prior count of a cell; 2^-lists where it is not given, one person spread over all cells.
        log_prior: of N, up to a constant; −log N where it is not given.
        graphs: all decomposable ones on the lists, unless given.
        top: graphs are weighed on the bins at or below it (on all where it is not given).
    """
    graphs = decomposable_graphs(len(table.lists)) if graphs is None else graphs
    rows = graphs.rows.astype(np.float64)
    until = len(grid.low) if top is None else grid.until(top)
    scale = -np.inf  # the greatest log weight so far; all sums are relative to it
    mass = np.zeros(len(grid.low))
    by_graph = np.zeros(len(graphs))
    for start, stop in _blocks(len(grid.low), until, max(1, BLOCK // len(graphs))):
        uncounted = grid.middle[start:stop]
        logs = rows @ _log_margins(table, uncounted, delta)
        logs += _log_common(table, uncounted, log_prior) + np.log(grid.width[start:stop])
        highest = float(logs.max())
        if highest > scale:
            mass *= np.exp(scale - highest)
            by_graph *= np.exp(scale - highest)
            scale = highest
        logs -= scale
        np.exp(logs, out=logs)
        mass[start:stop] = logs.sum(axis=0)
        if start < until:
            by_graph += logs.sum(axis=1)
    return Averaged(grid, mass / mass.sum(), by_graph / by_graph.sum())


def _blocks(bins: int, until: int, size: int) -> list[tuple[int, int]]:
    """The bins in blocks of at most `size`, none of which crosses `until`."""
    cuts = sorted({*range(0, until, size), *range(until, bins, size), bins})
    return list(zip(cuts, cuts[1:], strict=False))


def _log_common(table: Table, uncounted: Floats, log_prior: LogPrior | None) -> Floats:
    """[bins]: log of p(N) N! / (m! Π n_x!); the product over cells is a constant of the table and left out."""
    from scipy.special import gammaln

    whole = uncounted + table.observed
    prior = -np.log(whole) if log_prior is None else log_prior(whole)
    return np.asarray(gammaln(whole + 1) - gammaln(uncounted + 1) + prior, np.float64)


def _log_margins(table: Table, uncounted: Floats, delta: float | None) -> Floats:
    """[subsets, bins]: log h of the margin over each subset of lists; 0 for the empty one."""
    from scipy.special import gammaln

    lists = len(table.lists)
    every = 2.0**lists * (2.0**-lists if delta is None else delta)
    spread = gammaln(every) - gammaln(uncounted + table.observed + every)
    cells = table.cells.astype(np.int64) @ (1 << np.arange(lists))
    logs = np.zeros((1 << lists, len(uncounted)))
    for subset in range(1, 1 << lists):
        counts = np.bincount(cells & subset, weights=table.counts, minlength=1 << lists)
        size = subset.bit_count()
        prior = every / 2**size
        # Cells off the margin hold 0 persons and Γ(0 + δ)/Γ(δ) = 1, so only the met ones are summed.
        met = counts[1:][counts[1:] > 0]
        known = float((gammaln(met + prior) - gammaln(prior)).sum() - gammaln(prior))
        logs[subset] = gammaln(uncounted + counts[0] + prior) + (known + spread)
    return logs
