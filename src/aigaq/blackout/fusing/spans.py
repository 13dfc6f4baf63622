"""Times as intervals of instants: [earliest, latest], seconds since 1970 in UTC, None where nothing bounds a side.

A statement gives a beginning or an end as (earliest, latest) in EDTF with how exactly it is known. A time of day known to
±s is [t − s, t + s]; a part of a day, or a day, is the day on the clocks of the place, all of them where it has several; a
time without a zone is read on those clocks too. Minutes count from their beginning. Interval arithmetic after Moore
(*Interval Analysis*, 1966): nothing is taken from the middle. Proved by tests/blackout/fusing/test_spans.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from math import inf

from aigaq.blackout.fusing.limits import table
from aigaq.errors import FormatError
from aigaq.statements.vocabulary import TimePrecision
from aigaq.values import When, parse_when
from aigaq.values.moments import Moment
from aigaq.values.places import Gazetteer
from aigaq.values.zones import local_bounds, offset_at

Span = tuple[int | None, int | None]
OPEN: Span = (None, None)
_EMPTY = ("", "..")


@lru_cache(maxsize=4096)
def zones_of(code: str, places: Gazetteer) -> tuple[str, ...]:
    """The IANA zones of a place: its own, else those of the places in it; none where nobody knows."""
    own = places.zone(code)
    if own is not None:
        return (own,)
    inside = {places.zone(place.code) for place in places if places.within(place.code, code)}
    return tuple(sorted(zone for zone in inside if zone is not None))


def span_of(pair: tuple[str, str] | None, precision: TimePrecision, zones: Sequence[str]) -> Span:
    """The bounds of a beginning or an end as instants; open where nothing is stated, or where it is no date."""
    return OPEN if pair is None else _span(*pair, precision, tuple(zones))


@lru_cache(maxsize=4096)
def _span(earliest: str, latest: str, precision: TimePrecision, zones: tuple[str, ...]) -> Span:
    first, last = _when(earliest), _when(latest)
    if first is None or last is None or first != last:
        return _within(first, zones)[0], _within(last, zones)[1]
    start = first.start
    if first.is_interval or not isinstance(start, Moment) or start.minute is None:
        return _within(first, zones)
    if precision is TimePrecision.PART_OF_DAY:
        return _day(first, zones)
    slack = table().slack.get(precision.value, 0)
    opens, closes = _within(first, zones)
    return (None if opens is None else opens - slack), (None if closes is None else closes + slack)


def instant_of(pair: tuple[str, str] | None, zones: Sequence[str]) -> int | None:
    """The instant a beginning is dated to where one is named, of a bound its known side; None for days and less."""
    text = next((one for one in pair if one not in _EMPTY), "") if pair else ""
    when = _when(text)
    if when is None or when.is_interval or not isinstance(when.start, Moment) or when.start.minute is None:
        return None
    opens, closes = _within(when, zones)
    return opens if opens == closes else None


def hull(spans: Iterable[Span]) -> Span:
    """The smallest interval that holds all of some intervals; open on a side where one of them is, or none is given."""
    every = list(spans)
    lows, highs = [low for low, _ in every], [high for _, high in every]
    low = None if not lows or None in lows else min(one for one in lows if one is not None)
    return low, None if not highs or None in highs else max(one for one in highs if one is not None)


def sharpest(spans: Iterable[Span]) -> Span:
    """The narrowest of some intervals, the earliest of equals; open where none is bounded."""
    bounded = [(low, high) for low, high in spans if low is not None and high is not None]
    return min(bounded, key=lambda span: (span[1] - span[0], span)) if bounded else OPEN


def low(span: Span) -> float:
    """The earliest end, −∞ where open."""
    return -inf if span[0] is None else span[0]


def high(span: Span) -> float:
    """The latest end, +∞ where open."""
    return inf if span[1] is None else span[1]


def stated(span: Span) -> bool:
    """True where anything bounds it."""
    return span != OPEN


def _when(text: str) -> When | None:
    try:
        return None if text in _EMPTY else parse_when(text)
    except FormatError:
        return None


def _within(when: When | None, zones: Sequence[str]) -> Span:
    """From its first to its last moment, on every clock of the place; one with an offset on its own."""
    if when is None:
        return OPEN
    clocks: Sequence[str | None] = (None,) if when.zone_known else zones or (None,)
    bounds = [_bounds(when, zone) for zone in clocks]
    lows = [_seconds(opens) for opens, _ in bounds if opens is not None]
    highs = [_seconds(closes) for _, closes in bounds if closes is not None]
    return min(lows, default=None), max(highs, default=None)


def _bounds(when: When, zone: str | None) -> tuple[datetime | None, datetime | None]:
    """Days on the clock of the zone; a time with an offset as it stands."""
    return (when.earliest, when.latest) if when.zone_known else local_bounds(when, zone)


def _day(when: When, zones: Sequence[str]) -> Span:
    """The local day that a time lies in, on every clock of the place; without a clock the day as printed."""
    instant = when.earliest
    if instant is None or not when.zone_known or not zones:
        day = None if when.first_day is None else parse_when(when.first_day.isoformat())
        return _within(day, zones)
    days = [parse_when((instant + timedelta(minutes=offset_at(instant, zone))).date().isoformat()) for zone in zones]
    found = [local_bounds(day, zone) for day, zone in zip(days, zones, strict=True)]
    lows = [_seconds(opens) for opens, _ in found if opens is not None]
    return min(lows, default=None), max((_seconds(closes) for _, closes in found if closes is not None), default=None)


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
