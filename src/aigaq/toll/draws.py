"""What chains of draws are worth: split R-hat, effective sample size, and where their modes lie.

R-hat and bulk ESS are rank-normalised and split as in Vehtari, Gelman, Simpson, Carpenter and Bürkner (Bayesian Analysis
2021); autocorrelations are summed by Geyer's initial monotone sequence (1992). Chains that each stay in a mode of their
own have a good ESS and a bad R-hat: R-hat decides. Proved by tests/toll/test_draws.py against ArviZ's definitions written
out anew, independent draws and AR(1) chains of known ESS.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
AnyDraws = NDArray[np.int64] | Reals

GRID = 512  # points of the kernel estimate
VALLEY = 0.7  # of the lower hilltop: what lies higher is a shoulder
LEAST_SHARE = 0.02  # of the draws: less is the unrest of a tail


def rhat(draws: AnyDraws) -> float:
    """The larger of the rank-normalised split R-hat of draws and of their distances to the median; [chains, draws]."""
    halves = _split(draws)
    folded = np.abs(halves - np.median(halves))
    return max(_rhat(_ranked(halves)), _rhat(_ranked(folded)))


def ess(draws: AnyDraws) -> float:
    """The effective number of draws for the middle of the distribution (bulk ESS); [chains, draws]."""
    return _ess(_ranked(_split(draws)))


def geyer(draws: AnyDraws) -> float:
    """The sum over chains of each one's effective draws, unranked: what peers print per chain. Blind to gaps."""
    return float(sum(_ess(np.asarray(one, np.float64)[None, :]) for one in draws))


def _split(draws: AnyDraws) -> Reals:
    chains, length = draws.shape
    half = length // 2
    wide = np.asarray(draws, np.float64)
    return np.concatenate([wide[:, :half], wide[:, length - half :]])


def _ranked(chains: Reals) -> Reals:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    ranks = rankdata(chains, method="average").reshape(chains.shape)
    scores: Reals = ndtri((ranks - 0.375) / (chains.size + 0.25))  # Blom
    return scores


def _rhat(chains: Reals) -> float:
    length = chains.shape[1]
    within = float(chains.var(axis=1, ddof=1).mean())
    between = length * float(chains.mean(axis=1).var(ddof=1))
    if within == 0.0:
        return 1.0 if between == 0.0 else float("inf")
    return float(np.sqrt((within * (length - 1) / length + between / length) / within))


def _ess(chains: Reals) -> float:
    many, length = chains.shape
    covariance = np.stack([_autocovariance(one) for one in chains])
    within = float(covariance[:, 0].mean() * length / (length - 1))
    whole = within * (length - 1) / length
    if many > 1:
        whole += float(chains.mean(axis=1).var(ddof=1))
    if whole == 0.0:
        return float(chains.size)
    rho = 1.0 - (within - covariance.mean(axis=0) * length / (length - 1)) / whole
    rho[0] = 1.0
    pairs = rho[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    positive = np.argmax(pairs <= 0.0) if (pairs <= 0.0).any() else len(pairs)
    tau = -1.0 + 2.0 * float(np.minimum.accumulate(pairs[:positive]).sum())
    return float(chains.size / max(tau, 1.0 / np.log10(chains.size)))


def _autocovariance(chain: Reals) -> Reals:
    from scipy.fft import irfft, next_fast_len, rfft

    centred = chain - chain.mean()
    size = next_fast_len(2 * len(chain))
    power = np.abs(rfft(centred, size)) ** 2
    covariance: Reals = irfft(power, size)[: len(chain)] / len(chain)
    return covariance


@dataclass(frozen=True, slots=True)
class Mode:
    """A hill of the distribution: where it is highest, and the share of draws between the valleys beside it."""

    at: float
    share: float


def modes(draws: AnyDraws) -> tuple[Mode, ...]:
    """The hills of a sample on the scale of logarithms, the largest first; one where there is but one.

    A Gaussian kernel estimate with Silverman's width (1986, 3.31) on a grid; a hill counts where it holds 2 % of the
    draws and the valley towards each neighbour is lower than 0.7 of the lower of the two hilltops.
    """
    logs = np.log1p(np.asarray(draws, np.float64).ravel())
    estimated = _estimated(logs)
    if estimated is None:
        return (Mode(float(np.expm1(np.median(logs))), 1.0),)
    grid, heights = estimated
    found = _hills(heights)
    edges = [0, *(one + int(np.argmin(heights[one : two + 1])) for one, two in pairwise(found)), GRID - 1]
    shares = [float(((logs >= grid[low]) & (logs <= grid[high])).mean()) for low, high in pairwise(edges)]
    held = [
        Mode(float(np.expm1(grid[top])), share)
        for top, share in zip(found, shares, strict=True)
        if share >= LEAST_SHARE or len(found) == 1
    ]
    return tuple(sorted(held, key=lambda one: -one.share))


def outline(draws: AnyDraws, *, points: int = 64) -> tuple[tuple[float, float], ...]:
    """The kernel estimate that `modes` looks at, for a picture: (number, height), the highest being 1.

    Heights are per step of the logarithm of 1 + number; empty where all draws are one number.
    """
    estimated = _estimated(np.log1p(np.asarray(draws, np.float64).ravel()))
    if estimated is None:
        return ()
    grid, heights = estimated
    places = np.linspace(0, len(grid) - 1, points).round().astype(np.int64)
    told = np.stack([np.expm1(grid[places]), heights[places] / heights.max()], axis=1)
    return tuple((float(at), float(height)) for at, height in told)


def _estimated(logs: Reals) -> tuple[Reals, Reals] | None:
    """The grid and the heights of the kernel estimate; None where all are one number."""
    spread = min(float(logs.std()), float(np.subtract(*np.quantile(logs, (0.75, 0.25)))) / 1.34)
    if spread == 0.0:
        return None
    grid = np.linspace(logs.min(), logs.max(), GRID)
    return grid, _smoothed(logs, grid, 0.9 * spread * len(logs) ** -0.2)


def _smoothed(logs: Reals, grid: Reals, width: float) -> Reals:
    """The kernel estimate on the grid, from a histogram: exact to the width of a bin."""
    from scipy.signal import fftconvolve

    step = grid[1] - grid[0]
    counted = np.bincount(np.rint((logs - grid[0]) / step).astype(np.int64), minlength=len(grid)).astype(np.float64)
    reach = np.arange(-len(grid) + 1, len(grid)) * step / width
    # The kernel reaches over the whole grid: of the full convolution the middle is wanted.
    whole: Reals = fftconvolve(counted, np.exp(-0.5 * reach**2))
    return whole[len(grid) - 1 : 2 * len(grid) - 1]


def _hills(heights: Reals) -> list[int]:
    """The tops of the hills, left to right; of two without a valley between them the higher."""
    inner = np.concatenate([[-np.inf], heights, [-np.inf]])
    tops = [int(one) for one in np.nonzero((inner[1:-1] > inner[:-2]) & (inner[1:-1] >= inner[2:]))[0]]
    kept = list[int]()
    for top in tops:
        while kept:
            valley = float(heights[kept[-1] : top + 1].min())
            if valley < VALLEY * min(heights[kept[-1]], heights[top]):
                break
            if heights[kept[-1]] >= heights[top]:
                top = kept[-1]
            kept.pop()
        kept.append(top)
    return kept
