"""The walk: hysteresis, where a fall begins, what a file's end says."""

from __future__ import annotations

import numpy as np
import pytest

from aigaq.blackout.detecting import walking
from aigaq.blackout.series import Values

STEP, BACK = 600, 2700


def _walk(ratio: list[float], alarm: list[int]) -> list[list[int]]:
    n = len(ratio)
    tails = np.full((1, n), 2.0)
    tails[0, alarm] = 1e-9
    since = np.maximum(np.arange(n) - 1, 0)[None]
    seen: Values = np.array(ratio)
    times = STEP * np.arange(n, dtype=np.int64)
    found = walking.walk(
        times, seen, np.ones(n), tails, since, np.full(n, 0.02), False, 0.2, 1.0, STEP, BACK, 7.0, 43200
    )
    return [list(map(int, row)) for row in found]


UP, DOWN = [1.0], [0.1]


@pytest.mark.parametrize(
    ("ratio", "alarm", "wanted"),
    [
        (UP * 20 + DOWN * 10 + UP * 20, [21], [[20, 30, 21]]),
        (UP * 20 + DOWN * 10 + UP * 4 + DOWN * 5 + UP * 20, [21], [[20, 39, 21]]),  # forty minutes do not split
        (UP * 20 + DOWN * 10 + UP * 5 + DOWN * 5 + UP * 20, [21, 36], [[20, 30, 21], [35, 40, 36]]),  # fifty do
        (UP * 20 + DOWN * 10, [21], [[20, 30, 21]]),  # no good sample after: n
        (UP * 20 + DOWN * 10 + UP * 3, [21], [[20, 33, 21]]),  # a return the file does not confirm
        (DOWN * 10 + UP * 20, [1], [[0, 10, 1]]),
        (
            UP * 20 + [0.7] * 3 + DOWN * 10 + UP * 20,
            [24],
            [[20, 33, 24]],
        ),  # what falls in two steps began with the first
        (UP * 20 + DOWN * 10 + [0.85] * 10 + UP * 20, [21], [[20, 40, 21]]),  # half the gate is the way out
        (UP * 50, [21], []),  # an alarm without a fall
    ],
)
def test_where_outages_begin_and_end(ratio: list[float], alarm: list[int], wanted: list[list[int]]) -> None:
    assert _walk(ratio, alarm) == wanted


def test_an_alarm_whose_window_reaches_into_the_last_outage_is_its_echo() -> None:
    ratio = UP * 20 + DOWN * 10 + UP * 20
    assert _walk(ratio, [21, 30]) == [[20, 30, 21]]


@pytest.mark.parametrize("height", [1.5, 3.0, 50.0])
def test_a_spike_within_a_shallow_fall_does_not_part_it(height: float) -> None:
    ratio = [1.0] * 30 + [0.75] * 40 + [1.0] * 30
    ratio[55] = height
    assert [found[:2] for found in _walk(ratio, list(range(32, 70)))] == [[30, 70]]
