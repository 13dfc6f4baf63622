"""Small series for the tests: flat, daily, cut by hand."""

from __future__ import annotations

import numpy as np

from aigaq.blackout.made import MONDAY
from aigaq.blackout.series import Kind, Series, Values

DAY, STEP = 86_400, 600


def series(values: Values, *, signal: str = "traffic", kind: Kind = Kind.LEVEL, step: int = STEP, start: int = MONDAY) -> Series:  # fmt: skip
    """A series of these values from Monday 4 October 2021 on."""
    times = start + step * np.arange(len(values), dtype=np.int64)
    return Series(entity="a place", signal=signal, times=times, values=np.asarray(values, float), step=step, kind=kind)


def daily(days: int = 21, *, noise: float = 0.03, seed: int = 1, step: int = STEP, level: float = 1000) -> Values:
    """A daily swing around `level` with a little noise."""
    size = days * DAY // step
    hour = np.arange(size) * step / 3600
    usual = level * (1 + 0.5 * np.sin(2 * np.pi * hour / 24))
    return np.asarray(usual * (1 + np.random.default_rng(seed).normal(0, noise, size)))


def at(day: float, step: int = STEP) -> int:
    """The sample of this day."""
    return int(day * DAY / step)
