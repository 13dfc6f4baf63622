"""The family of decomposable graphs: which lists depend on which is not chosen but weighed.

Madigan and York (1997); see `averaging` for the weights. N comes from the assumption that, whatever depends on whatever,
it is as in one of the decomposable graphs, and that no term joins all lists. The largest N that is admitted (`cap` times
the observed, uncounted) may decide the answer, so it is told at several caps side by side; the grid of the largest is
reckoned once and cut. Draws are the inverse of the cumulated posterior at regular levels: no noise, and mixtures and sums
stay as simple as with any other family. Their order is shuffled, each stratum's differently, so that draws of strata may
be added one by one. Proved by tests/toll/decomposable/test_decomposable.py.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import combinations
from math import isfinite

import msgspec
import numpy as np

from aigaq.errors import UsageError
from aigaq.toll.decomposable.averaging import Averaged, Grid, average
from aigaq.toll.decomposable.graphs import MOST, Graphs, decomposable_graphs
from aigaq.toll.family import Code, Draws, Family, FamilyName, Finding, Outcome
from aigaq.toll.limits import limits
from aigaq.toll.tables.table import Table

FEWEST_LISTS = 3


class Graph(msgspec.Struct, frozen=True, kw_only=True):
    """A graph by its cliques, lists counted from 1 as in the table (`[12,23,4]`), and its posterior probability."""

    graph: str
    probability: float


class Capped(msgspec.Struct, frozen=True, kw_only=True):
    """The answer had at most `cap` times the observed been admitted as uncounted; `top_mass` as in `Decomposable`."""

    cap: float
    median: float
    interval_95: tuple[float, float]
    top_mass: float


class Decomposable(msgspec.Struct, frozen=True, kw_only=True):
    """What the family tells of itself.

    `cap`: the uncounted are at most so many times the observed. `graphs`: how many were averaged. `top`: the likeliest,
    likeliest first. `caps`: the answer at other caps. `top_mass`: the posterior mass in the last hundredth of the grid.
    """

    cap: float
    graphs: int = 0
    top: tuple[Graph, ...] = ()
    caps: tuple[Capped, ...] = ()
    top_mass: float | None = None


class Limits(msgspec.Struct, frozen=True):
    """data/decomposable.toml."""

    caps: tuple[float, ...]
    apart: float
    saturated: float
    best: int


def decomposable(table: Table, *, cap: float = 5.0, seed: int = 0, draws: int = 20_000) -> Family:
    """N averaged over all decomposable graphs on three to six lists.

    Args:
        table: the lists.
        cap: how many times the observed may be uncounted.
        seed: of the order of the draws, nothing else: their set is the same under every seed.
        draws: how many levels of the posterior are told.

    Raises:
        UsageError: a cap or a number of draws that is not above 0.
    """
    if not (isfinite(cap) and cap > 0):
        raise UsageError(f"a cap of {cap} times the observed", hint="give a number above 0, such as 5")
    if draws < 1:
        raise UsageError(f"{draws} draws", hint="give 1 or more")
    cap = float(cap)
    refused = _refusals(table)
    if refused:
        return Family(name=FamilyName.DECOMPOSABLE, told=Decomposable(cap=cap), findings=refused)
    found = limits("decomposable", Limits)
    tops = {one: int(one * table.observed) for one in sorted({cap, *found.caps})}
    averaged = average(table, Grid.adaptive(*tops.values()), top=tops[cap])
    capped = tuple(_capped(table, averaged, one, top) for one, top in tops.items())
    graphs = decomposable_graphs(len(table.lists))
    told = Decomposable(
        cap=cap,
        graphs=len(graphs),
        top=_best(graphs, averaged, found.best),
        caps=capped,
        top_mass=averaged.above(0.99 * tops[cap], tops[cap]),
    )
    return Family(
        name=FamilyName.DECOMPOSABLE,
        told=told,
        draws=_draws(table, averaged, tops[cap], seed=seed, count=draws),
        findings=(*_cap_decides(capped, found.apart), *_prior_decides(graphs, averaged, found.saturated)),
    )


def _refusals(table: Table) -> tuple[Finding, ...]:
    lists = len(table.lists)
    found = []
    if lists < FEWEST_LISTS:
        found.append(Finding(Code.TOO_FEW_LISTS, Outcome.REFUSED, {"lists": lists, "fewest": FEWEST_LISTS}))
    if lists > MOST:
        found.append(Finding(Code.TOO_MANY_LISTS, Outcome.REFUSED, {"lists": lists, "most": MOST}))
    if len(table.zeros):
        found.append(Finding(Code.STRUCTURAL_ZEROS, Outcome.REFUSED, {"cells": len(table.zeros)}))
    return tuple(found)


def _capped(table: Table, averaged: Averaged, cap: float, top: int) -> Capped:
    low, median, high = (averaged.quantiles(np.array([0.025, 0.5, 0.975]), top) + table.observed).tolist()
    return Capped(cap=cap, median=median, interval_95=(low, high), top_mass=averaged.above(0.99 * top, top))


def _best(graphs: Graphs, averaged: Averaged, count: int) -> tuple[Graph, ...]:
    order = np.argsort(-averaged.graphs, kind="stable")[:count].tolist()
    return tuple(Graph(graph=graphs.name(one), probability=float(averaged.graphs[one])) for one in order)


def _draws(table: Table, averaged: Averaged, top: int, *, seed: int, count: int) -> Draws:
    """[1, count]: N at the levels (i + ½)/count, shuffled."""
    drawn = averaged.quantiles((np.arange(count) + 0.5) / count, top) + table.observed
    own = int.from_bytes(sha256(f"{table.digest} {table.stratum}".encode()).digest()[:8])
    return np.random.default_rng([abs(seed), own]).permutation(drawn)[None, :]


def _cap_decides(capped: tuple[Capped, ...], apart: float) -> tuple[Finding, ...]:
    """A finding for the caps that differ most, in the median or else in the upper end of the interval."""
    pairs = list(combinations(capped, 2))
    for what, worst, share in (
        ("median", *max(((pair, _apart(*(one.median for one in pair))) for pair in pairs), key=lambda one: one[1])),
        (
            "upper",
            *max(((pair, _apart(*(one.interval_95[1] for one in pair))) for pair in pairs), key=lambda one: one[1]),
        ),
    ):
        if share > apart:
            low, high = worst
            return (
                Finding(Code.CAP_DECIDES, Outcome.WITH_WARNINGS, {"what": what, "cap": low.cap, "other": high.cap}),
            )
    return ()


def _prior_decides(graphs: Graphs, averaged: Averaged, share: float) -> tuple[Finding, ...]:
    """A finding where the complete graph is likely: under it any N fits alike, and the prior alone gives one."""
    complete = float(averaged.graphs[np.argmax(graphs.edges)])
    if complete < share:
        return ()
    return (Finding(Code.PRIOR_DECIDES, Outcome.WITH_WARNINGS, {"graph": graphs.name(int(np.argmax(graphs.edges)))}),)


def _apart(one: float, other: float) -> float:
    return abs(one - other) / min(one, other)
