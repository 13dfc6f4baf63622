"""Days and periods of statements, as bounds: what a date allows, and never more.

Grammar and bounds of dates: docs/formats/dates.md; the rules that use them: docs/methods/accounts.md. Days are local
calendar days as printed. Proved by tests/accounts/test_dates.py.
"""

from __future__ import annotations

from datetime import date, timedelta

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


def lies_in(inner: str, outer: str) -> bool:
    """Whether every day and minute one period allows lies in the other; False where either is open or no date."""
    one, other = when_of(inner), when_of(outer)
    if one is None or other is None:
        return False
    first, last, opens, closes = one.earliest, one.latest, other.earliest, other.latest
    if first is None or last is None or opens is None or closes is None:
        return False
    days = (one.first_day, one.last_day, other.first_day, other.last_day)
    if not one.zone_known and not other.zone_known and all(days):
        return other.first_day <= one.first_day and one.last_day <= other.last_day  # type: ignore[operator]
    return opens <= first and last <= closes
