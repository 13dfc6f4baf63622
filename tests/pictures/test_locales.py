from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.pictures import Locale
from tests.pictures.samples import LOCALES

EN, RU, KK = LOCALES["en"], LOCALES["ru"], LOCALES["kk"]


@pytest.mark.parametrize(
    ("locale", "value", "text"),
    [
        (EN, 0, "0"),
        (EN, 20000, "20,000"),
        (RU, 20000, "20\u00a0000"),
        (RU, 2.5, "2,5"),
        (EN, -3, "\u22123"),
        (EN, 1e15, "1\u00a0×\u00a010¹⁵"),
        (RU, 1.25e300, "1,25\u00a0×\u00a010³⁰⁰"),
    ],
)
def test_numbers(locale: Locale, value: float, text: str) -> None:
    assert locale.number(value) == text


def test_days() -> None:
    day = date(2031, 3, 5)
    assert EN.day_words(day) == "5 Mar"
    assert RU.day_words(day, year=True) == "5 марта 2031 г."
    assert RU.month_name(day) == "март"
    assert KK.day_words(day, year=True) == "2031 ж. 5 нау."
    assert KK.month_words(day) == "2031 ж. нау."


def test_spans_are_as_short_as_the_language_allows() -> None:
    first, near, far, next_year = date(2031, 1, 8), date(2031, 1, 19), date(2031, 3, 2), date(2032, 3, 2)
    assert EN.span_words(first, first) == "8 Jan 2031"
    assert EN.span_words(first, near) == "8 to 19 Jan 2031"
    assert EN.span_words(first, far) == "8 Jan to 2 Mar 2031"
    assert EN.span_words(first, next_year) == "8 Jan 2031 – 2 Mar 2032"
    assert KK.span_words(first, far) == "2031 ж. 8 қаң. – 2 нау."
    assert Locale(EN.months).span_words(first, near) == "8 Jan 2031 – 19 Jan 2031"


def test_a_short_list_of_months_and_a_stray_brace_still_print() -> None:
    broken = Locale(("Jan",), day="{day {month} {}")
    assert broken.day_words(date(2031, 3, 5)) == "{day 03 {}"


@given(st.integers(-(10**11), 10**11))
def test_numbers_keep_their_digits(value: int) -> None:
    shown = RU.number(value).replace("\u2212", "-").replace("\u00a0", "")
    assert int(shown) == value
