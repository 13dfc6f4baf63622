"""Tables that several tests of the log-linear family use."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from aigaq.toll.tables.table import Table
from tests.shared import shared

# Chan, Silverman and Vincent (2019), arXiv 1902.05156, table 2.
ARTIFICIAL = {(1, 0, 0): 40, (0, 1, 0): 30, (0, 0, 1): 20, (1, 1, 0): 6}


Cell = TypeVar("Cell", bound=tuple[int, ...])


def table(counted: Mapping[Cell, int], *, zeros: tuple[tuple[int, ...], ...] = ()) -> Table:
    lists = len(next(iter(counted)))
    return Table.of("ABCDEFGHIJKLMNOP"[:lists], dict(counted.items()), zeros=zeros)


def published(name: str) -> Table:
    """A published table of the development data; skips where that is missing."""
    with shared(f"bench/toll/{name}.csv").open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    return Table.of(head[:-1], {tuple(map(int, row[:-1])): int(row[-1]) for row in rows})


def cells(lists: int) -> list[tuple[int, ...]]:
    """All cells but that of no list."""
    return [tuple(w >> j & 1 for j in range(lists)) for w in range(1, 2**lists)]


def tables(lists: int, *, least: int = 0, most: int = 40) -> SearchStrategy[Table]:
    """Tables with counts of every cell between two bounds, and anyone at all."""
    size = 2**lists - 1
    counts = st.lists(st.integers(least, most), min_size=size, max_size=size).filter(any)
    return counts.map(lambda drawn: table(dict(zip(cells(lists), drawn, strict=True))))


def sparse(lists: int) -> SearchStrategy[Table]:
    """Tables most of whose cells of two lists and more hold nobody."""
    counts = [st.integers(0, 30) if sum(cell) == 1 else st.sampled_from([0, 0, 0, 0, 1, 4]) for cell in cells(lists)]
    return st.tuples(*counts).filter(any).map(lambda drawn: table(dict(zip(cells(lists), drawn, strict=True))))


def permuted(one: Table, order: tuple[int, ...]) -> Table:
    """The same persons with the lists in another order."""
    return Table.of(
        [one.lists[j] for j in order],
        {tuple(cell[j] for j in order): count for cell, count in one.counted().items()},
    )
