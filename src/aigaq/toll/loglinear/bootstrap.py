"""The doubt of a stepwise choice: a bootstrap that repeats the choice, corrected for bias and acceleration.

The n persons are drawn anew with replacement and the pairs chosen anew on each replicate (Chan, Silverman and Vincent
2021, section 5; Silverman, Chan and Vincent 2024, arXiv 2303.17856: an interval given the model is too short).
z0 = Φ⁻¹(share of replicates below the estimate); a from the estimates with one person left out, over cells weighted by
their counts: a = Σ d³/(6 (Σ d²)^1.5) (Efron 1987, J. Am. Stat. Assoc. 82). The draws are the BCa confidence
distribution (Efron and Narasimhan 2020, J. Comp. Graph. Stat. 29): at a normal quantile z the replicates' quantile at
    Φ(z0 + (z0 + z)/(1 − a (z0 + z))),
so that their central intervals are the BCa intervals. Proved by tests/toll/loglinear/test_bootstrap.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aigaq.toll.family import UNBOUNDED
from aigaq.toll.loglinear.choosing import choose
from aigaq.toll.loglinear.shape import Bools, Floats, Ints, Shape
from aigaq.toll.loglinear.thresholds import thresholds


@dataclass(frozen=True)
class Resamples:
    """`estimates` [replicates], infinite where they are or are absurd; which pairs each chose; z0 and a."""

    estimates: Floats
    inside: Bools
    z0: float
    acceleration: float

    @property
    def unbounded(self) -> float:
        """The share of replicates without a finite estimate."""
        return float(np.mean(np.isinf(self.estimates)))


def resample(shape: Shape, counts: Ints, estimate: float, *, replicates: int, random: np.random.Generator) -> Resamples:
    """Repeats the choice on `replicates` tables of n persons drawn with replacement."""
    observed = int(counts.sum())
    drawn = random.multinomial(observed, counts / observed, size=replicates)
    chosen = choose(shape, drawn)
    estimates = np.where(chosen.estimates > thresholds().unbounded.absurd, np.inf, chosen.estimates)
    return Resamples(estimates, chosen.inside, bias(estimates, estimate), acceleration(shape, counts))


def bias(estimates: Floats, estimate: float) -> float:
    """z0; replicates equal to the estimate count half on either side, and no share is taken as 0 or 1."""
    from scipy.special import ndtri

    size = len(estimates)
    below = float(np.sum(estimates < estimate)) + float(np.sum(estimates == estimate)) / 2
    return float(ndtri(min(max(below, 0.5), size - 0.5) / size))


def acceleration(shape: Shape, counts: Ints) -> float:
    """a from leaving out one person of each cell in turn. Left-out tables without a finite estimate do not enter."""
    less = counts - np.eye(len(counts), dtype=np.int64)
    estimates = choose(shape, less).estimates
    fine = estimates <= thresholds().unbounded.absurd
    return skewness(estimates[fine], counts[fine].astype(np.float64))


def skewness(estimates: Floats, weights: Floats) -> float:
    """Σ w d³ / (6 (Σ w d²)^1.5), d the weighted mean less the estimate; 0 where nothing differs."""
    if not len(estimates):
        return 0.0
    off = float(weights @ estimates / weights.sum()) - estimates
    spread = float(weights @ off**2)
    return float(weights @ off**3) / (6 * spread**1.5) if spread > 0 else 0.0


def levels(z0: float, a: float, at: Floats) -> Floats:
    """The levels of the replicates that stand for the levels `at` of the corrected distribution."""
    from scipy.special import ndtr, ndtri

    shifted = z0 + ndtri(at)
    scale = 1 - a * shifted
    # Beyond the pole of the transformation, all replicates lie on one side.
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.where(scale > 0, z0 + shifted / scale, np.sign(shifted) * np.inf)
    found: Floats = ndtr(moved)
    return found


def ends_95(drawn: Resamples) -> tuple[float, float]:
    """The levels of the replicates at which the BCa interval of 95 % ends."""
    low, high = levels(drawn.z0, drawn.acceleration, np.array([0.025, 0.975])).tolist()
    return low, high


def confidence_draws(drawn: Resamples, observed: int, draws: int) -> Ints:
    """N at regular levels of the BCa distribution, rising; an infinite one stands as `UNBOUNDED`."""
    at = levels(drawn.z0, drawn.acceleration, (np.arange(draws) + 0.5) / draws)
    found = np.quantile(drawn.estimates, at, method="inverted_cdf")
    bounded = np.clip(found, observed, UNBOUNDED)
    return np.rint(bounded).astype(np.int64)
