"""Scales of numbers: from zero, with round ticks.

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
