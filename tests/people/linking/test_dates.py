"""Dates as digits, and how near two are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.people.linking.dates import Days, day_text


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1984-03-05", "19840305"),
        ("1984-03", "198403"),
        ("1984", "1984"),
        ("19840305", "19840305"),
        ("05.03.1984", "19840305"),
        ("5/3/1984", "19840305"),
        ("1984-03-05T10:00", "19840305"),
        ("1859-88-02", "18598802"),
        ("about 1984", None),
        ("5 March 1984", None),
        ("", None),
    ],
)
def test_digits_of_a_date(text: str, digits: str | None) -> None:
    assert day_text(text) == digits


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("19840305", "19840305", 4),
        ("19840305", "19840306", 3),  # one digit
        ("19840305", "19840503", 3),  # day and month turned
        ("19840312", "19840321", 3),  # two digits swapped
        ("19840305", "19940305", 3),
        ("198403", "19840305", 3),  # equal as far as both say
        ("198403", "198403", 4),
        ("1984", "1984", 2),  # a year alone is never more
        ("1984", "19840305", 2),
        ("19840305", "19841128", 2),
        ("19840305", "17910305", 2),
        ("19840305", "19851128", 1),
        ("1984", "1985", 1),
        ("19840305", "19911128", 0),
    ],
)
def test_levels(one: str, other: str, level: int) -> None:
    days = Days([one, other])
    same = one == other
    first, second = np.array([0], np.int32), np.array([0 if same else 1], np.int32)
    assert days.levels(first, second).tolist() == [level]
    assert days.levels(second, first).tolist() == [level]


@given(st.lists(st.dates().map(lambda day: day.strftime("%Y%m%d").rjust(8, "0")), min_size=2, max_size=8, unique=True))
def test_chances_sum_to_one_and_equal_is_exact(values: list[str]) -> None:
    share = np.full(len(values), 1 / len(values))
    chances = Days(values).chances(share)
    assert abs(chances[:4].sum() - (1 - 1 / len(values))) < 0.02
    assert np.isclose(chances[4], 1 / len(values))
