"""What is expected of each sample, and the record of where that comes from.

    expected(t) = shape(slot of t) × level(t)

The shape is a robust centre for each time of the week (of the day, where there are under fifteen days), leaning on half an
hour to either side. Three ways:

reference   the shape is that of days declared good, and the level is theirs: what the series did later moves nothing.
itself      from the whole series without the outages found so far; level per week, a straight line through the days
            (Theil 1950, Sen 1968) until outages are known. Hours that have two ways, service on some days and silence on
            most, take the upper way: so a curfew that fills most nights is not the expected.
seasonal    from the whole series, outages and all, level per week on either side. Only when asked: it swallows what lasts.

A whole day off by no more than the gate of holidays is followed by `day_factor`. Proved by
tests/blackout/detecting/test_baseline.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.detecting.localtime import DAY, WEEK, slots
from aigaq.blackout.detecting.thresholds import Common
from aigaq.blackout.series import Kind, Times, Values

Mask = NDArray[np.bool_]


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """Which baseline was used, and with which model of noise.

    `how`: reference, itself, seasonal or none (nothing measured). `reference`: its instants, half open; `days`: days of
    measured samples it rests on; `period`: week, day or none (too short for a daily shape); `passes`: fits until the masks
    stood; `kind`: as used, and whether it was guessed; `model`: poisson, negative binomial, scale; `noise`: the usual
    relative noise of a long window; `profile`: which thresholds; `drop`: the gate; `notes`: what a reader must know.
    """

    how: str
    period: str
    days: float
    kind: Kind
    guessed: bool
    model: str
    profile: str
    drop: float
    noise: float = 0.0
    passes: int = 0
    reference: tuple[int, int] | None = None
    time_zone: str = "UTC"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Calendar:
    """Slots of every sample (missing ones too) on the local clock."""

    times: Times
    local: Times
    step: int
    slot: NDArray[np.int64]
    count: int
    period: str

    @classmethod
    def of(cls, times: Times, local: Times, step: int, days: float, settings: Common) -> Calendar:
        """Slots of the week from `weeks_days` on, of the day from `shape_days` on, else one slot."""
        period = "week" if days >= settings.weeks_days else "day" if days >= settings.shape_days else "none"
        if period == "none" or step > WEEK:
            return cls(times, local, step, np.zeros(len(times), np.int64), 1, "none")
        slot, count = slots(local, step, WEEK if period == "week" else DAY)
        return cls(times, local, step, slot, count, period)


def shape(calendar: Calendar, values: Values, use: Mask, counts: bool, settings: Common) -> Values:
    """[n]: the shape at every sample from the used values; slots of the week never seen take that of the day.

    NaN where nothing was used at all.
    """
    from aigaq.blackout.detecting.centres import slot_centres

    near = int(settings.smooth_minutes * 60 // calendar.step)
    centres = slot_centres(values[use], calendar.slot[use], calendar.count, near, counts, settings.few)
    empty = np.isnan(centres)
    if empty.any() and calendar.period == "week":
        slot, count = slots(calendar.local, calendar.step, DAY)
        daily = _filled(slot_centres(values[use], slot[use], count, near, counts, settings.few))
        at_slot = np.zeros(calendar.count, np.int64)
        at_slot[calendar.slot] = slot
        centres = np.where(empty, daily[at_slot], centres)
    result: Values = _filled(centres)[calendar.slot]
    return result


def _filled(centres: Values) -> Values:
    known = ~np.isnan(centres)
    if known.all() or not known.any():
        return centres
    return np.interp(np.arange(len(centres)), np.flatnonzero(known), centres[known], period=len(centres))


def fitted(calendar: Calendar, values: Values, use: Mask, counts: bool, settings: Common, *, line: bool) -> Values:
    """[n]: shape × level, fitted in turn twice. `line`: the level is a straight line, since outages are not yet known."""
    level = np.ones(len(values))
    base = shape(calendar, values, use, counts, settings)
    if calendar.period != "week":
        return base
    for _ in range(2):
        level = _level(calendar, values, base, use, line)
        base = shape(calendar, values / level, use, counts, settings)
    return np.asarray(base * level)


def _level(calendar: Calendar, values: Values, base: Values, use: Mask, line: bool) -> Values:
    """[n] the level of each week (day, for the line) relative to the shape, joined by straight lines, median 1.

    A week counts where three fifths of its samples are used. A level is Σ seen / Σ expected in the middle half of its days.
    """
    every = DAY if line else WEEK
    days = every // DAY
    good = np.flatnonzero(use & (base > 0))
    day = (calendar.times - calendar.times[0]) // DAY
    size = int(day[-1]) + 1
    number = (size - 1) // days + 1
    day = day[good]
    sums, hopes = np.bincount(day, values[good], size), np.bincount(day, base[good], size)
    count = np.bincount(day, minlength=size)
    ratio = np.where((count * calendar.step >= 0.3 * DAY) & (hopes > 0), sums / np.where(hopes > 0, hopes, 1), np.nan)
    levels = np.full(number, np.nan)
    enough = np.add.reduceat(count, np.arange(0, size, days)) * calendar.step >= 0.6 * every
    for at in np.flatnonzero(enough).tolist():
        part = ratio[at * days : (at + 1) * days]
        part = part[~np.isnan(part)]
        if len(part):
            levels[at] = part[0] if len(part) == 1 else np.median(part)
    known = np.flatnonzero(~np.isnan(levels) & (levels > 0))
    if len(known) < 2:
        return np.ones(len(values))
    centre = (known + 0.5) * every + calendar.times[0]
    if not line:
        return np.asarray(np.interp(calendar.times, centre, levels[known]))
    first, second = np.triu_indices(len(known), 1)
    slope = float(np.median((levels[known][second] - levels[known][first]) / (centre[second] - centre[first])))
    offset = float(np.median(levels[known] - slope * (centre - centre.mean())))
    return np.asarray(np.maximum(offset + slope * (calendar.times - centre.mean()), 0.2 * max(offset, 0.01)))


def day_factor(times: Times, ratio: Values, use: Mask, at: Times, step: int, gate: float, *, days: int = 1) -> Values:
    """[m]: by what factor the local day (or the `days` around it) is off, where that is within `gate`; else 1.

    `times` of the samples with a ratio and `at` are on the local clock: holidays keep to days. The median of the ratio;
    days of which under a quarter is used take what lies between their neighbours.
    """
    from aigaq.blackout.detecting.kernel import day_levels

    if step > DAY // 8 or len(times) == 0:
        return np.ones(len(at))
    day = at // DAY
    every = np.arange(day.min(), day.max() + 1)
    levels = day_levels(times, ratio, use, every * DAY + DAY // 2, days * DAY // 2, max(4, days * DAY // step // 4))
    known = ~np.isnan(levels)
    if not known.any():
        return np.ones(len(at))
    kept = np.where(np.abs(levels[known] - 1) <= gate, levels[known], 1.0)
    return np.asarray(np.interp(every, every[known], kept)[day - every[0]])


def lower_ways(calendar: Calendar, values: Values, use: Mask, counts: bool, settings: Common) -> Mask:
    """[n]: samples of hours that have two ways, service and silence, where it was silence: kept out of the first fit.

    For each local hour the days' means are laid side by side. Two ways: at least `modes_share` of the days above 0.4 of the
    95 % point, at least two fifths below `modes_fall` of it, and at most a tenth between; the upper way is no less than a
    seventh of the series' median, and of counts four an hour: with fewer, chance alone has two ways.
    """
    low = np.zeros(len(values), bool)
    day = calendar.local // DAY
    day = day - day[0]
    if int(day[-1]) < settings.modes_days:
        return low
    hour = (calendar.local % DAY) // 3600
    cell = day * 24 + hour
    size = (int(day[-1]) + 1) * 24
    number = np.bincount(cell[use], minlength=size)
    sums = np.bincount(cell[use], values[use], size)
    means = np.where(number > 0, sums / np.maximum(number, 1), np.nan).reshape(-1, 24)
    highest = np.fmax.reduce(means, axis=0)  # no less than the 95 % point, so no fewer days lie below its part
    silent = (means < settings.modes_fall * highest).sum(axis=0) / np.maximum((~np.isnan(means)).sum(axis=0), 1)
    may = np.flatnonzero(silent >= 0.4).tolist()
    usual = float(np.nanmedian(means)) if may else 0.0
    for at in may:
        column = means[:, at]
        column = column[~np.isnan(column)]
        if len(column) < settings.modes_days:
            continue
        top = float(np.quantile(column, 0.95))
        per_hour = top * max(1.0, 3600 / calendar.step) if counts else 4.0
        above, below = float((column >= 0.4 * top).mean()), float((column < settings.modes_fall * top).mean())
        if top < usual / 7 or per_hour < 4 or above < settings.modes_share or below < 0.4 or above + below < 0.9:
            continue
        low |= (hour == at) & (means[day, at] < settings.modes_fall * top)
    return low
