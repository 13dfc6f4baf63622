"""Dates as text: EDTF level 1 dates and intervals, and date-times to the minute, with or without an offset.

Normative text and vectors: docs/formats/dates.md. `parse_when` reads, `format_when` writes the one canonical text of
a value; parsing it again gives the same value. Proved by tests/values/test_dates.py against the vectors of that page
and the library `edtf`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from aigaq.errors import FormatError
from aigaq.values.moments import EASTERNMOST, UNSPECIFIED, WESTERNMOST, Mark, Moment, Precision, days_in

_MOMENT = re.compile(
    r"(?:Y(?P<long>-?[1-9][0-9]{4,8})"
    r"|(?P<year>-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)"
    r"(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?P<offset>Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?)"
    r"(?P<mark>[?~%])?"
)
_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_HINT = "write 2022, 2022-01, 2022-01-05, 2022-01-05T16:30, 2022-01-05T16:30+06:00, or two of these with / between"
_MARKS = {None: Mark.NONE, "?": Mark.UNCERTAIN, "~": Mark.APPROXIMATE, "%": Mark.BOTH}
_LONGEST = 80


class Edge(StrEnum):
    """A side of an interval that is not a date: `..` goes on, empty is not known."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date, a date-time or an interval of two. `end` is None unless it is an interval.

    Two values are equal when their canonical texts are; that two texts name one instant is asked of the bounds.
    """

    start: Moment | Edge
    end: Moment | Edge | None = None

    @property
    def is_interval(self) -> bool:
        """True for `A/B`."""
        return self.end is not None

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The one or two sides that are dates, in order."""
        return tuple(side for side in (self.start, self.end) if isinstance(side, Moment))

    @property
    def precision(self) -> Precision:
        """How exactly it is written; for an interval, its less exact side."""
        return min(moment.precision for moment in self.moments)

    @property
    def zone_known(self) -> bool:
        """True where every side carries an offset."""
        return all(moment.zone_known for moment in self.moments)

    @property
    def uncertain(self) -> bool:
        """True where a side is marked `?` or `%`."""
        return any(moment.mark in (Mark.UNCERTAIN, Mark.BOTH) for moment in self.moments)

    @property
    def approximate(self) -> bool:
        """True where a side is marked `~` or `%`."""
        return any(moment.mark in (Mark.APPROXIMATE, Mark.BOTH) for moment in self.moments)

    @property
    def earliest(self) -> datetime | None:
        """The first minute it can mean, UTC; None where open, unknown or outside the years 1..9999."""
        return self.start.earliest if isinstance(self.start, Moment) else None

    @property
    def latest(self) -> datetime | None:
        """The last minute it can mean, UTC; None where open, unknown or outside the years 1..9999."""
        last = self.last
        return last.latest if isinstance(last, Moment) else None

    @property
    def first_day(self) -> date | None:
        """The first calendar day as printed; None as for `earliest`."""
        return self.start.first_day if isinstance(self.start, Moment) else None

    @property
    def last_day(self) -> date | None:
        """The last calendar day as printed; None as for `latest`."""
        last = self.last
        return last.last_day if isinstance(last, Moment) else None

    @property
    def last(self) -> Moment | Edge:
        """The side it ends with: `end`, or `start` where it is no interval."""
        return self.start if self.end is None else self.end

    def __str__(self) -> str:
        return str(self.start) if self.end is None else f"{self.start}/{self.end}"


def parse_when(text: str) -> When:
    """Read a date; FormatError where the text is not one, or no such day exists, or an interval ends before it begins."""
    plain = _DAY.fullmatch(text)
    if plain is not None:
        return When(_checked(Moment(int(plain[1]), int(plain[2]), int(plain[3])), text))
    if "/" not in text:
        return When(_moment(text, text))
    start, _, end = text.partition("/")
    return _interval(_side(start, text), _side(end, text), text)


def format_when(when: When) -> str:
    """The canonical text of a value; `parse_when` reads it back."""
    return str(when)


def day_of(day: date) -> When:
    """A calendar day as a value, zone unknown."""
    return When(Moment(day.year, day.month, day.day))


def interval(start: Moment | Edge, end: Moment | Edge) -> When:
    """The interval of two sides; FormatError where it ends before it begins or neither side is a date."""
    return _interval(start, end, f"{start}/{end}")


def _interval(start: Moment | Edge, end: Moment | Edge, text: str) -> When:
    if isinstance(start, Edge) and isinstance(end, Edge):
        raise _refused("neither side of the interval is a date", text)
    if isinstance(start, Moment) and isinstance(end, Moment) and _reversed(start, end):
        raise _refused("the interval ends before it begins", text)
    return When(start, end)


def _reversed(start: Moment, end: Moment) -> bool:
    """True where no reading lets `end` close at or after the opening of `start`."""
    if start.offset is not None and end.offset is not None:
        first, last = start.earliest, end.latest
        if first is not None and last is not None:
            return last < first
    if start.offset is None and end.offset is None:
        return end.local_last() < start.local_first()
    first, last = start.earliest, end.latest
    return first is not None and last is not None and last < first


def _side(text: str, whole: str) -> Moment | Edge:
    if text in ("", ".."):
        return Edge(text)
    return _moment(text, whole)


def _moment(text: str, whole: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise _refused("not a date", whole)
    long, year, month, day, hour, minute, offset, mark = match.groups()
    if long is not None:
        if mark is not None:
            raise _refused("a year with Y carries no ?, ~ or %", whole)
        return Moment(int(long))
    hidden = year.count("X")
    if year == "-0000" or (hidden and month is not None):
        raise _refused("not a date", whole)
    if hour is not None and mark is not None:
        raise _refused("a time carries no ?, ~ or %", whole)
    moment = Moment(
        int(year.replace("X", "0")),
        _two(month),
        _two(day),
        None if hour is None else _minute(hour, minute, whole),
        _offset(offset, whole),
        hidden,
        _MARKS[mark],
    )
    return _checked(moment, whole)


def _two(digits: str | None) -> int | None:
    if digits is None:
        return None
    return UNSPECIFIED if digits == "XX" else int(digits) or -1


def _minute(hour: str, minute: str, whole: str) -> int:
    if int(hour) > 23 or int(minute) > 59:
        raise _refused("no such time of day", whole)
    return int(hour) * 60 + int(minute)


def _offset(text: str | None, whole: str) -> int | None:
    if text is None or text == "Z":
        return None if text is None else 0
    minutes = int(text[1:3]) * 60 + int(text[4:] or "0")
    signed = minutes if text[0] == "+" else -minutes
    if not WESTERNMOST <= signed <= EASTERNMOST or int(text[4:] or "0") > 59 or (signed == 0 and text[0] == "-"):
        raise _refused("no such offset from UTC", whole)
    return signed


def _checked(moment: Moment, whole: str) -> Moment:
    month, day = moment.month, moment.day
    if month is None:
        return moment
    if not (0 <= month <= 12 or (21 <= month <= 24 and day is None)):
        raise _refused("no such month or season", whole)
    if day is None:
        return moment
    longest = days_in(moment.year, month) if month else 0
    if not 0 <= day <= longest:
        raise _refused("no such day", whole)
    if moment.minute is not None and day == UNSPECIFIED:
        raise _refused("a time needs a day", whole)
    return moment


def _refused(what: str, text: str) -> FormatError:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return FormatError(what, where=repr(shown), hint=_HINT)
