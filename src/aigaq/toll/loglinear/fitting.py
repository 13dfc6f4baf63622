"""Poisson maximum likelihood of log-linear models on a table, and what is told of each.

Over the cells w that can be met, log μ_w = Σ_{θ ⊆ w} α_θ (Fienberg 1972; Cormack 1989). The cell of no list has the mean
exp(α_∅), so  N = n + exp(α_∅)  and, n being Poisson-free of it,  var N = exp(α_∅) + exp(2 α_∅) var α_∅.
Deviance 2 Σ n log(n/μ) over cells, AIC = −2 log L + 2 p, BIC = −2 log L + p log n with n persons, as Rcapture prints
them (Baillargeon and Rivest 2007, J. Stat. Software 19(5)). A term at −∞ counts as a parameter; its cells add nothing.
Proved by tests/toll/loglinear/test_fitting.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

import numpy as np

from aigaq.toll.loglinear.models import Model, Term, holds
from aigaq.toll.loglinear.shape import Bools, Floats, Ints, Shape


@dataclass(frozen=True)
class Batch:
    """Many fits: whether each converged, its `alpha` [rows, terms], the variance of the intercept, and M of the terms
    that were `asked` [rows, asked]."""

    fine: Bools
    alpha: Floats
    variance: Floats
    met: Floats


@dataclass(frozen=True)
class Fit:
    """One model that has an estimate."""

    model: Model
    finite: Model
    gone: Model
    alpha: Floats
    estimate: float
    se: float
    deviance: float
    df: int
    aic: float
    bic: float


def run(
    shape: Shape,
    terms: Ints,
    sizes: Ints,
    margins: Floats,
    alpha: Floats,
    *,
    gone: Ints,
    gones: Ints,
    asked: Sequence[Term] = (),
    whole: bool = False,
    close: float = 1e-8,
) -> Batch:
    """Fits row after row; arrays as `kernel.fit_many` says. `whole` takes the cell of no list into the table."""
    from aigaq.toll.loglinear.kernel import fit_many

    assert shape.lists >= 3, "the kernel goes through cells by eights"
    shut = shape.shut.copy()
    if whole:
        shut[0] = False
    alpha = np.ascontiguousarray(alpha, np.float64).copy()
    fine, variance, met = fit_many(
        shape.lists,
        shut,
        np.ascontiguousarray(terms, np.int64),
        np.ascontiguousarray(sizes, np.int64),
        np.ascontiguousarray(margins, np.float64),
        np.ascontiguousarray(gone, np.int64),
        np.ascontiguousarray(gones, np.int64),
        np.asarray(asked, np.int64),
        alpha,
        close,
    )
    return Batch(fine, alpha, variance, met)


def run_model(
    shape: Shape, finite: Model, gone: Model, margins: Floats, alpha: Floats, *, whole: bool = False
) -> Batch:
    """One model on many tables: `margins` [rows, terms], `alpha` [rows, terms]."""
    rows = len(margins)
    return run(
        shape,
        np.tile(np.array(finite, np.int64), (rows, 1)),
        np.full(rows, len(finite)),
        margins,
        alpha,
        gone=np.tile(np.array(gone, np.int64), (rows, 1)).reshape(rows, len(gone)),
        gones=np.full(rows, len(gone)),
        whole=whole,
    )


def start(singles: Floats, observed: Floats, lists: int) -> Floats:
    """[rows, 1 + lists]: α of independence had half of all been counted; any start serves, for the likelihood is concave."""
    shares = np.clip(singles / (2 * observed[:, None]), 1e-6, 0.9)
    alpha = np.empty((len(singles), 1 + lists))
    alpha[:, 1:] = np.log(shares) - np.log1p(-shares)
    alpha[:, 0] = np.log(2 * observed) + np.log1p(-shares).sum(axis=1)
    return alpha


def fit(shape: Shape, counts: Ints, model: Model) -> Fit | None:
    """The model on the table; None where Newton's method finds no estimate (`existence` says why)."""
    finite, gone = shape.split(counts > 0, model)
    margins = shape.margins(counts, finite)
    at = np.zeros(len(finite))
    singles = shape.margins(counts, [1 << j for j in range(shape.lists)])
    for term, value in zip(
        (0, *(1 << j for j in range(shape.lists))),
        start(singles[None], np.array([margins[0]]), shape.lists)[0],
        strict=True,
    ):
        if term in finite:
            at[finite.index(term)] = value
    batch = run_model(shape, finite, gone, margins[None], at[None])
    if not batch.fine[0]:
        return None
    return _told(shape, counts, model, (finite, gone), batch)


def _told(shape: Shape, counts: Ints, model: Model, split: tuple[Model, Model], batch: Batch) -> Fit:
    finite, gone = split
    alpha = batch.alpha[0]
    n, hidden = float(counts.sum()), exp(alpha[0])
    eta = holds(shape.cells, finite).astype(np.float64) @ alpha
    likelihood = float(counts @ eta) - n - sum(lgamma(count + 1.0) for count in counts.tolist())
    saturated = sum(count * log(count) - count - lgamma(count + 1.0) for count in counts.tolist())
    size = len(model)
    return Fit(
        model,
        finite,
        gone,
        alpha,
        n + hidden,
        sqrt(hidden + hidden**2 * float(batch.variance[0])),
        max(0.0, 2 * (saturated - likelihood)),
        int((~shape.shut).sum()) - size,
        -2 * likelihood + 2 * size,
        -2 * likelihood + size * log(n),
    )
