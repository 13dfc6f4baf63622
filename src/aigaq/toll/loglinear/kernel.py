"""Newton's method for Poisson log-linear models on tables of 0 and 1, many tables at once. Compiled by Numba.

A model is a set of terms θ (sets of lists, as bits; the empty set is the intercept): log μ_w = Σ_{θ ⊆ w} α_θ over the
cells w. Its sufficient statistics are the margins t_θ = Σ_{w ⊇ θ} n_w, so with M_S = Σ_{w ⊇ S} μ_w
    value  Σ t_θ α_θ − M_∅        gradient  t_θ − M_θ        Hessian  −M_{θ ∪ φ}.
Both directions, from terms to cells and from cells to margins, are sums over subsets or supersets (Yates 1937), J·2^(J−1)
additions, without a design matrix; μ itself is a product of exp(α_θ) over subsets.
A step s of Newton's also proves that the estimate exists: x_w = μ_w (1 + (As)_w) has exactly the observed margins, so it
is a strictly positive table with them, which is what existence asks (Haberman 1974), as soon as all (As)_w > −1. Where
no estimate exists, cells die by a factor e a step and |As| stays near 1, so no fit ever counts as converged.
Without fast-math and on one thread. Proved by tests/toll/loglinear/test_fitting.py and test_existence.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_ROUNDS = 60
_PIVOT = 1e-13  # of its diagonal: below it the Hessian counts as singular
_HALVINGS = 40


@njit(cache=True)
def _over_subsets(f: Any, terms: Any, values: Any, lists: Any) -> None:
    """f = A values: for each cell the sum of the values of the terms it holds. Cells with a list and without it lie in
    even runs."""
    for w in range(f.size):
        f[w] = 0.0
    for k in range(terms.size):
        f[terms[k]] = values[k]
    for b in range(0, f.size, 8):  # the first three lists, whose runs are too short for a loop
        f[b + 1] += f[b]
        f[b + 3] += f[b + 2]
        f[b + 5] += f[b + 4]
        f[b + 7] += f[b + 6]
        f[b + 2] += f[b]
        f[b + 3] += f[b + 1]
        f[b + 6] += f[b + 4]
        f[b + 7] += f[b + 5]
        f[b + 4] += f[b]
        f[b + 5] += f[b + 1]
        f[b + 6] += f[b + 2]
        f[b + 7] += f[b + 3]
    for j in range(3, lists):
        bit = 1 << j
        for begin in range(0, f.size, 2 * bit):
            for w in range(begin, begin + bit):
                f[w + bit] += f[w]


@njit(cache=True)
def _means(mu: Any, terms: Any, alpha: Any, length: Any, step: Any, lists: Any, shut: Any) -> float:
    """μ at α + length·step; its sum over the cells that are open."""
    for w in range(mu.size):
        mu[w] = 1.0
    for k in range(terms.size):
        mu[terms[k]] = np.exp(alpha[k] + length * step[k])
    for b in range(0, mu.size, 8):
        mu[b + 1] *= mu[b]
        mu[b + 3] *= mu[b + 2]
        mu[b + 5] *= mu[b + 4]
        mu[b + 7] *= mu[b + 6]
        mu[b + 2] *= mu[b]
        mu[b + 3] *= mu[b + 1]
        mu[b + 6] *= mu[b + 4]
        mu[b + 7] *= mu[b + 5]
        mu[b + 4] *= mu[b]
        mu[b + 5] *= mu[b + 1]
        mu[b + 6] *= mu[b + 2]
        mu[b + 7] *= mu[b + 3]
    for j in range(3, lists):
        bit = 1 << j
        for begin in range(0, mu.size, 2 * bit):
            for w in range(begin, begin + bit):
                mu[w + bit] *= mu[w]
    total = 0.0
    for w in range(mu.size):
        if shut[w]:
            mu[w] = 0.0
        total += mu[w]
    return total


@njit(cache=True)
def _over_supersets(sums: Any, mu: Any, lists: Any) -> None:
    """M_S for every set of lists S."""
    for w in range(mu.size):
        sums[w] = mu[w]
    for b in range(0, sums.size, 8):
        sums[b] += sums[b + 1]
        sums[b + 2] += sums[b + 3]
        sums[b + 4] += sums[b + 5]
        sums[b + 6] += sums[b + 7]
        sums[b] += sums[b + 2]
        sums[b + 1] += sums[b + 3]
        sums[b + 4] += sums[b + 6]
        sums[b + 5] += sums[b + 7]
        sums[b] += sums[b + 4]
        sums[b + 1] += sums[b + 5]
        sums[b + 2] += sums[b + 6]
        sums[b + 3] += sums[b + 7]
    for j in range(3, lists):
        bit = 1 << j
        for begin in range(0, sums.size, 2 * bit):
            for w in range(begin, begin + bit):
                sums[w] += sums[w + bit]


@njit(cache=True)
def _factor(square: Any, column: Any) -> bool:
    """Cholesky's factor in the lower half, in place; whether the matrix is positive definite enough."""
    size = square.shape[0]
    for k in range(size):
        # `column` holds the diagonal as it was: what is left of it is compared to that.
        column[k] = square[k, k]
    for k in range(size):
        if not square[k, k] > _PIVOT * column[k]:
            return False
        square[k, k] = np.sqrt(square[k, k])
        for i in range(k + 1, size):
            square[i, k] /= square[k, k]
            square[k, i] = square[i, k]  # the upper half takes the column as a row, to be read in order
        for i in range(k + 1, size):
            held = square[i, k]
            for j in range(k + 1, i + 1):
                square[i, j] -= held * square[k, j]
    return True


