from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures.times import Extent, extent, ticks
from tests.pictures.samples import LOCALES
from tests.pictures.strategies import DATES

EN = LOCALES["en"]
DAY = date(2031, 1, 5).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2031-01-05", DAY, DAY + 1),
        ("2031-01", date(2031, 1, 1).toordinal(), date(2031, 2, 1).toordinal()),
        ("2031-01-05T12:00", DAY + 0.5, DAY + 0.5),
        ("2031-01-05T12:00+06:00", DAY + 0.5, DAY + 0.5),
        ("2031-01-05/2031-01-06", DAY, DAY + 2),
        ("../2031-01-05", None, DAY + 1),
        ("2031-01-05/..", DAY, None),
    ],
)
def test_extent(text: str, first: float | None, last: float | None) -> None:
    assert extent(text) == Extent(first, last)


def test_a_clock_of_the_drawing_moves_only_times_with_an_offset() -> None:
    moved = extent("2031-01-05T12:00Z", offset=360)
    assert moved is not None
    assert moved.first == pytest.approx(DAY + 0.75)
    assert extent("2031-01-05T12:00", offset=360) == Extent(DAY + 0.5, DAY + 0.5)
    assert extent("2031-01-05", offset=360) == Extent(DAY, DAY + 1)


@pytest.mark.parametrize("text", ["", "..", "yesterday", "2031-02-30", "Y12345", "-0044"])
def test_what_has_no_place_on_an_axis(text: str) -> None:
    assert extent(text) is None


@given(st.sampled_from(DATES), st.sampled_from([None, 0, 360, -720]))
def test_extents_run_forward(text: str, offset: int | None) -> None:
    found = extent(text, offset=offset)
    if found is not None and found.first is not None and found.last is not None:
        assert found.first <= found.last


@given(st.integers(1, 3_000_000), st.integers(1, 900_000), st.integers(2, 30))
def test_ticks_lie_inside_in_order_and_are_few(first: int, length: int, most: int) -> None:
    last = min(first + length, date.max.toordinal() + 1)
    if last <= first:
        return
    found = ticks(first, last, most=most, locale=EN)
    positions = [tick.at for tick in found]
    assert positions == sorted(set(positions))
    assert all(first <= at <= last for at in positions)
    assert len(found) <= most * 1.5 + 2


def test_ticks_say_month_and_year_once() -> None:
    days = ticks(date(2031, 1, 29).toordinal(), date(2031, 2, 3).toordinal(), most=9, locale=EN)
    assert [tick.label for tick in days] == ["29 Jan", "30", "31", "1 Feb", "2"]
    months = ticks(date(2031, 11, 1).toordinal(), date(2032, 3, 1).toordinal(), most=6, locale=EN)
    assert [tick.label for tick in months] == ["Nov 2031", "Dec", "2032", "Feb", "Mar"]
