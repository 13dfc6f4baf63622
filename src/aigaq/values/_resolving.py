"""From what the words of a date say to a date. See `textdates.resolve`. Proved by tests/values/test_textdates.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from aigaq.errors import FormatError
from aigaq.values import tables
from aigaq.values._datefields import Fields
from aigaq.values.dates import When, day_of, interval, parse_when
from aigaq.values.moments import Moment, days_in
from aigaq.values.periods import part_of_day, part_of_month, part_of_year

_WEEK = 7


def resolved(first: Fields, last: Fields | None, published: When | str | None) -> When | None:
    """The date of the fields; None where they do not fix one or name a day there is not."""
    base = _base(published)
    try:
        return _single(first, base) if last is None else _interval(first, last, base)
    except (FormatError, OverflowError, ValueError):  # 31 April; a day beyond the computer's calendar
        return None


def _base(published: When | str | None) -> When | None:
    return parse_when(published) if isinstance(published, str) else published


def _interval(first: Fields, last: Fields, base: When | None) -> When | None:
    """Both sides; what only one of them says (the month, the year) holds for the other."""
    first = replace(first, month=first.month or last.month) if first.day else first
    if first.year is None and last.year is not None and first.month and last.month:
        first = replace(first, year=last.year - (first.month > last.month))
    closes = _single(last, base)
    if closes is None:
        return None
    anchor = closes if first.year is None and first.unit is None and first.iso is None else base
    opens = _single(first, anchor)
    return None if opens is None else interval(opens.start, closes.last)


def _single(fields: Fields, base: When | None) -> When | None:
    if fields.iso is not None:
        return _iso(fields.iso)
    if fields.to_the_day:
        day = _day(fields, base)
        return None if day is None else _of_day(day, fields)
    if fields.decade is not None:
        return When(Moment(fields.decade, hidden=1))
    if fields.unit is not None:
        return _relative(fields, base)
    if fields.month is not None:
        return _month(fields, base)
    return _year(fields)


def _iso(text: str) -> When:
    """A written date; seconds are left out."""
    day, _, clock = text.partition("T")
    if not clock:
        return parse_when(day)
    at = max(clock.find(sign) for sign in "Z+-")
    offset = clock[at:] if at >= 0 else ""
    if len(offset) == 5:
        offset = f"{offset[:3]}:{offset[3:]}"
    return parse_when(f"{day}T{clock[:5]}{offset}")


def _of_day(day: date, fields: Fields) -> When:
    if fields.minute is not None:
        return When(Moment(day.year, day.month, day.day, fields.minute, fields.offset))
    return day_of(day) if fields.part is None else part_of_day(day, fields.part)


def _day(fields: Fields, base: When | None) -> date | None:
    if fields.day is not None and fields.month is not None:
        year = fields.year if fields.year is not None else _year_of(fields.month, fields.day, base)
        return None if year is None else date(year, fields.month, fields.day)
    reference = _reference_day(base)
    if reference is None or fields.day is not None:
        return None
    if fields.unit == "day":
        return reference + timedelta(days=fields.shift)
    return None if fields.weekday is None else _weekday(fields.weekday, fields.which, reference)


def _reference_day(base: When | None) -> date | None:
    """The day of the reference where it is one day."""
    if base is None or base.first_day != base.last_day:
        return None
    return base.first_day


def _weekday(weekday: int, which: str | None, reference: date) -> date:
    """The latest such weekday up to the reference day; before it for `last`, after it for `next`."""
    back = (reference.isoweekday() - weekday) % _WEEK
    if which == "next":
        return reference + timedelta(days=_WEEK - back)
    if which == "last" and back == 0:
        back = _WEEK
    return reference - timedelta(days=back)


def _year_of(month: int, day: int, base: When | None) -> int | None:
    """The latest year in which the day is not later than a little after the reference."""
    last = None if base is None else base.last_day
    if last is None:
        return None
    limit = last + timedelta(days=int(tables.toml("periods")["reference"]["ahead"]))
    # 29 February exists in one year of at most eight.
    years = (year for year in range(limit.year, limit.year - 9, -1) if day <= days_in(year, month))
    return next((year for year in years if date(year, month, day) <= limit), None)


def _month(fields: Fields, base: When | None) -> When | None:
    month = fields.month
    if month is None:
        return None
    year = fields.year if fields.year is not None else _year_of(month, 1, base)
    if year is None:
        return None
    return part_of_month(year, month, fields.stretch) if fields.stretch else When(Moment(year, month))


def _year(fields: Fields) -> When | None:
    if fields.year is None:
        return None
    if fields.season is not None:
        return When(Moment(fields.year, fields.season))
    return part_of_year(fields.year, fields.stretch) if fields.stretch else When(Moment(fields.year))


def _relative(fields: Fields, base: When | None) -> When | None:
    reference = _reference_day(base)
    if reference is None:
        return None
    if fields.unit == "week":
        monday = reference - timedelta(days=reference.isoweekday() - 1) + timedelta(weeks=fields.shift)
        return interval(day_of(monday).start, day_of(monday + timedelta(days=_WEEK - 1)).start)
    if fields.unit == "year":
        return When(Moment(reference.year + fields.shift))
    months = reference.year * 12 + reference.month - 1 + fields.shift
    return When(Moment(months // 12, months % 12 + 1))
