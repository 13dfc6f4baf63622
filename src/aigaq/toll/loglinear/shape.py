"""What of a table a log-linear model sees: its cells as bits, which cells can be filled, and margins of terms.

Proved by tests/toll/loglinear/test_existence.py and test_fitting.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.toll.loglinear.models import Model, Term, holds
from aigaq.toll.tables.table import Table

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """`cells` are the observed ones as bits; `shut` [2^lists] those in which nobody can be met: the one of no list, and
    structural zeros."""

    lists: int
    cells: Ints
    shut: Bools

    @classmethod
    def of(cls, table: Table) -> Shape:
        """Enumerates 2^lists cells: the caller has looked that they are few."""
        lists = len(table.lists)
        weights = 1 << np.arange(lists, dtype=np.int64)
        shut = np.zeros(2**lists, np.bool_)
        shut[0] = True
        shut[table.zeros.astype(np.int64) @ weights] = True
        return cls(lists, table.cells.astype(np.int64) @ weights, shut)

    def margins(self, counts: Ints | Bools, terms: Sequence[Term]) -> Floats:
        """[…, terms]: how many of the `counts` […, cells] stand on all lists of a term."""
        met: Floats = counts.astype(np.float64) @ holds(self.cells, terms).astype(np.float64)
        return met

    def split(self, filled: Bools, model: Model) -> tuple[Model, Model]:
        """The terms of a model that are finite, and those at −∞, where `filled` [cells] says which cells hold anyone.

        A term whose lists share nobody has its estimate at −∞ and takes its cells out of the table (Chan, Silverman and
        Vincent 2021, section 3). Terms within them meet no cell at all; they stay among the finite, unidentified.
        """
        empty = [term for term in model if not self.margins(filled, [term])[0]]
        gone = [
            term for term in empty if not any(one != term and one & term == one for one in empty) and self._open(term)
        ]
        return tuple(term for term in model if term not in gone), tuple(gone)

    def left(self, gone: Sequence[Term]) -> Ints:
        """The cells that can be filled once these terms are at −∞, as bits."""
        cells = np.flatnonzero(~self.shut)
        return cells[~holds(cells, gone).any(axis=1)]

    def _open(self, term: Term) -> bool:
        cells = np.flatnonzero(~self.shut)
        return bool(((cells & term) == term).any())
