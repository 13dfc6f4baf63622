"""The loops of detection, compiled: windows, tails of counts, alarms, levels of days, rising curves.

All work on measured samples only; what is missing has been left out before, so a gap is a jump in `times`. No fastmath and
no parallel sums: one machine gives one answer. Proved by tests/blackout/detecting/test_kernel.py against numpy and scipy.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

from aigaq.blackout.detecting.centres import middle


@njit(cache=True)
def windows(times: Any, seen: Any, expected: Any, samples: int, need: float, least: int, most: int) -> Any:
    """Trailing windows: [n] first sample, [n] Σ seen, [n] Σ expected.

    Each is the shortest that has `samples` samples, covers `least` seconds and expects `need`, yet no sample begins more
    than `most` seconds before its last. Values over twice the expected (+4) are capped: a spike must not hide a fall.
    """
    n = len(times)
    first = np.zeros(n, np.int64)
    sums = np.zeros(n)
    hopes = np.zeros(n)
    lo = 0
    total = 0.0
    hope = 0.0
    for k in range(n):
        total += min(seen[k], 2 * expected[k] + 4)
        hope += expected[k]
        while lo < k and (
            times[k] - times[lo] > most
            or (k - lo >= samples and times[k] - times[lo + 1] >= least and hope - expected[lo] >= need)
        ):
            total -= min(seen[lo], 2 * expected[lo] + 4)
            hope -= expected[lo]
            lo += 1
        if k - lo < 64:  # short windows are summed anew, so that no rounding is carried along
            total = 0.0
            hope = 0.0
            for i in range(lo, k + 1):
                total += min(seen[i], 2 * expected[i] + 4)
                hope += expected[i]
        first[k], sums[k], hopes[k] = lo, total, hope
    return first, sums, hopes


@njit(cache=True)
def tail(seen: float, expected: float, variance: float, counts: bool, exact: float) -> float:
    """P(as little as seen, or less) where `expected` is normal.

    Counts: negative binomial of mean μ and variance μ + vμ² (Poisson where v = 0), summed term by term up to μ = `exact`,
    P(0) = (1 + vμ)^(−1/v), P(k+1) = P(k)·(1/v + k)/(k + 1)·vμ/(1 + vμ); beyond it, and for levels (variance vμ²), the
    normal tail ½ erfc(z/√2).
    """
    if expected <= 0:
        return 1.0
    if counts and expected <= exact:
        if variance > 1e-9:
            share = variance * expected / (1 + variance * expected)
            term = math.exp(-math.log1p(variance * expected) / variance)
        else:
            share = 0.0
            term = math.exp(-expected)
        total = term
        for k in range(int(seen)):
            if variance > 1e-9:
                term *= (1 / variance + k) / (k + 1) * share
            else:
                term *= expected / (k + 1)
            total += term
        return min(total, 1.0)
    spread = math.sqrt(variance * expected * expected + (expected if counts else 0.0))
    if spread <= 0:
        return 0.0 if seen < expected else 1.0
    return 0.5 * math.erfc((expected - seen) / spread / math.sqrt(2.0))


@njit(cache=True)
def alarms(
    times: Any,
    seen: Any,
    expected: Any,
    first: Any,
    sums: Any,
    hopes: Any,
    variance: Any,
    counts: bool,
    drop: float,
    rate: float,
    step: int,
    samples: int,
    exact: float,
) -> Any:
    """[n] the tail of each window where it alarms, 2 where it does not.

    A window alarms that misses at least `drop` and whose tail is at most its share of the false alarms allowed: `rate`
    (a second) × its seconds. At least `samples` of its samples must miss half the gate each: one lost sample is no outage.
    """
    found = np.full(len(sums), 2.0)
    for k in range(len(sums)):
        if k - first[k] + 1 < samples or hopes[k] <= 0 or sums[k] > (1 - drop) * hopes[k]:
            continue
        low = 0
        for i in range(first[k], k + 1):
            low += seen[i] <= (1 - drop / 2) * expected[i]
        if low < samples:
            continue
        p = tail(sums[k], hopes[k], variance[k], counts, exact)
        if p <= rate * (times[k] - times[first[k]] + step):
            found[k] = p
    return found


@njit(cache=True)
def rising(values: Any, weights: Any) -> Any:
    """[n] the nearest curve that never falls (least squares; pool adjacent violators, Barlow et al. 1972)."""
    n = len(values)
    level = np.empty(n)
    weight = np.empty(n)
    size = np.empty(n, np.int64)
    m = 0
    for i in range(n):
        level[m], weight[m], size[m] = values[i], weights[i], 1
        m += 1
        while m > 1 and level[m - 2] >= level[m - 1]:
            both = weight[m - 2] + weight[m - 1]
            level[m - 2] = (level[m - 2] * weight[m - 2] + level[m - 1] * weight[m - 1]) / both
            weight[m - 2] = both
            size[m - 2] += size[m - 1]
            m -= 1
    fitted = np.empty(n)
    at = 0
    for block in range(m):
        fitted[at : at + size[block]] = level[block]
        at += size[block]
    return fitted


@njit(cache=True)
def day_levels(times: Any, ratio: Any, use: Any, centres: Any, half: int, few: int) -> Any:
    """[m] the median of `ratio` over the used samples within `half` seconds of each centre; NaN where under `few`."""
    levels = np.full(len(centres), np.nan)
    held = np.empty(len(times))
    lo = 0
    for c in range(len(centres)):
        while lo < len(times) and times[lo] < centres[c] - half:
            lo += 1
        n = 0
        i = lo
        while i < len(times) and times[i] < centres[c] + half:
            if use[i]:
                held[n] = ratio[i]
                n += 1
            i += 1
        if n >= few:
            levels[c] = middle(held, n)
    return levels


@njit(cache=True)
def hour_scales(values: Any, hour: Any, least: int, whole: float, factor: float) -> Any:
    """[24] `factor` × the median absolute deviation of the values of each hour; `whole` where an hour has under `least`."""
    found = np.full(24, whole)
    starts = np.zeros(25, np.int64)
    for at in hour:
        starts[at + 1] += 1
    for at in range(24):
        starts[at + 1] += starts[at]
    place = starts[:-1].copy()
    ordered = np.empty(len(values))
    for i in range(len(values)):
        ordered[place[hour[i]]] = values[i]
        place[hour[i]] += 1
    for at in range(24):
        held = ordered[starts[at] : starts[at + 1]]
        n = len(held)
        if n >= least:
            centre = middle(held, n)
            for i in range(n):
                held[i] = abs(held[i] - centre)
            found[at] = factor * middle(held, n)
    return found


@njit(cache=True)
def spread(values: Any) -> float:
    """The median absolute deviation of one value or more."""
    held = values.copy()
    centre = middle(held, len(held))
    for i in range(len(held)):
        held[i] = abs(held[i] - centre)
    return middle(held, len(held))
