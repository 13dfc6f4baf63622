"""What "evening", "early January" or "late 2021" cover: wide intervals, by the table data/periods.toml.

The hours are our own convention, not the writer's, so a value made here is to be shown with the words it came from.
Proved by tests/values/test_periods.py.
"""

from __future__ import annotations

from datetime import date, timedelta

from aigaq.errors import FormatError
from aigaq.values import tables
from aigaq.values.dates import When, interval
from aigaq.values.moments import Moment, days_in

_DAY = 24 * 60


def part_of_day(day: date, part: str) -> When:
    """The interval of a part of a local day, without a zone: `zones.local_interval` puts one. FormatError: no such part."""
    found = _row("day", part)
    opens, closes = _minutes(found["from"]), _minutes(found["to"])
    return interval(_moment(day, opens), _moment(day, closes))


def part_of_month(year: int, month: int, part: str) -> When:
    """The days of the early, middle or late part of a month. FormatError: no such part."""
    found = _row("month", part)
    closes = min(found["to"], days_in(year, month))
    return interval(Moment(year, month, found["from"]), Moment(year, month, closes))


def part_of_year(year: int, part: str) -> When:
    """The months of the early, middle or late part of a year. FormatError: no such part."""
    found = _row("year", part)
    return interval(Moment(year, found["from"]), Moment(year, found["to"]))


def parts_of_day() -> tuple[str, ...]:
    """The codes `part_of_day` knows, sorted."""
    return tuple(sorted(tables.toml("periods")["day"]))


def _row(table: str, part: str) -> tables.Table:
    found: tables.Table | None = tables.toml("periods")[table].get(part)
    if found is None:
        raise FormatError(f"no such part of a {table}", where=repr(part))
    return found


def _moment(day: date, minute: int) -> Moment:
    """The minute counted from the midnight that opens the day; the ends of the computer's calendar are not passed."""
    try:
        day += timedelta(days=minute // _DAY)
    except OverflowError:
        minute = 0 if minute < 0 else _DAY - 1
    return Moment(day.year, day.month, day.day, minute % _DAY)


def _minutes(clock: str) -> int:
    hours, minutes = clock.removeprefix("-").split(":")
    counted = int(hours) * 60 + int(minutes)
    return -counted if clock.startswith("-") else counted
