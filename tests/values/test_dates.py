"""Dates: the vectors of docs/formats/dates.md, the library `edtf` as oracle, and properties."""

import pickle
import re
import timeit
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import FormatError
from aigaq.values.dates import Edge, When, format_when, interval, parse_when
from aigaq.values.moments import Mark, Moment, Precision, days_in
from tests.shared import ROOT, shared

PAGE = (ROOT / "docs" / "formats" / "dates.md").read_text(encoding="utf-8")


def _table(title: str) -> list[list[str]]:
    section = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [re.findall(r"\|\s*([^|]*?)\s*(?=\|)", line) for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip("`") for cell in row] for row in rows[2:]]


VECTORS = _table("Vectors")
REFUSED = _table("Refused")


def _bound(text: str) -> datetime | None:
    return None if text == "–" else datetime.fromisoformat(text + "+00:00")


def test_the_page_has_its_tables() -> None:
    assert len(VECTORS) > 30
    assert len(REFUSED) > 30


@pytest.mark.parametrize("text, canonical, precision, earliest, latest", VECTORS)
def test_vectors(text: str, canonical: str, precision: str, earliest: str, latest: str) -> None:
    when = parse_when(text)
    assert format_when(when) == canonical
    assert parse_when(canonical) == when
    assert when.precision.name.lower() == precision
    assert (when.earliest, when.latest) == (_bound(earliest), _bound(latest))


@pytest.mark.parametrize("text, reason", REFUSED)
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        parse_when(text)
    assert caught.value.hint
    assert reason


# --- the library edtf as oracle ------------------------------------------------------------------------------------

YEARS = ["2022", "1900", "2000", "0004", "-0044"]
MASKED = ["201X", "20XX", "00XX"]
MONTHS = ["00", "01", "02", "11", "12", "13", "XX"]
DAYS = ["00", "01", "28", "29", "30", "31", "32", "XX"]
MARKS = ["", "?", "~", "%"]
SEASONS = ["20", "21", "24"]


def _generated() -> list[str]:
    """Every year, month and day once; marks and pairs on some. The library takes 10 ms a text, so not all on all."""
    dates = [*YEARS, *MASKED, *(f"{year}-{month}" for year, month in product(YEARS[:3], [*MONTHS, *SEASONS]))]
    dates += [f"{year}-{month}-{day}" for year, month, day in product(YEARS[:2], MONTHS, DAYS)]
    dates += [f"{year}-02-29" for year in YEARS]
    marked = [text + mark for text, mark in product(["2022", "201X", "2022-03", "1900-12-31", "2022-XX"], MARKS)]
    sides = ["2021", "2022-03~", "2022-05-06?", "2024-02-29"]
    pairs = [f"{first}/{second}" for first, second in product([*sides, "..", ""], repeat=2)]
    return sorted({*dates, *marked, *pairs, "Y17000", "Y-17000", "Y12345678"})


def _exception(text: str) -> str | None:
    """Why we and the library may differ on a text; None where they may not."""
    if text in ("../..", "/..", "../", "/"):
        return "says nothing"
    if re.fullmatch(r"-?\d{4}-2[1-4][?~%]", text):
        return "a season with a mark"
    if re.search(r"-XX-(?!XX)", text):
        return "a day of no month is level 2"
    if re.match(r"(1900|2022|-0044)-02-29", text):
        return "the library counts 29 days in every February"
    start, slash, end = text.partition("/")
    if slash and start[:7] > end[:7] and end not in ("", "..") and start not in ("", ".."):
        return "ends before it begins"
    return None


@cache
def _oracle(text: str) -> Any:
    try:
        return parse_edtf(text)
    except EDTFParseException:
        return None


def _ours(text: str) -> When | None:
    try:
        return parse_when(text)
    except FormatError:
        return None


def test_reads_what_the_library_reads() -> None:
    texts = [text for text in _generated() if _exception(text) is None]
    differing = [text for text in texts if (_ours(text) is None) != (_oracle(text) is None)]
    assert not differing
    assert sum(_ours(text) is not None for text in texts) > 100


def test_bounds_are_those_of_the_library() -> None:
    checked = 0
    for text in _generated():
        if _exception(text) or "/" in text or re.search(r"-2[1-4]", text):
            continue
        when, other = _ours(text), _oracle(text)
        if when is None or other is None:
            continue
        if when.first_day is None or when.last_day is None:
            continue
        assert tuple(other.lower_strict()[:3]) == when.first_day.timetuple()[:3], text
        assert tuple(other.upper_strict()[:3]) == when.last_day.timetuple()[:3], text
        checked += 1
    assert checked > 70


