"""Dates in sentences: where they stand, and what day that is from a reference day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.values.moments import Precision
from aigaq.values.textdates import find_dates, resolve

# A Wednesday.
PUBLISHED = "2021-06-16"

ROWS = [
    ("en", "The pit closed on 4 May.", "4 May", "2021-05-04"),
    ("en", "The pit closed on May 4th, 2019.", "May 4th, 2019", "2019-05-04"),
    ("en", "the 3rd of December", "the 3rd of December", "2020-12-03"),
    ("en", "It opens on 9 July.", "9 July", "2021-07-09"),
    ("en", "Aug. 2", "Aug. 2", "2021-08-02"),
    ("en", "filed 2019-03-07 late", "2019-03-07", "2019-03-07"),
    ("en", "on Saturday", "Saturday", "2021-06-12"),
    ("en", "on Wednesday", "Wednesday", "2021-06-16"),
    ("en", "last Wednesday", "last Wednesday", "2021-06-09"),
    ("en", "next Monday", "next Monday", "2021-06-21"),
    ("en", "Sunday, 6 June, at 4.15 p.m.", "Sunday, 6 June, at 4.15 p.m.", "2021-06-06T16:15"),
    ("en", "at 10:30 on 5 June", "10:30 on 5 June", "2021-06-05T10:30"),
    ("en", "5 June 2021, 12:05 GMT", "5 June 2021, 12:05 GMT", "2021-06-05T12:05Z"),
    ("en", "12 am on 5 June", "12 am on 5 June", "2021-06-05T00:00"),
    ("en", "in the evening of 5 June", "evening of 5 June", "2021-06-05T17:00/2021-06-05T23:59"),
    ("en", "on Tuesday morning", "Tuesday morning", "2021-06-15T05:00/2021-06-15T11:59"),
    ("en", "last night", "last night", "2021-06-15T18:00/2021-06-16T06:59"),
    ("en", "yesterday", "yesterday", "2021-06-15"),
    ("en", "last week", "last week", "2021-06-07/2021-06-13"),
    ("en", "last month", "last month", "2021-05"),
    ("en", "three days ago", "three days ago", "2021-06-13"),
    ("en", "two weeks ago", "two weeks ago", "2021-05-31/2021-06-06"),
    ("en", "between 4 and 7 June", "4 and 7 June", "2021-06-04/2021-06-07"),
    ("en", "June 4-7, 2018", "June 4-7, 2018", "2018-06-04/2018-06-07"),
    ("en", "from 30 December 2020 to 2 January 2021", "30 December 2020 to 2 January 2021", "2020-12-30/2021-01-02"),
    ("en", "from 30 December to 2 January 2021", "30 December to 2 January 2021", "2020-12-30/2021-01-02"),
    ("en", "in March 2020 they met", "March 2020", "2020-03"),
    ("en", "since February", "February", "2021-02"),
    ("en", "late April", "late April", "2021-04-20/2021-04-30"),
    ("en", "early 2019", "early 2019", "2019-01/2019-04"),
    ("en", "in the summer of 2018", "summer of 2018", "2018-22"),
    ("en", "in 2017", "2017", "2017"),
    ("en", "the 1980s", "the 1980s", "198X"),
    ("en", "on 25/12/2020", "25/12/2020", "2020-12-25"),
    ("en", "on 29 February", "29 February", "2020-02-29"),
    ("ru", "вечером 5 июня", "вечером 5 июня", "2021-06-05T17:00/2021-06-05T23:59"),
    ("ru", "в ночь на 6 июня", "ночь на 6 июня", "2021-06-05T18:00/2021-06-06T06:59"),
    ("ru", "с 4 по 7 июня 2019 года", "4 по 7 июня 2019 года", "2019-06-04/2019-06-07"),
    ("ru", "в субботу", "субботу", "2021-06-12"),
    ("ru", "на прошлой неделе", "на прошлой неделе", "2021-06-07/2021-06-13"),
    ("ru", "05.06.2021 г.", "05.06.2021 г.", "2021-06-05"),
    ("ru", "5 июня в 16:37 мск", "5 июня в 16:37 мск", "2021-06-05T16:37+03:00"),
    ("ru", "в 2017 году", "2017 году", "2017"),
    ("kk", "2019 жылғы 5 маусымда", "2019 жылғы 5 маусымда", "2019-06-05"),
    ("kk", "5 мамыр күні кешке", "5 мамыр күні кешке", "2021-05-05T17:00/2021-05-05T23:59"),
    ("kk", "мамырдың 5-інде", "мамырдың 5-інде", "2021-05-05"),
    ("kk", "сенбіде", "сенбіде", "2021-06-12"),
    ("kk", "кеше", "кеше", "2021-06-15"),
    ("kk", "2017 жылы", "2017 жылы", "2017"),
]


@pytest.mark.parametrize("language, text, words, expected", ROWS)
def test_sentences(language: str, text: str, words: str, expected: str) -> None:
    (mention,) = find_dates(text, language)
    assert mention.text == words
    assert str(resolve(mention, PUBLISHED)) == expected


@pytest.mark.parametrize(
    "text, precision",
    [
        ("at 10:30", Precision.MINUTE),
        ("on Friday", Precision.DAY),
        ("in October", Precision.MONTH),
        ("in 2017", Precision.YEAR),
        ("winter 2017", Precision.SEASON),
        ("the 1970s", Precision.DECADE),
    ],
)
def test_precision(text: str, precision: Precision) -> None:
    assert find_dates(text, "en")[0].precision is precision


@pytest.mark.parametrize(
    "text", ["yesterday", "on Saturday", "4 May", "late April", "in March", "last week", "at 10:30"]
)
def test_nothing_is_resolved_without_a_day_to_count_from(text: str) -> None:
    assert resolve(find_dates(text, "en")[0]) is None


@pytest.mark.parametrize("text", ["yesterday", "on Saturday", "last week"])
def test_a_month_is_no_day_to_count_from(text: str) -> None:
    assert resolve(find_dates(text, "en")[0], "2021-06") is None


@pytest.mark.parametrize("text", ["31 April 2020", "2021-02-30", "30.02.2020", "5/6/2021", "at 10:30"])
def test_what_names_no_one_day_is_read_and_not_resolved(text: str) -> None:
    (mention,) = find_dates(text, "en")
    assert resolve(mention, PUBLISHED) is None


@pytest.mark.parametrize(
    "text",
    [
        "They may march, and he may not.",
        "of 2019 people",
        "attended by 2000 people",
        "a ratio of 3:1",
        "1,950 goats",
        "the mayor of Marchwood",
        "Augustine, Juno, Decca and Mona",
        "version 10.30",
        "a weekday, a month and a year",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, "en") == []


def test_a_language_without_words_is_a_format_error() -> None:
    with pytest.raises(FormatError):
        find_dates("x", "tlh")


PIECES = ["5", "31", "May", "January", " ", " ", ",", "-", "–", "2019", "2021-06-05", "T10:30", "on", "of", "the", "last",
          "Friday", "night", "evening", "at", "10:30", "p.m.", "to", "between", "and", "ago", "week", "yesterday", "late",
          "in", "\n", "(", ")", "мая", "года", "қаңтар", "-інде", "İ", "ſ", "٥", "05.06.2021", "1990s"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(["en", "ru", "kk"]))
def test_spans_are_slices_in_order_and_resolving_never_fails(text: str, language: str) -> None:
    done = 0
    for mention in find_dates(text, language):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.start >= done
        done = mention.end
        for published in (None, "0001-01-01", "2021-06-16", "9999-12-31", "2021", "-0044-03-15"):
            when = resolve(mention, published)
            if when is not None and when.earliest is not None and when.latest is not None:
                assert when.earliest <= when.latest


@given(st.text(max_size=80), st.sampled_from(["en", "ru", "kk"]))
def test_any_text(text: str, language: str) -> None:
    for mention in find_dates(text, language):
        assert mention.text == text[mention.start : mention.end]


@given(st.dates().map(str))
def test_a_written_date_is_that_day(day: str) -> None:
    (mention,) = find_dates(f"seen {day} there", "en")
    assert str(resolve(mention)) == day
