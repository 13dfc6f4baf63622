"""The profile likelihood of N under one model, its 95 % interval, and the mixture of profiles over models.

With N given the table is whole: the cell of no list holds N − n. The likelihood of a whole table is multinomial, and
its fitted shares are those of a Poisson fit with the same margins, so (Cormack 1992, Biometrics 48)
    ℓ(N) = log N! − log (N − n)! + Σ_w n_w log(μ_w/N),   the sum with the cell of no list.
The interval holds the N with 2 (max ℓ − ℓ(N)) ≤ 3.84. N is taken as a real number.
The mixture takes each model's ℓ, normed to 1 over N, with weight exp(−BIC/2) (Raftery 1995, section 4). That is an
approximation to a posterior, flat in N within each model and flat over models; it carries the choice of the model,
which an interval of the best model alone hides. Proved by tests/toll/loglinear/test_profile.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from aigaq.toll.loglinear.fitting import Fit, run_model
from aigaq.toll.loglinear.models import holds
from aigaq.toll.loglinear.shape import Bools, Floats, Ints, Shape
from aigaq.toll.loglinear.thresholds import thresholds

_DROP_95 = 3.841458820694124 / 2  # half the 95 % point of χ² with one degree of freedom
_LEAST = 0.5  # persons uncounted: below it the profile stands for "nobody"
_FINER = 16  # parts into which a bracket is cut, a round
_ROUNDS = 5


@dataclass(frozen=True)
class Profile:
    """`hidden` [points], N − n; `fallen` [points], ℓ below its top (0 and less); `interval` of N; `high`: how much of
    the top's likelihood is left at the cap, 0 where the profile has fallen before."""

    observed: int
    hidden: Floats
    fallen: Floats
    interval: tuple[float | None, float | None]
    high: float

    @property
    def cumulated(self) -> Floats:
        """The normed profile up to each point."""
        height = np.exp(self.fallen)
        parts = np.diff(self.hidden) * (height[1:] + height[:-1]) / 2
        summed = np.concatenate([[0.0], np.cumsum(parts)])
        normed: Floats = summed / summed[-1]
        return normed


def profile(shape: Shape, counts: Ints, fit: Fit) -> Profile:
    """Follows ℓ to both sides until it has fallen far, or to nobody uncounted, or to the cap."""
    limits = thresholds().mixture
    observed, centre = int(counts.sum()), max(fit.estimate - float(counts.sum()), _LEAST)
    cap = max(limits.cap * float(observed), 20.0 * centre)

    def height(hidden: Floats) -> Floats:
        return _heights(shape, counts, fit, hidden)

    steps = 2.0 ** np.arange(-2, 40)
    low = np.maximum(centre * np.exp(-steps * fit.se / centre), _LEAST)
    high = np.minimum(centre + steps * fit.se, cap)
    top = float(height(np.array([centre]))[0])
    begin = _first(low, height(low) < top - limits.fall)
    end = _first(high, height(high) < top - limits.fall)
    hidden = np.geomspace(begin, max(end, 1.01 * begin), limits.points)
    heights = height(hidden)
    best = int(np.argmax(heights))
    around = np.geomspace(hidden[max(best - 1, 0)], hidden[min(best + 1, len(hidden) - 1)], 2 * _FINER + 1)
    top = max(float(heights.max()), float(height(around).max()))
    fallen = heights - top
    ends = [_crossing(height, hidden, fallen, top, at) for at in _brackets(fallen, best)]
    interval = (
        float(observed) if ends[0] is None else observed + ends[0],
        None if ends[1] is None else observed + ends[1],
    )
    left = float(np.exp(fallen[-1]))
    return Profile(observed, hidden, fallen, interval, left if end >= cap else 0.0)


def _first(points: Floats, far: Bools) -> float:
    """The first point that is far, else the last."""
    return float(points[np.argmax(far)] if far.any() else points[-1])


def _brackets(fallen: Floats, best: int) -> tuple[int | None, int | None]:
    """The points after which ℓ passes through the drop: left of the top, and right of it."""
    below = fallen < -_DROP_95
    left, right = np.flatnonzero(below[:best]), np.flatnonzero(below[best:])
    return (int(left[-1]) if len(left) else None, best + int(right[0]) - 1 if len(right) else None)


def _crossing(
    height: Callable[[Floats], Floats], hidden: Floats, fallen: Floats, top: float, at: int | None
) -> float | None:
    """Where ℓ passes through the drop after point `at`; each round cuts the bracket into parts."""
    if at is None:
        return None
    low, high, rising = float(hidden[at]), float(hidden[at + 1]), bool(fallen[at] < fallen[at + 1])
    for _ in range(_ROUNDS):
        points = np.geomspace(low, high, _FINER + 1)
        above = (height(points) - top >= -_DROP_95) == rising
        k = max(1, int(np.argmax(above)) if above.any() else _FINER)
        low, high = float(points[k - 1]), float(points[k])
    return (low + high) / 2


def _heights(shape: Shape, counts: Ints, fit: Fit, hidden: Floats) -> Floats:
    """ℓ at each N − n; −∞ where the whole table has no fit."""
    from scipy.special import gammaln

    margins = np.tile(shape.margins(counts, fit.finite), (len(hidden), 1))
    margins[:, 0] += hidden
    whole = margins[:, 0]
    batch = run_model(shape, fit.finite, fit.gone, margins, np.tile(fit.alpha, (len(hidden), 1)), whole=True)
    seen = (counts @ holds(shape.cells, fit.finite).astype(np.float64)) @ batch.alpha.T
    found: Floats = gammaln(whole + 1) - gammaln(hidden + 1) + seen + hidden * batch.alpha[:, 0] - whole * np.log(whole)
    return np.where(batch.fine, found, -np.inf)


def mixture(profiles: Sequence[Profile], weights: Floats, draws: int) -> Ints:
    """N at regular levels of the mixture's distribution, rising."""
    points = np.unique(np.concatenate([one.hidden for one in profiles]))
    mixed = np.zeros(len(points))
    for one, weight in zip(profiles, weights / weights.sum(), strict=True):
        mixed += weight * np.interp(points, one.hidden, one.cumulated)
    levels = (np.arange(draws) + 0.5) / draws
    # Where the distribution stands still, between two models, either end serves.
    hidden = np.interp(levels, mixed, points)
    found: Ints = profiles[0].observed + np.rint(hidden).astype(np.int64)
    return found
