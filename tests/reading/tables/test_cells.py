"""One cell: numbers with their words, dates in any form, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.reading.tables import cells
from aigaq.reading.tables.cells import Unreadable
from aigaq.values.dates import parse_when


@pytest.mark.parametrize(
    ("text", "language", "low", "high", "qualifier", "words"),
    [
        ("225", "en", 225, 225, "exact", None),
        ("1 234", "ru", 1234, 1234, "exact", None),
        ("1,234", "en", 1234, 1234, "exact", None),
        ("225.0", "en", 225, 225, "exact", None),
        ("1.5", "en", 1.5, 1.5, "exact", None),
        ("٢٢٥", "en", 225, 225, "exact", None),
        ("около 30", "ru", 30, 30, "about", "около 30"),
        ("около 30", "en", 30, 30, "about", "около 30"),
        ("не менее 12 человек", "ru", 12, None, "at_least", "не менее 12 человек"),
        ("20 мыңнан астам", "kk", 20000, None, "more_than", "20 мыңнан астам"),
        ("2,5 млн", "ru", 2_500_000, 2_500_000, "exact", "2,5 млн"),
        ("20–25", "en", 20, 25, "range", "20–25"),
        ("fewer than 50", "en", None, 50, "up_to", "fewer than 50"),
        ("двадцать пять", "ru", 25, 25, "exact", "двадцать пять"),
        (">30", "en", 30, None, "more_than", ">30"),
        ("100+", "en", 100, None, "at_least", "100+"),
    ],
)
def test_numbers(text: str, language: str, low: float, high: float, qualifier: str, words: str | None) -> None:
    assert cells.amount(text, language) == cells.Amount(low, high, qualifier, words)


@pytest.mark.parametrize(
    "text",
    ["1,2,3", "1, 2 and 3", "12 (two children)", "-5", "1/2", "many of them", "2022-01-05", "5 dead, 6 hurt", "A12"],
)
def test_no_number(text: str) -> None:
    with pytest.raises(Unreadable):
        cells.amount(text, "en")


def test_one_number() -> None:
    assert cells.number("30", "en") == 30
    with pytest.raises(Unreadable):
        cells.number("20-25", "en")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022-01-05", "2022-01-05"),
        ("2022-01", "2022-01"),
        ("2022-01-04/2022-01-06", "2022-01-04/2022-01-06"),
        ("2022-01-05 16:37", "2022-01-05T16:37"),
        ("2022-01-05T16:37:20+06:00", "2022-01-05T16:37+06:00"),
        ("05.01.22", "2022-01-05"),
        ("5.1.2022", "2022-01-05"),
        ("05.01.1986 г.", "1986-01-05"),
        ("05.01.86", "1986-01-05"),
        ("05.01.2022 16:37", "2022-01-05T16:37"),
        ("2022.01.05", "2022-01-05"),
        ("2022/1/5", "2022-01-05"),
        ("25/01/2022", "2022-01-25"),
        ("01/25/22", "2022-01-25"),
        ("5/5/2022", "2022-05-05"),
        ("5 января 2022", "2022-01-05"),
        ("Jan 5, 2022", "2022-01-05"),
        ("2022 жылғы 5 қаңтар", "2022-01-05"),
        ("январь 2022", "2022-01"),
        ("٢٠٢٢-٠١-٠٥", "2022-01-05"),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert cells.when(text, "ru") == date


def test_dates_whose_order_is_said() -> None:
    assert cells.when("05/01/22", "en", order="dmy") == "2022-01-05"
    assert cells.when("05/01/22", "en", order="mdy") == "2022-05-01"
    assert cells.when("22-01-05", "en", order="ymd") == "2022-01-05"
    with pytest.raises(Unreadable, match="two dates fit"):
        cells.when("05/01/22", "en")


def test_day_numbers() -> None:
    assert cells.when("44566", "en", serials=1900) == "2022-01-05"
    assert cells.when("43104", "en", serials=1904) == "2022-01-05"
    assert cells.when("44566.5", "en", serials=1900) == "2022-01-05T12:00"
    assert cells.when("44566.99999", "en", serials=1900) == "2022-01-06T00:00"
    with pytest.raises(Unreadable):
        cells.when("44566", "en")
    assert cells.day_number("44566", 1900)
    assert not cells.day_number("44566", 0)


@pytest.mark.parametrize(
    "text", ["31.02.22", "2022-02-31", "00.01.2022", "5", "soon", "5 January or so 2022 maybe", "1.2.3.4"]
)
def test_no_date(text: str) -> None:
    with pytest.raises(Unreadable):
        cells.when(text, "en")


@pytest.mark.parametrize(
    ("text", "time"),
    [("16:37", "16:37"), ("9.05", "09:05"), ("4:37 pm", "16:37"), ("12:00 AM", "00:00"), ("16:37:20", "16:37")],
)
def test_clocks(text: str, time: str) -> None:
    assert cells.clock(text) == time


@pytest.mark.parametrize(
    ("text", "offset"), [("+06:00", "+06:00"), ("UTC+6", "+06:00"), ("-3", "-03:00"), ("Z", "Z"), ("+0545", "+05:45")]
)
def test_offsets(text: str, offset: str) -> None:
    assert cells.utc_offset(text) == offset


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (cells.clock, "25:00"),
        (cells.clock, "13:00 pm"),
        (cells.utc_offset, "+25"),
        (cells.utc_offset, "Almaty"),
        (lambda text: cells.degrees(text, 90), "91"),
        (lambda text: cells.degrees(text, 90), "nan"),
        (cells.yes, "perhaps"),
    ],
)
def test_refused(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(Unreadable):
        read(text)


def test_small_ones() -> None:
    assert (cells.yes("Иә"), cells.yes("нет"), cells.yes("X")) == (True, False, True)
    assert (cells.degrees("43,24", 90), cells.degrees("−3.5", 90)) == (43.24, -3.5)
    assert all(map(cells.empty, ("", "  ", "-", "n/a", "Нет данных", "белгісіз")))
    assert not cells.empty("0")
    assert list(cells.split("a; b;;c+d", ";")) == ["a", "b", "c+d"]
    assert list(cells.split("a;b", "")) == ["a;b"]


PIECES = st.sampled_from(
    list("0123456789.,/-: ;")
    + ["около ", "at least ", "млн", "января", "2022", "T", "Z", "+", "٣", "½", "\u00a0", "г."]
)
HOSTILE = st.lists(PIECES, max_size=10).map("".join) | st.text(max_size=20)


@given(
    HOSTILE,
    st.sampled_from(["en", "ru", "kk", "fr"]),
    st.sampled_from([None, "dmy", "mdy", "ymd"]),
    st.sampled_from([0, 1900, 1904]),
)
def test_a_date_is_a_date_or_is_refused(text: str, language: str, order: str | None, serials: int) -> None:
    try:
        read = cells.when(text, language, order=order, serials=serials)
    except Unreadable as why:
        assert str(why)
    else:
        assert str(parse_when(read)) == read


@given(HOSTILE, st.sampled_from(["en", "ru", "kk", "fr"]))
def test_a_number_is_a_number_or_is_refused(text: str, language: str) -> None:
    try:
        read = cells.amount(text, language)
    except Unreadable as why:
        assert str(why)
    else:
        assert read.low is not None or read.high is not None


@given(st.text(max_size=12))
def test_other_cells_never_end_in_a_traceback(text: str) -> None:
    for read in (cells.clock, cells.utc_offset, cells.yes, lambda one: cells.degrees(one, 90)):
        try:
            read(text)
        except Unreadable as why:
            assert str(why)


@given(st.integers(0, 10**12))
def test_plain_numbers_are_themselves(number: int) -> None:
    assert cells.amount(str(number), "en").low == number
    assert cells.amount(f"{number:,}", "en").low == number
