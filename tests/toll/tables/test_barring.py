"""Cells that declarations bar, and declarations that somebody stands against."""

from __future__ import annotations

from aigaq.toll.counting.policy import ListDeclared
from aigaq.toll.tables.barring import MOST_LISTS, barred
from aigaq.toll.tables.table import Table

CELLS: dict[tuple[int, ...], int] = {(1, 0, 0): 5, (0, 1, 0): 4, (0, 0, 1): 3, (0, 1, 1): 2}


def declared(name: str, *others: str) -> ListDeclared:
    return ListDeclared(name=name, not_with=others)


def test_no_cell_holds_both() -> None:
    table = Table.of("ABC", CELLS, zeros=[(1, 0, 1)])
    found, said = barred(table, [declared("A", "B", "elsewhere"), declared("B", "A"), declared("elsewhere", "A")])
    assert said == ()
    assert sorted(map(tuple, found.zeros.tolist())) == [(1, 0, 1), (1, 1, 0), (1, 1, 1)]
    assert found.counted() == CELLS


def test_a_declaration_that_somebody_stands_against_is_set_aside() -> None:
    table = Table.of("ABC", CELLS)
    found, said = barred(table, [declared("C", "B")])
    assert said == ("B and C were declared to share nobody, but 2 stand on both: set aside",)
    assert found is table


def test_many_lists_are_not_written_out() -> None:
    names = [f"L{at}" for at in range(MOST_LISTS + 1)]
    table = Table.of(names, {tuple(int(at == one) for at in range(len(names))): 1 for one in range(len(names))})
    found, said = barred(table, [declared("L0", "L1")])
    assert found is table
    assert said == (f"L0 and L1 were declared to share nobody: not used with more than {MOST_LISTS} lists",)
    assert barred(table, [])[1] == ()
