"""Outcomes and summaries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.toll.family import BOUND_STANDS, UNBOUNDED, Code, Finding, Outcome, bound_stands, gravest, summarise


@given(st.lists(st.sampled_from(Outcome)))
def test_the_gravest_decides(outcomes: list[Outcome]) -> None:
    found = gravest(Finding(Code.UNKNOWN, one) for one in outcomes)
    assert all(found.gravity >= one.gravity for one in outcomes)
    assert found in outcomes or (found is Outcome.REPORTED and not outcomes)


def test_the_order_of_gravity() -> None:
    assert [one.value for one in sorted(Outcome, key=lambda one: one.gravity)] == [
        "reported",
        "with_warnings",
        "refused",
    ]


@given(st.sets(st.sampled_from(Code)))
def test_a_bound_stands_only_after_want_of_lists(codes: set[Code]) -> None:
    stands = bound_stands(one.value for one in codes)
    assert stands == any(
        codes - {Code.NO_FAMILY} == wanting for wanting in ({"few_lists"}, {"not_connected"}, BOUND_STANDS)
    )


def test_a_summary_is_of_draws_that_occur() -> None:
    found = summarise(np.arange(1, 1001).reshape(4, 250))
    assert (found.mean, found.median) == (500.5, 500.0)
    assert found.interval_80 == (100.0, 900.0)
    assert found.interval_95 == (25.0, 975.0)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=50))
def test_intervals_hold_one_another(drawn: list[int]) -> None:
    found = summarise(np.array([drawn]))
    low, high = found.interval_95
    assert high is not None
    assert found.interval_80[1] is not None
    assert low <= found.interval_80[0] <= found.median <= found.interval_80[1] <= high
    assert {low, high, found.median} <= set(map(float, drawn))
    assert found.mean == pytest.approx(np.mean(drawn))


def test_draws_without_an_end_have_no_mean_and_may_have_no_upper_end() -> None:
    drawn = np.concatenate([np.full(95, 100), np.full(5, UNBOUNDED)])
    found = summarise(drawn - 40)
    assert (found.mean, found.median) == (None, 60.0)
    assert found.interval_80 == (60.0, 60.0)
    assert found.interval_95 == (60.0, None)