# --- properties ----------------------------------------------------------------------------------------------------


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    year = draw(st.integers(-9999, 9999))
    mark = draw(st.sampled_from(Mark))
    form = draw(st.sampled_from(["year", "masked", "season", "month", "day", "xx", "minute", "long"]))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, days_in(year, month)))
    offset = draw(st.none() | st.integers(-12 * 60, 14 * 60))
    minute = draw(st.integers(0, 24 * 60 - 1))
    hidden = draw(st.sampled_from([1, 2]))
    made = {
        "year": Moment(year, mark=mark),
        "masked": Moment(abs(year) // 10**hidden * 10**hidden, hidden=hidden, mark=mark),
        "season": Moment(year, draw(st.integers(21, 24)), mark=mark),
        "month": Moment(year, month, mark=mark),
        "day": Moment(year, month, day, mark=mark),
        "xx": Moment(year, draw(st.sampled_from([0, month])), 0, mark=mark),
        "minute": Moment(year, month, day, minute, offset),
        "long": Moment(draw(st.integers(10_000, 999_999_999)) * draw(st.sampled_from([1, -1]))),
    }
    return made[form]


@st.composite
def whens(draw: st.DrawFn) -> When:
    start, end = draw(moments()), draw(st.none() | moments() | st.sampled_from(Edge))
    if end is None:
        return When(start)
    try:
        return interval(start, end)
    except FormatError:
        return interval(end, start) if isinstance(end, Moment) else When(start)


@given(whens())
def test_text_round_trip(when: When) -> None:
    assert parse_when(format_when(when)) == when


@given(whens())
def test_pickles(when: When) -> None:
    assert pickle.loads(pickle.dumps(when)) == when


@given(whens())
def test_bounds_are_in_order_and_aware(when: When) -> None:
    if when.earliest is not None and when.latest is not None:
        assert when.earliest <= when.latest
        assert when.earliest.utcoffset() == timedelta(0)
    if when.first_day is not None and when.last_day is not None:
        assert when.first_day <= when.last_day


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.integers(0, 1439), st.integers(-720, 840))
def test_bounds_narrow_as_more_is_known(day: date, minute: int, offset: int) -> None:
    steps = [
        When(Moment(day.year // 100 * 100, hidden=2)),
        When(Moment(day.year // 10 * 10, hidden=1)),
        When(Moment(day.year)),
        When(Moment(day.year, day.month)),
        When(Moment(day.year, day.month, day.day)),
        When(Moment(day.year, day.month, day.day, minute)),
        When(Moment(day.year, day.month, day.day, minute, offset)),
    ]
    for wide, narrow in zip(steps, steps[1:], strict=False):
        assert wide.precision <= narrow.precision
        if wide.earliest is not None and wide.latest is not None:
            assert narrow.earliest is not None and narrow.latest is not None
            assert wide.earliest <= narrow.earliest <= narrow.latest <= wide.latest


@given(st.text(max_size=60) | st.text("0123456789-/.XTYZ+:?~%", max_size=30))
def test_any_text_is_a_date_or_a_format_error(text: str) -> None:
    try:
        when = parse_when(text)
    except FormatError as error:
        assert "\n" not in str(error)
    else:
        assert parse_when(str(when)) == when


# --- examples ------------------------------------------------------------------------------------------------------


def test_flags() -> None:
    assert parse_when("2022-01?").uncertain and not parse_when("2022-01?").approximate
    assert parse_when("2022~/2023").approximate and parse_when("2022%").uncertain
    assert not parse_when("2022-01-05T10:00").zone_known
    assert parse_when("2022-01-05T10:00Z").zone_known


def test_precision_of_an_interval_is_that_of_its_coarser_side() -> None:
    assert parse_when("2021/2022-03-04").precision is Precision.YEAR


def test_offsets_decide_the_order_of_times() -> None:
    assert str(parse_when("2022-01-05T10:00+06:00/2022-01-05T09:30+05:00"))
    with pytest.raises(FormatError):
        parse_when("2022-01-05T10:00+05:00/2022-01-05T10:30+06:00")


def test_a_long_text_is_shown_short() -> None:
    with pytest.raises(FormatError) as caught:
        parse_when("9" * 100_000)
    assert len(str(caught.value)) < 200


@pytest.mark.shared
def test_every_date_of_the_facts_is_read() -> None:
    seen = 0
    for name in ("figures", "events", "claims", "positions", "shutdown"):
        text = shared(f"facts/{name}.csv").read_text(encoding="utf-8")
        for found in re.finditer(r"(?:^|,)((?:\.\./)?\d{4}-\d\d-\d\d(?:T[\d:+Z]+)?~?)(?=,)", text, re.MULTILINE):
            parse_when(found[1])
            seen += 1
    assert seen > 300


def test_a_parse_takes_microseconds() -> None:
    texts = ["2022-01-05", "2022-01", "2022-01-05T16:37+06:00", "../2022-01-09", "2022-01-05~"]
    best = min(timeit.repeat(lambda: [parse_when(text) for text in texts], number=200, repeat=5))
    # The aim is 10 µs; the margin is for a busy machine.
    assert best / 200 / len(texts) < 50e-6
