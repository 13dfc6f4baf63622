"""Lists by persons, as counts: how many persons stand on exactly these lists and on no other.

A cell is a set of lists, a row of 0 and 1. The cell of no list is never observed: it is what the room estimates. Only
observed cells are kept, so that cost follows them and not 2^lists (eleven lists with 67 cells are 67 rows). A structural
zero is a cell in which nobody can stand (a list that began later, a keeper who counts one sex only): its emptiness tells
nothing. Words follow Bishop, Fienberg and Holland, *Discrete Multivariate Analysis* (1975), chapter 6.
Proved by tests/toll/tables/test_table.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from math import prod
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import FormatError

Bits = NDArray[np.int8]
Counts = NDArray[np.int64]

MOST_LISTS = 60  # cells are also held as one integer each
MOST_PERSONS = 10**12  # far above any count of people; below it every sum of counts is exact


@dataclass(frozen=True, eq=False)
class Table:
    """Counts of persons by the lists they stand on.

    `cells` [cells, lists] holds 0 and 1, each row once, none all zero, in the order of their bits; `counts` [cells] are
    1 or more; `zeros` [zeros, lists] are the structural zeros, none of which was observed.
    """

    lists: tuple[str, ...]
    cells: Bits
    counts: Counts
    zeros: Bits
    stratum: str = ""

    @classmethod
    def of(
        cls,
        lists: Sequence[str],
        counted: Mapping[tuple[int, ...], int],
        *,
        zeros: Iterable[tuple[int, ...]] = (),
        stratum: str = "",
    ) -> Self:
        """A table from counts by cell; cells counted 0 are left out.

        Raises:
            FormatError: names that are empty or stand twice, cells that are not of 0 and 1, a count of nobody's cell, a
                negative count, persons in a structural zero, or no person at all.
        """
        names = tuple(lists)
        _check_names(names)
        barred = sorted({_checked(cell, len(names)) for cell in zeros} - {(0,) * len(names)}, key=_key)
        held = sorted((_checked(cell, len(names)) for cell, count in counted.items() if count), key=_key)
        impossible = set(barred)
        for cell, count in counted.items():
            _check_count(names, cell, count, barred=cell in impossible)
        if not held:
            raise FormatError("nobody stands on any list", hint="give at least one cell with a count above 0")
        return cls(
            names,
            np.array(held, np.int8).reshape(len(held), len(names)),
            np.array([counted[cell] for cell in held], np.int64),
            np.array(barred, np.int8).reshape(len(barred), len(names)),
            stratum,
        )

    @property
    def observed(self) -> int:
        """n: the persons on at least one list."""
        return int(self.counts.sum())

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many persons stand on each list."""
        return tuple(int(size) for size in self.counts @ self.cells.astype(np.int64))

    @cached_property
    def overlaps(self) -> Counts:
        """[lists, lists]: how many persons stand on both; on the diagonal the sizes of the lists."""
        wide = self.cells.astype(np.int64)
        return wide.T @ (wide * self.counts[:, None])

    @cached_property
    def captures(self) -> tuple[int, ...]:
        """f_1, f_2 …: how many persons stand on exactly one list, on exactly two, and so on."""
        met = np.bincount(self.cells.sum(axis=1), weights=self.counts, minlength=len(self.lists) + 1)
        return tuple(int(count) for count in met[1:])

    @cached_property
    def digest(self) -> str:
        """SHA-256 of lists, cells and counts: equal tables have equal digests, whatever the stratum is called."""
        told = (self.lists, self.cells.tolist(), self.counts.tolist(), self.zeros.tolist())
        return sha256(repr(told).encode()).hexdigest()

    def counted(self) -> dict[tuple[int, ...], int]:
        """The counts by cell."""
        return dict(zip(map(tuple, self.cells.tolist()), self.counts.tolist(), strict=True))

    def dense(self) -> Counts:
        """[2] × lists: the counts of all cells, 0 where nobody stands; entry (0, …, 0) is 0. For few lists only."""
        full = np.zeros((2,) * len(self.lists), np.int64)
        full[tuple(self.cells.T)] = self.counts
        return full

    def without(self, name: str) -> Table | None:
        """The table had this list not been: persons who stand on it alone are gone. None where nobody is left."""
        at = self.lists.index(name)
        keep = [number for number in range(len(self.lists)) if number != at]
        counted: dict[tuple[int, ...], int] = {}
        for cell, count in self.counted().items():
            left = tuple(cell[number] for number in keep)
            if any(left):
                counted[left] = counted.get(left, 0) + count
        if not counted:
            return None
        # A cell stays impossible only where it is so with the list and without it.
        barred = set(map(tuple, self.zeros.tolist()))
        zeros = {
            tuple(cell[number] for number in keep)
            for cell in barred
            if (*cell[:at], 1 - cell[at], *cell[at + 1 :]) in barred
        }
        return Table.of([self.lists[number] for number in keep], counted, zeros=zeros, stratum=self.stratum)

    def joined(self, families: Iterable[Sequence[str]]) -> Table:
        """The table with the lists of each family held to be one: a person on any of them is on it once."""
        group = {name: name for name in self.lists}
        for family in families:
            label = " + ".join(name for name in self.lists if name in family)
            group |= dict.fromkeys(family, label)
        names = tuple(dict.fromkeys(group[name] for name in self.lists))
        if names == self.lists:
            return self
        place = [names.index(group[name]) for name in self.lists]

        def pooled(cell: Sequence[int]) -> tuple[int, ...]:
            found = [0] * len(names)
            for at, bit in zip(place, cell, strict=True):
                found[at] |= bit
            return tuple(found)

        counted: dict[tuple[int, ...], int] = {}
        for cell, count in self.counted().items():
            counted[pooled(cell)] = counted.get(pooled(cell), 0) + count
        # A cell of the joined table is impossible where each of the cells it is made of is.
        sizes = [place.count(at) for at in range(len(names))]
        barred = Counter(pooled(cell) for cell in self.zeros.tolist())
        zeros = [
            cell
            for cell, times in barred.items()
            if times == prod(2**size - 1 for size, bit in zip(sizes, cell, strict=True) if bit)
        ]
        return Table.of(names, counted, zeros=zeros, stratum=self.stratum)

    def named(self, stratum: str) -> Table:
        """The same table under the name of a stratum."""
        return replace(self, stratum=stratum)


