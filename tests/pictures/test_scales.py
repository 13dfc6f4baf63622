from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.scales import LogScale, Scale, finite, log_ticks, round_ticks


def test_scale() -> None:
    scale = Scale(0, 250, 300, 50)
    assert (scale(0), scale(250), scale(125)) == (300, 50, 175)


@given(st.lists(st.floats(-1e299, 1e299).map(finite), max_size=5), st.integers(2, 8))
def test_ticks_hold_zero_and_all_values(values: list[float], most: int) -> None:
    ticks = round_ticks(values, most=most)
    low, high = min([0.0, *values]), max([0.0, *values])
    slack = (high / 1e9) - (low / 1e9)
    assert 0 in ticks
    assert ticks == sorted(set(ticks))
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= most + 3


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([225, 149], [0, 50, 100, 150, 200, 250]),
        ([20000], [0, 5000, 10000, 15000, 20000]),
        ([1], [0, 1]),
        ([0], [0, 1]),
    ],
)
def test_ticks_are_round(values: list[float], ticks: list[float]) -> None:
    assert round_ticks(values, most=6) == ticks


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf, 10**400])
def test_what_cannot_be_drawn(value: float | None) -> None:
    assert finite(value) is None


@given(st.lists(st.integers(0, 10**9).map(float), min_size=1, max_size=5), st.integers(2, 8))
def test_counts_have_whole_ticks(values: list[float], most: int) -> None:
    ticks = round_ticks(values, most=most)
    assert all(tick == int(tick) for tick in ticks)
    assert len(ticks) <= most + 3


def test_nobody_counts_half_a_person() -> None:
    assert round_ticks([15], most=6) == [0, 5, 10, 15]
    assert round_ticks([2], most=6) == [0, 1, 2]
    assert round_ticks([2.2], most=6) == [0, 0.5, 1.0, 1.5, 2.0, 2.5]


@given(st.lists(st.floats(0, 1e15), min_size=1, max_size=6), st.integers(2, 8))
def test_ticks_of_powers_hold_all_values_and_are_few(values: list[float], most: int) -> None:
    ticks = log_ticks(values, most=most)
    assert 2 <= len(ticks) <= most + 2
    assert ticks == sorted(set(ticks)) and ticks[0] > 0
    assert ticks[0] <= max(min(values), 1.0) * (1 + 1e-9) and ticks[-1] >= max(values) * (1 - 1e-9)


def test_equal_factors_are_equal_steps() -> None:
    scale = LogScale(10, 1000, 0, 200)
    assert [scale(value) for value in (10, 100, 1000)] == [0.0, pytest.approx(100), pytest.approx(200)]
    assert scale(3) == 0.0, "what lies below stands at the edge"


def test_ticks_of_few_decades_are_ones_twos_and_fives() -> None:
    assert log_ticks([130.0, 900.0], most=6) == [100, 200, 500, 1000]
    assert log_ticks([3.0, 2e6], most=4) == [1, 100, 1e4, 1e6, 1e8]