@njit(cache=True)
def _solve(factor: Any, right: Any) -> None:
    size = right.size
    for i in range(size):
        for k in range(i):
            right[i] -= factor[i, k] * right[k]
        right[i] /= factor[i, i]
    for back in range(size):
        i = size - 1 - back
        for k in range(i + 1, size):
            right[i] -= factor[k, i] * right[k]
        right[i] /= factor[i, i]


@njit(cache=True)
def _fit(lists: Any, shut: Any, terms: Any, margins: Any, alpha: Any, sums: Any, close: Any) -> Any:
    """One model on one table: whether it converged, and the variance of the first term. `alpha`, `sums` are filled."""
    size = terms.size
    mu, moved = np.empty(shut.size), np.empty(shut.size)
    square, step, column = np.empty((size, size)), np.zeros(size), np.empty(size)
    value = -_means(mu, terms, alpha, 0.0, step, lists, shut)
    for k in range(size):
        value += margins[k] * alpha[k]
    for _ in range(_ROUNDS):
        _over_supersets(sums, mu, lists)
        for k in range(size):
            step[k] = margins[k] - sums[terms[k]]
            for m in range(k + 1):
                square[k, m] = sums[terms[k] | terms[m]]
        if not _factor(square, column):
            return False, np.nan
        _solve(square, step)
        _over_subsets(moved, terms, step, lists)
        change = abs(moved[0])
        for w in range(moved.size):
            if not shut[w]:
                change = max(change, abs(moved[w]))
        length, better = 1.0, False
        for _ in range(_HALVINGS):
            reached = -_means(mu, terms, alpha, length, step, lists, shut)
            for k in range(size):
                reached += margins[k] * (alpha[k] + length * step[k])
            # Close to the top a full step is always right, while rounding hides the gain.
            if change < 1e-3 or reached >= value:
                better = True
                break
            length *= 0.5
        if not better:
            return False, np.nan
        value = reached
        for k in range(size):
            alpha[k] += length * step[k]
        if change < close:
            _over_supersets(sums, mu, lists)
            for k in range(size):
                step[k] = 0.0
            step[0] = 1.0
            _solve(square, step)
            return True, step[0]
    return False, np.nan


@njit(cache=True)
def fit_many(
    lists: Any,
    shut: Any,
    terms: Any,
    sizes: Any,
    margins: Any,
    gone: Any,
    gones: Any,
    asked: Any,
    alpha: Any,
    close: Any,
) -> Any:
    """Fits row after row, from `alpha`, which it overwrites.

    `shut` [2^lists]: the cells that are out of every table. Per row: the first `sizes` of `terms` (the intercept first)
    with their `margins` and `alpha`, and the first `gones` of `gone`, terms at −∞ whose cells are out. A fit ends with a step that
    moves no log μ by `close` or more, which leaves an error of its square. Returns: whether
    it converged, the variance of the intercept, M of the `asked` terms.
    """
    rows = sizes.size
    fine = np.zeros(rows, np.bool_)
    variance = np.empty(rows)
    met = np.zeros((rows, asked.size))
    out = np.empty(shut.size, np.bool_)
    sums = np.empty(shut.size)
    for r in range(rows):
        for w in range(shut.size):
            out[w] = shut[w]
        for g in range(gones[r]):
            for w in range(out.size):
                if w & gone[r, g] == gone[r, g]:
                    out[w] = True
        size = sizes[r]
        fine[r], variance[r] = _fit(lists, out, terms[r, :size], margins[r, :size], alpha[r, :size], sums, close)
        for k in range(asked.size):
            met[r, k] = sums[asked[k]]
    return fine, variance, met
