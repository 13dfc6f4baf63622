"""Times as files write them, against zoneinfo, datetime and instants looked up by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.readers.clock import FIRST, LAST, Clock, day_bound, to_utc
from aigaq.blackout.readers.telling import Told, Why
from aigaq.errors import FormatError

ZONES = ["Asia/Almaty", "Asia/Tehran", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"]
INSTANTS = st.integers(1_000_000_000, 1_900_000_000)


def read(texts: list[str], zone: str | None = None) -> tuple[list[int | None], Told]:
    told = Told()
    times, good = Clock(told, zone).read(texts, range(2, 2 + len(texts)))
    return [int(at) if one else None for at, one in zip(times, good, strict=True)], told


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2022-01-05T10:30:00Z", 1641378600),
        ("2022-01-05T10:30Z", 1641378600),
        ("2022-01-05 16:30+06:00", 1641378600),
        ("2022-01-05T15:30:00+0500", 1641378600),
        ("2022-01-05T05:00:00-05:30", 1641378600),
        ("1641378600", 1641378600),
        ("1641378600.25", 1641378600),
        ("1641378600000", 1641378600),
        ("1641378600000000", 1641378600),
    ],
)
def test_one_instant_in_all_its_spellings(text: str, instant: int) -> None:
    assert read([text])[0] == [instant]
    assert read(["2022-01-05T00:00:00Z", text, "1641378600"])[0][1] == instant  # in a block of mixed shapes


@given(st.lists(INSTANTS, min_size=1, max_size=20), st.sampled_from(ZONES), st.booleans())
def test_what_an_offset_says_comes_back(instants: list[int], zone: str, spaced: bool) -> None:
    texts = [datetime.fromtimestamp(at, ZoneInfo(zone)).isoformat(" " if spaced else "T") for at in instants]
    assert read(texts)[0] == instants


@given(st.lists(INSTANTS, min_size=1, max_size=30), st.sampled_from(ZONES))
def test_local_times_are_those_of_zoneinfo_or_refused(instants: list[int], zone: str) -> None:
    local = [datetime.fromtimestamp(at, ZoneInfo(zone)) for at in instants]
    found, told = read([one.replace(tzinfo=None).isoformat() for one in local], zone)
    twice = [one.utcoffset() != one.replace(fold=1 - one.fold).utcoffset() for one in local]
    assert found == [None if again else at for at, again in zip(instants, twice, strict=True)]
    assert [one.row - 2 for one in told.rejected] == [at for at, again in enumerate(twice) if again]


@given(st.integers(0, 6 * 48), st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe"]))
def test_every_ten_minutes_of_the_days_the_clock_changes(steps: int, zone: str) -> None:
    """A reading is skipped exactly where no instant shows it, and shown twice where two do."""
    start = datetime(2022, 3, 26, 12, tzinfo=UTC) if zone == "Europe/Berlin" else datetime(2022, 4, 2, 12, tzinfo=UTC)
    for begin in (
        start,
        datetime(2022, 10, 29, 12, tzinfo=UTC) if zone == "Europe/Berlin" else datetime(2022, 10, 1, 12, tzinfo=UTC),
    ):
        reading = (begin + timedelta(minutes=10 * steps)).replace(tzinfo=None)
        local = int(reading.replace(tzinfo=UTC).timestamp())
        around = range(local - 16 * 3600, local + 16 * 3600, 600)
        showing = [at for at in around if datetime.fromtimestamp(at, ZoneInfo(zone)).replace(tzinfo=None) == reading]
        utc, state = to_utc(np.array([local], np.int64), zone)
        assert int(state[0]) == {0: 1, 1: 0, 2: 2}[len(showing)]
        assert len(showing) != 1 or int(utc[0]) == showing[0]


def test_jumps_of_the_clock_are_named() -> None:
    texts = ["2022-03-27T01:30", "2022-03-27T02:30", "2022-10-30T02:30", "2022-10-30T03:30"]
    found, told = read(texts, "Europe/Berlin")
    assert found == [1648341000, None, None, 1667097000]
    assert [(one.row, one.why) for one in told.rejected] == [(3, Why.SKIPPED), (4, Why.TWICE)]
    assert "Europe/Berlin" in told.rejected[0].words


def test_western_kazakhstan_was_an_hour_behind() -> None:
    assert read(["2022-01-05T16:30"], "Asia/Almaty")[0] == [1641378600]
    assert read(["2022-01-05T15:30"], "Asia/Aqtau")[0] == [1641378600]


@pytest.mark.parametrize("text", ["2022-01-05T10:30", "2022-01-05", "2022-01-05 10:30:00"])
def test_a_time_without_an_offset_needs_a_zone(text: str) -> None:
    with pytest.raises(FormatError, match="without an offset") as caught:
        read([text])
    assert caught.value.hint is not None and "--time-zone" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "20220105",
        "2022-13-01T00:00Z",
        "2022-01-05T25:00Z",
        "05.01.2022 10:30",
        "1e9",
        "-5",
        "9" * 17,
        "٢٠٢٢",
    ],
)
def test_what_is_no_time_is_refused_by_its_row(text: str) -> None:
    found, told = read(["2022-01-05T10:30:00Z", text])
    assert found == [1641378600, None]
    assert [(one.row, one.why) for one in told.rejected] == [(3, Why.NOT_A_TIME)]


@given(st.lists(st.text(max_size=25), min_size=1, max_size=5))
def test_no_text_breaks_the_clock(texts: list[str]) -> None:
    found, told = read(texts, "Asia/Almaty")
    assert found.count(None) == len(told.rejected)
    assert all(at is None or FIRST - 86400 < at < LAST + 86400 for at in found)


@given(
    st.lists(
        st.sampled_from(["2022-01-05T10:30Z", "2022-01-05T16:40+06:00", "1641378600", "2022-01-05 17:00", "soon"]),
        min_size=1,
        max_size=3,
    ),
    st.integers(5, 9),
)
def test_times_that_repeat_are_read_as_single_ones(texts: list[str], often: int) -> None:
    single, told = read(texts, "Asia/Almaty")
    many, told_often = read(texts * often, "Asia/Almaty")
    assert many == single * often
    assert len(told_often.rejected) == often * len(told.rejected)


def test_what_is_said_of_mixed_times() -> None:
    told = Told()
    clock = Clock(told, "Asia/Almaty")
    clock.read(["2022-01-05T10:30+06:00", "2022-01-05T10:30+05:00", "2022-01-05T10:30", "1641378600"], range(4))
    clock.remark()
    whole = " ".join(told.noticed)
    assert "two zones mixed: offsets +05:00, +06:00" in whole
    assert "with and without an offset mixed" in whole
    assert "epoch numbers are read as UTC" in whole


def test_an_unknown_zone_fails_at_once() -> None:
    with pytest.raises(FormatError, match="no such time zone"):
        Clock(Told(), "Asia/Nowhere")


def test_a_day_is_as_long_as_its_clock_makes_it() -> None:
    begins, ends = day_bound(date(2022, 1, 5), "Asia/Almaty")
    assert (begins, ends) == (1641319200, 1641319200 + 86399)
    lengths = [day_bound(date(2022, month, day), "Europe/Berlin") for month, day in ((3, 27), (10, 30), (6, 1))]
    assert [last - first + 1 for first, last in lengths] == [23 * 3600, 25 * 3600, 24 * 3600]


def test_a_day_of_no_zone_is_that_day_anywhere() -> None:
    first, last = day_bound(date(2022, 1, 5), None)
    for zone in (*ZONES, "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        begins, ends = day_bound(date(2022, 1, 5), zone)
        assert first <= begins <= ends <= last
