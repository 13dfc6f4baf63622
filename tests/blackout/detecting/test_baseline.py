"""What is expected, against what the series was made of."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.blackout.detecting import detect, reference_days
from aigaq.blackout.detecting.baseline import day_factor
from aigaq.blackout.made import MONDAY, made
from tests.blackout.detecting.examples import DAY, STEP, at, daily, series


@pytest.mark.parametrize("seed", range(60, 64))
def test_the_baseline_is_near_what_the_series_was_made_of(seed: int) -> None:
    whole = made("traffic", seed)
    found = detect(whole.series, time_zone="Asia/Almaty")
    off = found.baseline / whole.expected - 1
    assert abs(float(np.median(off))) < 0.02
    assert float(np.quantile(np.abs(off), 0.95)) < 0.1
    assert not np.isnan(found.baseline).any()  # also where nothing was measured


def test_growth_is_followed_without_a_reference_and_not_with_one() -> None:
    values = daily(42) * np.linspace(0.8, 1.2, 42 * 144)
    itself = detect(series(values)).baseline
    assert itself[-144:].mean() / itself[:144].mean() == pytest.approx(1.5, rel=0.05)
    from datetime import date

    declared = detect(series(values), reference=reference_days(date(2021, 10, 4), date(2021, 10, 10))).baseline
    assert declared[-144:].mean() / declared[:144].mean() == pytest.approx(1.0, rel=0.01)


@pytest.mark.parametrize(("days", "period"), [(1.5, "none"), (9, "day"), (16, "week")])
def test_the_shape_knows_what_the_series_is_long_enough_for(days: float, period: str) -> None:
    found = detect(series(daily(20)[: at(days)]))
    assert found.how.period == period
    assert found.how.days == pytest.approx(days)


def test_a_day_off_within_the_gate_is_followed_and_beyond_it_is_not() -> None:
    times = MONDAY + STEP * np.arange(at(9), dtype=np.int64)
    ratio = np.ones(len(times))
    ratio[at(2) : at(3)], ratio[at(6) : at(7)] = 0.85, 0.6
    factor = day_factor(times, ratio, np.ones(len(times), bool), times, STEP, 0.17)
    assert factor[at(2.2) : at(2.8)] == pytest.approx(0.85)
    assert factor[at(6.2) : at(6.8)] == pytest.approx(1.0)
    assert factor[at(4.5)] == 1.0


def test_a_holiday_is_followed_as_a_whole() -> None:
    values = daily(28)
    values[at(14) : at(15)] *= 0.85
    found = detect(series(values))
    assert found.outages == ()
    usual = found.baseline[at(13.3) : at(13.7)].mean()
    assert found.baseline[at(14.3) : at(14.7)].mean() / usual == pytest.approx(0.85, abs=0.03)
    assert (found.series.times[at(14)] - MONDAY) == 14 * DAY
