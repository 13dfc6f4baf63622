"""Bounds of dates and periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.accounts.dates import bounds_of, hours_before, settled, stretch_of

DAYS = st.dates(date(1, 1, 2), date(9999, 12, 30))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2022-01", (date(2022, 1, 1), date(2022, 1, 31))),
        ("2022-01-09/2022-01-12", (date(2022, 1, 9), date(2022, 1, 12))),
        ("../2022-01-12", (None, date(2022, 1, 12))),
        ("2022-01-12/..", (date(2022, 1, 12), None)),
        ("long ago", (None, None)),
        (None, (None, None)),
    ],
)
def test_bounds(text: str | None, bounds: tuple[date | None, date | None]) -> None:
    assert bounds_of(text) == bounds


@pytest.mark.parametrize(
    ("inner", "outer", "lies"),
    [
        ("2022-01-05", "2022-01", True),
        ("2022-01", "2022-01-05", False),
        ("2022-01-05", "2022-01-05/2022-01-06", True),
        ("2022-01-04/2022-01-05", "2022-01-05/2022-01-06", False),
        ("2022-01-05T08:00+06:00/2022-01-05T09:00+06:00", "2022-01-05T01:00Z/2022-01-05T04:00Z", True),
        ("2022-01-05T08:00+06:00/2022-01-05T09:00+06:00", "2022-01-05T08:00Z/2022-01-05T09:00Z", False),
        ("2022-01-05T08:00+06:00/2022-01-05T09:00+06:00", "2022-01-05", True),
    ],
)
def test_a_period_in_another(inner: str, outer: str, lies: bool) -> None:
    one, other = stretch_of(inner), stretch_of(outer)
    assert one is not None
    assert other is not None
    assert one.within(other) is lies


@pytest.mark.parametrize("text", ["2022-01-05/..", "../2022", "no date", ""])
def test_a_period_without_bounds(text: str) -> None:
    assert stretch_of(text) is None


@given(DAYS, st.integers(1, 24))
def test_hours_before_a_day(day: date, hours: int) -> None:
    stretch = stretch_of(hours_before(str(day), hours) or "")
    assert stretch is not None
    assert stretch.days[1] == day
    assert stretch.length.days == 1


def test_hours_before_the_calendar_begins() -> None:
    assert hours_before("0001-01-01", 24) is None
    assert hours_before("2022/..", 24) is None
    assert hours_before("no date", 24) is None


def test_one_form_of_a_period() -> None:
    assert settled("2022-01-05/2022-01-05") == "2022-01-05"
    assert settled("2022-01-05/2022-01-06") == "2022-01-05/2022-01-06"
    assert settled("the second day") == "the second day"
