"""Chao's bound with lists of unequal reach: the authors' figures, tables whose truth is known, and likelihoods without top."""

from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aigaq.toll.chao import unseen_by_list
from aigaq.toll.tables.table import Table
from tests.toll.published import published


def expected(*kinds: tuple[float, tuple[float, ...]]) -> Table:
    """Kinds of persons, how many there are and their odds on each list; counts are the expected ones."""
    lists = len(kinds[0][1])
    counted = {}
    for cell in product((0, 1), repeat=lists):
        total = 0.0
        for number, odds in kinds:
            for bit, one in zip(cell, odds, strict=True):
                number *= one / (1 + one) if bit else 1 / (1 + one)
            total += number
        if any(cell):
            counted[cell] = round(total)
    return Table.of([str(one + 1) for one in range(lists)], counted)


def unseen(table: Table) -> float:
    found = unseen_by_list(table)
    assert found is not None
    return found[0]


def test_kosovo_as_the_package_of_the_authors_prints_it() -> None:
    """Rcapture 1.4-4, `closedp`, model Mth Chao (LB)."""
    table = published("lcmcr_kosovo")
    assert table.observed + unseen(table) == pytest.approx(8_591.2, abs=0.05)


@given(odds=st.lists(st.floats(0.05, 1.5), min_size=3, max_size=5))
@settings(max_examples=40, deadline=None)
def test_of_independent_lists_it_is_the_truth(odds: list[float]) -> None:
    whole = 10_000_000
    table = expected((whole, tuple(odds)))
    assert table.observed + unseen(table) == pytest.approx(whole, rel=2e-3)


@given(
    lists=st.lists(st.floats(0.1, 1.0), min_size=3, max_size=5),
    ease=st.lists(st.floats(0.05, 3.0), min_size=2, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_however_unequal_persons_and_lists_are_it_is_not_above_the_truth(lists: list[float], ease: list[float]) -> None:
    each = 10_000_000
    table = expected(*((each, tuple(one * ease_of for one in lists)) for ease_of in ease))
    assert table.observed <= table.observed + unseen(table) <= each * len(ease) * 1.002


def best_of_all(table: Table) -> float:
    """γ of the greatest likelihood with θ ≥ 0, by fitting every set of θ and keeping those without a negative one."""
    lists = len(table.lists)
    cells = np.array([cell for cell in product((0, 1), repeat=lists) if any(cell)], np.float64)
    counts = np.array([table.counted().get(tuple(map(int, cell)), 0) for cell in cells], np.float64)
    sizes = cells.sum(axis=1)
    best = (-np.inf, 0.0)
    for chosen in product((False, True), repeat=lists - 2):
        bends = [np.maximum(sizes - rank + 1, 0) for rank, taken in enumerate(chosen, start=3) if taken]
        design = np.column_stack([np.ones(len(cells)), cells, *bends])
        at = np.linalg.lstsq(design, np.log(counts + 0.5), rcond=None)[0]
        for _ in range(60):
            means = np.exp(design @ at)
            at = at + np.linalg.solve(design.T @ (design * means[:, None]), design.T @ (counts - means))
        if (at[lists + 1 :] >= -1e-9).all():
            best = max(best, (float(counts @ (design @ at) - np.exp(design @ at).sum()), float(at[0])))
    return best[1]


@given(st.lists(st.integers(5, 300), min_size=15, max_size=15))
@example([100, 100, 20, 100, 20, 20, 1, 100, 20, 20, 1, 20, 1, 1, 20])  # θ₃ is let in first, and put out for θ₄
@settings(max_examples=60, deadline=None)
def test_it_finds_the_top_of_the_likelihood_with_bends_that_are_not_negative(counts: list[int]) -> None:
    table = Table.of("abcd", dict(zip([cell for cell in product((0, 1), repeat=4) if any(cell)], counts, strict=True)))
    assert log(unseen(table)) == pytest.approx(best_of_all(table), abs=1e-5)


def test_its_variance_grows_as_the_counts() -> None:
    """Ten times the persons: √10 times the standard error, to first order."""
    table = published("lcmcr_kosovo")
    more = Table.of(table.lists, {cell: 10 * count for cell, count in table.counted().items()})
    one, ten = unseen_by_list(table), unseen_by_list(more)
    assert one is not None
    assert ten is not None
    assert ten[0] == pytest.approx(10 * one[0], rel=1e-6)
    assert ten[1] == pytest.approx(10 * one[1], rel=1e-6)


def test_impossible_cells_tell_nothing() -> None:
    """Two of four lists cannot share anybody; told so, the truth comes out, untold it does not."""
    table = expected((1_000_000, (0.3, 0.5, 0.2, 0.4)))
    barred = [cell for cell in product((0, 1), repeat=4) if cell[0] and cell[1]]
    counted = {cell: count for cell, count in table.counted().items() if cell not in barred}
    told = Table.of(table.lists, counted, zeros=barred)
    truth = 1_000_000 - table.observed
    assert unseen(told) == pytest.approx(truth, rel=2e-3)
    assert unseen(Table.of(table.lists, counted)) > 1.05 * truth


def test_of_many_lists_it_takes_the_cells_of_one_and_two() -> None:
    odds = tuple(0.02 * (1 + one % 3) for one in range(12))
    table = expected((10_000_000, odds))
    assert table.observed + unseen(table) == pytest.approx(10_000_000, rel=5e-3)


@pytest.mark.parametrize(
    "counted",
    [
        {(1, 0, 0): 5, (0, 1, 0): 4, (0, 0, 1): 3},  # nobody twice
        {(1, 1, 0): 5, (0, 1, 1): 3},  # nobody once
    ],
)
def test_where_the_likelihood_has_no_top_there_is_no_bound(counted: dict[tuple[int, ...], int]) -> None:
    assert unseen_by_list(Table.of("abc", counted)) is None
