"""Made-up connectivity series with known outages, for the benchmark and the tests. None of them is evidence of anything.

A series is level × season × noise × what happened, with baits that are no outage: holidays, shifts of level, growth,
spikes, gaps. Its noise is autoregressive with now and then a heavy step; counts are drawn from it. The family is not the
detector's: the season has two harmonics and a weekend, the day of the week moves its evening, noise is not normal. Each
seed is another series; the same seed is the same series. Proved by tests/blackout/test_made.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from aigaq.blackout.series import Kind, Series, Times, Values

DAY = 86_400
MONDAY = 1_633_305_600  # 4 October 2021, 00:00 UTC


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A kind of signal: its usual level, daily swing, noise (relative, autocorrelated), and how deep outages are."""

    signal: str
    level: float
    swing: float
    noise: float
    kind: Kind
    depth: tuple[float, float]
    drawn: bool = False  # whether values are drawn as counts
    holiday: float = 0.0  # how much a holiday misses
    shift: float = 0.0  # the largest shift of level
    growth: float = 0.0  # standard deviation of the growth from first to last
    spikes: bool = True


KINDS: dict[str, Recipe] = {
    "bgp": Recipe(signal="bgp", level=9000, swing=0.0, noise=0.0008, kind=Kind.COUNT, depth=(0.03, 1), shift=0.004, growth=0.004, spikes=False),
    "ping": Recipe(signal="ping-slash24", level=7000, swing=0.1, noise=0.012, kind=Kind.COUNT, depth=(0.35, 1), holiday=0.04, shift=0.06, growth=0.05),
    "traffic": Recipe(signal="traffic", level=800, swing=0.7, noise=0.06, kind=Kind.LEVEL, depth=(0.35, 1), holiday=0.15, shift=0.08, growth=0.1),
    "telescope": Recipe(signal="merit-nt", level=260, swing=0.5, noise=0.16, kind=Kind.COUNT, depth=(0.75, 1), drawn=True, holiday=0.15, shift=0.1, growth=0.1),
    "tests": Recipe(signal="measurement_count", level=6, swing=0.6, noise=0.15, kind=Kind.COUNT, depth=(0.97, 1), drawn=True, holiday=0.15, shift=0.1, growth=0.1),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Made:
    """A series and what truly happened: [start, end) in seconds since 1970 in UTC, and the share that was missing."""

    series: Series
    truth: tuple[tuple[int, int, float], ...]
    expected: Values


def season(times: Times, swing: float, offset: int, rng: Generator) -> Values:
    """[n]: the usual course of a week on a clock `offset` seconds from UTC, mean about 1."""
    local = times + offset
    hour = (local % DAY) / 3600
    weekend = ((local // DAY + 3) % 7) >= 5
    late = rng.uniform(-1, 1) + 1.2 * weekend
    day = np.cos(2 * np.pi * (hour - 20 - late) / 24) + 0.35 * np.cos(4 * np.pi * (hour - 21 - late) / 24)
    low, high = -1.1, 1.35
    lifted = (day - low) / (high - low)
    return np.asarray((1 - swing + swing * lifted) * np.where(weekend, 1 + swing * rng.uniform(-0.2, 0.2), 1.0))


def noise(size: int, scale: float, rng: Generator) -> Values:
    """[n]: relative noise with memory (0.6 a sample), one step in fifty three times as wide."""
    from scipy.signal import lfilter

    steps = rng.normal(0, scale * np.sqrt(1 - 0.36), size) * np.where(rng.random(size) < 0.02, 2.5, 1.0)
    return np.asarray(np.exp(lfilter([1.0], [1.0, -0.6], steps)))


def made(
    kind: str,
    seed: int,
    *,
    weeks: float = 6,
    step: int = 600,
    outages: int = 2,
    depth: tuple[float, float] | None = None,
    offset: int = 6 * 3600,
    baits: bool = True,
) -> Made:
    """A series of a kind in KINDS with so many outages of 40 minutes to three days, in the second half of it."""
    recipe, rng = KINDS[kind], np.random.default_rng(seed)
    times = MONDAY + step * np.arange(int(weeks * 7 * DAY / step), dtype=np.int64)
    usual = recipe.level * season(times, recipe.swing, offset, rng)
    usual = usual * (1 + rng.normal(0, recipe.growth) * np.linspace(-0.5, 0.5, len(times)))
    if baits:
        usual = usual * _baits(recipe, times, offset, rng)
    left, truth = _cuts(times, step, outages, depth or recipe.depth, rng)
    values = _seen(recipe, usual, left, rng)
    if baits:
        values = _spiked(values, left, recipe, rng)
        values = _holed(values, truth, times, step, rng)
    return Made(series=_series(recipe, f"{kind} {seed}", times, values, step), truth=truth, expected=usual)


def made_long(kind: str, seed: int, *, days: float = 5, weeks: int = 6) -> Made:
    """Six weeks with one outage of days, anywhere but in the first and last two days."""
    whole = made(kind, seed, weeks=weeks, outages=0)
    rng = np.random.default_rng(seed + 1)
    times, step = whole.series.times, whole.series.step
    length = int(days * DAY / step)
    start = int(rng.integers(2 * DAY // step, len(times) - length - 2 * DAY // step))
    low, high = KINDS[kind].depth
    missing = float(rng.uniform(max(low, 0.3), high))
    values = whole.series.values.copy()
    values[start : start + length] = np.round(values[start : start + length] * (1 - missing))
    truth = ((int(times[start]), int(times[start] + length * step), missing),)
    return Made(series=replace(whole.series, values=values), truth=truth, expected=whole.expected)


def made_curfew(
    seed: int, *, nights: int = 72, before: int = 14, level: float = 6.0, step: int = 3600, offset: int = 23_400
) -> Made:
    """Counts an hour (about `level` by day) with every night dark for eight hours, `nights` nights long.

    The days' own levels vary by a sixth, and the count of an hour more than Poisson. The first day begins at local midnight.
    """
    rng = np.random.default_rng(seed)
    midnight = MONDAY - offset + DAY
    first = midnight - midnight % step
    times = first + step * np.arange((before + nights + 4) * DAY // step, dtype=np.int64)
    local = times + offset
    day = (times + step // 2 - first) // DAY
    hour = (local % DAY) / 3600
    usual = level * step / 3600 * (0.45 + 0.55 * (0.5 - 0.5 * np.cos(2 * np.pi * (hour - 4) / 24)))
    usual = usual * np.exp(rng.normal(0, 0.16, int(day[-1]) + 1))[day]
    opens = rng.choice([0.0, 1.0])
    dark = (day >= before) & (day < before + nights) & (hour >= opens) & (hour < opens + 8)
    values = rng.poisson(rng.gamma(10, usual / 10) * np.where(dark, 0.005, 1.0)).astype(np.float64)
    truth = tuple(
        (int(times[dark & (day == n)][0]), int(times[dark & (day == n)][-1]) + step, 0.995)
        for n in range(before, before + nights)
    )
    return Made(series=_series(KINDS["tests"], f"curfew {seed}", times, values, step), truth=truth, expected=usual)


def made_failure(seed: int, *, hours: float = 48, kind: str = "ping", weeks: float = 3) -> Made:
    """A failure of power: a fall within one to three samples, then a slow, jagged way back over `hours`."""
    whole = made(kind, seed, weeks=weeks, outages=0, baits=False)
    rng = np.random.default_rng(seed + 1)
    times, step = whole.series.times, whole.series.step
    length = int(hours * 3600 / step)
    start = int(len(times) * rng.uniform(0.5, 0.7))
    left = np.ones(len(times))
    lowest = rng.uniform(0.02, 0.3)
    way = np.linspace(0, 1, length) ** rng.uniform(0.8, 1.5)
    stairs = np.clip(way + 0.04 * np.cumsum(rng.normal(0, 0.15, length)), 0, 1)
    left[start : start + length] = lowest + (1 - lowest) * stairs
    fall = int(rng.integers(1, 4))
    left[start - fall : start] = np.linspace(1, lowest, fall + 2)[1:-1]
    values = np.round(whole.series.values * left)
    truth = ((int(times[start - fall]), int(times[start] + length * step), 1 - lowest),)
    return Made(series=replace(whole.series, values=values), truth=truth, expected=whole.expected)


def _series(recipe: Recipe, name: str, times: Times, values: Values, step: int) -> Series:
    return Series(
        entity=name, signal=recipe.signal, times=times, values=values, step=step, kind=recipe.kind, source="made up"
    )


def _seen(recipe: Recipe, usual: Values, left: Values, rng: Generator) -> Values:
    rate = usual * noise(len(usual), recipe.noise, rng) * left
    if recipe.drawn:
        return rng.poisson(rate).astype(np.float64)
    return np.asarray(np.round(rate) if recipe.kind is Kind.COUNT else rate)


def _baits(recipe: Recipe, times: Times, offset: int, rng: Generator) -> Values:
    factor = np.ones(len(times))
    day = (times + offset) // DAY
    if recipe.holiday and rng.random() < 0.7:
        for _ in range(int(rng.integers(1, 3))):
            chosen = int(rng.integers(day[0] + 1, day[-1]))
            factor[(day >= chosen) & (day < chosen + rng.integers(1, 3))] *= 1 - recipe.holiday * rng.uniform(0.7, 1)
    if recipe.shift and rng.random() < 0.5:
        factor[int(rng.integers(len(times) // 5, 4 * len(times) // 5)) :] *= 1 + recipe.shift * rng.uniform(-1, 1)
    return factor


def _cuts(
    times: Times, step: int, outages: int, depth: tuple[float, float], rng: Generator
) -> tuple[Values, tuple[tuple[int, int, float], ...]]:
    """[n] the share left, and the outages: log-normal lengths around five hours, at least half a day apart."""
    size, day = len(times), DAY // step
    left, taken = np.ones(size), np.zeros(size, bool)
    truth: list[tuple[int, int, float]] = []
    for _ in range(200):
        if len(truth) == outages:
            break
        length = int(np.clip(np.exp(rng.normal(np.log(5 * 3600 / step), 1.1)), max(4, 2400 // step), 3 * day))
        start = int(rng.integers(size // 4, size - length - day))
        if taken[max(0, start - day // 2) : start + length + day // 2].any():
            continue
        missing = float(rng.uniform(*depth))
        left[start : start + length] *= 1 - missing
        taken[start : start + length] = True
        truth.append((int(times[start]), int(times[start]) + length * step, missing))
    return left, tuple(sorted(truth))


def _spiked(values: Values, left: Values, recipe: Recipe, rng: Generator) -> Values:
    if recipe.spikes:
        for _ in range(int(rng.integers(0, 5))):
            at = int(rng.integers(0, len(values) - 8))
            if (left[at : at + 8] == 1).all():
                values[at : at + int(rng.integers(1, 7))] *= float(np.round(rng.uniform(1.3, 4), 1))
    return np.round(values) if recipe.kind is Kind.COUNT else values


def _holed(
    values: Values, truth: tuple[tuple[int, int, float], ...], times: Times, step: int, rng: Generator
) -> Values:
    """Seven in a thousand samples missing, and one or two gaps of one to twelve hours, not over an outage's edge."""
    holes: NDArray[np.bool_] = rng.random(len(values)) < 0.007
    for _ in range(int(rng.integers(1, 3))):
        length = int(rng.integers(3600, 12 * 3600)) // step
        at = int(rng.integers(0, len(values) - length))
        begins, ends = times[at] - 3600, times[at + length - 1] + 3600
        if all(end <= begins or start >= ends for start, end, _ in truth):
            holes[at : at + length] = True
    return np.where(holes, np.nan, values)
