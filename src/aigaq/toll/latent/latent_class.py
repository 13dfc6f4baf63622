"""The latent-class family: persons differ in how easily they come on lists; within a class lists are independent.

Manrique-Vallier, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72 (2016). The draws
come from `sampling`; here they are judged. Proved by tests/toll/latent/test_latent_class.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from aigaq.toll.draws import modes, outline
from aigaq.toll.family import Code, Draws, Family, FamilyName, Finding, Outcome
from aigaq.toll.latent.sampling import Effort, Sample, Settings, converged, latent_limits, sample
from aigaq.toll.tables.table import Table

TRACED_CHAINS, TRACED = 4, 100  # a picture shows no more


class Hill(msgspec.Struct, frozen=True):
    """A mode of N and the share of draws around it."""

    at: float
    share: float


class LatentClass(msgspec.Struct, frozen=True, kw_only=True):
    """What the sampler says of itself. `most`: the largest uncounted admitted, in multiples of n.

    For pictures: `traces` of N, of at most 4 chains, 100 draws of each at regular steps; `density` of N, (number, height)
    per step of the logarithm of 1 + N − n, the highest being 1.
    """

    classes: int
    alpha_prior: tuple[float, float]
    most: float
    rhat: float | None = None
    ess: float | None = None
    chains: int = 0
    draws: int = 0
    rungs: int = 0
    swaps: float | None = None
    trips: int | None = None
    modes: tuple[Hill, ...] = ()
    medians: tuple[float, ...] = ()
    traces: tuple[tuple[int, ...], ...] = ()
    density: tuple[tuple[float, float], ...] = ()


def latent_class(
    table: Table,
    *,
    settings: Settings | None = None,
    effort: Effort | None = None,
    tried: Callable[[Effort], None] = lambda effort: None,
) -> Family:
    """The latent-class posterior of N.

    Args:
        table: at least three lists; structural zeros are allowed.
        settings: the model, its priors and the seed.
        effort: one fixed effort; without it the sampler tries harder until its chains agree.
        tried: hears of each effort before it runs.
    """
    settings = settings or Settings()
    lists, limits = len(table.lists), latent_limits()
    if not limits.least_lists <= lists <= limits.most_lists:
        few = lists < limits.least_lists
        code, limit = (Code.TOO_FEW_LISTS, limits.least_lists) if few else (Code.TOO_MANY_LISTS, limits.most_lists)
        told = LatentClass(classes=settings.classes, alpha_prior=settings.alpha, most=settings.most)
        finding = Finding(code, Outcome.REFUSED, {"lists": lists, "limit": limit})
        return Family(name=FamilyName.LATENT_CLASS, told=told, findings=(finding,))
    if effort is None:
        found = converged(table, settings, tried=tried)
    else:
        tried(effort)
        found = sample(table, settings, effort)
    return Family(
        name=FamilyName.LATENT_CLASS,
        told=_told(table, settings, found),
        draws=found.uncounted + table.observed,
        findings=tuple(_findings(table, settings, found)),
    )


def _told(table: Table, settings: Settings, found: Sample) -> LatentClass:
    n = table.observed
    return LatentClass(
        classes=settings.classes,
        alpha_prior=settings.alpha,
        most=settings.most,
        rhat=found.rhat,
        ess=found.ess,
        chains=found.uncounted.shape[0],
        draws=found.uncounted.size,
        rungs=found.effort.rungs,
        swaps=found.swaps,
        trips=found.trips,
        modes=tuple(Hill(n + one.at, one.share) for one in modes(found.uncounted)),
        medians=tuple(float(one) for one in n + np.median(found.uncounted, axis=1)),
        traces=_thinned(found.uncounted + n),
        density=tuple((n + at, height) for at, height in outline(found.uncounted)),
    )


def _thinned(draws: Draws) -> tuple[tuple[int, ...], ...]:
    """A few draws of a few chains, in their order."""
    chains = draws[:TRACED_CHAINS]
    at = np.linspace(0, chains.shape[1] - 1, min(TRACED, chains.shape[1])).round().astype(np.int64)
    return tuple(tuple(row) for row in chains[:, at].tolist())


def _findings(table: Table, settings: Settings, found: Sample) -> Iterator[Finding]:
    chains, cap = latent_limits().chains, latent_limits().cap
    if found.rhat >= chains.agree:
        outcome = Outcome.REFUSED if found.rhat >= chains.refuse else Outcome.WITH_WARNINGS
        yield Finding(Code.NOT_CONVERGED, outcome, {"rhat": round(found.rhat, 3), "limit": chains.agree})
    if found.ess < chains.few:
        outcome = Outcome.REFUSED if found.ess < chains.refuse_draws else Outcome.WITH_WARNINGS
        yield Finding(Code.FEW_DRAWS, outcome, {"draws": round(found.ess), "limit": chains.few})
    hills = len(modes(found.uncounted))
    if hills > 1:
        yield Finding(Code.SEVERAL_MODES, Outcome.WITH_WARNINGS, {"modes": hills})
        if (found.trips or 0) < chains.trips:
            yield Finding(Code.SHARES_UNSURE, Outcome.WITH_WARNINGS, {"trips": found.trips or 0, "limit": chains.trips})
    near = float((found.uncounted > cap.near * settings.most * table.observed).mean())
    if near > cap.warned:
        outcome = Outcome.REFUSED if near > cap.refused else Outcome.WITH_WARNINGS
        yield Finding(Code.CAP_DECIDES, outcome, {"cap": settings.most, "share": round(near, 3)})
