"""What is expected of a series: days that may teach, a shape, its level from day to day, and windows held against it.

`Fitting` is the half of a run that makes the baseline; `working.Work` tests against it and comes back with what to leave out.
Proved by tests/blackout/detecting/test_detect.py.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.detecting.baseline import Baseline, Calendar, Mask, day_factor, fitted, lower_ways, shape
from aigaq.blackout.detecting.localtime import DAY
from aigaq.blackout.detecting.thresholds import Common, Thresholds
from aigaq.blackout.series import Kind, Series, Times, Values
from aigaq.errors import UsageError


class Measured(NamedTuple):
    """The measured samples of a series and where they stand in it."""

    at: NDArray[np.int64]
    times: Times
    values: Values
    hour: NDArray[np.int64]


class Windows(NamedTuple):
    """One length of window over the measured samples."""

    first: NDArray[np.int64]
    sums: Values
    hopes: Values
    ratio: Values


class Fitting:
    """The baseline of one series, fitted to what is not left out."""

    def __init__(
        self,
        series: Series,
        local: Times,
        measured: Measured,
        how: Baseline,
        gates: Thresholds,
        settings: Common,
        seasonal: bool,
    ) -> None:
        self.series, self.measured, self.gates, self.settings, self.how = series, measured, gates, settings, how
        self.seasonal, self.reference = seasonal, how.reference
        self.step = series.step
        self.declared = self._declared()
        span = measured.times[self.declared]
        self.days = float(min(len(span) * self.step, span[-1] + self.step - span[0])) / DAY
        self.reach = float(span[-1] + self.step - span[0]) / DAY
        self.calendar = Calendar.of(series.times, local, self.step, self.reach, settings)
        self.counts = how.kind is Kind.COUNT and gates.model == "auto"
        self.stock = how.kind is Kind.COUNT and not self.counts
        flat = gates.model == "level"
        shapeless = self.calendar.period == "none" and self.step < DAY and not flat
        self.drop = max(gates.drop, settings.shapeless_drop) if shapeless else gates.drop
        self.shapeless = shapeless

    def _declared(self) -> Mask:
        """[m]: the measured samples the shape may be made of."""
        times = self.measured.times
        if self.reference is None:
            return np.ones(len(times), bool)
        inside = (times >= self.reference[0]) & (times < self.reference[1])
        if not inside.any():
            raise UsageError(
                f"nothing of {self.series.entity}, {self.series.signal} was measured in the reference period",
                hint="name days that the file covers",
            )
        return inside

    def _lower_ways(self) -> Mask:
        if self.reference is not None or self.seasonal:
            return np.zeros(len(self.measured.at), bool)
        whole = np.where(self.series.missing, 0.0, self.series.values)
        return lower_ways(self.calendar, whole, ~self.series.missing, self.counts, self.settings)[self.measured.at]

    def _baseline(self, use: Mask, gone: Mask, passes: int) -> tuple[Values, Values]:
        """[n] the baseline of every sample, [m] what measured samples are tested against."""
        if not use.any():
            use = self.declared
        every = np.zeros(len(self.series.times), bool)
        every[self.measured.at[use]] = True
        values = np.where(self.series.missing, 0.0, self.series.values)
        centred = self.counts
        if self.reference is None:
            base = fitted(self.calendar, values, every, centred, self.settings, line=passes == 1 and not self.seasonal)
        else:
            base = shape(self.calendar, values, every, centred, self.settings)
        base = np.maximum(base, 0.0)
        tested: Values = base[self.measured.at]
        if self.seasonal or self.calendar.period == "none":
            return base, tested
        ratio = self._smooth_ratio(tested)
        days = 7 if passes == 1 and self.calendar.period == "week" else 1  # a day may be an outage not yet found
        factor = day_factor(
            self.calendar.local[self.measured.at],
            ratio,
            ~gone & (tested > 0),
            self.calendar.local,
            self.step,
            self.gates.drift,
            days=days,
        )
        if self.reference is None and (passes > 1 or days > 1):
            base = base * factor
            return base, base[self.measured.at]
        return base, tested * factor[self.measured.at] if passes > 1 else tested

    def _smooth_ratio(self, tested: Values) -> Values:
        """[m] seen over expected; small counts over the longer window, since a median of single ones is no level."""
        if self.counts and float(np.median(tested)) < self.settings.few:
            return self._windows(tested, 1.0, self.settings.long_minutes * 60).ratio
        return self.measured.values / np.maximum(tested, 1e-12)

    def _windows(self, tested: Values, need: float, least: int) -> Windows:
        from aigaq.blackout.detecting.kernel import windows

        least = max(0, least - self.step)
        most = max(self.settings.most_minutes * 60, self.step * self.samples, least)
        first, sums, hopes = windows(self.measured.times, self.measured.values, tested, self.samples, need, least, most)
        return Windows(first, sums, hopes, sums / np.maximum(hopes, 1e-12))

    @property
    def samples(self) -> int:
        """Least samples of a window: one where a sample lasts hours."""
        return self.settings.samples if self.step < 21600 else 1
