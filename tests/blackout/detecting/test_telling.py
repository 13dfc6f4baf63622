"""Gaps, parts and states as they are told."""

from __future__ import annotations

import numpy as np

from aigaq.blackout.detecting.telling import gaps_of
from aigaq.blackout.made import MONDAY
from aigaq.blackout.series import Kind, Series

STEP = 600


def _gaps(times: list[int], values: list[float]) -> list[tuple[int, int]]:
    one = Series(entity="x", signal="y", times=MONDAY + STEP * np.array(times), values=np.array(values), step=STEP, kind=Kind.COUNT)  # fmt: skip
    return [((gap.start - MONDAY) // STEP, (gap.end - MONDAY) // STEP) for gap in gaps_of(one)]


def test_rows_left_out_and_rows_left_empty_are_the_same_gap() -> None:
    nan = float("nan")
    assert _gaps([0, 1, 5, 6], [1, 1, 1, 1]) == [(2, 5)]
    assert _gaps([0, 1, 2, 3, 4, 5, 6], [1, 1, nan, nan, nan, 1, 1]) == [(2, 5)]
    assert _gaps([0, 1, 3, 5, 6], [1, 1, nan, 1, 1]) == [(2, 5)]


def test_gaps_at_the_ends_and_of_everything() -> None:
    nan = float("nan")
    assert _gaps([0, 1, 2, 3], [nan, 1, 1, nan]) == [(0, 1), (3, 4)]
    assert _gaps([0, 1, 2], [nan, nan, nan]) == [(0, 3)]
    assert _gaps([0, 1, 2], [1, 1, 1]) == []
