"""Moments: the calendar against the standard library, seasons, offsets as text."""

import calendar
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.values.moments import Moment, Precision, days_in, offset_text


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_are_as_long_as_the_standard_library_says(year: int, month: int) -> None:
    assert days_in(year, month) == calendar.monthrange(year, month)[1]


@given(st.integers(-9999, 0), st.integers(1, 12))
def test_the_calendar_repeats_every_400_years(year: int, month: int) -> None:
    assert days_in(year, month) == days_in(year + 400 * 30, month)


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.integers(0, 1439), st.integers(-720, 840))
def test_an_instant_is_that_of_the_standard_library(day: date, minute: int, offset: int) -> None:
    moment = Moment(day.year, day.month, day.day, minute, offset)
    zone = timezone(timedelta(minutes=offset))
    expected = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone).astimezone(UTC)
    assert moment.earliest == moment.latest == expected


@given(st.integers(-720, 840))
def test_offset_text_reads_back(offset: int) -> None:
    assert datetime.fromisoformat("2022-01-05T00:00" + offset_text(offset)).utcoffset() == timedelta(minutes=offset)


def test_a_season_holds_both_hemispheres() -> None:
    winter = Moment(2021, 24)
    assert winter.precision is Precision.SEASON
    for month in ((2020, 12), (2021, 7), (2022, 2)):
        day = Moment(*month, 15)
        assert winter.earliest is not None and day.earliest is not None and winter.earliest < day.earliest
        assert winter.latest is not None and day.latest is not None and winter.latest > day.latest


@pytest.mark.parametrize("moment", [Moment(0), Moment(-44, 3, 15), Moment(17_000)])
def test_beyond_the_calendar_there_are_no_bounds(moment: Moment) -> None:
    assert moment.first_day is None and moment.last_day is None
    assert moment.earliest is None and moment.latest is None


def test_the_last_hours_of_the_calendar_have_no_bound() -> None:
    assert Moment(1, 1, 1).earliest is None
    assert Moment(9999, 12, 31).latest is None


def test_local_order_holds_for_any_year() -> None:
    assert Moment(-500).local_first() < Moment(-44, 3, 15).local_first() < Moment(20_000).local_last()
