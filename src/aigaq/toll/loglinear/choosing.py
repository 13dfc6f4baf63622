"""Stepwise choice of pairs of lists beyond main effects, on many tables at once.

Chan, Silverman and Vincent (2021), J. Am. Stat. Assoc. 116, arXiv 1902.05156, sections 3 and 4. The persons on both
lists of a pair that is not in the model are, under it, Poisson with the mean M_θ that it fits; the pair with the
smallest one-sided p-value, P(X ≥ t_θ) or P(X ≤ t_θ), enters if it is below the threshold and the larger model has one
finite estimate; else the next. A pair that shares nobody enters at −∞ and takes its cells out of the table. Only the
model of the moment is fitted for the p-values of all candidates; a candidate is fitted when it enters, and its
convergence is the proof of existence (kernel.py). Proved by tests/toll/loglinear/test_choosing.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.toll.loglinear.fitting import Batch, run, start
from aigaq.toll.loglinear.models import pairs_of
from aigaq.toll.loglinear.shape import Bools, Floats, Ints, Shape
from aigaq.toll.loglinear.thresholds import thresholds

_CLOSE = 1e-5  # estimates of N are right to ten digits, their variances, which nobody asks for here, to five


@dataclass(frozen=True)
class Chosen:
    """One row a table: the estimate of N (infinite where even independence has none), which pairs are in, and in which
    order and at which p-values they entered ([rows, pairs], 0 and 1 where they did not)."""

    estimates: Floats
    inside: Bools
    order: Ints
    p: Floats


class _Choice:
    """The state of the choice on all tables; rows are tables."""

    def __init__(self, shape: Shape, counts: Ints, begin: Floats | None) -> None:
        self.shape, self.lists = shape, shape.lists
        self.pairs = np.array(pairs_of(self.lists), np.int64)
        self.terms = np.concatenate([[0], 1 << np.arange(self.lists), self.pairs]).astype(np.int64)
        self.margins = shape.margins(counts, self.terms.tolist())
        rows = len(counts)
        self.inside = np.zeros((rows, len(self.pairs)), np.bool_)
        self.alpha = np.zeros((rows, len(self.terms)))
        first = 1 + self.lists
        self.alpha[:, :first] = (
            start(self.margins[:, 1:first], self.margins[:, 0], self.lists) if begin is None else begin
        )
        self.met = np.zeros((rows, len(self.pairs)))

    def fitted(self, rows: Ints, inside: Bools) -> Batch:
        """Fits these rows with these pairs; `alpha` of the batch is over all terms, 0 where a term is not finite."""
        wanted = np.concatenate([np.ones((len(rows), 1 + self.lists), np.bool_), inside], axis=1)
        met = self.margins[rows] > 0
        finite, gone = wanted & met, wanted & ~met
        at, sizes = _packed(finite)
        out, gones = _packed(gone)
        batch = run(
            self.shape,
            self.terms[at],
            sizes,
            np.take_along_axis(self.margins[rows], at, axis=1),
            np.take_along_axis(self.alpha[rows], at, axis=1),
            gone=self.terms[out],
            gones=gones,
            asked=self.pairs.tolist(),
            close=_CLOSE,
        )
        alpha = np.zeros((len(rows), len(self.terms)))
        used = np.arange(at.shape[1]) < sizes[:, None]
        np.put_along_axis(alpha, np.where(used, at, 0), np.where(used, batch.alpha, batch.alpha[:, :1]), axis=1)
        return Batch(batch.fine, alpha, batch.variance, batch.met)

    def keep(self, rows: Ints, batch: Batch, inside: Bools) -> None:
        """The fits that converged are the models of the moment."""
        fine = batch.fine
        self.alpha[rows[fine]] = batch.alpha[fine]
        self.met[rows[fine]] = batch.met[fine]
        self.inside[rows[fine]] = inside[fine]


def _packed(chosen: Bools) -> tuple[Ints, Ints]:
    """Per row the columns chosen, first and in order; and how many they are."""
    sizes = chosen.sum(axis=1)
    at = np.argsort(~chosen, axis=1, kind="stable")[:, : max(1, int(sizes.max(initial=0)))]
    return at, sizes


def tails(shared: Floats, means: Floats) -> Floats:
    """The one-sided Poisson p-values of how many are shared: the upper tail above the mean, the lower below."""
    from scipy.special import gammainc, gammaincc

    with np.errstate(invalid="ignore"):
        upper = np.where(shared > 0, gammainc(np.maximum(shared, 1.0), means), 1.0)
        p: Floats = np.where(shared >= means, upper, gammaincc(shared + 1.0, means))
    return p


def choose(shape: Shape, counts: Ints, *, begin: Floats | None = None) -> Chosen:
    """Chooses on each row of `counts` [rows, cells]; `begin` [1 + lists]: α from which fitting starts."""
    state = _Choice(shape, counts, begin)
    rows, size = state.inside.shape
    every = np.arange(rows)
    first = state.fitted(every, state.inside)
    state.keep(every, first, state.inside.copy())
    order, p = np.zeros((rows, size), np.int64), np.ones((rows, size))
    active, barred = first.fine.copy(), np.zeros((rows, size), np.bool_)
    shared = state.margins[:, 1 + state.lists :]
    while active.any():
        at = np.flatnonzero(active)
        best, value = _best(shared[at], state.met[at], state.inside[at] | barred[at])
        enters = value < thresholds().enters_below
        active[at[~enters]] = False
        at, best, value = at[enters], best[enters], value[enters]
        if not len(at):
            break
        inside = state.inside[at]
        inside[np.arange(len(at)), best] = True
        batch = state.fitted(at, inside)
        state.keep(at, batch, inside)
        barred[at[batch.fine]] = False
        barred[at[~batch.fine], best[~batch.fine]] = True
        done, pair = at[batch.fine], best[batch.fine]
        order[done, pair] = state.inside[done].sum(axis=1)
        p[done, pair] = value[batch.fine]
    hidden = np.exp(np.minimum(state.alpha[:, 0], 700.0))
    estimates = np.where(first.fine, state.margins[:, 0] + hidden, np.inf)
    return Chosen(estimates, state.inside, order, p)


def _best(shared: Floats, met: Floats, out: Bools) -> tuple[NDArray[np.intp], Floats]:
    """The candidate with the smallest p-value, and that. Where tails are too small to be told apart (all 0), the one
    that lies most standard deviations off."""
    open_ = ~out & (met > 0)
    p = np.where(open_, tails(shared, met), np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.where(open_, np.abs(shared - met) / np.sqrt(met), -np.inf)
    best = np.lexsort((-off, p), axis=1)[:, 0]
    return best, np.take_along_axis(p, best[:, None], axis=1)[:, 0]
