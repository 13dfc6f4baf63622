"""Invented tables with a known number of persons."""

from __future__ import annotations

from collections import Counter

import numpy as np

from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.tables.table import Table


def persons(whole: int, chances: tuple[float, ...], *, seed: int = 1) -> np.ndarray:
    """[whole, lists] 0 and 1: who stands on which of lists that are independent."""
    return (np.random.default_rng(seed).random((whole, len(chances))) < chances).astype(int)


def independent(whole: int = 1500, chances: tuple[float, ...] = (0.3, 0.35, 0.25), *, seed: int = 1) -> Table:
    """The table of such persons, lists named A, B, C and so on."""
    return table_of(persons(whole, chances, seed=seed))


def table_of(rows: np.ndarray) -> Table:
    """The table of persons, those on no list left out."""
    counted = Counter(tuple(row) for row in rows.tolist() if any(row))
    return Table.of([chr(65 + at) for at in range(rows.shape[1])], counted)


def inside(interval: tuple[float, float | None], value: float) -> bool:
    """Whether an interval holds a value; one without an upper end holds all above its lower."""
    low, high = interval
    return low <= value and (high is None or value <= high)


def declared(*names: str, **drew_on: tuple[str, ...]) -> tuple[ListDeclared, ...]:
    """Lists of which everything is declared; they drew on nothing, or on what is given."""
    return tuple(
        ListDeclared(
            name=name,
            keeper=f"keeper of {name}",
            begins="2030-01-01",
            gathered="invented",
            drew_on=drew_on.get(name, ()),
        )
        for name in names
    )
