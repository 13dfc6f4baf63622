"""The compiled loops against scipy and against numpy written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from aigaq.blackout.detecting import centres, kernel


@pytest.mark.parametrize("mean", [0.2, 3.0, 40.0, 99.0])
@pytest.mark.parametrize("seen", [0, 1, 5, 30])
def test_tails_of_counts_are_scipys(mean: float, seen: int) -> None:
    assert kernel.tail(seen, mean, 0.0, True, 100.0) == pytest.approx(stats.poisson.cdf(seen, mean), rel=1e-9)
    for excess in (0.01, 0.2, 3.0):
        truth = stats.nbinom.cdf(seen, 1 / excess, 1 / (1 + excess * mean))
        assert kernel.tail(seen, mean, excess, True, 100.0) == pytest.approx(truth, rel=1e-8)


def test_tails_of_levels_and_large_counts_are_normal() -> None:
    assert kernel.tail(0.8, 1.0, 0.01, False, 100.0) == pytest.approx(stats.norm.cdf(-2), rel=1e-9)
    spread = np.sqrt(1e4 + 0.01 * 1e8)
    assert kernel.tail(9000.0, 1e4, 0.01, True, 100.0) == pytest.approx(stats.norm.cdf(-1000 / spread), rel=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([0.0, 1, 1.5, 2, 7, 1e9]) | st.floats(-9, 9), min_size=1, max_size=50))
def test_the_middle_is_numpys_median(values: list[float]) -> None:
    assert centres.middle(np.array([*values, 99.0]), len(values)) == np.median(values)


def test_the_centre_of_a_slot_leans_on_its_neighbours_round_the_clock() -> None:
    slot = np.array([0, 0, 1, 2, 3, 3])
    values = np.array([1.0, 3, 10, 20, 40, 60])
    alone = centres.slot_centres(values, slot, 5, 0, False, 30.0)
    assert alone[:4].tolist() == [2, 10, 20, 50]
    assert np.isnan(alone[4])
    leaning = centres.slot_centres(values, slot, 5, 1, False, 30.0)
    assert leaning[0] == np.median([1, 3, 10])  # slot 4 is empty
    assert leaning[4] == np.median([40, 60, 1, 3])
    counts = centres.slot_centres(np.array([0.0, 1, 1, 900]), np.zeros(4, np.int64), 1, 0, True, 30.0)
    assert counts[0] == np.mean([0, 1, 1, 4 + 3 * 225.5])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from([0.0, 0.1, 2.5, 2.5, 7.0, 40.0])), max_size=80),
    st.integers(0, 4),
)
def test_every_centre_is_the_median_around_its_slot(cells: list[tuple[int, float]], near: int) -> None:
    slot = np.array([at for at, _ in cells], np.int64)
    values = np.array([value for _, value in cells], float)
    near_ = min(near, 3)
    wanted = [
        np.median(held) if len(held := values[np.isin(slot, np.arange(s - near_, s + near_ + 1) % 7)]) else np.nan
        for s in range(7)
    ]
    assert centres.slot_centres(values, slot, 7, near, False, 30.0) == pytest.approx(wanted, abs=0, rel=0, nan_ok=True)


@given(st.lists(st.tuples(st.integers(0, 23), st.floats(-9, 9)), min_size=1, max_size=90), st.integers(1, 5))
def test_scales_of_hours_are_their_median_absolute_deviation(cells: list[tuple[int, float]], least: int) -> None:
    hour, values = np.array([at for at, _ in cells]), np.array([value for _, value in cells])
    found = kernel.hour_scales(values, hour, least, 5.0, 1.5)
    for at in range(24):
        held = values[hour == at]
        wanted = 1.5 * np.median(np.abs(held - np.median(held))) if len(held) >= least else 5.0
        assert found[at] == wanted
    assert kernel.spread(values) == np.median(np.abs(values - np.median(values)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=60), st.integers(1, 4), st.sampled_from([0.0, 7.0]), st.sampled_from([0, 3600]))  # fmt: skip
def test_windows_are_the_shortest_that_suffice(seen: list[int], samples: int, need: float, least: int) -> None:
    n, most = len(seen), 7200
    times = 600 * np.arange(n, dtype=np.int64)
    values, hopes = np.array(seen, float), np.full(n, 9.0)
    first, sums, expected = kernel.windows(times, values, hopes, samples, need, least, most)
    for k in range(n):
        fits = [lo for lo in range(k + 1) if k - lo + 1 >= samples and 9.0 * (k - lo + 1) >= need and times[k] - times[lo] >= least]  # fmt: skip
        wanted = max(max(fits, default=0), int(np.searchsorted(times, times[k] - most)))
        assert first[k] == wanted
        assert sums[k] == values[wanted : k + 1].clip(max=22).sum()
        assert expected[k] == 9.0 * (k - wanted + 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=40))
def test_the_rising_curve_is_scipys(values: list[float]) -> None:
    wanted = optimize.isotonic_regression(np.array(values)).x
    assert kernel.rising(np.array(values), np.ones(len(values))) == pytest.approx(wanted, abs=1e-9)


def test_scales_of_hours_are_median_deviations() -> None:
    rng = np.random.default_rng(1)
    hour = np.repeat(np.arange(24), 40)
    values = rng.normal(0, 1 + hour / 10)
    found = kernel.hour_scales(values, hour, 30, 9.0, 1.4826)
    for at in (0, 13, 23):
        assert found[at] == pytest.approx(stats.median_abs_deviation(values[hour == at], scale=1 / 1.4826))
    assert kernel.hour_scales(values[:20], hour[:20], 30, 9.0, 1.4826)[0] == 9.0
