"""Chains of the latent-class sampler on a table: laid out for the kernel, run side by side, escalated until they agree.

Plain chains first, from starting points spread from few to very many uncounted; where they disagree (R-hat), are too few
in effect, or lie in several modes, tempered ones, then longer and hotter ones. How far it goes depends on the draws and
on nothing else, so that the same table, settings and seed give the same draws on any number of cores.
Proved by tests/toll/latent/test_sampling.py against long runs of LCMCR (docs/methods/toll.md).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from os import cpu_count

import msgspec
import numpy as np
from numpy.typing import NDArray

from aigaq.toll.draws import ess, modes, rhat
from aigaq.toll.limits import limits
from aigaq.toll.tables.table import Table

Reals = NDArray[np.float64]
Cells = tuple[NDArray[np.int64], NDArray[np.int64], Reals, int, float, float]

ENOUGH = 1000.0  # effective draws to aim at: ends of a 95 % interval to some 2 % of its width
AIMED = 0.8  # acceptance of Hamiltonian moves: Hoffman and Gelman 2014


class Chains(msgspec.Struct, frozen=True):
    """When chains are believed."""

    agree: float
    refuse: float
    few: float
    refuse_draws: float
    trips: int


class Cap(msgspec.Struct, frozen=True):
    """How much may lie at the largest N admitted."""

    near: float
    warned: float
    refused: float


class Limits(msgspec.Struct, frozen=True):
    """data/latent.toml."""

    most_lists: int
    least_lists: int
    chains: Chains
    cap: Cap


@cache
def latent_limits() -> Limits:
    """data/latent.toml, read once."""
    return limits("latent", Limits)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The model: `classes` K, Gamma prior (shape, rate) of α, and the most the uncounted may be as a multiple of n."""

    classes: int = 10
    alpha: tuple[float, float] = (0.25, 0.25)
    most: float = 20.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: chains, warm-up and kept draws of each, leapfrog steps at most, rungs and the heat of the last."""

    chains: int
    warm: int
    kept: int
    longest: int
    rungs: int = 1
    last: float = 1.0


LIGHT = Effort(4, 400, 500, 150)
EFFORTS = (
    Effort(8, 600, 1000, 200),
    Effort(4, 600, 1200, 80, rungs=12, last=0.05),
    Effort(4, 1000, 5000, 60, rungs=20, last=0.02),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """Draws of the uncounted [chains, kept] and what they are worth. Swaps and trips: of the rungs, where there are any."""

    uncounted: NDArray[np.int64]
    effort: Effort
    swaps: float | None
    trips: int | None

    @cached_property
    def rhat(self) -> float:
        return rhat(self.uncounted)

    @cached_property
    def ess(self) -> float:
        return ess(self.uncounted)

    @property
    def agreed(self) -> bool:
        """Whether there is no need to try harder: chains agree, and shares of several modes come from many journeys."""
        chains = latent_limits().chains
        if self.rhat >= chains.agree or self.ess < ENOUGH:
            return False
        return len(modes(self.uncounted)) < 2 or (self.trips or 0) >= chains.trips


def converged(table: Table, settings: Settings, *, tried: Callable[[Effort], None] = lambda effort: None) -> Sample:
    """The sample of the first effort whose chains agree, else of the last. `tried` hears of each before it runs."""
    for effort in EFFORTS:
        tried(effort)
        found = sample(table, settings, effort)
        if found.agreed:
            break
    return found


def sample(table: Table, settings: Settings, effort: Effort) -> Sample:
    """One run of all chains of an effort."""
    from aigaq.toll.latent.kernel import chain

    cells = lay_out(table, settings.most)
    heats = np.geomspace(1.0, effort.last, effort.rungs)
    size = (effort.warm, effort.kept, len(table.lists), settings.classes)

    def run(number: int) -> tuple[NDArray[np.int64], Reals, int]:
        start, seed = _start(number, len(table.lists), settings, effort)
        drawn: tuple[NDArray[np.int64], Reals, int] = chain(
            start, cells, heats, settings.alpha, size, effort.longest, AIMED, seed
        )
        return drawn

    with ThreadPoolExecutor(min(effort.chains, cpu_count() or 1)) as pool:
        chains = list(pool.map(run, range(effort.chains)))
    tempered = effort.rungs > 1
    return Sample(
        uncounted=np.stack([drawn for drawn, _, _ in chains]),
        effort=effort,
        swaps=min(float(rates.min()) for _, rates, _ in chains) if tempered else None,
        trips=sum(trips for _, _, trips in chains) if tempered else None,
    )


def lay_out(table: Table, most: float) -> Cells:
    """The table as the kernel takes it: the cell of no list, structural zeros, observed cells, by the lists they are on."""
    nobody = np.zeros((1, len(table.lists)), np.int8)
    rows = np.concatenate([nobody, table.zeros, table.cells])
    hidden = 1 + len(table.zeros)
    first = np.concatenate([[0], np.cumsum(rows.sum(axis=1, dtype=np.int64))])
    counts = np.concatenate([np.zeros(hidden), table.counts.astype(np.float64)])
    return first, np.nonzero(rows)[1].astype(np.int64), counts, hidden, float(table.observed), most


def prepare() -> None:
    """Load the sampler from the cache, or compile it where it has not run since it was installed (about ten seconds)."""
    table = Table.of("ABC", {(1, 0, 0): 2, (1, 1, 0): 1, (0, 1, 1): 1, (1, 0, 1): 1})
    sample(table, Settings(classes=2), Effort(1, 2, 2, 1))


def _start(number: int, lists: int, settings: Settings, effort: Effort) -> tuple[Reals, int]:
    """Where a chain begins, and its seed: the chains from seldom listed (many uncounted) to often listed (few)."""
    seed = (settings.seed * 1_000_003 + number * 7919 + effort.rungs * 101 + 1) % 2_147_483_647
    numbers = np.random.default_rng(seed)
    level = -2.0 + 2.5 * number / max(effort.chains - 1, 1)
    listed = numbers.normal(level, 1.0, (effort.rungs, lists * settings.classes))
    sticks = numbers.normal(0.0, 1.0, (effort.rungs, settings.classes - 1))
    return np.concatenate([listed, sticks], axis=1), seed
