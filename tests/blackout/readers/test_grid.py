"""Rows to series: nothing filled in, nothing lost without a word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.readers import grid
from aigaq.blackout.readers.grid import Rows, Whose, gridded
from aigaq.blackout.readers.telling import Told, Why
from aigaq.blackout.series import Kind, Series
from tests.blackout.readers.files import NOON, pairs

Row = tuple[int, float | None]


def make(
    rows: list[Row], *, kind: Kind | None = Kind.LEVEL, step: int = 0, native: int = 0
) -> tuple[Series | None, Told]:
    told = Told()
    times = np.array([at for at, _ in rows], np.int64)
    values = np.array([np.nan if value is None else value for _, value in rows])
    whose = Whose(entity="KZ", signal="value", kind=kind, step=step, native_step=native)
    return gridded(Rows(times, values, np.arange(2, 2 + len(rows), dtype=np.uint32)), whose, told), told


def good(rows: list[Row]) -> list[Row]:
    series, _ = make(rows, step=600)
    assert series is not None
    return pairs(series)


BINS = st.dictionaries(st.integers(0, 60), st.none() | st.floats(0, 1e9), min_size=3, max_size=40).filter(
    lambda bins: any(at + 1 in bins for at in bins)
)


@given(BINS, st.sampled_from([60, 300, 3600, 86400]), st.randoms())
def test_rows_in_any_order_make_one_series_with_its_gaps_missing(
    bins: dict[int, float | None], step: int, random: object
) -> None:
    rows: list[Row] = [(NOON + at * step, value) for at, value in bins.items()]
    random.shuffle(rows)  # type: ignore[attr-defined]
    series, told = make(rows, step=step)
    assert series is not None and not told.rejected
    assert np.unique(np.diff(series.times)).tolist() in ([], [step])
    assert pairs(series) == [(at, dict(rows).get(at)) for at in range(min(rows)[0], max(rows)[0] + 1, step)]


@given(BINS, st.data())
def test_rows_told_twice_change_nothing(bins: dict[int, float | None], data: st.DataObject) -> None:
    rows: list[Row] = [(NOON + at * 600, value) for at, value in sorted(bins.items())]
    again = data.draw(st.lists(st.sampled_from(rows), max_size=10))
    assert good([*rows, *again]) == good(rows)


def test_the_step_is_the_most_common_difference() -> None:
    series, told = make([(NOON, 1.5), (NOON + 600, 2), (NOON + 1200, 3), (NOON + 3000, 4)])
    assert series is not None and series.step == 600
    assert pairs(series)[3:5] == [(NOON + 1800, None), (NOON + 2400, None)]
    assert ": bins without a row are left missing (2)" in told.noticed


def test_of_equally_common_steps_the_smallest_is_taken() -> None:
    series, _ = make([(NOON, 1), (NOON + 600, 2), (NOON + 1800, 3)])
    assert series is not None and series.step == 600


def test_a_series_with_most_rows_missing_keeps_its_step() -> None:
    series, told = make([(NOON + 600 * at, 1.0) for at in (0, 2, 5, 7, 10, 13, 17)])
    assert series is not None and series.step == 600 and not told.rejected
    assert any("taken as 600 s" in words for words in told.noticed)


@given(st.lists(st.integers(-20, 20), min_size=8, max_size=40))
def test_a_logger_that_is_never_on_time_is_put_on_its_steps(late: list[int]) -> None:
    series, told = make([(NOON + 600 * at + off, float(at)) for at, off in enumerate(late)])
    assert series is not None and series.step == 600
    found = {value: at for at, value in pairs(series) if value is not None}
    refused = {one.row - 2 for one in told.rejected}
    assert set(range(len(late))) == set(map(int, found)) | refused
    assert all(abs(at - (NOON + 600 * value + late[int(value)])) <= 30 for value, at in found.items())


def test_another_value_of_one_time_spoils_all_of_them() -> None:
    series, told = make([(NOON, 1), (NOON + 60, 2), (NOON + 60, 5), (NOON + 120, 3), (NOON + 60, 2)])
    assert series is not None and pairs(series) == [(NOON, 1), (NOON + 60, None), (NOON + 120, 3)]
    assert [(one.row, one.why) for one in told.rejected] == [(3, Why.DIFFERS), (4, Why.DIFFERS), (6, Why.DIFFERS)]


def test_missing_and_a_value_at_one_time_differ() -> None:
    series, told = make([(NOON, 1), (NOON + 60, None), (NOON + 60, 5), (NOON + 120, 3)])
    assert series is not None and pairs(series)[1] == (NOON + 60, None) and len(told.rejected) == 2


def test_counts_below_nought_are_refused_and_levels_are_not() -> None:
    rows: list[Row] = [(NOON, 4), (NOON + 60, -1), (NOON + 120, 3), (NOON + 180, 0)]
    series, told = make(rows, kind=Kind.COUNT)
    assert series is not None and [value for _, value in pairs(series)] == [4, None, 3, 0]
    assert [(one.row, one.why) for one in told.rejected] == [(3, Why.NEGATIVE)]
    level, _ = make(rows)
    assert level is not None and pairs(level)[1] == (NOON + 60, -1.0)


def test_what_is_not_said_is_guessed_aloud() -> None:
    whole, told = make([(NOON, 4), (NOON + 60, 1)], kind=None)
    broken, _ = make([(NOON, 4), (NOON + 60, 1.5)], kind=None)
    assert whole is not None and broken is not None
    assert (whole.kind, broken.kind) == (Kind.COUNT, Kind.LEVEL)
    assert "--kind" in told.noticed[0]


def test_a_time_between_steps_is_refused_and_a_late_logger_is_not() -> None:
    at = [0, 604, 1200, 1500, 1800, 2400, 3000, 3600]
    series, told = make([(NOON + seconds, float(seconds)) for seconds in at])
    assert series is not None and series.step == 600
    assert pairs(series) == [(NOON + round(one / 600) * 600, one) for one in at if one != 1500]
    assert [(one.row, one.why) for one in told.rejected] == [(5, Why.BETWEEN)]
    assert any("put on it (1)" in words for words in told.noticed)


@pytest.mark.parametrize(
    "times", [[0], [0, 0, 0], [0, 613, 1777, 4211, 7989, 13167, 19207, 27126, 36131, 47333, 59557]]
)
def test_times_without_a_step_are_no_series(times: list[int]) -> None:
    series, told = make([(NOON + at, 1.0) for at in times])
    assert series is None and [one.why for one in told.rejected] == [Why.NO_STEP]


def test_a_span_that_cannot_be_held_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "BINS", 1000)
    series, told = make([(NOON, 1), (NOON + 1, 2), (NOON + 10_000, 3)])
    assert series is None and [one.why for one in told.rejected] == [Why.SPAN]


def test_a_coarse_step_is_said() -> None:
    series, told = make([(NOON, 1), (NOON + 900, 2)], native=300)
    assert series is not None and series.native_step == 300
    assert any("coarser than the source's own of 300 s" in words for words in told.noticed)
