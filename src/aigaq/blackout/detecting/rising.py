"""Falls that are no falls: what lies before a rise of level, and misses nothing of what the same hours had before.

The level is followed by week and by day. Where a series rises by a step in the middle of a week or a day, what is expected is
too high already before the step. Such a dip is told from an outage by its own past: the same hours one to three weeks (days,
where no week is known) before had as little, and those after it have more. An outage misses what was there before. In a
series too short for a shape of the day, a slow fall is the night. Proved by tests/blackout/detecting/test_rising.py.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.series import Times, Values

Found = NDArray[np.int64]

_DEEPEST = 0.75  # a rise to fourfold leaves three quarters missing before it; what misses more is not asked
_ABRUPT = 0.4  # of the two samples beside it; by the hour, the steepest evening leaves more
_PERIODS = 3  # earlier and later periods that are asked
_MEASURED = 0.8  # of the same hours, this share must have been measured outside outages


def abrupt(found: Found, values: Values) -> Found:
    """[k, 3] those of the outages that begin or end within two samples, by more than day and night do in so short a time.

    Where no shape of the day is known, a night can be near silence too; but it comes slowly.
    """

    def falls(good: Values, bad: Values) -> bool:
        return bool(len(good) and len(bad) and bad.mean() <= _ABRUPT * good.mean())

    kept = [
        falls(values[max(start - 2, 0) : start], values[start : start + 2])
        or falls(values[end : end + 2], values[max(end - 2, start) : end])
        for start, end, _ in found.tolist()
    ]
    return np.asarray(found[np.array(kept, bool)])


def without_rises(
    found: Found, times: Times, values: Values, tested: Values, *, step: int, period: int, drop: float
) -> Found:
    """[k, 3] those of the outages that miss half their gate or more of what the same hours had before, or had no more after.

    Args:
        found: [m, 3] first bad sample, first good sample, alarm; of measured samples.
        times: [n] of measured samples; `values`, `tested` [n] seen and expected. `period`: seconds of the baseline's period.
    """
    shallow = [
        bool(values[start:end].sum() > (1 - _DEEPEST) * tested[start:end].sum()) and start > 0
        for start, end, _ in found
    ]
    if not any(shallow):
        return found
    good = np.ones(len(times))
    for start, end, _ in found:
        good[start:end] = 0.0
    seen, number = (np.concatenate([[0.0], np.cumsum(part)]) for part in (values * good, good))

    def usual(since: int, until: int, way: int) -> float:
        """The mean of the same hours before (way −1) or after: the median of some periods; NaN where nobody measured.

        Of what is longer than a period, the mean of whole periods beside it.
        """
        if until - since > period:
            since, until = (until - period, until) if way > 0 else (since, since + period)
        means = []
        for lag in range(1, 1 + _PERIODS):
            low, high = np.searchsorted(times, [since + way * lag * period, until + way * lag * period])
            held = number[high] - number[low]
            if held * step >= _MEASURED * (until - since):
                means.append((seen[high] - seen[low]) / held)
        return float(np.median(means)) if means else float("nan")

    kept = []
    for (start, end, _), asked in zip(found.tolist(), shallow, strict=True):
        since, until = int(times[start]), int(times[end - 1]) + step
        before, after = (usual(since, until, way) if asked else float("nan") for way in (-1, 1))
        now = float(values[start:end].mean())
        kept.append(not (now >= (1 - drop / 2) * before and after >= (1 + drop / 2) * max(before, now)))
    return np.asarray(found[np.array(kept, bool)])
