"""Outages, states and gaps as they are told: indices of samples become instants with their doubt, depth and area.

    depth = median of 1 − seen/expected over the measured samples of the outage
    area  = Σ 100 · (expected − seen)/expected · minutes of a sample, in per cent × minutes: IODA's alert area

A deep outage in which service comes back by two thirds of what was lost, for two hours and more, is told in parts: two
dark nights with a slow day between are two outages, and the day a degraded one. Proved by
tests/blackout/detecting/test_telling.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.detecting.edges import Edges, edges, end_between, start_between
from aigaq.blackout.detecting.thresholds import Common
from aigaq.blackout.outage import Gap, Outage, State
from aigaq.blackout.series import Series, Values

STATES = (State.ON, State.DEGRADED, State.OFF, State.NO_DATA)
_ON, _DEGRADED, _OFF, _NO_DATA = range(4)
_DEEP = 0.5  # an outage at least this deep may be told in parts
_LOW_PART, _HIGH_PART = (
    0.35,
    0.65,
)  # service has returned under the first share of the loss, and is gone over the second
_AROUND = 6 * 3600  # seconds of service on either side against which fall and rise are measured

Span = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What the walk found, over the measured samples: spans [k, 3], what was tested against, the baseline, noise, windows,
    and the tail of every window that alarms (2 where it does not)."""

    found: NDArray[np.int64]
    tested: Values
    base: Values
    noise: Values
    counts: bool
    short: Any
    alarm: Values
    drop: float


def told(
    series: Series, measured: Any, known: Found, settings: Common
) -> tuple[tuple[Outage, ...], tuple[Edges, ...], list[Span]]:
    """Outages with their edges, and the spans of measured samples they cover."""
    spans = [
        part
        for start, end, alarm in known.found
        for part in _parts((int(start), int(end), int(alarm)), measured, known, series.step, settings)
    ]
    ratio = measured.values / np.maximum(known.tested, 1e-12)
    weight = np.maximum(known.tested, 1e-12) if known.counts else np.ones(len(ratio))
    outages, drawn = [], []
    floor = 0
    for index, (start, end, alarm) in enumerate(spans):
        closed = index + 1 < len(spans) and spans[index + 1][0] == end
        outages.append(_outage(series, measured, known, (start, end), floor, settings))
        shape = edges(
            measured.times,
            ratio,
            weight,
            (known.short.ratio, known.short.first),
            (start, end),
            series.step,
            alarm,
            _AROUND,
        )
        drawn.append(shape)
        floor = end if closed or end < len(ratio) else floor
    return tuple(outages), tuple(drawn), spans


def _outage(series: Series, measured: Any, known: Found, span: tuple[int, int], floor: int, settings: Common) -> Outage:
    start, end = span
    hope = float(known.tested[start:end].sum())
    left = min(max(float(measured.values[start:end].sum()) / hope if hope > 0 else 1.0, 0.02), 0.95)
    told_span = (start, end, left)
    common = (
        measured.times,
        measured.values,
        known.tested,
        known.noise,
        known.counts,
        told_span,
        known.drop,
    )
    expected, seen = known.base[start:end], measured.values[start:end]
    judged = expected > 0
    missing = np.clip(1 - seen[judged] / expected[judged], 0.0, 1.0)
    depth = float(np.median(missing)) if len(missing) else 0.0
    return Outage(
        entity=series.entity,
        signal=series.signal,
        start=start_between(*common, floor),
        end=end_between(*common),
        depth=depth,
        area=float(100 * missing.sum() * series.step / 60),
        state=State.OFF if depth >= settings.off else State.DEGRADED,
    )


def _parts(span: Span, measured: Any, known: Found, step: int, settings: Common) -> list[Span]:
    """The outage in one part, or cut where two thirds of what was lost was back for `split_minutes`."""
    start, end, alarm = span
    level = known.short.ratio[start:end]
    lost = 1 - float(np.quantile(level, 0.1))
    if lost < _DEEP:
        return [span]
    back = _returned(level, 1 - _LOW_PART * lost, 1 - _HIGH_PART * lost)
    turns = np.flatnonzero(np.diff(back.astype(np.int8))) + 1
    bounds = [0, *turns.tolist(), len(back)]
    runs = [(a, b, bool(back[a])) for a, b in zip(bounds, bounds[1:], strict=False)]
    first = next(i for i, run in enumerate(runs) if not run[2])
    last = max(i for i, run in enumerate(runs) if not run[2])
    cuts: list[int] = []
    for a, b, returned in runs[first + 1 : last]:
        lasted = measured.times[start + b - 1] - measured.times[start + a] + step
        if returned and lasted >= settings.split_minutes * 60 and b - a >= settings.samples:
            cuts += [start + a, start + b]
    if not cuts:
        return [span]
    marks = [start, *cuts, end]
    parts = list(zip(marks, marks[1:], strict=False))
    kept = [(a, b) for a, b in parts if known.alarm[min(a + settings.samples - 1, b - 1) : b].min() <= 1]
    return [(a, b, max(alarm, min(a + settings.samples - 1, b - 1))) for a, b in kept]


def _returned(level: Values, above: float, below: float) -> NDArray[np.bool_]:
    """[n]: whether service has returned, and stays so until it is gone again: a switch with two thresholds."""
    said = np.where(level > above, 1, np.where(level < below, 0, -1))
    last = np.maximum.accumulate(np.where(said >= 0, np.arange(len(level)), -1))
    return np.asarray((said[np.maximum(last, 0)] == 1) & (last >= 0))


def states_of(
    series: Series, measured: Any, known: Found, spans: list[Span], reachable: NDArray[np.bool_], settings: Common
) -> NDArray[np.int8]:
    """[n] the state of every sample: no data where missing or where nothing could be told, else on, degraded or off."""
    states = np.full(len(series.times), _NO_DATA, np.int8)
    here = np.where(reachable & (known.tested > 0), _ON, _NO_DATA)
    for start, end, _ in spans:
        level = (
            known.short.ratio[start:end]
            if known.counts
            else measured.values[start:end] / np.maximum(known.tested[start:end], 1e-12)
        )
        here[start:end] = np.where(level <= 1 - settings.off, _OFF, _DEGRADED)
    states[measured.at] = here
    return states


def gaps_of(series: Series) -> tuple[Gap, ...]:
    """Where nothing was measured: runs of missing samples, and rows the file leaves out."""
    times, step = series.times, series.step
    at = np.flatnonzero(~series.missing)
    if len(times) == 0:
        return ()
    if len(at) == 0:
        return (Gap(entity=series.entity, signal=series.signal, start=int(times[0]), end=int(times[-1]) + step),)
    opens = np.concatenate([[times[0]], times[at] + step])
    closes = np.concatenate([times[at], [times[-1] + step]])
    found = closes - opens > step // 2
    return tuple(
        Gap(entity=series.entity, signal=series.signal, start=int(a), end=int(b))
        for a, b in zip(opens[found], closes[found], strict=True)
    )
