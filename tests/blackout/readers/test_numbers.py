"""Cells and JSON values to numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.readers.numbers import cells_to_values, json_to_values, number_of
from aigaq.blackout.readers.telling import Told, Why


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.none(), max_size=20))
def test_numbers_come_back_exactly(numbers: list[float | None]) -> None:
    told = Told()
    cells, good = cells_to_values(["" if one is None else repr(one) for one in numbers], range(len(numbers)), told)
    listed = json_to_values(numbers, told)
    expected = np.array([np.nan if one is None else one for one in numbers], dtype=np.float64)
    assert (
        good.all()
        and np.array_equal(cells, expected, equal_nan=True)
        and np.array_equal(listed, expected, equal_nan=True)
    )


@given(st.lists(st.text(max_size=6), max_size=10))
def test_a_cell_is_a_finite_number_missing_or_refused(texts: list[str]) -> None:
    told = Told()
    values, good = cells_to_values(texts, range(2, 2 + len(texts)), told)
    assert [one.row - 2 for one in told.rejected] == np.flatnonzero(~good).tolist()
    assert not np.isinf(values).any()


@pytest.mark.parametrize("text", ["1_000", "inf", "-Infinity", "1e999", "0x10", "1,5", "١٢x", "--"])
def test_what_python_or_nobody_takes_for_a_number(text: str) -> None:
    told = Told()
    values, good = cells_to_values(["7", text], [4, 5], told)
    assert good.tolist() == [True, False] and values[0] == 7
    assert [(one.row, one.why) for one in told.rejected] == [(5, Why.NOT_A_NUMBER)]


@pytest.mark.parametrize("one", [True, False, None, [], {}, "x", math.inf, math.nan, 10**400])
def test_no_numbers(one: object) -> None:
    assert number_of(one) is None
