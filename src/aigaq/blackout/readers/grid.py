"""Rows of one series in any order → a `Series` on a regular grid. Nothing is filled in: a bin without a row is missing.

The step is the most common difference of the times (of equally common ones the smallest), unless the source states it or
most times do not keep it: then the median difference in minutes, or what divides all differences.
A time within `JITTER` of a step is put on it; one between steps is refused, and a series most of whose times are between
steps is none. Equal times: equal values count once, different ones are refused all. docs/formats/series.md is normative;
proved by tests/blackout/readers/test_grid.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.readers.clock import Seconds
from aigaq.blackout.readers.telling import Told, Why
from aigaq.blackout.series import Kind, NetworkKind, Series, Times, Values

JITTER = 0.05  # of a step: how far a logger's clock may be off
SHORTEST = 60  # seconds of a step that is found as a divisor: below, every jitter would be a step
KEPT = 0.5  # of the times that must stand on steps
BINS = 20_000_000  # bins of one series at most
Numbers = NDArray[np.uint32]

_grids: WeakValueDictionary[tuple[int, int, int], Times] = WeakValueDictionary()


@dataclass(frozen=True, kw_only=True)
class Whose:
    """What a series is of, before its values are looked at."""

    entity: str
    signal: str
    kind: Kind | None
    network: NetworkKind = NetworkKind.UNKNOWN
    parent: str = ""
    source: str = ""
    native_step: int = 0
    step: int = 0  # 0: by the times themselves


@dataclass(frozen=True)
class Rows:
    """Times, values (NaN: missing) and row numbers [n] of one series, in the order of the file."""

    times: Seconds
    values: Values
    numbers: Numbers


def gridded(rows: Rows, whose: Whose, told: Told) -> Series | None:
    """The series of these rows, or None where it was refused as a whole."""
    kind = whose.kind or _guessed(rows.values)
    if whose.kind is None:
        told.notice(f"whole numbers are read as counts, others as levels: --kind says otherwise; here: {kind}")
    rows = _sorted(rows, told)
    if kind is Kind.COUNT:
        rows = _counts(rows, whose, told)
    elif below := int((rows.values < 0).sum()):
        told.notice("levels below nought are kept", below)
    step = whose.step or _step(rows.times, told)
    if not step or not len(rows.times):
        told.refuse(0, Why.NO_STEP, f"{whose.entity}: one time only, so its step cannot be told")
        return None
    placed = _placed(rows, step, whose, told)
    return None if placed is None else _filled(_single(placed, whose, told), step, kind, whose, told)


def _guessed(values: Values) -> Kind:
    seen = values[~np.isnan(values)]
    return Kind.COUNT if len(seen) and bool((seen == np.floor(seen)).all()) else Kind.LEVEL


def _sorted(rows: Rows, told: Told) -> Rows:
    if bool((np.diff(rows.times) >= 0).all()):
        return rows
    told.notice("rows that were not in the order of time are sorted")
    order = np.argsort(rows.times, kind="stable")
    return Rows(rows.times[order], rows.values[order], rows.numbers[order])


def _counts(rows: Rows, whose: Whose, told: Told) -> Rows:
    below = rows.values < 0
    if not bool(below.any()):
        return rows
    for number, value in zip(rows.numbers[below].tolist(), rows.values[below].tolist(), strict=True):
        told.refuse(number, Why.NEGATIVE, f"{whose.entity}: a count below nought: {value:g}")
    return Rows(rows.times, np.where(below, np.nan, rows.values), rows.numbers)


def _step(times: Seconds, told: Told) -> int:
    """The first of three differences that most times keep: the most common, the median to the minute, their divisor.

    A logger that is late by seconds has a common difference of odd seconds; then the median to the minute is tried first.
    """
    apart = np.diff(times)
    steps, counts = np.unique(apart[apart > 0], return_counts=True)
    if not len(steps):
        return 0
    common = int(steps[np.argmax(counts)])
    median = int(np.median(apart[apart > 0]) / 60 + 0.5) * 60
    tried = [common, median] if common % 60 == 0 or common < SHORTEST else [median, common]
    for step in (*tried, int(np.gcd.reduce(steps))):
        if (step == common or step >= SHORTEST) and _phase(times, step)[1] >= KEPT:
            if step != common:
                told.notice(f"no difference of times is kept by most: the step is taken as {step} s")
            return step
    return common


def _phase(times: Seconds, step: int) -> tuple[int, float]:
    """The phase that most times share, exactly or to the minute, and the share of times within `JITTER` of it."""
    phases, counts = np.unique(times % step, return_counts=True)
    phase = int(phases[np.argmax(counts)])
    if 2 * counts.max() < len(times) and step > SHORTEST:
        minutes, many = np.unique((times + 30) // 60 * 60 % step, return_counts=True)
        phase = int(minutes[np.argmax(many)])
    off = np.abs((phases - phase + step // 2) % step - step // 2)
    return phase, float(counts[off <= JITTER * step].sum() / len(times))


def _placed(rows: Rows, step: int, whose: Whose, told: Told) -> Rows | None:
    """The rows with their times on the grid whose phase most of them share."""
    if bool((rows.times % step == rows.times[0] % step).all()):
        return rows
    phase, share = _phase(rows.times, step)
    nearest = (rows.times - phase + step // 2) // step * step + phase
    off = np.abs(rows.times - nearest)
    near = off <= JITTER * step
    if share < KEPT:
        told.refuse(0, Why.NO_STEP, f"{whose.entity}: most times stand between steps of {step} s")
        return None
    for number in rows.numbers[~near].tolist():
        told.refuse(number, Why.BETWEEN, f"{whose.entity}: a time between steps of {step} s")
    if between := int((~near).sum()):
        told.notice("values between steps are refused", between)
    if moved := int((near & (off > 0)).sum()):
        told.notice(f"times within {JITTER:.0%} of a step are put on it", moved)
    return Rows(nearest[near], rows.values[near], rows.numbers[near])


def _single(rows: Rows, whose: Whose, told: Told) -> Rows:
    """One row of each time: equal ones once, of different ones none."""
    again = np.diff(rows.times) == 0
    if not bool(again.any()):
        return rows
    first = np.flatnonzero(np.r_[True, ~again])
    before, after = rows.values[:-1], rows.values[1:]
    alike = (before == after) | (np.isnan(before) & np.isnan(after))
    differs = np.logical_or.reduceat(np.r_[False, again & ~alike], first)
    lengths = np.diff(np.r_[first, len(rows.times)])
    spoilt = np.repeat(differs, lengths)
    for number, value in zip(rows.numbers[spoilt].tolist(), rows.values[spoilt].tolist(), strict=True):
        told.refuse(number, Why.DIFFERS, f"{whose.entity}: another row has this time and another value: {value:g}")
    if dropped := int((lengths - 1)[~differs].sum()):
        told.notice("rows that repeat a time and its value are counted once", dropped)
    return Rows(rows.times[first], np.where(differs, np.nan, rows.values[first]), rows.numbers[first])


def _filled(rows: Rows, step: int, kind: Kind, whose: Whose, told: Told) -> Series | None:
    begins, ends = int(rows.times[0]), int(rows.times[-1])
    size = (ends - begins) // step + 1
    if size > BINS:
        told.refuse(0, Why.SPAN, f"{whose.entity}: {size} bins of {step} s; at most {BINS} are held")
        return None
    values = np.full(size, np.nan)
    values[(rows.times - begins) // step] = rows.values
    if gaps := size - len(rows.times):
        told.notice("bins without a row are left missing", gaps)
    if whose.native_step and step > whose.native_step:
        told.notice(f"a step of {step} s is coarser than the source's own of {whose.native_step} s")
    return Series(
        entity=whose.entity,
        signal=whose.signal,
        times=_times(begins, size, step),
        values=values,
        step=step,
        kind=kind,
        network=whose.network,
        parent=whose.parent,
        native_step=whose.native_step,
        source=whose.source,
    )


def _times(begins: int, size: int, step: int) -> Times:
    """The beginnings of bins: one array for all series that have the same, since a file mostly has one grid."""
    found = _grids.get((begins, size, step))
    if found is None:
        found = np.arange(begins, begins + size * step, step, dtype=np.int64)
        found.flags.writeable = False
        _grids[begins, size, step] = found
    return found
