"""Scales of numbers: from zero, with round ticks; of numbers that lie decades apart, by powers of ten.

Proved by tests/pictures/test_scales.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LARGEST, _LEAST = 1e300, 1e-300


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from the numbers `low`..`high` to the positions `start`..`end` of a drawing."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The position of a number."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class LogScale:
    """A scale on which equal steps are equal factors, from `low` above zero; what lies below `low` stands at its edge."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The position of a number."""
        share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)


def log_ticks(values: list[float], *, most: int) -> list[float]:
    """Ticks from below the least to above the greatest value, all above zero: 1, 2, 5 of each power of ten where they are
    few enough, else every power, or every second, third …; at most `most` + 2 of them."""
    low, high = max(min(values), 1.0), max(*values, 1.0)
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high) + 1e-12)
    last = max(last, first + 1)
    fine = [factor * 10.0**power for power in range(first, last + 1) for factor in (1, 2, 5)]
    below = max((tick for tick in fine if tick <= low), default=fine[0])
    above = min((tick for tick in fine if tick >= high and tick > below), default=10.0**last)
    fine = [tick for tick in fine if below <= tick <= above]
    if len(fine) <= most + 2:
        return fine
    every = max(1, math.ceil((last - first) / most))
    last = first + every * math.ceil((last - first) / every)
    return [10.0**power for power in range(first, last + 1, every)]


def finite(value: float | None) -> float | None:
    """The number if it can be drawn: None for what is not a number or beyond any scale; next to nothing is 0."""
    if value is None or value != value or not -_LARGEST <= value <= _LARGEST:
        return None
    return float(value) if abs(value) >= _LEAST else 0.0


def round_ticks(values: list[float], *, most: int) -> list[float]:
    """Ticks from zero (or below the least, if negative) to above the greatest value; at most `most` + 2 of them.

    Whole numbers get whole ticks: nobody counts half a person.
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    if high == low:
        high = 1.0
    raw = (high / most) - (low / most)
    magnitude = 10.0 ** math.floor(math.log10(raw))
    whole = all(value == int(value) for value in values)
    steps = [factor * magnitude for factor in _STEPS if factor * magnitude >= raw * (1 - 1e-9)]
    step = next((step for step in steps if not whole or step == int(step)), 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [index * step for index in range(first, last + 1)]
