"""Noise recovered from drawn windows of known noise."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.blackout.detecting.noise import excess, is_stock, kind_of, scales
from aigaq.blackout.series import Kind

RNG = np.random.default_rng(8)
ALL = np.ones(20_000, bool)


def test_the_excess_of_over_dispersed_counts_is_found_and_poisson_has_none() -> None:
    hopes = np.full(20_000, 50.0)
    rate = RNG.gamma(1 / 0.04, 0.04 * hopes)
    assert excess(RNG.poisson(rate) / hopes, hopes, ALL, tails=False, floor=0.0) == pytest.approx(0.04, rel=0.15)
    assert excess(RNG.poisson(hopes) / hopes, hopes, ALL, tails=False, floor=0.0) < 0.004


def test_an_outage_over_a_third_of_a_series_does_not_widen_its_scale() -> None:
    ratio = 1 + RNG.normal(0, 0.05, 20_000)
    ratio[:7000] *= 0.05
    found = scales(ratio, np.arange(20_000) % 24, ALL, tails=False, floor=0.0)
    assert found == pytest.approx(np.full(24, 0.05), rel=0.3)


def test_a_heavy_lower_tail_widens_it_once_outages_are_masked() -> None:
    ratio = 1 + 0.03 * RNG.standard_t(2, 20_000)
    hour = np.arange(20_000) % 24
    assert scales(ratio, hour, ALL, tails=True, floor=0.0).mean() > 1.4 * scales(ratio, hour, ALL, tails=False, floor=0.0).mean()  # fmt: skip


def test_a_stock_varies_less_than_a_flow() -> None:
    hopes = np.full(20_000, 9000.0)
    assert is_stock(1 + RNG.normal(0, 0.001, 20_000), hopes, ALL)
    assert not is_stock(RNG.poisson(hopes) / hopes, hopes, ALL)


@pytest.mark.parametrize(
    ("values", "kind"),
    [([3, 0, 5, np.nan], Kind.COUNT), ([3.5, 1], Kind.LEVEL), ([100, 90, 100, 80], Kind.LEVEL), ([np.nan], Kind.LEVEL)],
)
def test_a_kind_is_guessed(values: list[float], kind: Kind) -> None:
    assert kind_of(np.array(values, float)) is kind
