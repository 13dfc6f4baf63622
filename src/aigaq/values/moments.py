"""One side of a date: a year, season, month, day or minute, as written, with the days and minutes it can mean.

Normative text: docs/formats/dates.md. Calendar: proleptic Gregorian with a year 0 (ISO 8601). Bounds are whole
minutes and belong to the value. What is not known is never guessed: a day or a time without an offset is held for
every zone from UTC+14 to UTC-12, a season for both hemispheres. Proved by tests/values/test_moments.py and, through
`dates`, by tests/values/test_dates.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, StrEnum

EASTERNMOST = 14 * 60
"""The greatest offset in use, minutes (Line Islands); where a day begins first."""
WESTERNMOST = -12 * 60
"""The least offset in use at sea, minutes; where a day ends last."""

UNSPECIFIED = 0
"""A month or day written `XX`."""

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Spring and autumn of either hemisphere lie inside March..November; summer and winter may touch three years.
_SEASON_EDGES = {21: (0, 3, 0, 11), 22: (-1, 12, 1, 2), 23: (0, 3, 0, 11), 24: (-1, 12, 1, 2)}


class Precision(IntEnum):
    """How much of a date is known; a greater number is more exact."""

    CENTURY = 1
    DECADE = 2
    YEAR = 3
    SEASON = 4
    MONTH = 5
    DAY = 6
    MINUTE = 7


class Mark(StrEnum):
    """What the writer held back: `?` uncertain, `~` approximate, `%` both. Marks never change the bounds."""

    NONE = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, season, month, day or minute.

    `month` is 1..12, a season 21..24, `UNSPECIFIED` (XX) or None; `day` 1..31, `UNSPECIFIED` or None; `minute` counts
    from local midnight; `offset` is minutes east of UTC, None where no zone is written. `hidden` counts the digits of
    the year written X (0..2), which are 0 in `year`.
    """

    year: int
    month: int | None = None
    day: int | None = None
    minute: int | None = None
    offset: int | None = None
    hidden: int = 0
    mark: Mark = Mark.NONE

    @property
    def precision(self) -> Precision:
        """The most exact unit that is known."""
        if self.minute is not None:
            return Precision.MINUTE
        if self.day:
            return Precision.DAY
        if self.month:
            return Precision.MONTH if self.month <= 12 else Precision.SEASON
        return Precision(Precision.YEAR - self.hidden)

    @property
    def zone_known(self) -> bool:
        """True where an offset is written."""
        return self.offset is not None

    @property
    def first_day(self) -> date | None:
        """The first local calendar day; None outside the years 1..9999."""
        year, month, day = self._first()
        return _day(year, month, day)

    @property
    def last_day(self) -> date | None:
        """The last local calendar day; None outside the years 1..9999."""
        year, month, day = self._last()
        return _day(year, month, day)

    @property
    def earliest(self) -> datetime | None:
        """The first minute in UTC, over all zones where none is written; None outside the years 1..9999."""
        offset = EASTERNMOST if self.offset is None else self.offset
        return _instant(self.first_day, self.minute if self.minute is not None else 0, offset)

    @property
    def latest(self) -> datetime | None:
        """The last minute in UTC, over all zones where none is written; None outside the years 1..9999."""
        offset = WESTERNMOST if self.offset is None else self.offset
        return _instant(self.last_day, self.minute if self.minute is not None else 24 * 60 - 1, offset)

    def local_first(self) -> tuple[int, int, int, int]:
        """Year, month, day, minute at which the moment begins on its own clock; orders moments of any year."""
        return (*self._first(), self.minute or 0)

    def local_last(self) -> tuple[int, int, int, int]:
        """Year, month, day, minute at which the moment ends on its own clock."""
        return (*self._last(), 24 * 60 - 1 if self.minute is None else self.minute)

    def __str__(self) -> str:
        return self._year_text() + self._rest_text() + self.mark

    def _first(self) -> tuple[int, int, int]:
        if self.month is not None and self.month > 12:
            shift, month, _, _ = _SEASON_EDGES[self.month]
            return self.year + shift, month, 1
        return self.year, self.month or 1, self.day or 1

    def _last(self) -> tuple[int, int, int]:
        year = self.year + 10**self.hidden - 1
        month = self.month or 12
        if month > 12:
            _, _, shift, month = _SEASON_EDGES[month]
            year += shift
        return year, month, self.day or days_in(year, month)

    def _year_text(self) -> str:
        if abs(self.year) > 9999:
            return f"Y{self.year}"
        digits = f"{abs(self.year):04d}"
        shown = digits[: 4 - self.hidden] + "X" * self.hidden
        return f"-{shown}" if self.year < 0 else shown

    def _rest_text(self) -> str:
        text = ""
        for part in (self.month, self.day):
            if part is not None:
                text += f"-{part:02d}" if part else "-XX"
        if self.minute is not None:
            text += f"T{self.minute // 60:02d}:{self.minute % 60:02d}"
            text += "" if self.offset is None else offset_text(self.offset)
        return text


def days_in(year: int, month: int) -> int:
    """How many days a month has, in any year of the proleptic Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_LENGTHS[month - 1]


def offset_text(minutes: int) -> str:
    """An offset as written: `Z` for zero, else ±HH:MM."""
    if minutes == 0:
        return "Z"
    sign = "+" if minutes > 0 else "-"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= year <= 9999 else None


def _instant(day: date | None, minute: int, offset: int) -> datetime | None:
    if day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute - offset)
    except OverflowError:  # the first and last hours of the computer's calendar
        return None
