from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from aigaq.errors import UsageError
from aigaq.toll.loglinear import Identifiability, check, identifiability
from aigaq.toll.loglinear.existence import check_model
from aigaq.toll.loglinear.fitting import fit
from aigaq.toll.loglinear.models import hierarchical, holds, pairs_of, with_pairs
from aigaq.toll.loglinear.shape import Shape
from aigaq.toll.tables.table import Table
from tests.toll.loglinear.tables import ARTIFICIAL, permuted, sparse, table, tables

AB, AC, BC = ("A", "B"), ("A", "C"), ("B", "C")


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ((AB, AC, BC), Identifiability.NOT_IDENTIFIED),
        ((AB,), Identifiability.INFINITE),
        ((AB, AC), Identifiability.INFINITE),
        ((AB, BC), Identifiability.INFINITE),
        ((AC, BC), Identifiability.OK),
        ((AC,), Identifiability.OK),
        ((BC,), Identifiability.OK),
        ((), Identifiability.OK),
    ],
)
def test_the_artificial_table_of_the_paper(pairs: tuple[tuple[str, str], ...], code: Identifiability) -> None:
    # Chan, Silverman and Vincent (2019), table 2 and the text below it.
    assert check(table(ARTIFICIAL), pairs) is code


def test_codes_are_the_numbers_of_the_paper() -> None:
    told = {one.pairs: one.code for one in identifiability(table(ARTIFICIAL))}
    assert told == {
        (): 0,
        (AB, AC, BC): 2,
        (AB,): 1,
        (AC,): 0,
        (BC,): 0,
        (AB, AC): 1,
        (AB, BC): 1,
        (AC, BC): 0,
    }


def test_more_lists_tell_three_models() -> None:
    counted = {(1, 0, 0, 0): 9, (0, 1, 0, 0): 9, (0, 0, 1, 1): 3, (1, 1, 0, 0): 2, (0, 1, 1, 0): 2}
    told = identifiability(table(counted))
    assert [one.pairs for one in told] == [
        (),
        tuple(combinations("ABCD", 2)),
        (("A", "B"), ("B", "C"), ("C", "D")),
    ]


def test_two_lists_and_too_many_tell_nothing() -> None:
    assert identifiability(table({(1, 0): 3, (0, 1): 3, (1, 1): 1})) == ()
    many = table({(1,) * 15: 2, (0,) * 14 + (1,): 1})
    assert identifiability(many) == ()
    with pytest.raises(UsageError, match="15 lists"):
        check(many, [])


@pytest.mark.parametrize("pair", [("A", "Z"), ("A", "A")])
def test_pairs_that_are_none_are_named(pair: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        check(table(ARTIFICIAL), [pair])


@settings(max_examples=60)
@given(st.one_of(sparse(3), sparse(4)), st.data())
def test_newton_converges_exactly_where_the_programme_says_so(one: Table, data: st.DataObject) -> None:
    shape = Shape.of(one)
    model = data.draw(st.sampled_from(hierarchical(shape.lists)))
    code = check_model(shape, one.counts > 0, model)
    assert (fit(shape, one.counts, model) is not None) == (code is Identifiability.OK)


@settings(max_examples=60)
@given(sparse(4), st.sets(st.sampled_from(pairs_of(4))))
def test_the_dual_programme_and_floating_rank_agree(one: Table, pairs: set[int]) -> None:
    shape = Shape.of(one)
    filled = one.counts > 0
    finite, gone = shape.split(filled, with_pairs(4, pairs))
    left = shape.left(gone)
    a = holds(left, finite).astype(float)
    seen = np.isin(left, shape.cells)
    # No estimate if some direction leaves filled cells alone and makes the others only smaller.
    best = linprog(
        a[~seen].sum(axis=0),
        A_ub=a[~seen] if (~seen).any() else None,
        b_ub=np.zeros((~seen).sum()) if (~seen).any() else None,
        A_eq=a[seen],
        b_eq=np.zeros(seen.sum()),
        bounds=(-1, 1),
        method="highs",
    )
    infinite = best.fun is not None and best.fun < -1e-6
    doubtful = np.linalg.matrix_rank(a) < a.shape[1]
    assert check_model(shape, filled, with_pairs(4, pairs)) == infinite + 2 * doubtful


@settings(max_examples=30)
@given(sparse(4), st.sets(st.sampled_from(list(combinations("ABCD", 2)))), st.permutations(range(4)))
def test_the_order_of_lists_does_not_matter(one: Table, pairs: set[tuple[str, str]], order: list[int]) -> None:
    assert check(one, pairs) is check(permuted(one, tuple(order)), pairs)


@given(tables(3, least=1))
def test_full_tables_have_every_estimate(one: Table) -> None:
    assert {told.code for told in identifiability(one)} == {0}


@given(tables(3), st.integers(2, 1000))
def test_only_which_cells_are_filled_matters(one: Table, times: int) -> None:
    more = table({cell: times * count for cell, count in one.counted().items()})
    assert [told.code for told in identifiability(one)] == [told.code for told in identifiability(more)]


def test_a_pair_that_cannot_be_met_is_not_identified() -> None:
    counted = {(1, 0, 0): 60, (0, 1, 0): 40, (0, 0, 1): 30, (1, 1, 0): 20, (1, 0, 1): 10}
    one = table(counted, zeros=((0, 1, 1), (1, 1, 1)))
    assert check(one, [BC]) is Identifiability.NOT_IDENTIFIED
    assert check(one, [AB]) is Identifiability.OK


def test_both_reasons_at_once() -> None:
    # Nobody can be on B and C, so their interaction is in no cell; with AB in, nothing is left for A and C together.
    one = table(ARTIFICIAL, zeros=((0, 1, 1), (1, 1, 1)))
    assert check(one, [AB]) is Identifiability.INFINITE
    assert check(one, [BC]) is Identifiability.NOT_IDENTIFIED
    assert check(one, [AB, BC]) is Identifiability.BOTH
