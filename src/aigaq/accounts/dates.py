"""Days and periods of statements, as bounds: what a date allows, and never more.

Grammar and bounds of dates: docs/formats/dates.md; the rules that use them: docs/methods/accounts.md. Days are local
calendar days as printed. Proved by tests/accounts/test_dates.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aigaq.errors import FormatError
from aigaq.values.dates import When, day_of, format_when, interval, parse_when
from aigaq.values.moments import Moment

Bounds = tuple[date | None, date | None]


def when_of(text: str | None) -> When | None:
    """The value of a date; None where there is none, or the text is no date (`check` of statements names it)."""
    if text is None:
        return None
    try:
        return parse_when(text)
    except FormatError:
        return None


def bounds_of(text: str | None) -> Bounds:
    """The first and last day a date allows; None where open, unknown or no date at all."""
    when = when_of(text)
    return (None, None) if when is None else (when.first_day, when.last_day)


def settled(text: str) -> str:
    """A period in its one form: the canonical text, `A/A` as `A`; as it stands where it is no date."""
    when = when_of(text)
    if when is None:
        return text
    return str(when.start) if when.is_interval and when.start == when.end else format_when(when)


def hours_before(text: str, hours: int) -> str | None:
    """The stretch of so many hours that ends with a date: to the minute where the date is a minute, else in days.

    None where the date has no end, or is so far off that the calendar ends.
    """
    when = when_of(text)
    if when is None:
        return None
    last = when.last
    try:
        if isinstance(last, Moment) and last.minute is not None:
            return str(interval(_earlier(last, hours), last))
        day = when.last_day
        if day is None:
            return None
        opens = day - timedelta(days=-(-hours // 24))
    except (OverflowError, FormatError):
        return None
    return f"{day_of(opens)}/{day_of(day)}"


def _earlier(moment: Moment, hours: int) -> Moment:
    """The same clock so many hours before."""
    day = moment.first_day
    if day is None or moment.minute is None:
        raise OverflowError
    back, minute = divmod(moment.minute - hours * 60, 24 * 60)
    opens = day + timedelta(days=back)
    return Moment(opens.year, opens.month, opens.day, minute, moment.offset)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period as bounds: days as printed, and minutes in UTC where every side carries an offset."""

    days: tuple[date, date]
    minutes: tuple[datetime, datetime] | None

    @property
    def length(self) -> timedelta:
        """From its first day to its last."""
        return self.days[1] - self.days[0]

    def within(self, other: Stretch) -> bool:
        """Whether it lies in the other: by minutes where both have a zone, else by days as printed."""
        if self.minutes is not None and other.minutes is not None:
            return other.minutes[0] <= self.minutes[0] and self.minutes[1] <= other.minutes[1]
        return other.days[0] <= self.days[0] and self.days[1] <= other.days[1]


def stretch_of(text: str) -> Stretch | None:
    """The bounds of a period; None where a side is open or it is no date."""
    when = when_of(text)
    if when is None or when.first_day is None or when.last_day is None:
        return None
    opens, closes = when.earliest, when.latest
    zoned = when.zone_known and opens is not None and closes is not None
    return Stretch((when.first_day, when.last_day), (opens, closes) if zoned else None)  # type: ignore[arg-type]
