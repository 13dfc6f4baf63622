"""The edges of an outage: between which samples it began and ended, and whether they are square or a ramp.

An edge is where the likelihood turns: every cut within 1.92 nats of the best one is possible (a 95 % interval of Wilks),
so large counts give one step and a trickle gives hours. A single sample partly hit lies between. What nobody measured
widens the interval by itself, since only measured samples are good or bad. An interval is never narrower than a step: a
sample of an instant says nothing of the time to the next, and a bin that is a little lower may have lost its last minute.

Fall and rise are read off the nearest curve that only falls (rises): the time from 10 % to 90 % of the drop, and the
largest share of it that goes within one step, one partly hit bin allowed. A line cut at a switch takes a step, a network
that comes back as power does takes hours. Proved by tests/blackout/detecting/test_edges.py.
"""

from __future__ import annotations

from math import inf
from typing import Any

import msgspec
import numpy as np

from aigaq.blackout.series import Times, Values

_POSSIBLE = 1.92  # half of the 95 % point of χ²₁
_REACH = 40  # samples to either side within which an edge may lie
_TENTH = 0.1


class Edges(msgspec.Struct, frozen=True, kw_only=True):
    """How an outage fell and rose, for its character; None where the edge was not seen.

    `fall_seconds`, `rise_seconds`: from 10 to 90 % of the drop, 0 within one step. `fall_share`, `rise_share`: the largest
    share of the drop within one step. `alarm`: seconds since 1970 in UTC at which it could be called, live.
    """

    fall_seconds: int | None
    rise_seconds: int | None
    fall_share: float | None
    rise_share: float | None
    alarm: int


