"""How the lists overlap: who shares persons with whom, which lists hang together, and where there is too little to go on.

All estimates of the uncounted stand on persons found twice. Lists that share nobody say nothing of one another; lists
that no chain of shared persons joins are two problems, not one. Whether two lists depend on one another cannot be told
from the two alone, for the persons on neither are partly unseen; among the persons of the *other* lists all four cells
are seen, and there the odds ratio is 1 where the lists are independent (Bishop, Fienberg and Holland, *Discrete
Multivariate Analysis*, 1975, chapter 6). With ½ added to every cell (Gart, J. R. Statist. Soc. B 28, 1966), over the persons on
neither, on one, on the other, on both:

    ratio = (n₀₀+½)(n₁₁+½) / ((n₁₀+½)(n₀₁+½)),    var log ratio = Σ 1/(n+½).

Thresholds are in data/overlap.toml. Proved by tests/toll/test_overlap.py.
"""

from __future__ import annotations

from itertools import combinations
from math import exp
from statistics import NormalDist

import msgspec
import numpy as np

from aigaq.toll.family import Code, Finding, Outcome
from aigaq.toll.limits import limits
from aigaq.toll.tables.table import Table

FEWEST_LISTS = 3
NORMAL_95 = 1.959963984540054


class Limits(msgspec.Struct, frozen=True):
    """data/overlap.toml."""

    fewest_twice: int


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two lists and the persons on both.

    `odds_ratio`, with its interval: of being on one given the other, among the persons on some further list; above 1 the
    two find the same persons, below 1 they avoid each other's. None where there is no further list, or where none or all
    of its persons are on one of the two. `avoiding`: they share fewer than chance would have them share, at 2.5 % over all
    pairs together (Bonferroni). `possible`: False where structural zeros let nobody be on both.
    """

    lists: tuple[str, str]
    shared: int
    odds_ratio: float | None = None
    odds_interval_95: tuple[float, float] | None = None
    avoiding: bool = False
    possible: bool = True


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """How the lists of a table overlap.

    `overlaps` [lists, lists]: persons on both, the diagonal the sizes. `captures`: persons on exactly one list, on
    exactly two, and so on. `components`: lists joined by chains of shared persons, the most lists first. `alone`: lists
    that share nobody.
    """

    lists: tuple[str, ...]
    sizes: tuple[int, ...]
    overlaps: tuple[tuple[int, ...], ...]
    captures: tuple[int, ...]
    pairs: tuple[Pair, ...]
    empty_pairs: tuple[tuple[str, str], ...]
    components: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]


def describe(table: Table) -> Overlap:
    """What there is of overlaps; see `Overlap`."""
    pairs = tuple(_pair(table, one, other) for one, other in combinations(range(len(table.lists)), 2))
    return Overlap(
        lists=table.lists,
        sizes=table.sizes,
        overlaps=tuple(tuple(row) for row in table.overlaps.tolist()),
        captures=table.captures,
        pairs=pairs,
        empty_pairs=_empty_pairs(table),
        components=tuple(_in_order(table, component) for component in connected(table)),
        alone=tuple(next(iter(component)) for component in connected(table) if len(component) == 1),
    )


def connected(table: Table) -> tuple[frozenset[str], ...]:
    """Lists joined by chains of shared persons; the most lists first, then as in the table."""
    left = set(range(len(table.lists)))
    found = []
    while left:
        reached, edge = set[int](), {min(left)}
        while edge:
            reached |= edge
            edge = {int(other) for one in edge for other in np.flatnonzero(table.overlaps[one])} - reached
        left -= reached
        found.append(reached)
    found.sort(key=lambda component: (-len(component), min(component)))
    return tuple(frozenset(table.lists[one] for one in component) for component in found)


def tables_findings(table: Table) -> tuple[Finding, ...]:
    """What in the overlaps stands against any estimate (refused) or belongs beside every one (with warnings)."""
    found = []
    named: dict[str, str | int | float]
    names = table.lists
    largest = connected(table)[0]
    if len(names) < FEWEST_LISTS:
        found.append(Finding(Code.FEW_LISTS, Outcome.REFUSED, {"lists": len(names), "fewest": FEWEST_LISTS}))
    elif len(largest) < FEWEST_LISTS:
        named = {"connected": len(largest), "fewest": FEWEST_LISTS, "lists": ", ".join(_in_order(table, largest))}
        found.append(Finding(Code.NOT_CONNECTED, Outcome.REFUSED, named))
    empty = _empty_pairs(table)
    if empty:
        named = {"count": len(empty), "pairs": ", ".join(f"{one} × {other}" for one, other in empty)}
        found.append(Finding(Code.EMPTY_PAIRS, Outcome.WITH_WARNINGS, named))
    twice = sum(table.captures[1:])
    fewest = limits("overlap", Limits).fewest_twice
    if twice < fewest:
        found.append(Finding(Code.THIN_OVERLAP, Outcome.WITH_WARNINGS, {"persons": twice, "fewest": fewest}))
    return tuple(found)


def possible(table: Table, one: int, other: int) -> bool:
    """Whether structural zeros leave any cell in which a person is on both lists."""
    barred = int((table.zeros[:, [one, other]].sum(axis=1) == 2).sum())
    return barred < 1 << len(table.lists) - 2


def _pair(table: Table, one: int, other: int) -> Pair:
    names, shared = (table.lists[one], table.lists[other]), int(table.overlaps[one, other])
    if not possible(table, one, other):
        return Pair(lists=names, shared=shared, possible=False)
    on, at = table.cells[:, one], table.cells[:, other]
    further = table.cells.sum(axis=1) > on + at
    seen = np.bincount(2 * on[further] + at[further], table.counts[further], 4).reshape(2, 2)
    if not (seen.sum(axis=0).all() and seen.sum(axis=1).all()):
        return Pair(lists=names, shared=shared)
    four = seen + 0.5
    log_ratio = float(np.log(four[0, 0] * four[1, 1] / (four[1, 0] * four[0, 1])))
    spread = float(np.sqrt((1 / four).sum()))
    pairs = len(table.lists) * (len(table.lists) - 1) // 2
    return Pair(
        lists=names,
        shared=shared,
        odds_ratio=exp(log_ratio),
        odds_interval_95=(exp(log_ratio - NORMAL_95 * spread), exp(log_ratio + NORMAL_95 * spread)),
        avoiding=log_ratio < NormalDist().inv_cdf(0.025 / pairs) * spread,
    )


def _empty_pairs(table: Table) -> tuple[tuple[str, str], ...]:
    """Pairs of lists that could share persons and share nobody."""
    return tuple(
        (table.lists[one], table.lists[other])
        for one, other in combinations(range(len(table.lists)), 2)
        if not table.overlaps[one, other] and possible(table, one, other)
    )


def _in_order(table: Table, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in table.lists if name in names)
