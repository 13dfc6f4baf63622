import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from aigaq.toll.family import UNBOUNDED, summarise
from aigaq.toll.loglinear.bootstrap import (
    Resamples,
    acceleration,
    bias,
    confidence_draws,
    ends_95,
    levels,
    resample,
    skewness,
)
from aigaq.toll.loglinear.choosing import choose
from aigaq.toll.loglinear.shape import Shape
from aigaq.toll.tables.table import Table
from tests.toll.loglinear.tables import cells, published, sparse, table

FIVE = table({cell: max(0, 40 // 3 ** (sum(cell) - 1) - cell[4]) for cell in cells(5)})


def resampled(one: Table, seed: int = 0, replicates: int = 1_000) -> Resamples:
    shape = Shape.of(one)
    estimate = float(choose(shape, one.counts[None]).estimates[0])
    return resample(shape, one.counts, estimate, replicates=replicates, random=np.random.default_rng(seed))


@pytest.mark.shared
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_interval_of_the_united_kingdom_in_five_lists(seed: int) -> None:
    # SparseMSE with 200 replicates: 8,922 to 15,653; the cache of MSETools: 9,367 to 15,219.
    one = published("sparsemse_UKdat_5")
    low, high = summarise(confidence_draws(resampled(one, seed), one.observed, 1_000)).interval_95
    assert low == pytest.approx(8_922, rel=0.1)
    assert high == pytest.approx(15_653, rel=0.1)


@pytest.mark.shared
def test_the_interval_of_kosovo() -> None:
    # SparseMSE with 200 replicates: 12,472 to 16,391.
    one = published("lcmcr_kosovo")
    low, high = summarise(confidence_draws(resampled(one), one.observed, 1_000)).interval_95
    assert low == pytest.approx(12_472, rel=0.05)
    assert high == pytest.approx(16_391, rel=0.05)


@given(st.lists(st.floats(0.001, 0.999), min_size=1, max_size=20))
def test_without_bias_and_acceleration_levels_stay(at: list[float]) -> None:
    assert levels(0.0, 0.0, np.array(at)) == pytest.approx(np.array(at), abs=1e-12)


@given(st.floats(-1, 1), st.floats(-0.2, 0.2), st.floats(0.001, 0.999))
def test_levels_are_efrons(z0: float, a: float, at: float) -> None:
    # Efron (1987), equation 3.9.
    z = z0 + norm.ppf(at)
    if 1 - a * z > 0.05:
        assert levels(z0, a, np.array([at]))[0] == pytest.approx(norm.cdf(z0 + z / (1 - a * z)), abs=1e-12)


@given(st.floats(-2, 2), st.floats(-0.5, 0.5))
def test_levels_rise(z0: float, a: float) -> None:
    found = levels(z0, a, np.linspace(1e-4, 1 - 1e-4, 200))
    assert (np.diff(found) >= 0).all()
    assert found.min() >= 0
    assert found.max() <= 1


def test_bias_counts_equal_replicates_half() -> None:
    assert bias(np.array([1.0, 2.0, 3.0, 4.0]), 2.5) == 0.0
    assert bias(np.array([1.0, 2.0, 3.0]), 2.0) == 0.0
    assert bias(np.array([1.0, 2.0, 3.0, np.inf]), 1.5) == pytest.approx(norm.ppf(0.25))
    assert bias(np.full(10, np.inf), 1.5) == pytest.approx(norm.ppf(0.05))


def test_skewness_is_weighted() -> None:
    estimates, weights = np.array([1.0, 2.0, 9.0]), np.array([2.0, 3.0, 1.0])
    long = np.repeat(estimates, weights.astype(int))
    off = long.mean() - long
    assert skewness(estimates, weights) == pytest.approx((off**3).sum() / (6 * (off**2).sum() ** 1.5))
    assert skewness(np.array([5.0, 5.0]), np.ones(2)) == 0.0
    assert skewness(np.array([]), np.array([])) == 0.0


def test_acceleration_of_petersens_estimate() -> None:
    # Nobody on list C has any bearing on lists A and B: leaving out a person changes n_A n_B / n_AB by hand.
    one = table({(1, 0, 0): 30, (0, 1, 0): 20, (1, 1, 0): 10, (0, 0, 1): 40, (1, 0, 1): 12, (0, 1, 1): 9, (1, 1, 1): 4})
    shape = Shape.of(one)
    parts = []
    for row in range(len(one.counts)):
        less = one.counts.copy()
        less[row] -= 1
        parts += [float(choose(shape, less[None]).estimates[0])] * int(one.counts[row])
    off = np.mean(parts) - np.array(parts)
    expected = (off**3).sum() / (6 * (off**2).sum() ** 1.5)
    assert acceleration(shape, one.counts) == pytest.approx(expected, rel=1e-6)


@settings(max_examples=10)
@given(sparse(5), st.integers(0, 2**32))
def test_draws_rise_and_hold_the_interval(one: Table, seed: int) -> None:
    if not np.isfinite(choose(Shape.of(one), one.counts[None]).estimates[0]):
        return
    drawn = resampled(one, seed, 200)
    draws = confidence_draws(drawn, one.observed, 1_000)
    assert (np.diff(draws) >= 0).all()
    assert draws.min() >= one.observed
    # The central interval of the draws lies where the BCa interval does, to the step of the grid.
    fine = levels(drawn.z0, drawn.acceleration, np.array([0.0245, 0.0255, 0.9745, 0.9755]))
    around = np.clip(np.quantile(drawn.estimates, fine, method="inverted_cdf"), one.observed, 1e9)
    low, high = summarise(draws).interval_95
    assert around[0] - 1 <= low <= around[1] + 1
    assert around[2] - 1 <= high <= around[3] + 1


def test_the_same_seed_gives_the_same_replicates() -> None:
    assert (resampled(FIVE, 3, 200).estimates == resampled(FIVE, 3, 200).estimates).all()
    assert (resampled(FIVE, 3, 200).estimates != resampled(FIVE, 4, 200).estimates).any()


def test_infinite_replicates_count_as_high() -> None:
    drawn = Resamples(np.array([100.0, 200.0, 300.0, np.inf]), np.zeros((4, 3), np.bool_), 0.0, 0.0)
    assert drawn.unbounded == 0.25
    draws = confidence_draws(drawn, 50, 1_000)
    assert np.mean(draws == UNBOUNDED) == pytest.approx(0.25, abs=0.002)
    assert ends_95(drawn) == pytest.approx((0.025, 0.975))
