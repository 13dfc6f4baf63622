"""Three values from intervals, beside every value of the interval tried one by one."""

from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.character.told import Told, any_of, in_range, multiples, recurs


def tried(holds: list[bool]) -> Told:
    return Told.YES if all(holds) else Told.UNKNOWN if any(holds) else Told.NO


@given(st.integers(-300, 300), st.integers(0, 150), st.integers(0, 20), st.integers(0, 20), st.integers(42, 90))
def test_recurring_stretches_are_as_every_instant_has_them(
    low: int, wide: int, before: int, after: int, every: int
) -> None:
    each = [(one + before) % every <= before + after for one in range(low, low + wide + 1)]
    assert recurs(low, low + wide, every=every, before=before, after=after) == tried(each)


@given(st.integers(-50, 50), st.integers(0, 60), st.integers(-50, 50), st.integers(0, 60))
def test_ranges_are_as_every_value_has_them(low: int, wide: int, least: int, room: int) -> None:
    each = [least <= one <= least + room for one in range(low, low + wide + 1)]
    assert in_range(low, low + wide, at_least=least, at_most=least + room) == tried(each)


def test_open_sides_tell_nothing_of_what_recurs() -> None:
    assert recurs(-inf, 5, every=60, before=1, after=1) == Told.UNKNOWN
    assert recurs(0, inf, every=60, before=1, after=1) == Told.UNKNOWN


def test_a_tolerance_over_the_whole_circle_always_holds() -> None:
    assert recurs(17, 18, every=60, before=30, after=30) == Told.YES


@given(st.lists(st.sampled_from(list(Told))))
def test_any_is_kleenes_or(values: list[Told]) -> None:
    order = {Told.NO: 0, Told.UNKNOWN: 1, Told.YES: 2}
    assert any_of(values) == max(values, key=order.__getitem__, default=Told.NO)


@given(st.integers(-500, 500), st.integers(0, 200), st.integers(0, 10))
def test_multiples_are_all_that_may_be_near(low: int, wide: int, near: int) -> None:
    found = list(multiples(low, low + wide, every=50, near=near))
    tried_ = [k for k in range(-30, 31) if any(abs(one - 50 * k) <= near for one in range(low, low + wide + 1))]
    assert set(tried_) <= set(found)
    assert len(found) <= len(tried_) + 1
