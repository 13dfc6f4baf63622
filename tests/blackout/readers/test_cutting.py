"""The compiled loops of reading against csv, float, datetime and a plain dict."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from aigaq.blackout.readers.cutting import NAIVE, alike, cells, decimals, iso, wholes

Spans = tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32]]


def spans(texts: list[str]) -> Spans:
    """Texts side by side as bytes, and where each begins and ends."""
    coded = [text.encode() for text in texts]
    ends = np.cumsum([len(one) for one in coded], dtype=np.int32)
    begins = (ends - [len(one) for one in coded]).astype(np.int32)
    return np.frombuffer(b"".join(coded) or b"\0", np.uint8), begins, ends


SIGN = st.sampled_from(["a", "7", "", '"', ",", "\n", "\r", "\r\n", "қ", " "])


@given(st.lists(SIGN, max_size=40).map("".join))
@example('"a,b",c\nd,e')
@example("a,b\r\nc,d\r\n")
def test_cells_are_those_of_csv_or_none(text: str) -> None:
    raw = text.encode()
    begins, ends, rows = cells(np.frombuffer(raw, np.uint8), ord(","), np.array([1, 0], np.int32), 2)
    if rows < 0:
        return
    found = [[raw[begins[c, r] : ends[c, r]].decode() for c in (1, 0)] for r in range(rows)]
    assert found == [row[:2] for row in csv.reader(io.StringIO(text, newline=""))]


@given(st.lists(st.lists(st.text("ab1.- ;", max_size=5), min_size=2, max_size=5), min_size=1), st.booleans())
def test_a_plain_table_is_cut(rows: list[list[str]], last: bool) -> None:
    text = "".join(",".join(row) + "\n" for row in rows)
    raw = (text if last or not rows[-1][-1] else text[:-1]).encode()
    begins, ends, found = cells(np.frombuffer(raw, np.uint8), ord(","), np.array([0, 1], np.int32), 2)
    assert found == len(rows)
    assert [[raw[begins[c, r] : ends[c, r]].decode() for c in (0, 1)] for r in range(found)] == [r[:2] for r in rows]


@given(
    st.decimals(allow_nan=False, allow_infinity=False).map(str)
    | st.from_regex(r"[+-]?\d{0,17}(\.\d{0,24})?", fullmatch=True)
)
@example("0.1")
@example("-0")
@example("9007199254740993")
@example("123456789012345.6")
@example("1_000")
@example("inf")
def test_numbers_are_those_of_float_to_the_bit(text: str) -> None:
    values, odd = decimals(*spans([text]))
    if odd[0]:
        return
    assert (np.isnan(values[0]) and text == "") or np.float64(text).tobytes() == values[0].tobytes()


@pytest.mark.parametrize("text", ["12", "-3.25", "+7", "0.1", ".5", "5.", "9000", "0.0001", ""])
def test_what_people_write_is_plain(text: str) -> None:
    assert not decimals(*spans([text]))[1].any()


@pytest.mark.parametrize("text", ["na", "1e5", "1,5", "1_000", "--1", "1.2.3", ".", "-", " 1", "0x1", "१"])
def test_the_rest_is_odd(text: str) -> None:
    assert decimals(*spans([text]))[1].all()


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2300, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["", "Z", "+06:00", "-0330", "+14:00"]),
    st.sampled_from("T "),
    st.booleans(),
)
def test_times_are_those_of_datetime(moment: datetime, offset: str, sign: str, short: bool) -> None:
    moment = moment.replace(microsecond=0, second=0 if short else moment.second)
    text = moment.strftime(f"{moment.year:04d}-%m-%d{sign}%H:%M" + ("" if short else ":%S")) + offset
    seconds, away, plain = iso(*spans([text]))
    assert plain
    assert int(seconds[0]) == (moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    said = datetime.fromisoformat(text).utcoffset()
    assert int(away[0]) == (NAIVE if said is None else said // timedelta(seconds=1))


@pytest.mark.parametrize(
    "text",
    ["2022-02-29T00:00Z", "2022-13-01T00:00Z", "2022-01-05T24:00Z", "2022-01-05T23:60Z", "2022-01-05", "5.1.2022 10:30",
     "2022-01-05T10:30-00:00", "2022-01-05T10:30+15:00", "2022-01-05T10:30 UTC", "2022-01-05T10:30:00.5Z", "2022-00-10T10:30Z",
     "2100-02-29T00:00Z", "2022-01-05T10:30:0", "2022-04-31 10:30"],
)  # fmt: skip
def test_no_other_time_is_plain(text: str) -> None:
    assert not iso(*spans(["2022-01-05T10:30Z", text]))[2]


def test_the_29th_of_february_is_a_day() -> None:
    seconds, _, plain = iso(*spans(["2024-02-29T00:00Z", "2000-02-29T00:00Z"]))
    assert plain and [datetime.fromtimestamp(int(one), UTC).day for one in seconds] == [29, 29]


@given(st.lists(st.integers(0, 10**19)))
def test_whole_numbers(numbers: list[int]) -> None:
    found, plain = wholes(*spans([str(one) for one in numbers]))
    assert plain == all(one < 10**18 for one in numbers)
    if plain:
        assert found.tolist() == numbers


@given(st.lists(st.tuples(st.text("ab", max_size=3), st.text("ab", max_size=2)), max_size=60))
def test_equal_rows_have_one_code(rows: list[tuple[str, str]]) -> None:
    data, begins, ends = spans([cell for row in rows for cell in row])
    by_cell = begins.reshape(-1, 2).T.copy(), ends.reshape(-1, 2).T.copy()
    codes, firsts = alike(data, *by_cell)
    known = {row: at for at, row in enumerate(dict.fromkeys(rows))}
    assert codes.tolist() == [known[row] for row in rows]
    assert [rows[at] for at in firsts] == list(known)
