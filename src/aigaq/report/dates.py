"""EDTF dates in the words of a language: days, months, intervals, bounds, doubt.

The forms are those of docs/formats/dates.md (EDTF level 1 and date-times to the minute). Patterns and names of months
are messages (`date.*`). Text that is no such date is returned as it is. Proved by tests/report/test_dates.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from aigaq.report.words import Words

_ONE = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<time>\d\d:\d\d)(?::\d\d)?(?P<zone>Z|[+-]\d\d(?::\d\d)?)?)?(?P<doubt>[?~%])?"
)


@dataclass(frozen=True, slots=True)
class _One:
    year: str
    month: str | None
    day: str | None
    time: str | None
    zone: str | None
    doubt: str | None


def _parse(text: str) -> _One | None:
    found = _ONE.fullmatch(text)
    if found is None:
        return None
    one = _One(**found.groupdict())
    month = one.month
    known = month is None or month == "XX" or 1 <= int(month) <= 12 or (21 <= int(month) <= 24 and one.day is None)
    return one if known else None


def _years(one: _One, words: Words) -> str:
    return words("date.years", first=one.year.replace("X", "0"), last=one.year.replace("X", "9"))


def _month(one: _One, words: Words, key: str) -> str:
    index = int(one.month or "1") - 1
    names = {"month": words.item("date.months", index), "month_of": words.item("date.months_of", index)}
    day = int(one.day) if one.day and one.day != "XX" else ""
    return words(key, year=one.year, day=day, **names)


def _date(one: _One, words: Words) -> str:
    if "X" in one.year:
        return _years(one, words)
    if one.month is None:
        return words("date.year", year=one.year)
    if one.month == "XX":
        return words("date.some_month", year=one.year)
    if int(one.month) > 12:
        return words("date.season", season=words.item("date.seasons", int(one.month) - 21), year=one.year)
    key = "date.month" if one.day is None else "date.some_day" if one.day == "XX" else "date.day"
    return _month(one, words, key)


def _clock(one: _One, words: Words) -> str:
    if one.zone is None:
        return words("date.no_zone", time=one.time)
    if one.zone in ("Z", "+00:00"):
        return words("date.utc", time=one.time)
    return words("date.zone", time=one.time, offset=one.zone.replace("-", "−"))


def _single(text: str, words: Words) -> str:
    one = _parse(text)
    if one is None:
        return text
    shown = _date(one, words)
    if one.time is not None:
        shown = words("date.minute", date=shown, time=_clock(one, words))
    if one.doubt in ("~", "%"):
        shown = words("date.approximate", date=shown)
    return words("date.uncertain", date=shown) if one.doubt in ("?", "%") else shown


def _same_month(first: str, last: str, words: Words) -> str | None:
    """Days of one month, written once: 4–6 January 2022."""
    a, b = _parse(first), _parse(last)
    plain = a and b and all(one.day not in (None, "XX") and not one.time and not one.doubt for one in (a, b))
    if not plain or a is None or b is None or (a.year, a.month) != (b.year, b.month) or "X" in a.year + (a.month or ""):
        return None
    index = int(a.month or "1") - 1
    month, month_of = words.item("date.months", index), words.item("date.months_of", index)
    days = {"first": int(a.day or 0), "last": int(b.day or 0)}
    return words("date.days", year=a.year, month=month, month_of=month_of, **days)


def _same_day(first: str, last: str, words: Words) -> str | None:
    """Two times of one day and zone, with the day and the zone written once: 3 March, 18:00–23:59."""
    a, b = _parse(first), _parse(last)
    if a is None or b is None or not a.time or not b.time or a.doubt or b.doubt:
        return None
    if (a.year, a.month, a.day, a.zone) != (b.year, b.month, b.day, b.zone):
        return None
    both = replace(a, time=f"{a.time}–{b.time}")
    return words("date.minute", date=_date(a, words), time=_clock(both, words))


def written(edtf: str | None, words: Words) -> str:
    """An EDTF value in words; no value is said to be not known."""
    if not edtf:
        return words("date.unknown")
    first, slash, last = edtf.partition("/")
    if not slash:
        return _single(edtf, words)
    if first in ("", "..") and last in ("", ".."):
        return words("date.unknown")
    if first in ("", ".."):
        return words("date.until", last=_single(last, words))
    if last in ("", ".."):
        return words("date.from", first=_single(first, words))
    if first == last:
        return _single(first, words)
    same = _same_month(first, last, words) or _same_day(first, last, words)
    return same or words("date.interval", first=_single(first, words), last=_single(last, words))


def machine_form(edtf: str | None) -> str | None:
    """The value for HTML's `datetime` where the date has one valid form there: a year, month, day or minute."""
    one = _parse(edtf) if edtf else None
    if one is None or "X" in "".join((one.year, one.month or "", one.day or "")) or one.year.startswith("-"):
        return None
    if one.month is not None and int(one.month) > 12:
        return None
    day = "-".join(part for part in (one.year, one.month, one.day) if part)
    return day if one.time is None else f"{day}T{one.time}{one.zone or ''}"
