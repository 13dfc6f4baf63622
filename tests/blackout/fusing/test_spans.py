"""Spans against zoneinfo, and as intervals: what is known lies in them, and nothing is taken from their middle."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.blackout.fusing.spans import OPEN, Span, high, hull, instant_of, low, sharpest, span_of, zones_of
from aigaq.statements import TimePrecision
from tests.blackout.making import at, places

ALMATY, AQTAU = "Asia/Almaty", "Asia/Aqtau"
bounded = st.tuples(st.integers(0, 10**9), st.integers(0, 10**6)).map(lambda two: (two[0], two[0] + two[1]))


def test_a_time_with_a_zone_is_an_instant_and_its_doubt() -> None:
    pair = ("2022-01-05T16:30+06:00", "2022-01-05T16:30+06:00")
    assert span_of(pair, TimePrecision.MINUTE, (AQTAU,)) == (at("01-05T10:30"), at("01-05T10:30"))
    assert span_of(pair, TimePrecision.QUARTER, ()) == (at("01-05T10:15"), at("01-05T10:45"))
    assert instant_of(pair, ()) == at("01-05T10:30")


@given(
    st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  UTC is put to them below
    st.sampled_from(["Asia/Almaty", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
)
def test_a_day_is_the_day_of_the_clock_of_the_place(when: datetime, name: str) -> None:
    local = when.replace(tzinfo=UTC, second=0, microsecond=0).astimezone(ZoneInfo(name))
    first, last = span_of((local.date().isoformat(),) * 2, TimePrecision.DAY, (name,))
    assert first is not None and last is not None and first <= when.replace(tzinfo=UTC).timestamp() < last + 60
    day = datetime.fromtimestamp(first, UTC).astimezone(ZoneInfo(name)).date()
    assert day == local.date() == datetime.fromtimestamp(last, UTC).astimezone(ZoneInfo(name)).date()
    text = when.strftime("%Y-%m-%dT%H:%MZ")
    assert span_of((text, text), TimePrecision.PART_OF_DAY, (name,)) == (first, last)


def test_several_clocks_hold_the_day_of_each() -> None:
    day = ("2022-01-05", "2022-01-05")
    one, other = (span_of(day, TimePrecision.DAY, (zone,)) for zone in (ALMATY, AQTAU))
    assert span_of(day, TimePrecision.DAY, (ALMATY, AQTAU)) == (one[0], other[1])
    assert zones_of("vale", places()) == (ALMATY, AQTAU)
    assert zones_of("upper", places()) == (ALMATY,)
    assert zones_of("nowhere", places()) == ()


def test_without_a_clock_a_day_is_held_for_every_zone() -> None:
    first, last = span_of(("2022-01-05", "2022-01-05"), TimePrecision.DAY, ())
    assert (first, last) == (at("01-04T10:00"), at("01-06T11:59"))


@pytest.mark.parametrize("pair", [None, ("", ""), ("..", ".."), ("yesterday", "soon"), ("2022-13-45", "..")])
def test_what_is_no_date_bounds_nothing(pair: tuple[str, str] | None) -> None:
    assert span_of(pair, TimePrecision.MINUTE, (ALMATY,)) == OPEN
    assert instant_of(pair, (ALMATY,)) is None


def test_a_bound_is_open_before() -> None:
    pair = ("..", "2022-01-05T11:32Z")
    assert span_of(pair, TimePrecision.BOUND, ()) == (None, at("01-05T11:32"))
    assert instant_of(pair, ()) == at("01-05T11:32")
    assert instant_of(("2022-01-05", "2022-01-05"), (ALMATY,)) is None


@given(st.lists(bounded, min_size=1))
def test_a_hull_holds_all_and_ends_where_one_does(spans: list[Span]) -> None:
    whole = hull(spans)
    assert all(low(whole) <= low(one) and high(one) <= high(whole) for one in spans)
    assert whole[0] in {one[0] for one in spans} and whole[1] in {one[1] for one in spans}
    assert sharpest(spans) in spans
    assert hull([*spans, OPEN]) == OPEN == hull([])


@given(bounded, st.sampled_from(["5min", "10min", "15min", "30min", "1h"]))
def test_doubt_is_the_same_to_either_side(span: Span, precision: str) -> None:
    instant = datetime.fromtimestamp(span[0] or 0, UTC).replace(second=0)
    text = instant.strftime("%Y-%m-%dT%H:%MZ")
    first, last = span_of((text, text), TimePrecision(precision), ())
    assert first is not None and last is not None
    assert instant - datetime.fromtimestamp(first, UTC) == datetime.fromtimestamp(last, UTC) - instant > timedelta(0)
