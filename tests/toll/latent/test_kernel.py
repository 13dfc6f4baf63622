"""The compiled sampler: its gradient by differences, its random numbers and its posteriors against their laws."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from numba import njit
from scipy import stats
from scipy.special import betaln, gammaln

from aigaq.toll.latent import kernel
from aigaq.toll.latent.sampling import Effort, Settings, lay_out, sample
from aigaq.toll.tables.table import Table

ABC: dict[tuple[int, ...], int] = {
    (1, 0, 0): 40,
    (0, 1, 0): 30,
    (0, 0, 1): 20,
    (1, 1, 0): 6,
    (0, 1, 1): 5,
    (1, 0, 1): 4,
    (1, 1, 1): 2,
}
PLAIN = Effort(4, 400, 4000, 20)


def _room(lists: int, classes: int) -> Any:
    return np.zeros((lists, classes)), np.zeros((lists, classes)), np.zeros((lists, classes)), np.zeros((5, classes))


@pytest.mark.parametrize("zeros", [(), ((1, 1, 1), (1, 0, 1))])
@pytest.mark.parametrize("classes", [1, 2, 7])
def test_the_gradient_is_that_of_the_density(classes: int, zeros: tuple[tuple[int, ...], ...]) -> None:
    counted = {cell: count for cell, count in ABC.items() if cell not in zeros}
    cells = lay_out(Table.of("ABC", counted, zeros=zeros), 20.0)
    numbers = np.random.default_rng(classes)
    theta = numbers.normal(0.0, 1.0, 3 * classes + classes - 1)
    grad, other, room = np.zeros_like(theta), np.zeros_like(theta), _room(3, classes)
    kernel.density(theta, grad, 0.7, cells, room)
    for at in range(theta.size):
        step = np.zeros_like(theta)
        step[at] = 1e-6
        up = kernel.density(theta + step, other, 0.7, cells, room)
        down = kernel.density(theta - step, other, 0.7, cells, room)
        assert grad[at] == pytest.approx((up - down) / 2e-6, rel=1e-4, abs=1e-4)


def test_the_density_is_the_formula() -> None:
    classes, zeros = 3, ((1, 0, 1),)
    table = Table.of("ABC", {cell: count for cell, count in ABC.items() if cell not in zeros}, zeros=zeros)
    numbers = np.random.default_rng(1)

    def by_hand(theta: Any, alpha: float) -> float:
        lam = 1 / (1 + np.exp(-theta[: 3 * classes].reshape(3, classes)))
        v = 1 / (1 + np.exp(-theta[3 * classes :]))
        share = np.append(v, 1.0) * np.cumprod(np.append(1.0, 1 - v))
        chance = {
            x: float((share * np.prod([lam[j] if x[j] else 1 - lam[j] for j in range(3)], axis=0)).sum())
            for x in product((0, 1), repeat=3)
        }
        hidden = chance[0, 0, 0] + sum(chance[x] for x in zeros)
        likelihood = sum(count * np.log(chance[x]) for x, count in table.counted().items())
        likelihood -= table.observed * np.log(1 - hidden)
        prior = np.log(lam * (1 - lam)).sum() + (np.log(v) + alpha * np.log(1 - v)).sum()
        return float(likelihood + prior)

    thetas = numbers.normal(0.0, 1.5, (2, 3 * classes + classes - 1))
    made = [kernel.density(one, np.zeros_like(one), 1.3, lay_out(table, 1e9), _room(3, classes)) for one in thetas]
    assert made[0] - made[1] == pytest.approx(by_hand(thetas[0], 1.3) - by_hand(thetas[1], 1.3), rel=1e-9)


def test_no_place_where_the_uncounted_pass_the_most_admitted() -> None:
    theta = np.full(3, -5.0)  # everybody seldom listed
    for most, inside in ((20.0, False), (1e6, True)):
        found = kernel.density(theta, np.zeros(3), 1.0, lay_out(Table.of("ABC", ABC), most), _room(3, 1))
        assert np.isfinite(found) == inside


@njit
def _binomials(n: int, p: float, count: int) -> Any:
    np.random.seed(7)
    found = np.zeros(count, np.int64)
    for i in range(count):
        found[i] = kernel.binomial(n, p)
    return found


@pytest.mark.parametrize(
    ("n", "p"), [(5, 0.3), (40, 0.01), (40, 0.99), (1000, 0.37), (19_049, 0.5), (7, 0.0), (7, 1.0)]
)
def test_binomials_follow_their_law(n: int, p: float) -> None:
    drawn = _binomials(n, p, 20_000)
    assert drawn.min() >= 0
    assert drawn.max() <= n
    law = stats.binom(n, p)
    assert drawn.mean() == pytest.approx(law.mean(), abs=5 * law.std() / np.sqrt(20_000) + 1e-12)
    edges = law.ppf([0.1, 0.25, 0.5, 0.75, 0.9])
    reached = [(drawn <= edge).mean() for edge in edges]
    assert reached == pytest.approx(law.cdf(edges), abs=0.015)


@njit
def _log_gammas(shape: float, count: int) -> Any:
    np.random.seed(7)
    found = np.zeros(count)
    for i in range(count):
        found[i] = kernel.log_gamma(shape)
    return found


@pytest.mark.parametrize("shape", [0.001, 0.3, 1.0, 250.0])
def test_logarithms_of_gammas_follow_their_law(shape: float) -> None:
    drawn = _log_gammas(shape, 20_000)
    law = stats.loggamma(shape)
    assert drawn.mean() == pytest.approx(law.mean(), abs=5 * law.std() / np.sqrt(20_000))
    assert stats.kstest(drawn, law.cdf).pvalue > 1e-3


def test_one_class_gives_the_posterior_of_independent_lists() -> None:
    """With K = 1 the λ are integrated by hand: p(N) ∝ 1/N · N!/(N − n)! · Π B(1 + n_j, 1 + N − n_j)."""
    table = Table.of("ABC", ABC)
    n = table.observed
    whole = np.arange(n, 20 * n)
    logs = gammaln(whole + 1) - gammaln(whole - n + 1) - np.log(whole)
    for size in table.sizes:
        logs += betaln(1 + size, 1 + whole - size)
    law = np.cumsum(np.exp(logs - logs.max()))
    law /= law[-1]
    drawn = n + sample(table, Settings(classes=1), PLAIN).uncounted
    levels = (0.025, 0.25, 0.5, 0.75, 0.975)
    exact = [whole[np.searchsorted(law, level)] for level in levels]
    assert [(drawn <= edge).mean() for edge in exact] == pytest.approx(levels, abs=0.02)


def test_a_structural_zero_is_no_evidence() -> None:
    """Against the integral over a grid of λ: of its likelihood and of what n₀ is given them."""
    zeros = ((1, 0, 1), (1, 1, 1))
    table = Table.of("ABC", {cell: count for cell, count in ABC.items() if cell not in zeros}, zeros=zeros)
    n = table.observed
    grid = (np.arange(120) + 0.5) / 120
    lam = np.stack(np.meshgrid(grid, grid, grid, indexing="ij")).reshape(3, -1)
    chance = {x: np.prod([lam[j] if x[j] else 1 - lam[j] for j in range(3)], axis=0) for x in product((0, 1), repeat=3)}
    hidden = chance[0, 0, 0] + sum(chance[x] for x in zeros)
    logs = sum(count * np.log(chance[x]) for x, count in table.counted().items()) - n * np.log(1 - hidden)
    odds = chance[0, 0, 0] / (1 - hidden)
    weight = np.exp(logs - logs.max()) * (odds < 20.0)
    mean = float((weight * n * odds).sum() / weight.sum())
    found = sample(table, Settings(classes=1), PLAIN)
    assert found.uncounted.mean() == pytest.approx(mean, rel=0.03)
    without = sample(Table.of("ABC", table.counted()), Settings(classes=1), PLAIN)
    assert without.uncounted.mean() > 1.1 * mean  # taken for chance, the same emptiness tells of many uncounted


def test_tempered_chains_have_the_same_posterior() -> None:
    table = Table.of("ABC", ABC)
    plain = sample(table, Settings(classes=4), Effort(4, 500, 3000, 60)).uncounted
    tempered = sample(table, Settings(classes=4), Effort(4, 500, 3000, 30, rungs=6, last=0.1))
    assert tempered.swaps is not None
    assert tempered.swaps > 0.1
    assert (tempered.trips or 0) > 50
    for level in (0.1, 0.5, 0.9):
        edge = np.quantile(plain, level)
        assert (tempered.uncounted <= edge).mean() == pytest.approx(level, abs=0.04)


def test_a_seed_gives_the_same_draws() -> None:
    table = Table.of("ABC", ABC)
    first, again = (sample(table, Settings(classes=3, seed=5), Effort(3, 50, 50, 10)).uncounted for _ in range(2))
    other = sample(table, Settings(classes=3, seed=6), Effort(3, 50, 50, 10)).uncounted
    assert (first == again).all()
    assert (first != other).any()
