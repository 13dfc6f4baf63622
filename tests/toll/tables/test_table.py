"""Tables: what is kept, what is refused, and that joining and leaving out agree with doing it person by person."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.toll.tables.table import Table, cell_name

Person = tuple[int, ...]
PERSONS = st.lists(st.tuples(*[st.integers(0, 1)] * 4).filter(any), min_size=1, max_size=60)


def _table(persons: list[Person], lists: str = "ABCD", **more: object) -> Table:
    return Table.of(lists, Counter(persons), **more)  # type: ignore[arg-type]


@given(PERSONS)
def test_margins_are_those_of_the_persons(persons: list[Person]) -> None:
    table = _table(persons)
    rows = np.array(persons)
    assert table.observed == len(persons)
    assert table.sizes == tuple(rows.sum(axis=0))
    assert (table.overlaps == rows.T @ rows).all()
    assert table.captures == tuple(int((rows.sum(axis=1) == k).sum()) for k in range(1, 5))
    assert table.dense().sum() == len(persons)
    assert table.counted() == Counter(persons)


@given(PERSONS, st.randoms(use_true_random=False))
def test_the_order_of_persons_is_none_of_the_table(persons: list[Person], random: object) -> None:
    again = list(persons)
    random.shuffle(again)  # type: ignore[attr-defined]
    assert _table(persons).digest == _table(again).digest


@given(PERSONS, st.sampled_from("ABCD"))
def test_without_a_list_is_as_if_it_had_never_been(persons: list[Person], name: str) -> None:
    at = "ABCD".index(name)
    left = [cell for one in persons if any(cell := one[:at] + one[at + 1 :])]
    found = _table(persons).without(name)
    if not left:
        assert found is None
    else:
        assert found is not None
        assert found.counted() == Counter(left)


@given(PERSONS, st.sets(st.sampled_from("ABCD"), min_size=2, max_size=4))
def test_joined_lists_hold_whoever_is_on_any(persons: list[Person], family: set[str]) -> None:
    found = _table(persons).joined([sorted(family)])
    label = " + ".join(name for name in "ABCD" if name in family)
    for name, size in zip(found.lists, found.sizes, strict=True):
        members = family if name == label else {name}
        assert size == sum(any(one["ABCD".index(member)] for member in members) for one in persons)
    assert found.observed == len(persons)


def test_a_joined_cell_is_impossible_where_each_of_its_cells_is() -> None:
    every = [cell for cell in product((0, 1), repeat=3) if cell[2] and (cell[0] or cell[1])]
    table = Table.of("ABC", {(1, 0, 0): 1, (0, 0, 1): 1}, zeros=every)
    assert table.joined(["AB"]).zeros.tolist() == [[1, 1]]
    assert Table.of("ABC", {(1, 0, 0): 1}, zeros=every[:-1]).joined(["AB"]).zeros.tolist() == []


def test_a_cell_stays_impossible_without_a_list_where_it_was_so_with_and_without_it() -> None:
    table = Table.of("ABC", {(1, 0, 0): 1, (0, 1, 0): 2}, zeros=[(1, 1, 0), (1, 1, 1), (0, 1, 1)])
    found = table.without("C")
    assert found is not None
    assert found.zeros.tolist() == [[1, 1]]


def test_what_is_kept_and_in_which_order() -> None:
    table = Table.of("AB", {(1, 1): 3, (0, 1): 0, (1, 0): 2})
    assert table.cells.tolist() == [[1, 0], [1, 1]]
    assert table.counts.tolist() == [2, 3]
    assert table.named("north").stratum == "north"
    assert table.named("north").digest == table.digest
    assert cell_name("AB", (1, 1)) == "A + B"


@pytest.mark.parametrize(
    ("lists", "counted", "zeros", "words"),
    [
        ("", {}, (), "without lists"),
        (["A", "A"], {(1, 0): 1}, (), "two lists named `A`"),
        (["A", " "], {(1, 0): 1}, (), "without a name"),
        ([str(at) for at in range(61)], {}, (), "61 lists"),
        ("AB", {(1,): 1}, (), "no cell of 2 lists"),
        ("AB", {(1, 2): 1}, (), "no cell"),
        ("AB", {(1, 0): -1}, (), "a count of -1 persons"),
        ("AB", {(1, 0): 10**13}, (), "too large"),
        ("AB", {(0, 0): 4, (1, 0): 1}, (), "stand on no list"),
        ("AB", {(1, 1): 4}, [(1, 1)], "declared impossible"),
        ("AB", {(1, 1): 0}, (), "nobody stands on any list"),
    ],
)
def test_what_is_no_table(lists: list[str], counted: dict[Person, int], zeros: list[Person], words: str) -> None:
    with pytest.raises(FormatError, match=words):
        Table.of(lists, counted, zeros=zeros)


def test_a_count_of_nobody_on_no_list_is_no_fault() -> None:
    assert Table.of("AB", {(0, 0): 0, (1, 0): 1}, zeros=[(0, 0)]).observed == 1
