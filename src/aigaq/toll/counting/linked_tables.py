"""Tables of the linked lists of a case: one for each linkage and stratum; `joined` makes lists of one family one list.

A person stands on a list of the table where a row of that list itself says what is counted (a list that calls a dead man
injured has not counted him among the dead), so that every person counted stands on one list at least and every list is
measured by the same question. Rows without a name are in no table. A list on which nobody of a stratum stands in any
linkage is left out of that stratum's tables: a list that could not hold it tells nothing of it. Pairs of lists declared
to share nobody become structural zeros, unless somebody stands on both: then the declaration is set aside, and said.
Proved by tests/toll/counting/test_linked_tables.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from aigaq.toll.counting.declarations import ListFamily
from aigaq.toll.counting.documented import WHOLE, Tallies
from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.tables.barring import MOST_LISTS, cells_on, pairs_apart
from aigaq.toll.tables.table import Table

Cell = tuple[int, ...]


class TablesTold(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of one stratum as a row of the store keeps them; counts stand in the order of `cells`.

    `lists`: of the table, each for itself: families are joined by whoever reads them. `drawn`: of each sampled linkage.
    `ladder`: (threshold, counts). `zeros`: the impossible cells. `absent`: lists on which nobody of the stratum stands. `contradicted`: declarations that
    somebody stands against, in words of lists and strata. `unused`: pairs of lists declared to share nobody, and too many
    lists to use that.
    """

    lists: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    main: tuple[int, ...] = ()
    drawn: tuple[tuple[int, ...], ...] = ()
    ladder: tuple[tuple[float, tuple[int, ...]], ...] = ()
    zeros: tuple[Cell, ...] = ()
    absent: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tables:
    """The tables of one stratum. `main` of the persons of the case, None where nobody is counted; `drawn` of the sampled
    linkages in which somebody is; `ladder` by threshold."""

    main: Table | None
    drawn: tuple[Table, ...]
    ladder: Mapping[float, Table]
    told: TablesTold

    def joined(self, families: Iterable[ListFamily]) -> Tables:
        """The tables with the lists of each family held to be one; `told` stays that of the single lists."""
        held = [[name for name in family.lists if name in self.told.lists] for family in families]
        groups = [family for family in held if len(family) > 1]
        return Tables(
            None if self.main is None else self.main.joined(groups),
            tuple(one.joined(groups) for one in self.drawn),
            {at: one.joined(groups) for at, one in self.ladder.items()},
            self.told,
        )


def tables_of(tallies: Tallies, declared: Sequence[ListDeclared]) -> dict[str, Tables]:
    """The tables of each stratum; of the whole where there are no strata."""
    names = [name for name in tallies.strata if name != WHOLE] or [WHOLE]
    return {name: _of_stratum(tallies, declared, name) for name in names}


def decoded(body: str | bytes, stratum: str = WHOLE) -> Tables:
    """The tables that a row of the store holds."""
    told = msgspec.json.decode(body, type=TablesTold)

    def table(counts: Sequence[int]) -> Table | None:
        counted = dict(zip(told.cells, counts, strict=True))
        return Table.of(told.lists, counted, zeros=told.zeros, stratum=stratum) if any(counts) else None

    drawn = [table(counts) for counts in told.drawn]
    ladder = {at: table(counts) for at, counts in told.ladder}
    return Tables(
        table(told.main),
        tuple(one for one in drawn if one is not None),
        {at: one for at, one in ladder.items() if one is not None},
        told,
    )


