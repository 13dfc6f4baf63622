"""Where a date lies on an axis of days, and the ticks of that axis.

A position is a day number (`date.toordinal`) with the time of day as its fraction, on the clock the drawing shows.
A date without a time lies where it is printed: from the beginning of its first day to the end of its last.
Proved by tests/pictures/test_times.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aigaq.errors import FormatError
from aigaq.pictures.locales import Locale
from aigaq.values.dates import Edge, parse_when
from aigaq.values.moments import Moment

MINUTE = 1 / 1440
# Tick steps in days; from a month on they are whole months.
_DAY_STEPS = (1, 2, 5, 10)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000)
_LONGEST_IN_DAYS = 75


@dataclass(frozen=True, slots=True)
class Extent:
    """From the first instant a date allows to the last; None where that side is open or not known."""

    first: float | None
    last: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick of a time axis: position and words."""

    at: float
    label: str


def extent(text: str, *, offset: int | None = None) -> Extent | None:
    """The extent of an EDTF date; None where the text is empty or is no date (it is then listed, not drawn).

    `offset`: minutes east of UTC of the clock that is drawn; date-times with an offset of their own are moved to it.
    """
    if text in ("", ".."):
        return None
    try:
        when = parse_when(text)
    except FormatError:
        return None
    found = Extent(_first(when.start, offset), _last(when.last, offset))
    return None if found.first is None and found.last is None else found


def _first(side: Moment | Edge, offset: int | None) -> float | None:
    if not isinstance(side, Moment) or side.first_day is None:
        return None
    return side.first_day.toordinal() + _minutes(side, offset) * MINUTE


def _last(side: Moment | Edge, offset: int | None) -> float | None:
    if not isinstance(side, Moment) or side.last_day is None:
        return None
    day = side.last_day.toordinal()
    return day + 1.0 if side.minute is None else day + _minutes(side, offset) * MINUTE


def _minutes(moment: Moment, offset: int | None) -> int:
    shift = 0 if offset is None or moment.offset is None else offset - moment.offset
    return (moment.minute or 0) + (shift if moment.minute is not None else 0)


def day_at(position: float) -> date:
    """The day of a position, kept inside the computer's calendar."""
    return date.fromordinal(max(1, min(int(position), date.max.toordinal())))


def ticks(first: float, last: float, *, most: int, locale: Locale) -> list[Tick]:
    """At most about `most` ticks from `first` to `last`: days, months or years, each said once."""
    most = max(most, 2)
    if last - first <= _LONGEST_IN_DAYS:
        for step in _DAY_STEPS:
            if (last - first) / step <= most:
                return _day_ticks(first, last, step, locale)
    months = (last - first) / 30.44
    step = next((step for step in _MONTH_STEPS if months / step <= most), _MONTH_STEPS[-1])
    return _month_ticks(first, last, step, locale)


def _day_ticks(first: float, last: float, step: int, locale: Locale) -> list[Tick]:
    out: list[Tick] = []
    shown: int | None = None
    for ordinal in range(int(first), int(last) + 1, step):
        if not first <= ordinal < last:
            continue
        day = date.fromordinal(ordinal)
        out.append(Tick(ordinal, str(day.day) if day.month == shown else locale.day_words(day)))
        shown = day.month
    return out


def _month_ticks(first: float, last: float, step: int, locale: Locale) -> list[Tick]:
    out: list[Tick] = []
    start = day_at(first)
    month = (start.year * 12 + start.month - 1) // step * step
    while month // 12 <= date.max.year:
        year, index = divmod(month, 12)
        month += step
        if year < 1:
            continue
        day = date(year, index + 1, 1)
        if day.toordinal() > last:
            break
        if day.toordinal() >= first:
            out.append(Tick(day.toordinal(), _month_label(day, first_shown=not out, locale=locale)))
    return out


def _month_label(day: date, *, first_shown: bool, locale: Locale) -> str:
    if day.month == 1:
        return str(day.year)
    return locale.month_words(day) if first_shown else locale.month_name(day)