def _check_names(names: tuple[str, ...]) -> None:
    if not names:
        raise FormatError("a table without lists", hint="its columns are the lists, and `count` the last")
    if len(names) > MOST_LISTS:
        raise FormatError(
            f"{len(names)} lists; at most {MOST_LISTS} can be read", hint="join lists that copy one another"
        )
    for name in names:
        if not name.strip():
            raise FormatError("a list without a name")
        if names.count(name) > 1:
            raise FormatError(f"two lists named `{name}`", hint="give every list a name of its own")


def _checked(cell: tuple[int, ...], lists: int) -> tuple[int, ...]:
    if len(cell) != lists or any(bit not in (0, 1) for bit in cell):
        raise FormatError(f"{cell} is no cell of {lists} lists", hint="a cell holds 0 or 1 for each list")
    return tuple(int(bit) for bit in cell)


def _check_count(names: Sequence[str], cell: tuple[int, ...], count: int, *, barred: bool) -> None:
    where = cell_name(names, cell)
    if count < 0:
        raise FormatError(f"a count of {count} persons", where=where, hint="counts are 0 or more")
    if count > MOST_PERSONS:
        raise FormatError(f"a count of {count} persons is too large to be one", where=where)
    if count and not any(cell):
        raise FormatError(
            f"{count} persons who stand on no list",
            where=where,
            hint="leave this cell out: the uncounted are what is estimated",
        )
    if count and barred:
        raise FormatError(f"{count} persons in a cell declared impossible", where=where, hint="one of the two is wrong")


def cell_name(lists: Sequence[str], cell: Sequence[int]) -> str:
    """A cell in words: the lists it is on."""
    return " + ".join(name for name, bit in zip(lists, cell, strict=True) if bit) or "no list"


def _key(cell: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(reversed(cell))