def _of_stratum(tallies: Tallies, declared: Sequence[ListDeclared], stratum: str) -> Tables:
    counted = [tallies.main[stratum].cells, *(one[stratum].cells for one in tallies.drawn)]
    counted += [tallies.ladder[at][stratum].cells for at in sorted(tallies.ladder)]
    present = [at for at in range(len(tallies.lists)) if any(cell >> at & 1 for cells in counted for cell in cells)]
    lists = [tallies.lists[at] for at in present]
    said = _Declared(declared, lists, stratum, [_bits(cells, present) for cells in counted])
    zeros = list(said.zeros())
    made = [
        Table.of(lists, cells, zeros=zeros, stratum=stratum) if cells else None
        for cells in (_bits(one, present) for one in counted)
    ]
    drawn, steps = made[1 : 1 + len(tallies.drawn)], made[1 + len(tallies.drawn) :]
    ladder = dict(zip(sorted(tallies.ladder), steps, strict=True))
    told = _told(made[0], drawn, ladder, said, [name for name in tallies.lists if name not in lists])
    return Tables(
        made[0],
        tuple(one for one in drawn if one is not None),
        {at: one for at, one in ladder.items() if one is not None},
        told,
    )


def _bits(cells: Mapping[int, int], present: Sequence[int]) -> dict[Cell, int]:
    """Cells by the lists that are present."""
    return {tuple(cell >> at & 1 for at in present): count for cell, count in cells.items()}


@dataclass(frozen=True)
class _Declared:
    """What is declared impossible among the lists of a stratum, and what stands against it."""

    declared: Sequence[ListDeclared]
    lists: Sequence[str]
    stratum: str
    counted: Sequence[Mapping[Cell, int]]

    def pairs(self) -> list[tuple[int, int]]:
        """Pairs of lists declared to share nobody, by number."""
        return pairs_apart(self.lists, self.declared)

    def _shared(self, pair: tuple[int, int]) -> int:
        """The persons on both, at most over the linkages."""
        return max(sum(n for cell, n in cells.items() if cell[pair[0]] and cell[pair[1]]) for cells in self.counted)

    def _held(self, pair: tuple[int, int]) -> str:
        return " + ".join(self.lists[at] for at in pair)

    def contradicted(self) -> Iterator[str]:
        """The declarations that somebody stands against."""
        for pair in self.pairs():
            if shared := self._shared(pair):
                yield f"{self._held(pair)}: {shared}"
        for one in self.declared:
            if one.name in self.lists and self.stratum in one.not_in:
                at = list(self.lists).index(one.name)
                yield f"{one.name} / {self.stratum}: {max(self._on(cells, at) for cells in self.counted)}"

    def _on(self, cells: Mapping[Cell, int], at: int) -> int:
        return sum(count for cell, count in cells.items() if cell[at])

    def unused(self) -> Iterator[str]:
        """The pairs that cannot be used, because there are too many lists."""
        if len(self.lists) > MOST_LISTS:
            yield from (self._held(pair) for pair in self.pairs() if not self._shared(pair))

    def zeros(self) -> Iterator[Cell]:
        """The cells that are on both lists of a pair that shares nobody."""
        barred = [pair for pair in self.pairs() if not self._shared(pair)]
        return cells_on(barred if len(self.lists) <= MOST_LISTS else [], len(self.lists))


def _told(
    main: Table | None,
    drawn: Sequence[Table | None],
    ladder: Mapping[float, Table | None],
    said: _Declared,
    absent: Sequence[str],
) -> TablesTold:
    every = [one for one in (main, *drawn, *ladder.values()) if one is not None]
    if not every:
        return TablesTold(absent=tuple(absent))
    cells = sorted({cell for one in every for cell in one.counted()}, key=lambda cell: cell[::-1])

    def counts(table: Table | None) -> tuple[int, ...]:
        held = {} if table is None else table.counted()
        return tuple(held.get(cell, 0) for cell in cells)

    return TablesTold(
        lists=every[0].lists,
        cells=tuple(cells),
        main=counts(main),
        drawn=tuple(counts(one) for one in drawn),
        ladder=tuple((at, counts(one)) for at, one in ladder.items()),
        zeros=tuple(tuple(int(bit) for bit in cell) for cell in every[0].zeros),
        absent=tuple(absent),
        contradicted=tuple(said.contradicted()),
        unused=tuple(said.unused()),
    )
