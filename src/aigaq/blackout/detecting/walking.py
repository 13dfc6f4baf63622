"""The walk over a series, compiled: from alarms to outages with hysteresis.

An outage begins where the fall is most likely to have begun and ends where service stands again for a while. Its threshold
in is the gate, its threshold out half of it; what comes back for less than the while is still the same outage. Measured
samples only. Proved by tests/blackout/detecting/test_walking.py and test_detect.py.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit


@njit(cache=True)
def walk(
    times: Any,
    seen: Any,
    expected: Any,
    alarm: Any,
    since: Any,
    noise: Any,
    counts: bool,
    drop: float,
    keep: float,
    step: int,
    back: int,
    need: float,
    most: int,
) -> Any:
    """The outages from alarms [w, n] of windows that begin at `since` [w, n], as [m, 3]:
    first bad sample, first good sample after (n where there is none), sample of the alarm.

    From an alarm the start is sought backwards: the point that makes the fall most likely, at most to where service stood
    for `back` seconds. An alarm counts only if its window begins after the last outage's end: the dark of a night is not
    counted again in the morning. The end is the first sample from which service stands that long (see `_stands`). What missed less
    than `keep` × the gate from end to end is dropped: a fluke of one window inside a small dip.
    """
    n = len(seen)
    found = np.zeros((n, 3), np.int64)
    m = 0
    k = 0
    floor = 0
    while k < n:
        start = -1
        lowest = 2.0
        for w in range(len(alarm)):
            if alarm[w, k] < lowest and since[w, k] >= floor:
                lowest = alarm[w, k]
                start = since[w, k]
        if start < 0:
            k += 1
            continue
        reach = start
        end = k + 1
        for _ in range(2):  # the depth is known better once the end is
            total, hope = _sum(seen, expected, noise, counts, start, max(end, k + 1))
            left = _clipped(total, hope)
            start = _start(times, seen, expected, noise, counts, drop, step, back, need, most, left, k, floor, reach)
            end = _end(times, seen, expected, noise, counts, drop, step, back, need, most, left, k, n)
        total, hope = _sum(seen, expected, noise, counts, start, end)
        if total <= (1 - keep * drop) * hope:
            found[m, 0] = start
            found[m, 1] = end
            found[m, 2] = k
            m += 1
            floor = end
            k = max(end, k + 1)
        else:
            while k < n and _any(alarm, k):
                k += 1
    return found[:m]


@njit(cache=True)
def _any(alarm: Any, k: int) -> bool:
    lowest = 2.0
    for w in range(len(alarm)):
        lowest = min(lowest, alarm[w, k])
    return lowest <= 1


@njit(cache=True)
def _capped(seen: float, expected: float, noise: float, counts: bool) -> float:
    """A sample, but no more than four times its noise above the expected: one spike is no return of service."""
    spread = math.sqrt((noise * expected) ** 2 + (expected if counts else 0.0))
    return min(seen, expected + min(4 * spread, expected) + (4.0 if counts else 0.0))


@njit(cache=True)
def _sum(seen: Any, expected: Any, noise: Any, counts: bool, start: int, end: int) -> Any:
    total = 0.0
    hope = 0.0
    for i in range(start, end):
        total += _capped(seen[i], expected[i], noise[i], counts)
        hope += expected[i]
    return total, hope


@njit(cache=True)
def _clipped(total: float, hope: float) -> float:
    return min(max(total / hope if hope > 0 else 1.0, 0.02), 0.95)


@njit(cache=True)
def _normal(seen: float, expected: float, noise: float, counts: bool, drop: float, left: float) -> bool:
    """Whether one sample looks like service: within its noise of the expected, and nearer to it than to the outage.

    The odds of a count of mean b against one of mean rb turn at x = b(1 − r)/ln(1/r).
    """
    spread = math.sqrt(noise * noise + (1 / expected if counts and expected > 0 else 0.0))
    slack = min(max(drop / 2, 1.5 * spread), 0.8 * (1 - left) if not counts else 1.0)
    return seen >= expected * (1 - slack) and seen > expected * (1 - left) / -math.log(left) * (1.0 if counts else 0.0)


@njit(cache=True)
def _stands(
    times: Any,
    seen: Any,
    expected: Any,
    noise: Any,
    counts: bool,
    drop: float,
    step: int,
    back: int,
    need: float,
    most: int,
    left: float,
    at: int,
    way: int,
) -> int:
    """1 where service stands from sample `at` on (way 1) or up to it (way −1), 0 where it does not, −1 at the file's edge.

    It stands where samples that cover `back` seconds (two at least, if the step is shorter than six hours) together miss
    less than half the gate or what their noise allows; small counts go on until they expect `need` and favour one of the
    two by e³, Σ [x ln(1/r) − b(1 − r)] ≥ 3 for service, or until `most` seconds are over (Wald 1945).
    """
    total = 0.0
    hope = 0.0
    odds = 0.0
    number = 0
    i = at
    least = 2 if step < 21600 else 1
    while 0 <= i < len(seen):
        capped = _capped(seen[i], expected[i], noise[i], counts)
        total += capped
        hope += expected[i]
        odds += capped * -math.log(left) - expected[i] * (1 - left)
        number += 1
        lasted = number * step
        spread = math.sqrt(noise[i] * noise[i] / number + (1 / hope if counts and hope > 0 else 0.0))
        slack = min(max(drop / 2, 1.5 * spread), 0.8 * (1 - left) if not counts else 1.0)
        late = abs(times[i] - times[at]) >= most
        if lasted >= back and number >= least and (not counts or late or (hope >= need and abs(odds) >= 3)):
            return 1 if total >= hope * (1 - slack) and (not counts or late or odds >= 3) else 0
        i += way
    return -1


@njit(cache=True)
def _start(
    times: Any,
    seen: Any,
    expected: Any,
    noise: Any,
    counts: bool,
    drop: float,
    step: int,
    back: int,
    need: float,
    most: int,
    left: float,
    k: int,
    floor: int,
    since: int,
) -> int:
    """The first bad sample: where Σ b(1 − r) + x ln r from there to the alarm is greatest.

    r is the share left, but no less than makes a sample bad that misses three quarters of the gate and three times its
    noise: what falls in two steps began with the first.
    """
    best = 0.0
    gain = 0.0
    start = k
    j = k
    while j >= floor:
        spread = math.sqrt(noise[j] * noise[j] + (1 / expected[j] if counts and expected[j] > 0 else 0.0))
        odd = min(max(left, 1 - 2 * max(0.75 * drop, 3 * spread)), 0.95)
        gain += expected[j] * (1 - odd) + _capped(seen[j], expected[j], noise[j], counts) * math.log(odd)
        if gain > best:
            best = gain
            start = j
        if (
            j < since
            and _normal(seen[j], expected[j], noise[j], counts, drop, left)
            and _stands(times, seen, expected, noise, counts, drop, step, back, need, most, left, j, -1) != 0
        ):
            break
        j -= 1
    return start


@njit(cache=True)
def _end(
    times: Any,
    seen: Any,
    expected: Any,
    noise: Any,
    counts: bool,
    drop: float,
    step: int,
    back: int,
    need: float,
    most: int,
    left: float,
    k: int,
    n: int,
) -> int:
    for j in range(k + 1, n):
        if _normal(seen[j], expected[j], noise[j], counts, drop, left) and (
            _stands(times, seen, expected, noise, counts, drop, step, back, need, most, left, j, 1) == 1
        ):
            return j
    return n
