"""A rise of level is no fall before it; a fall stays one whatever the level does afterwards."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.blackout.detecting import detect
from aigaq.blackout.detecting.rising import without_rises
from aigaq.blackout.made import MONDAY
from aigaq.blackout.series import Kind
from tests.blackout.detecting.examples import DAY, STEP, at, daily, series

HOUR = 3600


@pytest.mark.parametrize("factor", [1.2, 1.3, 1.5, 2.0])
@pytest.mark.parametrize("day", [16.2, 23.7, 30.5])
def test_a_rise_within_a_day_makes_no_outage_of_the_hours_before(factor: float, day: float) -> None:
    values = daily(42)
    values[at(day) :] *= factor
    assert not detect(series(values)).outages


def test_counts_that_rise_make_none() -> None:
    values = daily(42, noise=0, step=HOUR, level=50)
    values[at(23.7, HOUR) :] *= 2
    counts = np.random.default_rng(3).poisson(values).astype(float)
    assert not detect(series(counts, signal="tests", kind=Kind.COUNT, step=HOUR)).outages


@pytest.mark.parametrize("share", [0.0, 0.4, 0.7])
def test_a_cut_before_a_rise_is_found_with_its_edges(share: float) -> None:
    values = daily(42)
    values[at(22) : at(22.4)] *= share
    values[at(23.7) :] *= 1.3
    [outage] = detect(series(values)).outages
    assert (outage.start[1], outage.end[1]) == (MONDAY + 22 * DAY, MONDAY + 22 * DAY + STEP * at(0.4))


def test_what_misses_nothing_of_its_own_past_goes_and_all_else_stays() -> None:
    times = STEP * np.arange(at(21), dtype=np.int64)
    values = np.where(times < 14 * DAY, 70.0, 100.0)
    values[at(5) : at(5.2)] = 20
    tested = np.full(len(values), 100.0)
    found = np.array([[at(5), at(5.2), at(5) + 1], [at(13), at(14), at(13) + 1]])
    kept = without_rises(found, times, values, tested, step=STEP, period=7 * DAY, drop=0.17)
    assert kept.tolist() == found[:1].tolist()
    unasked = np.array([[0, at(14), 1]])  # nothing lies before it: it may be an outage as well
    assert (
        without_rises(unasked, times, values, tested, step=STEP, period=7 * DAY, drop=0.17).tolist() == unasked.tolist()
    )


@pytest.mark.parametrize("share", [0.0, 0.05])
@pytest.mark.parametrize("days", [0.5, 1.0, 1.5])
def test_near_silence_is_found_where_no_day_is_known(days: float, share: float) -> None:
    values = daily(2)[: at(days)]
    values[at(0.2) : at(0.3)] *= share
    [outage] = detect(series(values)).outages
    assert (outage.start[1], outage.end[1]) == (MONDAY + STEP * at(0.2), MONDAY + STEP * at(0.3))


@pytest.mark.parametrize("depth", [0.9, 0.99])
def test_a_night_near_silence_is_no_outage_where_no_day_is_known(depth: float) -> None:
    hours = np.arange(at(1.5)) * STEP / HOUR
    values = 1000 * (1 - depth * np.clip(1.5 * np.sin(2 * np.pi * hours / 24), 0, 1))
    values *= 1 + np.random.default_rng(4).normal(0, 0.03, len(values))
    assert not detect(series(values)).outages