def start_between(
    times: Times,
    seen: Values,
    expected: Values,
    noise: Values,
    counts: bool,
    span: tuple[int, int, float],
    drop: float,
    floor: int,
) -> tuple[int | None, int]:
    """(time of the last good sample, time of the first bad one); span: first, end and share left of the outage."""
    start, end, left = span
    lo, hi = max(floor, start - _REACH), min((start + end - 1) // 2, start + _REACH)
    gain = _gain(seen[lo : hi + 1], expected[lo : hi + 1], noise[lo : hi + 1], counts, left, drop)
    after = np.cumsum(gain[::-1])[::-1]  # the gain of starting at each sample
    first, last = _possible(after, start - lo)
    first, last = first + lo, last + lo
    ratio = seen / np.maximum(expected, 1e-12)
    if (
        first == last
        and start + 1 <= (start + end - 1) // 2
        and ratio[start + 1] < ratio[start]
        and _half_served(ratio[start], left, noise[start], expected[start] if counts else inf)
    ):
        last = start + 1
    elif first == last and start - 1 > floor and _half_hit(ratio[start - 1], noise[start - 1], left):
        first = start - 1
    return None if first == 0 else int(times[first - 1]), int(times[last])


def end_between(
    times: Times,
    seen: Values,
    expected: Values,
    noise: Values,
    counts: bool,
    span: tuple[int, int, float],
    drop: float,
) -> tuple[int, int | None]:
    """(time of the last bad sample, time of the first good one, None where there is none)."""
    start, end, left = span
    if end >= len(times):
        return int(times[-1]), None
    lo, hi = max((start + end - 1) // 2 + 1, end - _REACH), min(len(times) - 1, end + _REACH)
    gain = _gain(seen[lo : hi + 1], expected[lo : hi + 1], noise[lo : hi + 1], counts, left, drop)
    before = np.concatenate([[0.0], np.cumsum(gain)])[:-1]  # the gain of ending before each sample
    first, last = _possible(before, end - lo)
    first, last = first + lo, last + lo
    ratio = seen / np.maximum(expected, 1e-12)
    if (
        first == last
        and end - 1 > (start + end - 1) // 2
        and _half_served(ratio[end - 1], left, noise[end - 1], expected[end - 1] if counts else inf)
        and ratio[end - 2] < ratio[end - 1]
    ):
        first = end - 1
    elif first == last and end + 1 < len(times) and _half_hit(ratio[end], noise[end], left):
        last = end + 1
    return int(times[first - 1]), int(times[last])


def _half_hit(ratio: float, noise: float, left: float) -> bool:
    """A good sample in which a quarter of the loss is there already."""
    return bool(ratio < 1 - max((1 - left) / 4, 3 * noise))


def _half_served(ratio: float, left: float, noise: float, hope: float) -> bool:
    """A bad sample with a tenth of the loss still served: it may have fallen within its bin."""
    spread = np.sqrt((noise * left) ** 2 + left / max(hope, 1e-12))
    return bool(ratio > left + max((1 - left) / 10, 3 * spread))


def _gain(seen: Values, expected: Values, noise: Values, counts: bool, left: float, drop: float) -> Values:
    """[n] nats by which each sample favours the outage: counts b(1 − r) − x ln(1/r), levels (1 − r)/s² · ((1 + r)/2 − y).

    Over-dispersed counts carry less: the variance of a count of mean b is b(1 + vb), so its gain is divided by 1 + vb.
    r is the share left, but no less than makes what misses three quarters of the gate and three times its noise bad.
    """
    hope = np.maximum(expected, 1e-12)
    spread = np.sqrt(noise * noise + (1 / hope if counts else 0.0))
    odd = np.clip(np.maximum(left, 1 - 2 * np.maximum(0.75 * drop, 3 * spread)), 0.02, 0.95)
    if counts:
        return np.asarray((expected * (1 - odd) + seen * np.log(odd)) / (1 + noise * noise * expected))
    return np.asarray((1 - odd) / np.maximum(noise, 1e-6) ** 2 * ((1 + odd) / 2 - seen / hope))


def _possible(gain: Values, at: int) -> tuple[int, int]:
    near = gain >= gain[at] - _POSSIBLE
    first, last = at, at
    while first > 0 and near[first - 1]:
        first -= 1
    while last + 1 < len(near) and near[last + 1]:
        last += 1
    return first, last


def edges(
    times: Times, ratio: Values, weight: Values, short: Any, span: tuple[int, int], step: int, alarm: int, reach: int
) -> Edges:
    """Fall and rise of one outage. `short`: ratios of short trailing windows and their first samples; `reach`: seconds of
    service on either side that say what full service was.
    """
    from aigaq.blackout.detecting.kernel import rising

    start, end = span
    level, since = short
    inside = level[start:end]
    bottom = max(float(np.quantile(inside, _TENTH)), 0.0)
    deep = np.flatnonzero(inside <= bottom + 0.1 * max(1 - bottom, 0.0))
    first = start + int(deep[0])
    last = max(int(since[start + int(deep[-1])]), start)
    lo = int(np.searchsorted(times, times[start] - reach))
    hi = int(np.searchsorted(times, (times[end] if end < len(times) else times[-1]) + reach))
    fall = rise = fall_share = rise_share = None
    if start > 0:
        down = -rising(-ratio[lo : first + 1], weight[lo : first + 1])
        fall, fall_share = _ramp(times[lo : first + 1], down[::-1], backwards=True)
    if end < len(times):
        rise, rise_share = _ramp(times[last:hi], rising(ratio[last:hi], weight[last:hi]), backwards=False)
    return Edges(
        fall_seconds=fall,
        rise_seconds=rise,
        fall_share=fall_share,
        rise_share=rise_share,
        alarm=int(times[alarm]) + step,
    )


def _ramp(times: Times, curve: Values, *, backwards: bool) -> tuple[int | None, float | None]:
    """Seconds from a tenth to nine tenths of a rising curve, and the largest share of it within one step."""
    height = min(float(curve[-1]), 1.0) - float(curve[0])
    if len(curve) < 2 or height <= 0:
        return None, None
    part = (np.minimum(curve, 1.0) - curve[0]) / height
    low, high = int(np.argmax(part > _TENTH)), int(np.argmax(part >= 1 - _TENTH))
    clock = times[::-1] if backwards else times
    seconds = abs(int(clock[high]) - int(clock[low]))
    share = float((part[2:] - part[:-2]).max()) if len(part) > 2 else 1.0
    return seconds, min(share, 1.0)
