"""Structural zeros that declarations of lists imply: where two lists cannot share anybody, no cell holds both.

A declaration that somebody stands against is set aside and said, for one of the two is wrong and the row is evidence. The
cells, 2^(lists − 2) for each pair, are written out up to `MOST_LISTS` lists. Proved by tests/toll/tables/test_barring.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.tables.table import Table

MOST_LISTS = 12


def barred(table: Table, declared: Sequence[ListDeclared]) -> tuple[Table, tuple[str, ...]]:
    """The table with the cells that declarations say are impossible, and what of them could not be used, in words."""
    pairs, said = [], []
    for one, other in pairs_apart(table.lists, declared):
        shared = int(table.overlaps[one, other])
        names = f"{table.lists[one]} and {table.lists[other]}"
        if shared:
            said.append(f"{names} were declared to share nobody, but {shared:,} stand on both: set aside")
        elif len(table.lists) > MOST_LISTS:
            said.append(f"{names} were declared to share nobody: not used with more than {MOST_LISTS} lists")
        else:
            pairs.append((one, other))
    if not pairs:
        return table, tuple(said)
    zeros = set(cells_on(pairs, len(table.lists))) | {tuple(cell) for cell in table.zeros.tolist()}
    return Table.of(table.lists, table.counted(), zeros=zeros, stratum=table.stratum), tuple(said)


def pairs_apart(lists: Sequence[str], declared: Sequence[ListDeclared]) -> list[tuple[int, int]]:
    """The pairs of lists declared to share nobody, each once, by number."""
    place = {name: at for at, name in enumerate(lists)}
    named = {
        (min(place[one.name], place[other]), max(place[one.name], place[other]))
        for one in declared
        if one.name in place
        for other in one.not_with
        if other in place
    }
    return sorted(named)


def cells_on(pairs: Sequence[tuple[int, int]], lists: int) -> Iterator[tuple[int, ...]]:
    """The cells that are on both lists of one of the pairs."""
    if pairs:
        for cell in product((0, 1), repeat=lists):
            if any(cell[one] and cell[other] for one, other in pairs):
                yield cell
