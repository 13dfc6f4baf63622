"""Peers of `aigaq blackout` on the same made-up series: a median rule in IODA's manner, ruptures, STL of statsmodels.

    python bench/blackout_peers.py NAME SERIES.npz

Needs numpy and what NAME needs, not aigaq, so that it may run in an environment of its own. Reads `values` [k, n], `step`,
`gate`, `flat`; prints JSON: outages of each series as [first sample, sample after the last, sample of the alarm], and
CPU seconds. The rule is written anew from its published description (median of the seven days before; a sample under
0.8, 0.99 or 0.25 of it alarms; a series that lies in alarm is filled with its prediction); IODA's code is not used.
"""

from __future__ import annotations

import json
import sys
import time
from bisect import bisect_left, insort
from typing import Any

import numpy as np

Spans = list[tuple[int, int, int]]


def spans(low: Any, least: int, join: int) -> Spans:
    """Runs of low samples, joined over short returns, of `least` samples and more."""
    found: list[list[int]] = []
    for at in np.flatnonzero(low):
        if found and at - found[-1][1] <= join:
            found[-1][1] = int(at) + 1
        else:
            found.append([int(at), int(at) + 1])
    return [(a, b, min(a + least - 1, b - 1)) for a, b in found if b - a >= least]


def median_rule(values: Any, step: int, gate: float, flat: bool) -> Spans:
    """A sample alarms under (1 − gate) × the median of the seven days before it."""
    held: list[float] = []
    queue: list[float] = []
    size = 7 * 86_400 // step
    low = np.zeros(len(values), bool)
    for at, value in enumerate(values):
        if np.isnan(value):
            continue
        kept = value
        if len(held) >= 3600 // step:
            median = (held[(len(held) - 1) // 2] + held[len(held) // 2]) / 2
            low[at] = value < (1 - gate) * median
            kept = median if low[at] or value > 2 * median else value
        insort(held, kept)
        queue.append(kept)
        if len(queue) > size:
            del held[bisect_left(held, queue.pop(0))]
    return spans(low, 1, 3600 // step)


def change_points(values: Any, step: int, gate: float, flat: bool) -> Spans:
    """ruptures: KernelCPD (linear) on the series over its own daily course; segments that miss the gate are outages."""
    import ruptures  # type: ignore[import-not-found, unused-ignore]

    ratio = _over_course(_filled(values), step, flat)
    noise = 1.4826 * np.median(np.abs(np.diff(ratio))) / np.sqrt(2) + 1e-6
    model: Any = ruptures.KernelCPD(kernel="linear", min_size=3)
    ends = model.fit((ratio / noise)[:, None]).predict(pen=15 * np.log(len(ratio)))
    found: Spans = []
    for start, end in zip([0, *ends], ends, strict=False):
        if np.median(ratio[start:end]) < 1 - gate:
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end, found[-1][2])
            else:
                found.append((start, end, start + 2))
    return found


def stl(values: Any, step: int, gate: float, flat: bool) -> Spans:
    """statsmodels: robust STL of a day; a sample that misses the gate and five scales of the remainder is low."""
    from statsmodels.tsa.seasonal import STL  # type: ignore[import-not-found, unused-ignore]

    filled = _filled(values)
    day = 86_400 // step
    parts = STL(
        filled, period=day, robust=True, seasonal_jump=day // 10, trend_jump=day // 10, low_pass_jump=day // 10
    ).fit()
    expected = np.maximum(parts.trend + parts.seasonal, 1e-9)
    rest = filled / expected - 1
    scale = 1.4826 * np.median(np.abs(rest - np.median(rest)))
    return spans((rest < -gate) & (rest < -5 * scale) & ~np.isnan(values), 2, 3600 // step)


def _filled(values: Any) -> Any:
    known = ~np.isnan(values)
    return np.interp(np.arange(len(values)), np.flatnonzero(known), values[known])


def _over_course(values: Any, step: int, flat: bool) -> Any:
    if flat:
        return values / np.median(values)
    day = 86_400 // step
    course = np.median(values[: len(values) // day * day].reshape(-1, day), axis=0)
    return values / np.maximum(course[np.arange(len(values)) % day], 1e-9)


PEERS = {"median rule": median_rule, "ruptures": change_points, "STL": stl}


def main() -> None:
    name, path = sys.argv[1:]
    told = np.load(path)
    peer = PEERS[name]
    step, gate, flat = int(told["step"]), float(told["gate"]), bool(told["flat"])
    peer(told["values"][0], step, gate, flat)
    started = time.process_time()
    found = [peer(values, step, gate, flat) for values in told["values"]]
    print(json.dumps({"seconds": time.process_time() - started, "found": found}, default=int))


if __name__ == "__main__":
    main()
